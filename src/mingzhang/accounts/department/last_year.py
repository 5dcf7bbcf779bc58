"""Last year's figures of a department: its own published ones, else its units' less what they paid each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.accounts.amount import NOTHING, Amount
from mingzhang.accounts.department.hierarchy import Hierarchy
from mingzhang.accounts.department.member import Member
from mingzhang.accounts.department.own_books import OwnBooks
from mingzhang.accounts.department.sums import parts_of, sides_of, summed, total
from mingzhang.accounts.department.transfers import Side, Way
from mingzhang.accounts.forms.vocabulary import AGENCY_COSTS, named, region_at
from mingzhang.accounts.measures import Measure
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

NAME = "last_year"


def last_year(
    own: OwnBooks, members: Sequence[Member], hierarchy: Hierarchy, actual: Measure, found: list[Finding]
) -> Measure | None:
    """The measure; None where neither the department nor any of its units had a year before. `found` grows."""
    if own.about.no_last_year or own.has_last_year:
        entries = [entry for facet in actual.facets for entry in facet.entries]
        codes = {code for entry in entries for code in (entry.function, entry.economic) if code}
        return own.last_year(codes, agencies_of(members))
    found += _untold(members, hierarchy)
    found += _uneven(members, hierarchy)
    whole = summed(parts_of(members, NAME, hierarchy))
    return _with_agency_costs(whole, members) if whole is not None else None


def agencies_of(members: Sequence[Member]) -> frozenset[str]:
    """The units whose running costs are 机关运行经费."""
    return frozenset(member.folder for member in members if member.kind.is_agency)


def _with_agency_costs(whole: Measure, members: Sequence[Member]) -> Measure:
    """The sum beside that of the agencies among the units, whose running costs are 机关运行经费."""
    agencies = [member for member in members if member.kind.is_agency]
    amounts = [
        before.value(named(AGENCY_COSTS)) if (before := member.measures.last_year) is not None else NOTHING
        for member in agencies
    ]
    if not agencies or None in amounts:
        return whole
    region = region_at(AGENCY_COSTS, agencies_of(members))
    return replace(whole, known={**whole.known, region: total(amount for amount in amounts if amount is not None)})


def _untold(members: Sequence[Member], hierarchy: Hierarchy) -> Iterator[Finding]:
    """Units whose last year does not say whether money came from or went to other units."""
    for member in members:
        measure = member.measures.last_year
        for side in sides_of(member.folder, hierarchy) if measure is not None else ():
            if measure is not None and measure.value(named(side.called)) is None:
                yield finding("U132", Place(file=f"{member.folder}/上年"), printed=f"没有写明 {side.called}")


def _uneven(members: Sequence[Member], hierarchy: Hierarchy) -> Iterator[Finding]:
    """Superiors whose side of last year cannot be what the units below them wrote."""
    known = {member.folder: member.measures.last_year for member in members}
    for superior in known:
        below = hierarchy.subordinates(superior)
        for way in Way if below else ():
            above, under = Side(way, way is Way.DOWN), Side(way, way is Way.UP)
            one, many = _sum(known, (superior,), above), _sum(known, below, under)
            if one is None or many is None or one.interval.meets(many.interval):
                continue
            arithmetic = f"{above.called} {yuan_text(one.fen)} 元，所属单位{under.called}合计 {yuan_text(many.fen)} 元"
            yield finding("U131", Place(file=f"{superior}/上年"), arithmetic=arithmetic)


def _sum(known: dict[str, Measure | None], units: Sequence[str], side: Side) -> Amount | None:
    """What units wrote of a side; a unit without a year before wrote nothing. None where one does not say."""
    total = NOTHING
    for unit in units:
        measure = known[unit]
        amount = measure.value(named(side.called)) if measure is not None else NOTHING
        if amount is None:
            return None
        total = Amount(total.fen + amount.fen, total.interval + amount.interval)
    return total
