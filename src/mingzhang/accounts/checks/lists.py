"""Lists of items in the narrative: the economic items against form 06, the functional items against 05, 08 and 09."""

import re
from collections.abc import Iterator

from mingzhang import codes
from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.items import items
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import economic_codes
from mingzhang.accounts.checks.said import Told
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.accounts.relations.figures import Figure
from mingzhang.findings import Finding, Place, finding

_LIST = re.compile(r"(?P<side>人员经费|公用经费)[^,;。]*?元[,:]?(?:主要)?(?:包括|用于)[:：]?(?P<items>[^;。]*)")
_AMOUNT = re.compile(r"[\d.,]+万?元$")
_OPEN = re.compile(r"等(?:支出|费用|项目)?$")
SIDES = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "313", "399")}
_OPENS = 3
"""Characters, such as quotes, that may stand before the item with which a paragraph opens."""
_FEW = 2
"""Items that a text describes before it is held to describe all of them."""


def check_lists(known: Known, told: list[Told]) -> Iterator[Finding]:
    for each in told:
        for match in _LIST.finditer(each.text):
            yield from _economic(known, each, match)
        yield from _uses(known, each)
    yield from _functional(known, told)


def _economic(known: Known, told: Told, match: "re.Match[str]") -> Iterator[Finding]:
    """Items without money that are listed; items with money that are not, where the list does not end in 等."""
    facts = known.read.facts.get("06")
    if facts is None or not facts.whole:
        return
    classes = SIDES[match["side"]]
    money = _with_money(known, classes)
    listed = match["items"]
    named = dict(_named(_OPEN.sub("", listed), known.year, classes))
    idle = [name for name, means in named.items() if means and not any(code in money for code in means)]
    meant = {code for means in named.values() for code in means}
    left_out = [figure for code, figure in money.items() if code not in meant]
    left = "、".join(f"{known.name(figure.address)} {figure.printed}" for figure in left_out)
    unknown = [name for name, means in named.items() if not means]
    if idle:
        more = f"；06 表有金额而没有列出：{left}" if left and not unknown else ""
        yield finding("N120", place(known, told), printed="、".join(idle), arithmetic=f"06 表这些科目没有金额{more}")
    elif left and not unknown and not _OPEN.search(listed):
        yield finding("N121", place(known, told), expected=left)


def _named(listed: str, year: int, classes: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The names of a list with what each may mean; 工会经费和福利费 are two, 信息网络及软件购置更新 is one."""
    for name in (_AMOUNT.sub("", each) for each in listed.split("、")):
        found = economic_codes(name, year, classes)
        parts = re.split(r"[和及]", name)
        if found or not all(economic_codes(part, year, classes) for part in parts):
            yield name, found
        else:
            yield from ((part, economic_codes(part, year, classes)) for part in parts)


def _with_money(known: Known, classes: tuple[str, ...]) -> dict[str, Figure]:
    return {
        address.row: figure
        for address, figure in known.by_address.items()
        if address.form == "06" and len(address.row) == 5 and address.row.startswith(classes) and figure.ticks
    }


def _functional(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Names of items that the year's list does not have; items with money that the text does not describe."""
    described: set[str] = set()
    for each in told:
        for subject in each.subjects:
            if len(subject.code) == 7:
                described.add(subject.code)
            if subject.misnamed:
                yield from _unknown_item(known, each, subject.misnamed)
    yield from _twice(known, told)
    if len(described) < _FEW:
        return
    for form in ("05", "08", "09"):
        spent = spent_items(known, form)
        if form != "05" and not described & set(spent):
            continue  # a fund that is told by its total, or by its form alone
        for code, figure in spent.items():
            if code not in described:
                name = codes.functional(known.year).name(code)
                yield finding("N122", known.place(figure.address), printed=f"{code} {name} {figure.printed}")


def _twice(known: Known, told: list[Told]) -> Iterator[Finding]:
    """An item with an amount that two paragraphs of one section open with."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    for each in told:
        first = next((subject for subject in each.subjects if len(subject.code) == 7 and subject.actual), None)
        if first is None or not 0 <= label(each.text).find(label(first.name)) <= _OPENS:
            continue
        if (each.path, first.code) in seen:
            yield finding("N147", place(known, each), printed=f"{first.code} {first.name}")
        seen.add((each.path, first.code))


def _unknown_item(known: Known, told: Told, name: str) -> Iterator[Finding]:
    where = Place(file=known.read.file, page=told.spot.page, sheet=told.spot.sheet, row=told.spot.row)
    item = next(items(name), None)
    if item is None or not item.names[2]:
        return
    near = [
        "/".join(codes.functional(known.year).ancestry(code.code))
        for code in codes.functional(known.year).level(7)
        if plain(code.name) == plain(item.names[2])
    ]
    yield finding("N123", where, printed=name, expected=" 或 ".join(near[:3]))


_USE = re.compile(r"主要用于[^。;]*?(?P<kind>基本|项目)支出")


def _uses(known: Known, told: Told) -> Iterator[Finding]:
    """主要用于…等基本支出 of an item whose expenditure the form prints as project expenditure alone, or the reverse."""
    code = next((subject.code for subject in told.subjects if len(subject.code) == 7), "")
    match = _USE.search(told.text)
    if not code or match is None or ("基本支出" in told.text and "项目支出" in told.text):
        return
    named, other = ("基本支出", "项目支出") if match["kind"] == "基本" else ("项目支出", "基本支出")
    for form in ("05", "08", "09"):
        here, there = known.figure(form, code, named), known.figure(form, code, other)
        if here is not None and there is not None and here.ticks == 0 and there.ticks:
            said = f"{form}表 {code} 的{named}为零，{other} {there.printed}"
            yield finding("N146", place(known, told), printed=match[0][-30:], arithmetic=said)


def spent_items(known: Known, form: str) -> dict[str, Figure]:
    """The items of a form that have money, by code."""
    return {
        address.row: figure
        for address, figure in known.by_address.items()
        if address.form == form and len(address.row) == 7 and figure.ticks and address.column == "本年支出合计"
    }
