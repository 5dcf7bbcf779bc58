"""Last year's figures of a department: its own published ones, else its units' less what they paid each other."""

from collections.abc import Iterator, Sequence

from mingzhang.accounts.department.hierarchy import Hierarchy
from mingzhang.accounts.department.members import Member
from mingzhang.accounts.department.own_books import OwnBooks
from mingzhang.accounts.department.sums import NOTHING, parts_of, sides_of, summed
from mingzhang.accounts.department.transfers import Side, Way
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.measures import Amount, Measure
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

NAME = "last_year"


def last_year(
    own: OwnBooks, members: Sequence[Member], hierarchy: Hierarchy, actual: Measure, found: list[Finding]
) -> Measure | None:
    """The measure; None where neither the department nor any of its units had a year before. `found` grows."""
    if own.about.no_last_year or own.has_last_year:
        entries = [entry for facet in actual.facets for entry in facet.entries]
        return own.last_year({code for entry in entries for code in (entry.function, entry.economic) if code})
    found += _untold(members, hierarchy)
    found += _uneven(members, hierarchy)
    return summed(parts_of(members, NAME, hierarchy))


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
