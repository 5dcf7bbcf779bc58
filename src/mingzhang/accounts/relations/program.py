"""The cube of a document as a linear program: what amounts there can be, and which of them each figure sums.

Unknowns are merged atoms, coarse combination × functional code × economic code, as fine as the regions of the document
tell them apart. Rows are the distinct regions; the law adds an equality by fund, within fiscal funds by item.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mingzhang.accounts.code_tree import EVERY_CODE, Tree, leaves
from mingzhang.accounts.cube import (
    FISCAL,
    INFLOWS,
    NO_CODE,
    Coarse,
    Flow,
    Fund,
    domain,
    function_allows,
    may_be_negative,
)
from mingzhang.accounts.region import Region

Matrix = npt.NDArray[np.int8]


class Atom(NamedTuple):
    """The smallest part of the cube that the document can tell from others; the codes stand for all like them."""

    coarse: Coarse
    function: str
    economic: str


@dataclass(frozen=True)
class Program:
    atoms: tuple[Atom, ...]
    regions: tuple[Region, ...]
    held: Matrix
    """Regions × atoms: 1 where the region holds the atom."""
    law: Matrix
    """Equations × atoms: 1 for what was there and came in, −1 for what went out and is left."""
    signed: npt.NDArray[np.bool_]
    """Whether an atom may be negative."""

    @cached_property
    def plain(self) -> npt.NDArray[np.bool_]:
        """Whether a region holds no atom that may be negative: then no money in it is no money in any part of it."""
        return np.asarray(~self.held[:, self.signed].any(axis=1), dtype=bool)


class Wish(NamedTuple):
    """signs × amounts ≥ least: what is asked beside the printed figures."""

    signs: npt.NDArray[np.int8]
    """One for each atom of the program."""
    least_fen: int


def codes_of(regions: Iterable[Region], dimension: str) -> list[str]:
    """The finest codes of a dimension (function or economic) that any region names."""
    trees: list[Tree] = [getattr(region, dimension) for region in regions]
    return leaves(root for tree in trees for root in tree.roots)


class _Block(NamedTuple):
    """Atoms of one combination and functional code, one for each economic code."""

    coarse: Coarse
    function: str
    economics: Sequence[str]

    @property
    def equation(self) -> tuple[Fund, str]:
        """The law's equation that they stand in: their fund, and their item within fiscal funds."""
        return self.coarse.fund, self.function if self.coarse.fund in FISCAL else NO_CODE


def program_of(regions: Iterable[Region], *, law: bool = True, defaults: Sequence[str] = ()) -> Program:
    """The program of some regions. `defaults` are economic codes that stand for the rest where several could."""
    distinct = tuple(dict.fromkeys(regions))
    functions = codes_of(distinct, "function")
    economics = [*defaults, *(code for code in codes_of(distinct, "economic") if code not in defaults)] or [NO_CODE]
    listed = {each for region in distinct if region.function != EVERY_CODE for each in region.coarse}
    told_apart = _told_apart(economics, distinct)
    blocks = [
        _Block(coarse, function, told_apart(coarse))
        for coarse in sorted(domain())
        for function in _functions(coarse, functions, listed=coarse in listed)
        if function_allows(coarse, function)
    ]
    return _merged(blocks, distinct, law=law)


def _functions(coarse: Coarse, functions: Sequence[str], *, listed: bool) -> Sequence[str]:
    """The codes that money of a combination may have: for balances that no form lists by code, also one unnamed."""
    if coarse.flow in {Flow.INCOME, Flow.EXPENDITURE}:
        return functions or (NO_CODE,)
    return functions if listed else (NO_CODE, *functions)


def _told_apart(economics: Sequence[str], regions: Sequence[Region]) -> Callable[[Coarse], list[str]]:
    """For a combination one code for each set of codes that no region tells apart. Trees of codes are bits here."""
    trees = {tree: 1 << at for at, tree in enumerate(dict.fromkeys(region.economic for region in regions))}
    inside = {code: sum(bit for tree, bit in trees.items() if code in tree) for code in economics}
    of_coarse: dict[frozenset[Coarse], int] = {}
    for region in regions:
        of_coarse[region.coarse] = of_coarse.get(region.coarse, 0) | trees[region.economic]

    @cache
    def kept(coarse: Coarse) -> list[str]:
        if coarse.flow is not Flow.EXPENDITURE:
            return [NO_CODE]
        telling = 0
        for several, bits in of_coarse.items():
            telling |= bits if coarse in several else 0
        found: dict[int, str] = {}
        for code in economics:
            found.setdefault(inside[code] & telling, code)
        return list(found.values())

    return kept


def _merged(blocks: Sequence[_Block], regions: tuple[Region, ...], *, law: bool) -> Program:
    """Atoms that every region and the law hold alike are one: the first of them stands for all."""
    home = np.repeat(np.arange(len(blocks)), [len(block.economics) for block in blocks])
    economics = [code for block in blocks for code in block.economics]
    held = _bits([region.coarse for region in regions], [block.coarse for block in blocks])
    held &= _bits([region.function for region in regions], [block.function for block in blocks])
    held = held[home] & _bits([region.economic for region in regions], economics)
    equations: dict[tuple[Fund, str], int] = {}
    places = np.array([equations.setdefault(block.equation, len(equations)) for block in blocks], dtype=np.int32)[home]
    signs = np.array([1 if block.coarse.flow in INFLOWS else -1 for block in blocks], dtype=np.int8)[home]
    signed = np.array([may_be_negative(block.coarse) for block in blocks], dtype=bool)[home]
    if law:
        stands = (each[:, None].view(np.uint8) for each in (places, signs, signed))
        chosen = firsts(np.hstack([held, *stands]))
    else:
        told = np.flatnonzero(held.any(axis=1))
        chosen = told[firsts(np.hstack([held[told], signed[told, None].view(np.uint8)]))]
    laws = np.zeros((len(equations) if law else 0, len(chosen)), dtype=np.int8)
    if law:
        laws[places[chosen], np.arange(len(chosen))] = signs[chosen]
    sums = np.unpackbits(held[chosen], axis=1, count=len(regions)).view(np.int8)
    return Program(
        tuple(Atom(blocks[home[at]].coarse, blocks[home[at]].function, economics[at]) for at in chosen.tolist()),
        regions,
        np.ascontiguousarray(sums.T),
        laws[laws.any(axis=1)],
        signed[chosen],
    )


def _bits(parts: Sequence[Tree | frozenset[Coarse]], values: Sequence[Any]) -> npt.NDArray[np.uint8]:
    """Values × parts, eight parts a byte: whether the part of each region holds the value."""
    columns = {part: at for at, part in enumerate(dict.fromkeys(parts))}
    rows = {value: at for at, value in enumerate(dict.fromkeys(values))}
    inside = np.array([[value in part for part in columns] for value in rows], dtype=bool).reshape(len(rows), -1)
    packed = np.packbits(inside[:, [columns[part] for part in parts]], axis=1)
    return packed[[rows[value] for value in values]]


def firsts(rows: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """The places of the first of each group of rows that are alike, in their order."""
    first: dict[bytes, int] = {}
    for at, row in enumerate(np.ascontiguousarray(rows)):
        first.setdefault(row.tobytes(), at)
    return np.fromiter(first.values(), dtype=np.intp, count=len(first))
