"""The year's end run backwards: how much non-fiscal money is of each kind, by the rules of the unit's type."""

from collections.abc import Sequence
from typing import NamedTuple

from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Entry, Flow, Kind
from mingzhang.money import yuan_text

_FLOW_NAMES = {
    Flow.SURPLUS_USED: "使用非财政拨款结余",
    Flow.DISTRIBUTION: "结余分配",
    Flow.CLOSING: "年末非财政拨款结转和结余",
}


class Refused(Exception):  # noqa: N818 — an answer, not a fault of the program
    """What is printed cannot follow from the rules of the unit's type; the text says why, in Chinese."""


class Sums(NamedTuple):
    """Non-fiscal money of the year, in 分."""

    opening: int
    income: int
    losses: int
    """Income below nothing."""
    rest: int
    """Expenditure that is neither earmarked nor operating."""
    project: int
    operating: int
    used: int
    distributed: int
    closing: int


class Plan(NamedTuple):
    """How much income is of each kind, how much of the opening balance earmarked, and what projects draw beside."""

    rest: int
    project: int
    operating: int
    earmarked: int
    overspent: int = 0
    """Project expenditure beyond the project's own money, which draws on the rest."""


def sums_of(other: Sequence[Entry]) -> Sums:
    """What the entries of non-fiscal money come to."""

    def of(flow: Flow, *kinds: Kind) -> int:
        return sum(e.fen for e in other if e.coarse.flow is flow and (not kinds or e.coarse.kind in kinds))

    return Sums(
        opening=of(Flow.OPENING),
        income=of(Flow.INCOME),
        losses=sum(e.fen for e in other if e.coarse.flow is Flow.INCOME and e.fen < 0),
        rest=of(Flow.EXPENDITURE, Kind.BASIC, Kind.REMITTED, Kind.SUBSIDY),
        project=of(Flow.EXPENDITURE, Kind.PROJECT),
        operating=of(Flow.EXPENDITURE, Kind.OPERATING),
        used=of(Flow.SURPLUS_USED),
        distributed=of(Flow.DISTRIBUTION),
        closing=of(Flow.CLOSING),
    )


def plan_of(sums: Sums, unit: UnitKind) -> Plan:
    """How the year's end by the type's rules comes to the printed sums."""
    rule = closing_rules().types[unit]
    institution = rule.rest.deficit is Flow.SURPLUS_USED
    plan = _of_institution(sums, unit) if institution else _of_administration(sums, unit)
    pool = sums.income - sums.losses
    if min(plan.project, plan.operating) < 0 or plan.project + plan.operating > pool:
        raise Refused(
            f"{unit}单位年初非财政拨款结转和结余 {yuan_text(sums.opening)} 元，本年非财政拨款收入 "
            f"{yuan_text(sums.income)} 元，与各类支出的去向对不上"
        )
    return plan


def _of_institution(sums: Sums, unit: UnitKind) -> Plan:
    """Earmarked money and an operating deficit are carried; a surplus is distributed, a deficit of the rest drawn."""
    operating = 0  # what operating comes to: a surplus is distributed, a deficit carried
    if sums.closing < 0:
        operating = sums.closing
    if sums.used > 0 and sums.distributed > 0:
        if operating < 0:
            raise Refused(f"{unit}单位不能同时有经营亏损、结余分配和使用非财政拨款结余")
        operating = sums.distributed
    rest = sums.distributed - sums.used - max(operating, 0)
    if sums.used == 0 and sums.rest + rest > sums.income and operating == 0:
        rest = max(0, sums.income - sums.rest)
        operating = sums.distributed - rest
    of_rest = sums.rest + rest
    if of_rest > sums.income:
        raise Refused(
            f"{unit}单位的基本支出等 {yuan_text(sums.rest)} 元多于非财政拨款收入 {yuan_text(sums.income)} 元，"
            f"差额应为使用非财政拨款结余，而使用非财政拨款结余只有 {yuan_text(sums.used)} 元"
        )
    overspent = max(0, min(sums.losses, 0) - of_rest)
    if overspent > sums.project:
        raise Refused(
            f"{unit}单位使用非财政拨款结余 {yuan_text(sums.used)} 元，多于须由它弥补的支出 "
            f"{yuan_text(sums.rest + sums.project)} 元"
        )
    need = sums.closing - min(operating, 0) + sums.project - overspent
    earmarked = min(max(sums.opening, 0), need)
    unmarked = operating + sums.operating - (sums.opening - earmarked)
    return Plan(of_rest + overspent, need - earmarked, unmarked, earmarked, overspent)


def _of_administration(sums: Sums, unit: UnitKind) -> Plan:
    """All that is left is carried; nothing is distributed or drawn."""
    amounts = {
        Flow.SURPLUS_USED: (sums.used, sums.used != 0),
        Flow.DISTRIBUTION: (sums.distributed, sums.distributed != 0),
        Flow.CLOSING: (sums.closing, sums.closing < 0),
    }
    for flow, (fen, wrong) in amounts.items():
        if wrong:
            raise Refused(f"{unit}单位没有{_FLOW_NAMES[flow]} {yuan_text(fen)} 元的余地")
    if sums.opening < 0:
        raise Refused(f"{unit}单位年初非财政拨款结转和结余不能是 {yuan_text(sums.opening)} 元")
    earmarked = min(sums.opening, sums.project)
    project = sums.project - earmarked
    return Plan(sums.income - project - sums.operating, project, sums.operating, earmarked)
