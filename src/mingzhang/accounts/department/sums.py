"""Measures added up: what every unit knows, the department knows; what one of them does not, nobody does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingzhang.accounts.amount import NOTHING, Amount
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.department.hierarchy import Hierarchy
from mingzhang.accounts.department.member import Member
from mingzhang.accounts.department.transfers import SIDES, Side
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.region import Region
from mingzhang.printed import Interval


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's measure, and what of it went to or came from other units."""

    measure: Measure
    internal: tuple[Region, ...] = ()

    def value(self, region: Region) -> Amount | None:
        """What the unit adds to the department's amount of a region; None where it does not know."""
        amount = self.measure.value(region)
        for own in self.internal:
            amount = _less(amount, self._inside(region, own))
        return amount

    def _inside(self, region: Region, own: Region) -> Amount | None:
        both = region & own
        return NOTHING if both.empty else self.measure.value(both)

    def entries(self, facet: Facet) -> Iterable[Entry]:
        return (entry for entry in facet.entries if not any(entry in own for own in self.internal))


def _less(amount: Amount | None, part: Amount | None) -> Amount | None:
    if amount is None or part is None:
        return None
    low = amount.interval.low_fen - part.interval.high_fen
    return Amount(amount.fen - part.fen, Interval(low, amount.interval.high_fen - part.interval.low_fen))


def parts_of(members: Sequence[Member], name: str, hierarchy: Hierarchy) -> list[Part]:
    """The measure `name` of every unit that has one, in which nobody wrote down who paid whom: money from above and to
    above is that of the unit above, money from below and to below that of the units below, where there are any.
    """
    parts: list[Part] = []
    for member in members:
        measure = member.measures.named(name)
        if measure is not None:
            regions = [named(side.called) for side in sides_of(member.folder, hierarchy)]
            parts.append(Part(measure, tuple(region for region in regions if measure.value(region) != NOTHING)))
    return parts


def sides_of(unit: str, hierarchy: Hierarchy) -> Iterator[Side]:
    """The sides on which a unit of the department can stand opposite."""
    for side in SIDES:
        if hierarchy.superior(unit) if side.upward else hierarchy.subordinates(unit):
            yield side


def summed(parts: Sequence[Part]) -> Measure | None:
    """The sum over the units that have such a measure; None where none of them has."""
    if not parts:
        return None
    facets = tuple(_facet(scope, detail, parts) for scope, detail in _shapes([part.measure for part in parts]))
    known: dict[Region, Amount] = {}
    for region in dict.fromkeys(region for part in parts for region in part.measure.known):
        amounts = [part.value(region) for part in parts]
        if None not in amounts:
            known[region] = total(amount for amount in amounts if amount is not None)
    return Measure(facets, known)


def total(amounts: Iterable[Amount]) -> Amount:
    given = list(amounts)
    low, high = (sum(getattr(amount.interval, side) for amount in given) for side in ("low_fen", "high_fen"))
    return Amount(sum(amount.fen for amount in given), Interval(low, high))


Shape = tuple[Region, frozenset[str]]
"""The scope and the detail of a facet."""


def _shapes(measures: Sequence[Measure]) -> list[Shape]:
    """What all measures know in full: the common parts of their scopes, in the detail that all have."""
    shapes: list[Shape] | None = None
    for own in dict.fromkeys(tuple((facet.scope, facet.detail) for facet in measure.facets) for measure in measures):
        before = shapes if shapes is not None else list(own)
        both = [(scope & other, detail & more) for scope, detail in before for other, more in own]
        shapes = list(dict.fromkeys(shape for shape in both if not shape[0].empty))
    return shapes or []


def _facet(scope: Region, detail: frozenset[str], parts: Sequence[Part]) -> Facet:
    entries: list[Entry] = []
    for part in parts:
        whole = next(each for each in part.measure.facets if scope <= each.scope and detail <= each.detail)
        entries += (entry for entry in part.entries(whole) if entry in scope)
    return Facet(scope, tuple(entries), detail)
