"""Non-fiscal money: which kind its income and opening balances are of, so that the year's end gives what is printed.

The forms do not say it; the rules of the year's end (books/closing_rules.toml) do, by the type of the unit. What they
ask of the amounts beside the printed figures stands here too.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.relations.program import Program, Wish
from mingzhang.money import yuan_text

_FLOW_NAMES = {
    Flow.SURPLUS_USED: "使用非财政拨款结余",
    Flow.DISTRIBUTION: "结余分配",
    Flow.CLOSING: "年末非财政拨款结转和结余",
}


OVERSPENT = "超出专项资金的支出"
"""The project under which books keep what projects spent beyond their own money."""


class Refused(Exception):  # noqa: N818 — an answer, not a fault of the program
    """What is printed cannot follow from the rules of the unit's type; the text says why, in Chinese."""


class _Sums(NamedTuple):
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


class _Plan(NamedTuple):
    """How much income is of each kind, how much of the opening balance earmarked, and what projects draw beside."""

    rest: int
    project: int
    operating: int
    earmarked: int
    overspent: int = 0
    """Project expenditure beyond the project's own money, which draws on the rest."""


def with_kinds(entries: Iterable[Entry], unit: UnitKind) -> list[Entry]:
    """The entries with non-fiscal income and opening balances split by kind; fiscal entries as they are.

    Raises Refused where the unit's type allows no split that closes the year as printed.
    """
    given = list(entries)
    other = [entry for entry in given if entry.coarse.fund is Fund.OTHER]
    plan = _plan(_sums(other), unit)
    incomes = [entry for entry in other if entry.coarse.flow is Flow.INCOME]
    balances = [entry for entry in other if entry.coarse.flow is Flow.OPENING]
    projects = [entry for entry in other if entry.coarse.flow is Flow.EXPENDITURE and entry.coarse.kind is Kind.PROJECT]
    found = [entry for entry in given if entry not in incomes and entry not in balances and entry not in projects]
    drawn, own = _taken(projects, plan.overspent, Kind.PROJECT)
    found += [*own, *(entry._replace(project=OVERSPENT) for entry in drawn)]
    incomes.sort(key=lambda entry: (entry.coarse.source is not Source.OPERATING, entry))
    operating, left = _taken(incomes, plan.operating, Kind.OPERATING)
    project, rest = _taken(left, plan.project, Kind.PROJECT)
    earmarked, spare = _taken(balances, plan.earmarked, Kind.PROJECT)
    unmarked = Kind.OPERATING if Kind.OPERATING in _carried_kinds(unit) else Kind.BASIC
    found += [*operating, *project, *(_as(entry, Kind.BASIC) for entry in rest)]
    found += [*earmarked, *(_as(entry, unmarked) for entry in spare)]
    return sorted(found)


def wishes_of(program: Program, unit: UnitKind, *, loss: bool) -> list[Wish]:
    """What the rules of a type ask of the amounts; `loss`: some income may be below nothing."""
    if not any(atom.coarse.fund is Fund.OTHER for atom in program.atoms):
        return []
    rule = closing_rules().types[unit]
    income, rest, operating, used, closing, other = (
        _signs(program, *which)
        for which in (
            (Flow.INCOME,),
            (Flow.EXPENDITURE, Kind.BASIC, Kind.REMITTED, Kind.SUBSIDY),
            (Flow.EXPENDITURE, Kind.OPERATING),
            (Flow.SURPLUS_USED,),
            (Flow.CLOSING,),
            (Flow.INCOME,),
        )
    )
    other = np.array(
        [sign if atom.coarse.source is Source.OTHER else 0 for sign, atom in zip(other, program.atoms, strict=True)],
        dtype=np.int8,
    )
    if rule.rest.deficit is Flow.SURPLUS_USED:  # what income does not cover is surplus used, and no more than that
        drawn = rest + _signs(program, Flow.EXPENDITURE, Kind.PROJECT) - used
        return [Wish(income - rest + used, 0), Wish(drawn - other if loss else drawn, 0)]
    nothing = [Wish(-_signs(program, flow), 0) for flow in (Flow.SURPLUS_USED, Flow.DISTRIBUTION)]
    return [*nothing, Wish(closing, 0), Wish(income - operating, 0)]


def _signs(program: Program, flow: Flow, *kinds: Kind) -> "np.typing.NDArray[np.int8]":
    return np.array(
        [
            atom.coarse.fund is Fund.OTHER and atom.coarse.flow is flow and (not kinds or atom.coarse.kind in kinds)
            for atom in program.atoms
        ],
        dtype=np.int8,
    )


def _carried_kinds(unit: UnitKind) -> frozenset[Kind]:
    """The kinds of non-fiscal balances that a unit of the type carries over the year's end."""
    rules = closing_rules()
    carried = (rules.accounts[account] for account in rules.types[unit].carried)
    return frozenset(kind for balance in carried if Fund.OTHER in balance.funds for kind in balance.kinds)


def _sums(other: Sequence[Entry]) -> _Sums:
    def of(flow: Flow, *kinds: Kind) -> int:
        return sum(e.fen for e in other if e.coarse.flow is flow and (not kinds or e.coarse.kind in kinds))

    return _Sums(
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


def _plan(sums: _Sums, unit: UnitKind) -> _Plan:
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


def _of_institution(sums: _Sums, unit: UnitKind) -> _Plan:
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
    return _Plan(of_rest + overspent, need - earmarked, unmarked, earmarked, overspent)


def _of_administration(sums: _Sums, unit: UnitKind) -> _Plan:
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
    return _Plan(sums.income - project - sums.operating, project, sums.operating, earmarked)


def _taken(entries: Iterable[Entry], need: int, kind: Kind) -> tuple[list[Entry], list[Entry]]:
    """`need` 分 of the entries as `kind`, and what is left of them."""
    taken: list[Entry] = []
    left: list[Entry] = []
    for entry in entries:
        part = max(0, min(need, entry.fen))
        need -= part
        taken += [_as(entry, kind)._replace(fen=part)] if part else []
        left += [entry._replace(fen=entry.fen - part)] if entry.fen != part else []
    return taken, left


def _as(entry: Entry, kind: Kind) -> Entry:
    return entry._replace(coarse=entry.coarse._replace(kind=kind))
