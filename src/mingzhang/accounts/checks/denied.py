"""What a text says there is none of, or that all is of one kind, against the forms that print amounts of it."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place, printed_figures
from mingzhang.accounts.checks.bounds import actuals
from mingzhang.accounts.checks.known import FUNDS, GENERAL, Known
from mingzhang.accounts.checks.names import Meaning, meaning
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.accounts.checks.spellings import fund_of
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.findings import Finding, finding

_NOW = r"20\d\d年度?|本年度?|今年|当年|全年"
_WHO = r"部门|单位|[本我](?:部门|单位|局|委|办|院|校|站|所|厅|处|中心)"
_NONE = r"(?:均|都|也|亦)?(?:未发生|没有发生|未产生|没有|无|不存在)"
_NAME = r"[^,;。:无没未]{2,60}?"
_DENIES = re.compile(rf"{_NONE}(?:使用)?(?P<name>{_NAME}(?:的?(?:支出|收入|收支|费用|开支))?)(?:的?(?:发生|情况))?")
_NOT_HAPPENED = re.compile(rf"(?P<name>{_NAME})(?:均|都)?(?:未发生|没有发生)")
_CLAUSE = re.compile(r"[^,;。:]+")
_FUND_MONEY = re.compile(
    r"(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:安排)?的?(?P<side>收入和?支出|收、?支|收入|支出)"
)
_ALL_OF_IT = re.compile(rf"[,(]?(?:全部|均|都)(?:为|是|来自|来源于)(?P<name>{_NAME})(?=[,;。()]|$)")
_ELSEWHERE = re.compile(r"上一?年|去年|往年|以前|变化|增减|结转|结余|预算(?:安排|数)?$")
"""Of what is of other years, planned, moved or left a text may say that there is none."""
_REASON = re.compile(r"上一?年|去年|往年|原因|主要[是为系]|由于|因|预算")
"""Before a clause that does not name its year: it may tell of the year that is compared with."""


def check_denied(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    if not known.read.facts:
        return
    unit = known.read.disclosure.unit
    owners = [re.escape(each) for each in (squeezed(unit.name), squeezed(unit.short_name)) if each]
    subject = re.compile(rf"(?:{'|'.join((_WHO, _NOW, *owners))})*")
    for each in told:
        for clause in _CLAUSE.finditer(each.text):
            if _of_this_year(known, each, clause):
                yield from _denied(known, each, clause[0], subject)
        for one in each.said:
            yield from _all_of_it(known, each, one)


def _of_this_year(known: Known, told: Told, clause: "re.Match[str]") -> bool:
    """Whether a clause tells of the document's own year and fund, by itself or by what its sentence says before."""
    years = re.findall(r"20\d\d(?=年)", clause[0])
    before = told.text[told.text.rfind("。", 0, clause.start()) + 1 : clause.start()]
    if _ELSEWHERE.search(clause[0]) or any(int(year) != known.year for year in years):
        return False
    own = bool(years) or re.match(_NOW, clause[0]) is not None
    return own or not (_REASON.search(before) or fund_of([before]) not in ("", GENERAL))


def _denied(known: Known, told: Told, clause: str, subject: "re.Pattern[str]") -> Iterator[Finding]:
    """本年度无公务接待费支出, 公务接待费未发生: of what forms print above zero in every place that it may mean."""
    begin = subject.match(clause)
    at = begin.end() if begin else 0
    match = _DENIES.fullmatch(clause, at) or _NOT_HAPPENED.fullmatch(clause, at)
    for found in _meant(known, told, match["name"]) if match else ():
        if found.sure and found.figures and all(figure.ticks > 0 for figure in found.figures):
            yield finding("N173", place(known, told), printed=clause, expected=printed_figures(found.figures))
            return


def _meant(known: Known, told: Told, name: str) -> Iterator[Meaning]:
    """What is said not to be; of a fund its income and its expenditure."""
    money = _FUND_MONEY.fullmatch(name)
    if money is not None:
        sides = [side for side in ("收入", "支出") if side[0] in money["side"]]
        meant = [meaning(known, FUNDS[money["fund"]] + side) for side in sides]
    elif fund_of(told.path) in ("", GENERAL):
        meant = [meaning(known, part, told.path) for part in re.split("[、和及]", name)]
    else:
        return  # under the heading of one fund nothing is said of the others
    yield from (found for found in meant if found is not None)


_TOTALS = "总计"


def _all_of_it(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    """收入合计789.46万元,全部为财政拨款收入, where none of the figures of the part is the whole.

    A total holds what was carried over too, and nobody counts that when they say so.
    """
    stated = one.role == ACTUAL and one.subject.actual is one.mention and one.mention.value
    match = _ALL_OF_IT.match(told.text, one.mention.end) if stated and _TOTALS not in one.subject.name else None
    found = meaning(known, match["name"], told.path) if match else None
    if match is None or found is None or not found.sure or not found.figures:
        return
    if not any(whole.meets(figure.interval) for whole in actuals(one.subject) for figure in found.figures):
        where = place(known, told, one.mention)
        yield finding("N173", where, printed=match[0].strip(",("), expected=printed_figures(found.figures))
