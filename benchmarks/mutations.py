"""Every printed figure of a document changed in turn, by more than rounding explains: the share found and located."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.of_data import as_read
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Severity

FIGURE = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?=(?:万元|元|%|辆|平方米|个|台|批|人|次|分(?!中心)|套))")
FOUND_AIM, LOCATED_AIM = 97, 90
BESIDE = Path(__file__).resolve().parents[1].parent / "shared"
REAL = Path(os.environ.get("MINGZHANG_SHARED", BESIDE)) / "reports" / "putuo-finance-2024.pdf"
"""A document in the wording of another province; it has errors of its own, which are not counted."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A document with one figure changed, and how to know that a finding tells of it."""

    kind: str
    """Form or kind of figure."""
    disclosure: Disclosure
    marks: tuple[str, ...]
    """The new figure with its row, as findings print them."""
    what: str


def changed(printed: str) -> str:
    """Another figure of the same look, off by 7.77 and a tenth: no rounding of any sum here explains it."""
    value = Decimal(printed.replace(",", ""))
    decimals = len(printed.partition(".")[2])
    more = value + max(abs(value) / 10, Decimal("7.77") if decimals else Decimal(3))
    return f"{round(more, decimals):,}" if "," in printed or decimals == 0 else f"{more:.{decimals}f}"


def cells(disclosure: Disclosure) -> Iterator[Mutant]:
    """Each figure of each form that prints money."""
    for at, form in enumerate(disclosure.forms):
        for number, cell in enumerate(form.cells):
            if not cell.printed or Decimal(cell.printed.replace(",", "")) == 0:
                continue
            new = Cell(cell.block, cell.row, cell.column, changed(cell.printed))
            told = replace(form, cells=(*form.cells[:number], new, *form.cells[number + 1 :]))
            forms = (*disclosure.forms[:at], told, *disclosure.forms[at + 1 :])
            what = f"{form.number} {cell.block} {cell.row} {cell.column} {cell.printed}"
            yield Mutant(f"{form.number}表", replace(disclosure, forms=forms), (new.printed,), what)


def figures(disclosure: Disclosure) -> Iterator[Mutant]:
    """Each figure of the report's paragraphs."""
    for at, paragraph in enumerate(disclosure.paragraphs):
        if paragraph.part != "说明" or paragraph.level:
            continue
        for match in FIGURE.finditer(paragraph.text):
            new = changed(match[0])
            text = paragraph.text[: match.start()] + new + paragraph.text[match.end() :]
            told = replace(paragraph, text=text, slots=())
            paragraphs = (*disclosure.paragraphs[:at], told, *disclosure.paragraphs[at + 1 :])
            unit = text[match.start() + len(new) :][:1]
            kind = {"万": "文字：金额", "元": "文字：金额", "%": "文字：比率"}.get(unit, "文字：数量")
            what = squeezed(paragraph.text[max(0, match.start() - 24) : match.end() + 3])
            yield Mutant(kind, replace(disclosure, paragraphs=paragraphs), (new, squeezed(text)[:20]), what)


def located(mutant: Mutant, told: list[Finding]) -> bool:
    """Whether a finding prints the changed figure, alone or in its equation, or quotes its sentence."""
    return any(
        mark in text
        for item in told
        for text in (item.printed, item.arithmetic, squeezed(item.place.sentence))
        for mark in mutant.marks
    )


def study(read: ReadDisclosure, *, show: bool = False) -> dict[str, tuple[int, int, int]]:
    """Kind of figure → changed, found, located. A finding counts only where the unchanged document has it not."""
    before = Counter(item.text() for item in check(read))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for mutant in (*cells(read.disclosure), *figures(read.disclosure)):
        after = check(replace(read, disclosure=mutant.disclosure))
        new = [item for item in after if item.text() not in before and item.severity is not Severity.HINT]
        here = located(mutant, new)
        if show and not here:
            print("   missed:" if not new else "   told elsewhere:", mutant.what)
        for at, one in enumerate((True, bool(new), here)):
            counts[mutant.kind][at] += one
    return {kind: (total, found, here) for kind, (total, found, here) in counts.items()}


OUT_OF_REACH = "missed (listed above): the document tells them once, and no other figure depends on them"
"""Values of buildings, counts of equipment, what is reserved for small firms: nothing else tells them."""


def tell(counts: dict[str, tuple[int, int, int]]) -> None:
    for kind, (total, found, here) in counts.items():
        print(f"  {kind}: {total} changed, {found / total:.1%} found, {here / total:.1%} located")
        if found < total:
            print(f"    {total - found} {OUT_OF_REACH}")
    total, found, here = (sum(each[at] for each in counts.values()) for at in range(3))
    aims = f"(aims: {FOUND_AIM}%, {LOCATED_AIM}%)"
    print(f"  all: {total} changed, {found / total:.1%} found, {here / total:.1%} located {aims}")


def run() -> None:
    """The example, whose one error is in the real document too (a score that its own figures contradict)."""
    _, disclosure, _ = prepare(example_folder("panjin-2023"))
    read = as_read(disclosure, "")
    errors = [item.text() for item in check(read) if item.severity is Severity.ERROR]
    print(f"the example: errors of the unchanged document {len(errors)}", *errors, sep="\n  ")
    tell(study(read, show=True))
    if REAL.is_file():
        print("a real document of another province")
        tell(study(read_disclosure(REAL), show=True))
    else:
        print("skipped: the real document is not here (no folder shared/ beside the repository, no MINGZHANG_SHARED)")
