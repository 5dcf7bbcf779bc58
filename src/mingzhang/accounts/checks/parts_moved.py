"""The changes of the three public expenses on last year, or on the budget: together they are that of their total."""

import re
from collections.abc import Iterator, Mapping

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.changes import change_text, signed
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import BUDGET, DELTA, LAST
from mingzhang.accounts.checks.said import Said, Subject, Told
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.findings import Finding, finding
from mingzhang.printed import sums_agree
from mingzhang.printed import total as total_of

_TOTAL = "“三公”经费"
_SHORT = 4
"""Characters of a part's name that stand in every way to write it: 因公出国, 公务用车, 公务接待."""
_PARTS = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")


def check_parts_moved(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Paragraphs that tell the change of the total and of its parts; a part without money may go untold."""
    for each in told:
        for base in (LAST, BUDGET):
            yield from _together(known, each, _moved(each, base))


def _together(known: Known, told: Told, moved: Mapping[str, Said]) -> Iterator[Finding]:
    if _TOTAL not in moved or not any(part in moved for part in _PARTS):
        return
    untold = [part for part in _PARTS if part not in moved]
    gone = [part for part in untold if _without_money(known, told, part) and not _says_level(told, part)]
    if not all(part in gone or _level(told, part) for part in untold):
        return
    total, parts = signed(moved[_TOTAL]), [signed(moved[part]) for part in _PARTS if part in moved]
    summed = total_of(parts)
    if sums_agree([total], parts) or (gone and total.high_fen < summed.low_fen):
        return  # what has no money now may have had some before, and be less by that
    said = moved[_TOTAL]
    yield finding(
        "N153",
        place(known, told, said.mention),
        printed=f"{said.word}{said.mention.text}",
        expected=change_text(summed),
        arithmetic=" + ".join(f"{part} {change_text(signed(moved[part]))}" for part in _PARTS if part in moved),
    )


def _moved(told: Told, base: str) -> Mapping[str, Said]:
    """The first change against a base that is told of the total and of each part."""
    found: dict[str, Said] = {}
    for one in told.said:
        named = _named(one.subject) if one.role == DELTA and one.base == base else ""
        if named:
            found.setdefault(named, one)
    return found


def _named(subject: Subject) -> str:
    """Which of them a subject is; "" for another."""
    regions = subject.meaning.regions if subject.meaning is not None else ()
    general = vocabulary()["一般公共预算财政拨款"]
    return next(
        (
            name
            for name in (_TOTAL, *_PARTS)
            if regions and set(regions) <= {vocabulary()[name], vocabulary()[name] & general}
        ),
        "",
    )


def _without_money(known: Known, told: Told, part: str) -> bool:
    region = vocabulary()[part]
    stated = told.amounts.get(region)
    return any(not figure.ticks for figure in known.by_region.get(region, ())) or (
        stated is not None and stated.value == 0
    )


def _level(told: Told, part: str) -> bool:
    """Whether the text says of a part of which it tells no change that it has none."""
    stated = "持平" in told.text and any(_named(subject) == part for subject in told.subjects)
    return stated or _says_level(told, part)


def _says_level(told: Told, part: str) -> bool:
    return re.search(rf"{part[:_SHORT]}[^;。]{{0,30}}(?:持平|无变化|无增减|一致)", told.text) is not None
