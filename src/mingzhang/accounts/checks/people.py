"""Trips, guests and vehicles that the narrative counts, against the three public expenses and against each other."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.counted import Count, counts
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Told, everything
from mingzhang.accounts.readers.labels import plain
from mingzhang.findings import Finding, finding
from mingzhang.printed import Interval

GUESTS, KEPT, BOUGHT = "公务接待.国内人次", "公务用车.保有量", "公务用车.购置数"
_TRIPS, _TRAVELLERS = "因公出国（境）.团组数", "因公出国（境）.人次"
_RECEPTIONS = "公务接待."
_ROWS = {
    "因公出国（境）费": (_TRIPS, _TRAVELLERS),
    "公务用车购置费": (BOUGHT,),
    "公务接待费": tuple(
        f"{_RECEPTIONS}{where}{what}" for where in ("国内", "外事", "国（境）外") for what in ("批次", "人次")
    ),
}
"""The row of form 07 that pays for what is counted; the first item must be told for "none" to mean none at all."""
_FOREIGN = "外事"
_HOME = re.compile(r"国内[^。]{0,30}?(?:批|人次|次)|接待(?!外)[^外。，,]{0,8}\d+(?:批|人)")
_PAIRS = {_TRIPS: _TRAVELLERS} | {
    f"{_RECEPTIONS}{where}批次": f"{_RECEPTIONS}{where}人次" for where in ("国内", "外事", "国（境）外")
}


def check_people(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    for each in told:
        found = counts(each.text)
        yield from _fewer(known, each, found)
        yield from _guests(known, each, found)
    for row, items in _ROWS.items():
        yield from _without_money(known, told, row, items)
    yield from _untold(known, told)


def _fewer(known: Known, told: Told, found: Sequence[Count]) -> Iterator[Finding]:
    """More parties than people of them."""
    bracketed = sorted(found, key=lambda one: (one.sentence, one.depth))  # stable: 312批次(外事0批次),228人次
    for one, other in pairwise(bracketed):
        same = one.sentence == other.sentence and one.depth == other.depth
        if same and _PAIRS.get(one.item) == other.item and other.number < one.number:
            yield finding("N138", place(known, told), printed=told.text[one.start : other.end])


def _guests(known: Known, told: Told, found: Sequence[Count]) -> Iterator[Finding]:
    """An amount that goes with guests is no more than form 07 prints of receptions."""
    whole = known.figure("07", "公务接待费", "决算数")
    if whole is None:
        return
    for one in told.said:
        begin = one.mention.start - len(one.mention.before)
        near = any(count.item.startswith(_RECEPTIONS) and begin <= count.start < one.mention.start for count in found)
        if near and one.mention.is_amount and one.mention.interval().low_fen > whole.interval.high_fen:
            limit = f"不大于 07 表公务接待费 {whole.printed or '空白'}"
            yield finding("N139", place(known, told, one.mention), printed=one.mention.text, expected=limit)


def _without_money(known: Known, told: Sequence[Told], row: str, items: Sequence[str]) -> Iterator[Finding]:
    """Counts of what no money was spent on, and money of which all that could be counted is none."""
    spent, source = _spent(known, told, row)
    counted = [(each, one) for each in told for one in counts(each.text) if one.item in items]
    if spent is None or not counted:
        return
    some = next(((each, one) for each, one in counted if one.number), None)
    none = next(((each, one) for each, one in counted if one.item == items[0]), None) if some is None else None
    code, told_of = ("N137", some) if 0 in spent else ("N168", none)
    if told_of is not None:
        each, one = told_of
        said = each.text[max(one.start - 12, 0) : one.end]
        yield finding(code, place(known, each), printed=said, arithmetic=source)


_TOLD_BY = {
    "因公出国（境）费": re.compile("团组|人次|批"),
    "公务用车购置费": re.compile(r"\d+辆"),
    "公务用车运行维护费": re.compile(r"保有|\d+辆"),
    "公务接待费": re.compile("批|次"),
}
"""The row of form 07 and the words by one of which its trips, vehicles and guests are told, wherever they are."""


def _untold(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """Money of the three public expenses without what it was spent on; foreign guests counted, and no others."""
    facts = known.read.facts.get("07")
    if facts is None:
        return
    said = [
        (each, one, plain(one.subject.meaning.name))
        for each, one in everything(told, ACTUAL)
        if one.subject.meaning and one.mention.interval().low_fen > 0
    ]
    rest = [text.text for text in facts.notes] + list(facts.names.values())
    rest += [box.text for grid in known.read.extra for box in grid.table.boxes]
    everywhere = "。".join([*(each.text for each in told), *rest])
    for row, words in _TOLD_BY.items():
        first = next(((each, one) for each, one, name in said if name == plain(row)), None)
        spent, source = _spent(known, told, row)
        if first is not None and spent is not None and 0 not in spent and not words.search(everywhere):
            yield finding("N170", place(known, first[0], first[1].mention), printed=row, arithmetic=source)
    guests = [(each, one) for each in told for one in counts(each.text) if one.item.startswith(_RECEPTIONS)]
    if guests and all(_FOREIGN in one.item for _, one in guests) and not _HOME.search(everywhere):
        each, one = guests[0]
        yield finding("N170", place(known, each), printed=each.text[max(one.start - 12, 0) : one.end])


def _spent(known: Known, told: Sequence[Told], row: str) -> tuple[Interval | None, str]:
    """What form 07 prints of a row; without forms, what the text tells, where it tells one amount."""
    figure = known.figure("07", row, "决算数")
    if figure is not None:
        return figure.interval, f"07 表“{row}”决算数为{figure.printed or '零'}"
    if known.read.facts:
        return None, ""
    named = [
        one.mention
        for _, one in everything(told, ACTUAL)
        if one.subject.meaning and plain(row) in plain(one.subject.meaning.name)
    ]
    if len({mention.value for mention in named}) != 1:
        return None, ""
    return named[0].interval(), f"文字中“{row}”为{named[0].text}"
