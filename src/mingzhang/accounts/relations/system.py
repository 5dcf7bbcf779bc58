"""A joint program made small: only amounts that can be anything but nothing, those alike taken together, and only sides
of demands that say something.

A side is a bound on one region from below or from above, written as signs × amounts ≤ limit, in 分.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mingzhang.accounts.relations.joint import NEVER, Bounds, Fen
from mingzhang.accounts.relations.program import Matrix, Program, firsts
from mingzhang.accounts.relations.solver import Clock, Solution, solve

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


class Side(NamedTuple):
    row: int
    above: bool


class System(NamedTuple):
    """Sides × atoms, with the limits in 分, and the equations of the law."""

    signs: Matrix
    limits: Fen
    law: Matrix
    signed: Mask
    atoms: Places
    """The atom of the program that each stands for, the first of those alike."""
    equations: Places
    """The equation of the program that each of the law is."""


def dead_atoms(program: Program, bounds: Bounds) -> tuple[Mask, Mask]:
    """The regions that hold no money at all, and the atoms that therefore hold none."""
    empty = program.plain & (bounds.high == 0)
    return empty, program.held[empty].any(axis=0)


def live_sides(program: Program, bounds: Bounds, empty: Mask, dead: Mask) -> list[Side]:
    """The sides that say something beside the empty regions: of regions alike in what is left, the narrowest."""
    live = program.held[:, ~dead]
    narrowest: dict[tuple[bytes, bool], Side] = {}
    for row in np.flatnonzero(~empty):
        key = live[row].tobytes()
        if bounds.high[row] < NEVER:
            other = narrowest.get((key, True))
            if other is None or bounds.high[row] < bounds.high[other.row]:
                narrowest[key, True] = Side(int(row), above=True)
        if bounds.low[row] > (0 if program.plain[row] else -NEVER):
            other = narrowest.get((key, False))
            if other is None or bounds.low[row] > bounds.low[other.row]:
                narrowest[key, False] = Side(int(row), above=False)
    return list(narrowest.values())


def system_of(program: Program, bounds: Bounds, sides: Sequence[Side], live: Mask | None = None) -> System:
    """The sides and the law over the atoms that are live; atoms alike in all of them are one."""
    rows = np.array([side.row for side in sides], dtype=np.intp)
    sign = np.array([1 if side.above else -1 for side in sides], dtype=np.int8)
    limits = np.array([bounds.high[s.row] if s.above else -bounds.low[s.row] for s in sides], dtype=np.int64)
    atoms = np.arange(len(program.atoms)) if live is None else np.flatnonzero(live)
    signs, law, signed = program.held[rows][:, atoms] * sign[:, None], program.law[:, atoms], program.signed[atoms]
    kept = firsts(np.vstack([signs, law, signed[None, :]]).astype(np.int8).T)
    equations = np.flatnonzero(law.any(axis=1))
    return System(signs[:, kept], limits, law[np.ix_(equations, kept)], signed[kept], atoms[kept], equations)


def least_excess(system: System, tick_fen: int, clock: Clock) -> Solution:
    """By how much, in last printed digits, the sides must give way altogether; the multipliers say which force it."""
    count, width = system.signs.shape
    found = solve(
        np.concatenate([np.zeros(width), np.ones(count)]),
        np.hstack([system.signs.astype(float), -np.eye(count)]),
        system.limits / tick_fen,
        np.hstack([system.law.astype(float), np.zeros((len(system.law), count))]),
        [*((None if able else 0, None) for able in system.signed), *[(0, None)] * count],
        clock,
    )
    assert found is not None, "every side may give way"
    return found
