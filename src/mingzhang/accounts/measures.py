"""The measures: cubes of the same shape side by side, each known in some detail and nowhere finer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.cube import Coarse, Entry, entry_of
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.region import Region


@dataclass(frozen=True)
class Measure:
    """One cube: actual, opening budget, adjusted budget or last year's actual.

    `known` holds figures that are known for themselves, such as those printed a year ago.
    """

    facets: tuple[Facet, ...] = ()
    known: Mapping[Region, Amount] = field(default_factory=dict)

    def value(self, region: Region) -> Amount | None:
        """The amount of a region; None where it is finer than anything known. Never zero for lack of knowledge."""
        if region.empty:
            return Amount.exactly(0)
        for facet in self.facets:
            if facet.resolves(region):
                return Amount.exactly(facet.sum(region))
        return self.known.get(region)

    def entries(self, region: Region) -> tuple[Entry, ...]:
        """The entries behind a region's value, in full detail; none where only the total is known."""
        for facet in self.facets:
            if facet.resolves(region):
                return tuple(facet.inside(region))
        return ()

    def places(self, region: Region) -> tuple[Entry, ...]:
        """The entries behind a region's value with projects and units added up."""
        for facet in self.facets:
            if facet.resolves(region):
                return tuple(facet.places(region))
        return ()

    def parts(self, region: Region) -> Iterator[tuple[str, Coarse, int]]:
        """What a region's value is made of by functional code and coarse combination; one may come several times."""
        for facet in self.facets:
            if facet.resolves(region):
                return facet.parts(region)
        return iter(())

    def moves(self, region: Region) -> bool:
        """Whether anything in a region is known not to be zero, even where it cancels out."""
        for facet in self.facets:
            if facet.resolves(region):
                return facet.moves(region)
        return False

    def functions(self, region: Region) -> frozenset[str]:
        """The functional codes that have entries in a region."""
        return frozenset(
            entry.function
            for facet in self.facets
            if region.coarse & facet.scope.coarse
            for entry in facet.places(region)
            if entry.function
        )


@dataclass(frozen=True)
class Measures:
    """The four cubes of a year. None stands for a cube that the unit says it never had: no budget, no last year."""

    actual: Measure
    opening_budget: Measure | None = None
    adjusted_budget: Measure | None = None
    last_year: Measure | None = None
    agencies: frozenset[str] | None = field(default=None, kw_only=True)
    """The units of a department that are administrative or under the civil service law; None for one unit's books."""

    def named(self, name: str) -> Measure | None:
        """The measure called `name` in layouts: actual, opening_budget, adjusted_budget, last_year."""
        measure: Measure | None = getattr(self, name)
        return measure


def full(entries: Iterable[Entry], scope: Region) -> Measure:
    """A measure known in full detail over `scope`, entries of the same place added up."""
    by_coarse: dict[Coarse, dict[tuple[str, str, str, str], int]] = defaultdict(dict)
    for coarse, function, economic, project, unit, fen in entries:
        sums, place = by_coarse[coarse], (function, economic, project, unit)
        sums[place] = sums.get(place, 0) + fen
    merged = (
        entry_of((coarse, *place, fen))
        for coarse, sums in sorted(by_coarse.items(), key=itemgetter(0))
        for place, fen in sorted(sums.items())
    )
    return Measure((Facet(scope, tuple(merged)),))
