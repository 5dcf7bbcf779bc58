"""Regions in a form that compares quickly: coarse combinations as bits, less those that cannot hold money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from mingzhang import codes
from mingzhang.accounts.code_tree import EVERY_CODE, Tree
from mingzhang.accounts.cube import INFLOWS, OUTFLOWS, Coarse, Fund, domain, function_allows, may_be_negative
from mingzhang.accounts.relations.figures import Figure

ATOMS: tuple[Coarse, ...] = tuple(sorted(domain()))
_BIT = {atom: 1 << at for at, atom in enumerate(ATOMS)}


class Part(NamedTuple):
    """A region: its coarse combinations as bits, its functional code ("" for all) and its economic codes."""

    mask: int
    function: str
    economic: Tree


@dataclass
class Node:
    """All figures that print one region."""

    part: Part
    """What is left of the region once combinations that cannot exist are dropped."""
    known: Part
    """… and once those that hold no money in this document are dropped too."""
    figures: list[Figure] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return all(figure.blank for figure in self.figures)


@cache
def mask_of(coarse: frozenset[Coarse]) -> int:
    return sum(_BIT[atom] for atom in coarse)


@cache
def allowed(function: str) -> int:
    """The combinations that can stand under a functional code."""
    return sum(bit for atom, bit in _BIT.items() if function_allows(atom, function))


@cache
def side(inflow: bool, funds: frozenset[Fund]) -> int:
    """Every inflow, or every outflow, of some funds."""
    flows = INFLOWS if inflow else OUTFLOWS
    return sum(bit for atom, bit in _BIT.items() if atom.flow in flows and atom.fund in funds)


NEGATIVE = sum(bit for atom, bit in _BIT.items() if may_be_negative(atom))
"""Combinations that may hold less than nothing."""


@cache
def whole_economic(tree: Tree, year: int) -> Tree:
    """Every code, for a tree that holds all economic classes."""
    return EVERY_CODE if all(item.code in tree for item in codes.economic(year).level(3)) else tree


def part_of(figure: Figure, year: int) -> Part | None:
    """The region of a figure; None for one that spans several functional codes, projects or units."""
    region = figure.region
    if len(region.function.roots) != 1 or region.projects or region.units:
        return None
    (function,) = region.function.roots
    return Part(mask_of(region.coarse) & allowed(function), function, whole_economic(region.economic, year))


class Emptiness:
    """Which combinations hold no money in a document, by functional code.

    Blank cells and rows left out say so, and so does a part of a total that is printed as large as the total.
    """

    def __init__(self, blanks: Iterable[Part], printed: Iterable[tuple[Part, int]] = ()) -> None:
        """`printed` are regions with their last printed digits."""
        self._at: dict[str, int] = {"": _differences(printed)}
        for part in blanks:
            if part.economic == EVERY_CODE:
                self._at[part.function] = self._at.get(part.function, 0) | part.mask
        self._at[""] = _closed(self._at.get("", 0))

    def of(self, function: str) -> int:
        """The empty combinations under a code: those of the code itself and of all that hold it."""
        return self._at.get(function, 0) | self._at[""] | self._above(function)

    def _above(self, function: str) -> int:
        found = 0
        for digits in range(1, len(function)):
            found |= self._at.get(function[:digits], 0)
        return found


def _differences(printed: Iterable[tuple[Part, int]]) -> int:
    """What the totals of a document hold beside parts that are printed the same, where nothing can be negative."""
    totals = {
        part.mask: ticks for part, ticks in printed if ticks and not part.function and part.economic == EVERY_CODE
    }
    found = 0
    for whole, ticks in totals.items():
        for part, other in totals.items():
            rest = whole & ~part
            if ticks == other and whole & part == part and not rest & NEGATIVE:
                found |= rest
    return found


def _closed(empty: int) -> int:
    """By the law a fund that nothing came into has nothing to go out of it, and the other way round."""
    for fund in Fund:
        coming, going = side(True, frozenset({fund})), side(False, frozenset({fund}))
        if coming & ~empty == 0 or going & ~empty == 0:
            empty |= coming | going
    return empty


def nodes_of(figures: Sequence[Figure], emptiness: Emptiness, year: int) -> dict[Part, Node]:
    """The distinct regions of some figures, in their order."""
    found: dict[Part, Node] = {}
    for figure in figures:
        part = part_of(figure, year)
        if part is None:
            continue
        node = found.get(part)
        if node is None:
            known = part._replace(mask=part.mask & ~emptiness.of(part.function))
            node = found[part] = Node(part, known)
        node.figures.append(figure)
    return found
