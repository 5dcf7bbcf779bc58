"""Regions: what a printed figure is the sum of, and the algebra from which its relations follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from mingzhang.accounts.code_tree import EVERY_CODE, Tree
from mingzhang.accounts.cube import FISCAL, INFLOWS, OUTFLOWS, Coarse, Entry, Flow, Fund, Kind, Source, domain


@dataclass(frozen=True)
class Region:
    """A part of the cube: coarse combinations × functional codes × economic codes (× projects × units).

    Regions are normal by construction (coarse combinations of the domain only), so equal regions compare equal.
    `projects` and `units` empty means all of them.
    """

    coarse: frozenset[Coarse]
    function: Tree = EVERY_CODE
    economic: Tree = EVERY_CODE
    projects: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    @staticmethod
    def of(spec: Mapping[str, str | Iterable[str]]) -> "Region":
        """A region from a declaration such as {"flow": "expenditure", "fund": "fiscal", "function": "208"}.

        Raises ValueError for an unknown dimension or value, so that a misspelt layout cannot mean "everything".
        """
        values = {name: _values(name, given) for name, given in spec.items()}
        flows, funds = values.get("flow"), values.get("fund")
        sources, kinds = values.get("source"), values.get("kind")
        coarse = frozenset(
            atom
            for atom in domain()
            if (flows is None or atom.flow in flows)
            and (funds is None or atom.fund in funds)
            and (sources is None or atom.source in sources)
            and (kinds is None or atom.kind in kinds)
        )
        if "economic" in values:  # only expenditure has an economic class
            coarse = frozenset(atom for atom in coarse if atom.flow is Flow.EXPENDITURE)
        return Region(
            coarse,
            Tree.of(values["function"]) if "function" in values else EVERY_CODE,
            Tree.of(values["economic"]) if "economic" in values else EVERY_CODE,
            values.get("project", frozenset()),
            values.get("unit", frozenset()),
        )

    def __and__(self, other: "Region") -> "Region":
        """What lies in both; with an economic part only expenditure remains."""
        economic = self.economic & other.economic
        coarse = self.coarse & other.coarse
        if economic != EVERY_CODE:
            coarse = frozenset(atom for atom in coarse if atom.flow is Flow.EXPENDITURE)
        return Region(
            coarse,
            self.function & other.function,
            economic,
            _narrower(self.projects, other.projects),
            _narrower(self.units, other.units),
        )

    def __le__(self, other: "Region") -> bool:
        """Whether every entry of this region lies in the other."""
        return (
            self.coarse <= other.coarse
            and self.function <= other.function
            and self.economic <= other.economic
            and (not other.projects or (bool(self.projects) and self.projects <= other.projects))
            and (not other.units or (bool(self.units) and self.units <= other.units))
        )

    def __contains__(self, entry: Entry) -> bool:
        return (
            entry.coarse in self.coarse
            and entry.function in self.function
            and entry.economic in self.economic
            and (not self.projects or entry.project in self.projects)
            and (not self.units or entry.unit in self.units)
        )

    @cached_property
    def flows(self) -> frozenset[Flow]:
        return frozenset(atom.flow for atom in self.coarse)

    @cached_property
    def leads(self) -> tuple[tuple[tuple[int, int], tuple[str, str]], ...]:
        """The leading parts of codes that it is made of, each pair after how many digits the two have."""
        return tuple(
            ((len(function), len(economic)), (function, economic))
            for function in self.function.roots
            for economic in self.economic.roots
        )

    @cached_property
    def empty(self) -> bool:
        """Whether nothing can exist in it."""
        return not (self.coarse and self.function.roots and self.economic.roots)

    def narrowed(self, function: str) -> "Region":
        """This region under one functional code."""
        return self & Region(domain(), Tree(frozenset({function})))


def mirrored(region: Region) -> Region | None:
    """The outflows that the law makes equal to a region of whole inflows, by fund; None where it says nothing.

    The region must hold, for each of its funds, every inflow of the fund. The law holds by item within fiscal funds
    and for any fund as a whole.
    """
    if region.empty or region.economic != EVERY_CODE or not region.flows <= INFLOWS:
        return None
    funds = frozenset(atom.fund for atom in region.coarse)
    if region.coarse != _side(INFLOWS, funds):
        return None
    if region.function != EVERY_CODE and not funds <= FISCAL:
        return None
    return Region(_side(OUTFLOWS, funds), region.function, region.economic, region.projects, region.units)


@cache
def _side(flows: frozenset[Flow], funds: frozenset[Fund]) -> frozenset[Coarse]:
    return frozenset(atom for atom in domain() if atom.flow in flows and atom.fund in funds)


_DIMENSIONS: Mapping[str, frozenset[str] | None] = {
    "flow": frozenset(Flow),
    "fund": frozenset(Fund),
    "source": frozenset(Source),
    "kind": frozenset(Kind),
    "function": None,
    "economic": None,
    "project": None,
    "unit": None,
}


def _values(name: str, given: str | Iterable[str]) -> frozenset[str]:
    if name not in _DIMENSIONS:
        raise ValueError(f"unknown dimension {name!r}; known: {', '.join(_DIMENSIONS)}")
    values = frozenset([given] if isinstance(given, str) else given)
    if name == "fund" and "fiscal" in values:
        values = (values - {"fiscal"}) | FISCAL
    known = _DIMENSIONS[name]
    if known is not None and not values <= known:
        raise ValueError(f"unknown {name} {', '.join(sorted(values - known))}; known: {', '.join(sorted(known))}")
    return values


def _narrower(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    """The common part of two restrictions, the empty set standing for none. Disjoint ones cannot be told from none."""
    if left and right and not left & right:
        raise ValueError("regions of different projects or units have nothing in common")
    return left & right if left and right else left | right


EVERYTHING = Region.of({})
"""The region that holds every entry."""
