"""Lists of economic items in the narrative against form 06; what an item is used for against its kinds."""

import re
from collections import Counter
from collections.abc import Iterator

from mingzhang import codes
from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.cost_sides import SIDES
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.listed_names import economic_codes
from mingzhang.accounts.checks.nearest import nearest
from mingzhang.accounts.checks.said import Told
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.relations.figures import Figure
from mingzhang.findings import Finding, finding

_LIST = re.compile(
    r"(?P<side>人员经费|公用经费)(?:[^,;。]|(?<=\d),(?=\d))*?元[,:]?(?:主要)?(?:包括|用于)[:：]?(?P<items>[^;。]*)"
)
_AMOUNT = re.compile(r"[\d.,]+万?元$")
_OPEN = re.compile(r"等[^、]{0,16}$")
"""等, and what all of them are: …、培训费等日常公用经费支出."""
_ANY = ("3",)
"""Every class of economic items."""


def check_lists(known: Known, told: list[Told]) -> Iterator[Finding]:
    for each in told:
        for match in _LIST.finditer(each.text):
            yield from _economic(known, each, match)
        yield from _uses(known, each)


def _economic(known: Known, told: Told, match: "re.Match[str]") -> Iterator[Finding]:
    """Items without money that are listed; items with money that are not, where the list does not end in 等."""
    facts = known.read.facts.get("06")
    if facts is None or not facts.whole or not _with_money(known, _ANY):
        return  # of a form without any amount nothing can be said of items
    classes = SIDES[match["side"]]
    money = _with_money(known, classes)
    listed = match["items"]
    every = list(_named(_OPEN.sub("", listed), known.year, classes))
    named = dict(every)
    yield from _misnamed(known, told, every, classes)
    some = money.keys() | _too_little(known, classes)
    idle = [name for name, means in named.items() if means and not some & set(means)]
    idle += [name for name, means in named.items() if not means and _nowhere(known, name)]
    meant = {code for means in named.values() for code in means}
    left_out = [figure for code, figure in money.items() if code not in meant]
    left = "、".join(f"{known.name(figure.address)} {figure.printed}" for figure in left_out)
    unknown = [name for name, means in named.items() if not means and name not in idle]
    if idle:
        more = f"；06 表有金额而没有列出：{left}" if left and not unknown else ""
        yield finding("N120", place(known, told), printed="、".join(idle), arithmetic=f"06 表这些科目没有金额{more}")
    elif left and not unknown and not _OPEN.search(listed):
        yield finding("N121", place(known, told), expected=left)


def _misnamed(
    known: Known, told: Told, named: list[tuple[str, list[str]]], classes: tuple[str, ...]
) -> Iterator[Finding]:
    """Names that a list has twice, and those that are one character away from one of its side."""
    twice = [name for name, count in Counter(name for name, means in named if means).items() if count > 1]
    if twice:
        yield finding("N124", place(known, told), printed="、".join(twice))
    listed = codes.economic(known.year).level(5)
    right = {plain(code.name): code.name for code in listed if code.code.startswith(classes)}
    for name, means in dict(named).items():
        near = nearest(plain(name), right) if not means and not economic_codes(name, known.year, _ANY) else ""
        if near:
            yield finding("N123", place(known, told), printed=name, expected=right[near])


def _nowhere(known: Known, name: str) -> bool:
    """Whether a name is one of the other side's, which has no money there either: 国外债务付息 among 人员经费."""
    meant = economic_codes(name, known.year, _ANY)
    return bool(meant) and not set(meant) & _with_money(known, _ANY).keys()


def _named(listed: str, year: int, classes: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The names of a list with what each may mean; 工会经费和福利费 are two, 信息网络及软件购置更新 is one."""
    for name in (_AMOUNT.sub("", each) for each in listed.split("、")):
        found = economic_codes(name, year, classes)
        first, *rest = re.split(r"[和及]", name)
        parts = [
            (first, economic_codes(first, year, classes)),
            *((each, _part(first, each, year, classes)) for each in rest),
        ]
        yield from [(name, found)] if found or not all(means for _, means in parts) else parts


def _part(first: str, name: str, year: int, classes: tuple[str, ...]) -> list[str]:
    """What a name means after 及, which may leave out how the one before begins: 公务用车运行维护费及购置费."""
    spelt = (first[:end] + name for end in range(len(first)))
    return next((found for each in spelt if (found := economic_codes(each, year, classes))), [])


def _with_money(known: Known, classes: tuple[str, ...]) -> dict[str, Figure]:
    return {
        address.row: figure
        for address, figure in known.by_address.items()
        if address.form == "06" and len(address.row) == 5 and address.row.startswith(classes) and figure.ticks
    }


def _too_little(known: Known, classes: tuple[str, ...]) -> set[str]:
    """Codes with money too little to print: 0.00 in a class that leaves its zeros blank."""
    figures = [
        (address.row, figure)
        for address, figure in known.by_address.items()
        if address.form == "06" and len(address.row) == 5 and address.row.startswith(classes) and not figure.ticks
    ]
    blanks = {code[:3] for code, figure in figures if figure.blank and not figure.absent}
    return {code for code, figure in figures if figure.printed and code[:3] in blanks}


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
