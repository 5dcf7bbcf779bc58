"""The changes of the three public expenses on last year, or on the budget: together they are that of their total."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

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
_VEHICLES = "公务用车购置及运行维护费"
_PARTS = {
    "因公出国（境）费": "因公出国",
    _VEHICLES: "公务用车购置[及和]",
    "公务接待费": "公务接待",
}
"""Each part and how a text begins to name it."""
_OF_VEHICLES = {"公务用车购置费": "公务用车购置(?![及和])", "公务用车运行维护费": "公务用车运行"}
_BASES = {LAST: r"(?:上一?年|去年|20\d\d年)", BUDGET: "预算"}
_LEVEL = "(?:持平|无变化|没有变化|无增减|一致)"


def check_parts_moved(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Paragraphs that tell the change of the total and of its parts; a part without money may go untold.

    So do sections that tell each part in a paragraph of its own.
    """
    for base in _BASES:
        apart: dict[str, list[Told]] = {}
        for each in told:
            moved = _moved(each, base)
            if _TOTAL in moved and len(moved) > 1:
                elsewhere = {part for other in told if other is not each for part in _moved(other, base)}
                yield from _together(known, each, base, moved, elsewhere)
            elif any("三公" in heading for heading in each.path):
                apart.setdefault(each.path[0], []).append(each)
        for section in apart.values():
            yield from _in_section(known, section, base)


def _in_section(known: Known, section: Sequence[Told], base: str) -> Iterator[Finding]:
    """The total's change in the first paragraph that tells one, and the parts' below it."""
    first = next((at for at, each in enumerate(section) if _TOTAL in _moved(each, base)), None)
    if first is None:
        return
    moved: dict[str, Said] = {}
    for each in section[first:]:
        moved = {**_moved(each, base), **moved}
    text = "。".join(each.text for each in section[first:])
    yield from _together(known, replace(section[first], text=text), base, moved, {*_PARTS, *_OF_VEHICLES})


def _together(
    known: Known, told: Told, base: str, moved: Mapping[str, Said], elsewhere: Collection[str]
) -> Iterator[Finding]:
    """`elsewhere`: the parts of which another paragraph may tell a change."""
    split = _VEHICLES not in moved and any(part in moved for part in _OF_VEHICLES)
    parts = {name: words for name, words in _PARTS.items() if not (split and name == _VEHICLES)}
    parts |= _OF_VEHICLES if split else {}
    if _TOTAL not in moved or not any(part in moved for part in parts):
        return
    level = [part for part, words in parts.items() if part not in moved and _says_level(told, words, base)]
    untold = [part for part in parts if part not in moved and part not in level]
    if not all(_without_money(known, told, part) for part in untold):
        return
    total, changes = signed(moved[_TOTAL]), [signed(moved[part]) for part in parts if part in moved]
    summed = total_of(changes)
    listed = base == LAST and not set(untold) & set(elsewhere) and _listed(told, moved)
    if sums_agree([total], changes) or (untold and not listed and total.high_fen < summed.low_fen):
        return  # what has no money now may have had some before, and be less by that
    said = moved[_TOTAL]
    more = f"；没有说到 {'、'.join(untold)}" if untold else ""
    yield finding(
        "N153",
        place(known, told, said.mention),
        printed=f"{said.word}{said.mention.text}",
        expected=change_text(summed),
        arithmetic=" + ".join(f"{part} {change_text(signed(moved[part]))}" for part in parts if part in moved) + more,
    )


def _listed(told: Told, moved: Mapping[str, Said]) -> bool:
    """Whether the parts follow the total after 其中, which leaves no part with a change out."""
    first = min(one.mention.start for name, one in moved.items() if name != _TOTAL)
    return "其中" in told.text[moved[_TOTAL].mention.end : first]


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
    regions = set(subject.meaning.regions if subject.meaning is not None else ())
    given, general = vocabulary(), vocabulary()["一般公共预算财政拨款"]
    every = (_TOTAL, *_PARTS, *_OF_VEHICLES)
    return next((name for name in every if regions and regions <= {given[name], given[name] & general}), "")


def _without_money(known: Known, told: Told, part: str) -> bool:
    region = vocabulary()[part]
    stated = told.amounts.get(region)
    return any(not figure.ticks for figure in known.by_region.get(region, ())) or (
        stated is not None and stated.value == 0
    )


def _says_level(told: Told, words: str, base: str) -> bool:
    """Whether the text says of a part of which it tells no change that it has none, against this base."""
    against = rf"{words}[^;。]{{0,40}}{_BASES[base]}[^,;。]{{0,8}}{_LEVEL}"
    bare = rf"{words}[^,;。预年]{{0,12}}{_LEVEL}"
    return re.search(f"{against}|{bare}", told.text) is not None
