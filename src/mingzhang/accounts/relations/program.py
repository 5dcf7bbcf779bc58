"""The cube of a document as a linear program: what amounts there can be, and which of them each figure sums.

Unknowns are merged atoms, coarse combination × functional code × economic code, as fine as the regions of the document
tell them apart. Rows are the distinct regions; the law adds an equality by fund, within fiscal funds by item.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

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


def _merged(atoms: list[Atom], regions: tuple[Region, ...], *, law: bool) -> Program:
    sums = _held(regions, atoms)
    equations = {name: at for at, name in enumerate(dict.fromkeys(map(_equation, atoms)))}
    laws = np.zeros((len(equations), len(atoms)), dtype=np.int8)
    for at, atom in enumerate(atoms):
        laws[equations[_equation(atom)], at] = 1 if atom.coarse.flow in INFLOWS else -1
    if not law:
        laws = laws[:0]
    signed = np.array([may_be_negative(atom.coarse) for atom in atoms], dtype=bool)
    columns = np.vstack([sums, laws, signed[None, :]])
    told = np.arange(len(atoms)) if law else np.flatnonzero(sums.any(axis=0))
    chosen = told[distinct(columns[:, told])]
    used = laws[:, chosen].any(axis=1)
    return Program(
        tuple(atoms[at] for at in chosen),
        regions,
        np.ascontiguousarray(sums[:, chosen]),
        np.ascontiguousarray(laws[used][:, chosen]),
        signed[chosen],
    )


def distinct(columns: Matrix) -> npt.NDArray[np.intp]:
    """The first of each group of columns that are alike, in their order."""
    rows = np.ascontiguousarray(columns.T, dtype=np.int8)
    _, kept = np.unique(rows.view(np.dtype((np.void, rows.shape[1]))), return_index=True)
    return np.sort(kept)


def _equation(atom: Atom) -> tuple[Fund, str]:
    """The law's equation that an atom stands in: its fund, and its item within fiscal funds."""
    return atom.coarse.fund, atom.function if atom.coarse.fund in FISCAL else NO_CODE


def _held(regions: Sequence[Region], atoms: Sequence[Atom]) -> Matrix:
    """Regions × atoms: whether the region holds the atom."""
    places = {name: sorted({getattr(atom, name) for atom in atoms}) for name in Atom._fields}
    order = {name: {value: at for at, value in enumerate(values)} for name, values in places.items()}
    index = {name: np.array([at[getattr(atom, name)] for atom in atoms], dtype=int) for name, at in order.items()}
    masks: dict[tuple[str, object], npt.NDArray[np.bool_]] = {}
    found = np.empty((len(regions), len(atoms)), dtype=np.int8)
    for at, region in enumerate(regions):
        inside = np.ones(len(atoms), dtype=bool)
        for name in Atom._fields:
            part = getattr(region, name)
            if (name, part) not in masks:
                masks[name, part] = np.array([value in part for value in places[name]], dtype=bool)[index[name]]
            inside &= masks[name, part]
        found[at] = inside
    return found
