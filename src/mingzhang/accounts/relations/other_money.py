"""Kinds for non-fiscal income and opening balances, so that closing the year by the unit's type gives what is printed.

The forms do not say which kind such income is of; the year's end does: earmarked money is carried, operating surplus is
distributed, and for institutions the rest is distributed or drawn from reserves.
"""

from collections.abc import Iterable, Sequence

from mingzhang.accounts.books.model import UnitKind
from mingzhang.accounts.cube import Entry, Flow, Fund, Kind, Source


def with_kinds(entries: Iterable[Entry], unit: UnitKind) -> list[Entry]:
    """The entries with non-fiscal income and opening balances split by kind; fiscal entries as they are."""
    given = list(entries)
    other = [entry for entry in given if entry.coarse.fund is Fund.OTHER]
    project, operating, opening = _needs(other, unit)
    incomes = [entry for entry in other if entry.coarse.flow is Flow.INCOME]
    incomes.sort(key=lambda entry: (entry.coarse.source is not Source.OPERATING, entry))
    found = [entry for entry in given if entry not in incomes and entry.coarse[:2] != (Flow.OPENING, Fund.OTHER)]
    split = _taken(incomes, operating, Kind.OPERATING)
    rest = _taken(split[1], project, Kind.PROJECT)
    found += [*split[0], *rest[0], *(_as(entry, Kind.BASIC) for entry in rest[1])]
    balances = [entry for entry in other if entry.coarse.flow is Flow.OPENING]
    earmarked = _taken(balances, opening, Kind.PROJECT)
    spare = Kind.OPERATING if unit is UnitKind.INSTITUTION else Kind.BASIC
    return sorted([*found, *earmarked[0], *(_as(entry, spare) for entry in earmarked[1])])


def _needs(other: Sequence[Entry], unit: UnitKind) -> tuple[int, int, int]:
    """How much income is project money, how much operating, and how much of the opening balance is project money."""
    opening = _sum(other, Flow.OPENING)
    spent, operated = _sum(other, Flow.EXPENDITURE, Kind.PROJECT), _sum(other, Flow.EXPENDITURE, Kind.OPERATING)
    if unit is not UnitKind.INSTITUTION:
        earmarked = min(opening, spent)
        return spent - earmarked, operated, earmarked
    carried = spent + _sum(other, Flow.CLOSING)
    earmarked = min(opening, carried)
    used, distributed = _sum(other, Flow.SURPLUS_USED), _sum(other, Flow.DISTRIBUTION)
    surplus = distributed if used else 0
    return carried - earmarked, operated + surplus - (opening - earmarked), earmarked


def _sum(entries: Iterable[Entry], flow: Flow, kind: Kind | None = None) -> int:
    return sum(entry.fen for entry in entries if entry.coarse.flow is flow and kind in {None, entry.coarse.kind})


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
