"""The cube of a document as a linear program: what amounts there can be, and which of them each figure sums.

Unknowns are merged atoms, coarse combination × functional code × economic code, as fine as the regions of the document
tell them apart. Rows are the distinct regions; the law adds an equality by fund, within fiscal funds by item.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mingzhang.accounts.code_tree import leaves
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
from mingzhang.accounts.region import EVERY_CODE, Region, Tree

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


def program_of(regions: Iterable[Region], *, law: bool = True, defaults: Sequence[str] = ()) -> Program:
    """The program of some regions. `defaults` are economic codes that stand for the rest where several could."""
    distinct = tuple(dict.fromkeys(regions))
    functions = codes_of(distinct, "function")
    economics = [*defaults, *(code for code in codes_of(distinct, "economic") if code not in defaults)] or [NO_CODE]
    atoms: list[Atom] = []
    for coarse in sorted(domain()):
        able = _economics(coarse, economics, distinct)
        for function in _functions(coarse, functions, distinct):
            if function_allows(coarse, function):
                atoms += [Atom(coarse, function, economic) for economic in able]
    return _merged(atoms, distinct, law=law)


def _functions(coarse: Coarse, functions: Sequence[str], regions: Sequence[Region]) -> Sequence[str]:
    """The codes that money of a combination may have: for balances that no form lists by code, also one unnamed."""
    if coarse.flow in {Flow.INCOME, Flow.EXPENDITURE}:
        return functions or (NO_CODE,)
    listed = any(coarse in region.coarse and region.function != EVERY_CODE for region in regions)
    return functions if listed else (NO_CODE, *functions)


def _economics(coarse: Coarse, economics: Sequence[str], regions: Sequence[Region]) -> list[str]:
    """One code for each set of codes that no region tells apart."""
    if coarse.flow is not Flow.EXPENDITURE:
        return [NO_CODE]
    trees = list(dict.fromkeys(r.economic for r in regions if coarse in r.coarse and r.economic != EVERY_CODE))
    kept: dict[tuple[bool, ...], str] = {}
    for code in economics:
        kept.setdefault(tuple(code in tree for tree in trees), code)
    return list(kept.values())


def _merged(atoms: Sequence[Atom], regions: tuple[Region, ...], *, law: bool) -> Program:
    """Atoms that every region and the law hold alike are one: the first of them stands for all."""
    held = _held(regions, atoms)
    equations: dict[tuple[Fund, str], int] = {}
    places = np.array([equations.setdefault(_equation(atom), len(equations)) for atom in atoms], dtype=np.int32)
    signs = np.array([1 if atom.coarse.flow in INFLOWS else -1 for atom in atoms], dtype=np.int8)
    signed = np.array([may_be_negative(atom.coarse) for atom in atoms], dtype=bool)
    if law:
        stands = places[:, None].view(np.uint8), signs[:, None].view(np.uint8), signed[:, None].view(np.uint8)
        chosen = firsts(np.hstack([held, *stands]))
    else:
        told = np.flatnonzero(held.any(axis=1))
        chosen = told[firsts(np.hstack([held[told], signed[told, None].view(np.uint8)]))]
    laws = np.zeros((len(equations) if law else 0, len(chosen)), dtype=np.int8)
    if law:
        laws[places[chosen], np.arange(len(chosen))] = signs[chosen]
    sums = np.unpackbits(held[chosen], axis=1, count=len(regions)).view(np.int8)
    return Program(
        tuple(atoms[at] for at in chosen),
        regions,
        np.ascontiguousarray(sums.T),
        laws[laws.any(axis=1)],
        signed[chosen],
    )


def firsts(rows: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """The places of the first of each group of rows that are alike, in their order."""
    first: dict[bytes, int] = {}
    for at, row in enumerate(np.ascontiguousarray(rows)):
        first.setdefault(row.tobytes(), at)
    return np.fromiter(first.values(), dtype=np.intp, count=len(first))


def _equation(atom: Atom) -> tuple[Fund, str]:
    """The law's equation that an atom stands in: its fund, and its item within fiscal funds."""
    return atom.coarse.fund, atom.function if atom.coarse.fund in FISCAL else NO_CODE


def _held(regions: Sequence[Region], atoms: Sequence[Atom]) -> npt.NDArray[np.uint8]:
    """Atoms × regions, eight regions a byte: whether the region holds the atom."""
    found = np.full((len(atoms), (len(regions) + 7) // 8), 255, dtype=np.uint8)
    for name in Atom._fields:
        parts = [getattr(region, name) for region in regions]
        order = {part: at for at, part in enumerate(dict.fromkeys(parts))}
        of_region = np.array([order[part] for part in parts], dtype=np.intp)
        values = [getattr(atom, name) for atom in atoms]
        places = {value: at for at, value in enumerate(dict.fromkeys(values))}
        inside = np.array([[value in part for part in order] for value in places], dtype=bool).reshape(-1, len(order))
        found &= np.packbits(inside[:, of_region], axis=1)[[places[value] for value in values]]
    return found
