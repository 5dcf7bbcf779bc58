"""Non-fiscal money: which kind its income and opening balances are of, so that the year's end gives what is printed.

The forms do not say it; the rules of the year's end (books/closing_rules.toml) do, by the type of the unit.
"""

from collections.abc import Iterable

from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.relations.year_end import plan_of, sums_of

OVERSPENT = "超出专项资金的支出"
"""The project under which books keep what projects spent beyond their own money."""


def with_kinds(entries: Iterable[Entry], unit: UnitKind) -> list[Entry]:
    """The entries with non-fiscal income and opening balances split by kind; fiscal entries as they are.

    Raises Refused where the unit's type allows no split that closes the year as printed.
    """
    given = list(entries)
    other = [entry for entry in given if entry.coarse.fund is Fund.OTHER]
    plan = plan_of(sums_of(other), unit)
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


def _carried_kinds(unit: UnitKind) -> frozenset[Kind]:
    """The kinds of non-fiscal balances that a unit of the type carries over the year's end."""
    rules = closing_rules()
    carried = (rules.accounts[account] for account in rules.types[unit].carried)
    return frozenset(kind for balance in carried if Fund.OTHER in balance.funds for kind in balance.kinds)


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
