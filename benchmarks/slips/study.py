"""One slip at a time in consistent documents: the share found and located, by kind, most missed first.

The whole study takes about 18 minutes. MINGZHANG_SLIP_PAGES and MINGZHANG_SLIP_KINDS look at some documents or kinds
only, MINGZHANG_SLIPS says how many slips of a kind are put into a document.
"""

import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.slips import names, registers, signs, structure, words
from benchmarks.slips.documents import documents
from benchmarks.slips.page import Page, Slip
from mingzhang.accounts.checks.check import check
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import FileUnusable, Finding

MOST = int(os.environ.get("MINGZHANG_SLIPS", "6"))
"""Slips of a kind in a document, spread evenly over its places."""
MANY = {"错字": 8, "模板残留": 3}
"""Kinds of many words."""
WANTED = os.environ.get("MINGZHANG_SLIP_KINDS", "").split()
PAGES = os.environ.get("MINGZHANG_SLIP_PAGES", "").split()
"""Parts of the names of kinds and of documents, to look at some only."""
OUT_OF_REACH = {
    "总表类名错一字": "a class of forms 01 and 04 has no money: its row is bound to nothing, so no figure misses it",
    "有增减写成持平": "the other year's amount, or the budget, stands nowhere in the document",
    "漏列单位、机构": "a list ends early and its number is not told",
    "人次不符": "guests and trips are counted once, and no amount depends on them",
    "批次不符": "guests and trips are counted once, and no amount depends on them",
    "词语重复": "the word has two characters: one name may end with what the next begins with",
}
"""Where a slip of a kind cannot be seen from the document alone; other misses are the checker's own."""
SHORTEST = 4
"""Characters of a quotation that are held to tell a place."""


def slips(page: Page) -> Iterator[Slip]:
    """At most so many of each kind."""
    kinds: dict[str, list[Slip]] = defaultdict(list)
    for room in (words, names, signs, structure, registers):
        for slip in room.slips(page):
            if not WANTED or any(each in slip.kind for each in WANTED):
                kinds[slip.kind].append(slip)
    for kind, given in kinds.items():
        most = min(MOST * MANY.get(kind, 1), len(given))
        yield from (given[at * len(given) // most] for at in range(most))


def findings_of(source: str, folder: Path) -> list[Finding]:
    path = folder / "page.html"
    path.write_text(source, "utf-8")
    try:
        read = read_disclosure(path, Limits(), "page.html")
    except FileUnusable as unusable:
        return list(unusable.findings)
    return [*read.findings, *check(read)]


def located(slip: Slip, told: Iterable[Finding]) -> bool:
    """Whether a finding quotes the slip's line, or its form's row, or names what is gone."""
    near = [squeezed(text) for text in slip.near]
    for item in told:
        said = [squeezed(text) for text in (item.printed, item.expected, item.arithmetic, item.place.sentence)]
        if any(squeezed(mark) in text for mark in slip.marks for text in (*said, f"{item.place.form}表")):
            return True
        quoted = squeezed(item.place.sentence.strip("…"))
        if quoted and any(quoted in text or (len(text) >= SHORTEST and text in quoted) for text in near):
            return True
        named = [each for each in (squeezed(item.place.line), said[0]) if each]
        if slip.form and item.place.form == slip.form and any(each in text for each in named for text in near):
            return True
    return False


def study(page: Page, counts: dict[str, list[int]], missed: list[str], folder: Path) -> list[Finding]:
    """Adds to kind → made, found, located; returns what is told of the document as it is."""
    unchanged = findings_of("\n".join(page.source), folder)
    before = Counter(_told(item) for item in unchanged)
    for slip in slips(page):
        new = [item for item in findings_of(slip.source(), folder) if _told(item) not in before]
        here = located(slip, new)
        for at, one in enumerate((True, bool(new), here)):
            counts[slip.kind][at] += one
        if not here:
            codes = " ".join(sorted({item.code.code for item in new}))
            missed.append(f"{slip.kind}｜{page.name}｜{slip.what}｜{codes or '没有发现'}")
    return unchanged


def _told(item: Finding) -> tuple[str, ...]:
    """A finding without the row, which a line more or less moves."""
    place = item.place
    return (item.code.code, place.form, place.line, place.column, item.printed, item.expected, place.sentence)


def run() -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="mingzhang-slips-") as folder:
        for page in documents():
            if PAGES and not any(each in page.name for each in PAGES):
                continue
            unchanged = study(page, counts, missed, Path(folder))
            told = Counter(item.code.severity.value for item in unchanged)
            codes = " ".join(f"{code}×{n}" for code, n in sorted(Counter(item.code.code for item in unchanged).items()))
            print(f"{page.name}: {dict(told)} as it is: {codes}", *missed, sep="\n    not located: ", flush=True)
            missed.clear()
    for kind, (made, found, here) in sorted(counts.items(), key=lambda item: (item[1][1] - item[1][0], item[0])):
        why = f"; out of reach where {OUT_OF_REACH[kind]}" if found < made and kind in OUT_OF_REACH else ""
        print(f"  {kind}: {made} made, {made - found} missed, {found / made:.0%} found, {here / made:.0%} located{why}")
    made, found, here = (sum(each[at] for each in counts.values()) for at in range(3))
    print(f"  all: {made} made, {found / max(made, 1):.1%} found, {here / max(made, 1):.1%} located")
