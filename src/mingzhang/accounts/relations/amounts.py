"""Amounts in whole 分 inside every bound of a joint program: intervals are shrunk before amounts are rounded, so that
rounding cannot leave them, and what rounding still missed is made good exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mingzhang.accounts.relations.joint import NEVER, Bounds, Fen, Joint
from mingzhang.accounts.relations.program import Matrix, Wish
from mingzhang.accounts.relations.solver import Clock, Ranges, Solution, Vector, solve
from mingzhang.accounts.relations.system import Mask, Places

SHRUNK = 0.5
"""Share of the largest possible shrinking that is demanded: what is left lets the solver choose plausible pairs."""
ROUNDS = 4
"""How often what rounding missed is made good; each time it is smaller by far."""


class Room(NamedTuple):
    """The distinct rows that bound something, over the atoms that can hold money."""

    held: Matrix
    low: Fen
    high: Fen
    law: Matrix
    wishes: Matrix
    least: Fen
    signed: Mask
    costs: Vector
    atoms: Places
    """The atom of the program that each column stands for, the cheapest of those alike."""


def amounts_of(
    joint: Joint, bounds: Bounds, wishes: Sequence[Wish], costs: Vector, clock: Clock, *, signed: bool
) -> list[int] | None:
    """An amount in 分 for every atom; None where there are none. Without `signed` none is below nothing."""
    room = _room(joint, bounds, wishes, costs, signed=signed)
    if room is None:
        return None
    if not room.atoms.size:  # no money anywhere
        nothing = (room.low <= 0).all() and (room.high >= 0).all() and (room.least <= 0).all()
        return [0] * len(joint.program.atoms) if nothing else None
    near = _inside(room, joint.tick_fen, clock)
    whole = _whole(room, near * joint.tick_fen, clock) if near is not None else None
    if whole is None:
        return None
    found = np.zeros(len(joint.program.atoms), dtype=np.int64)
    found[room.atoms] = whole
    return [int(fen) for fen in found]


def _room(joint: Joint, bounds: Bounds, wishes: Sequence[Wish], costs: Vector, *, signed: bool) -> Room | None:
    """The rows and columns that matter; None where two demands on one region exclude each other."""
    program = joint.program
    able = program.signed if signed else np.zeros_like(program.signed)
    plain = program.plain if signed else np.ones(len(program.regions), dtype=bool)
    bounded = bounds.high < NEVER
    empty = bounded & plain & (bounds.high == 0)
    if (bounds.low > bounds.high).any():
        return None
    live = np.flatnonzero(~program.held[empty].any(axis=0))
    rows = np.flatnonzero(bounded & ~empty)
    held, low, high = _narrowed(program.held[np.ix_(rows, live)], bounds.low[rows], bounds.high[rows])
    asked = np.array([wish.signs[live] for wish in wishes], dtype=np.int8).reshape(len(wishes), len(live))
    columns = np.vstack([held, program.law[:, live], asked, able[live][None, :]]).astype(np.int8)
    kept = _cheapest(columns, costs[live])
    law = program.law[:, live[kept]]
    return Room(
        held[:, kept],
        low,
        high,
        law[law.any(axis=1)],
        asked[:, kept],
        np.array([wish.least_fen for wish in wishes], dtype=np.int64),
        able[live[kept]],
        costs[live[kept]],
        live[kept],
    )


def _narrowed(held: Matrix, low: Fen, high: Fen) -> tuple[Matrix, Fen, Fen]:
    """Rows that hold the same atoms as one, with the narrowest bounds."""
    first: dict[bytes, int] = {}
    low, high = low.copy(), high.copy()
    for row in range(len(held)):
        other = first.setdefault(held[row].tobytes(), row)
        low[other], high[other] = max(low[other], low[row]), min(high[other], high[row])
    kept = sorted(first.values())
    return held[kept], low[kept], high[kept]


def _cheapest(columns: Matrix, costs: Vector) -> Places:
    """Of columns that are alike the cheapest, the first of equals."""
    best: dict[bytes, int] = {}
    for at, column in enumerate(np.ascontiguousarray(columns.T)):
        other = best.setdefault(column.tobytes(), at)
        if costs[at] < costs[other]:
            best[column.tobytes()] = at
    return np.array(sorted(best.values()), dtype=np.intp)


def _inside(room: Room, tick_fen: int, clock: Clock) -> Vector | None:
    """Amounts in last printed digits well inside every interval, plausible pairs of codes preferred."""
    low, high, least = room.low / tick_fen, room.high / tick_fen, room.least / tick_fen
    half = (high - low) / 2
    held, asked, law = room.held.astype(float), -room.wishes.astype(float), room.law.astype(float)
    ranges: list[tuple[float | None, float | None]] = [(None if able else 0, None) for able in room.signed]
    margin, none = half[:, None], np.zeros((len(least), 1))
    first = solve(
        np.concatenate([np.zeros(len(room.atoms)), [-1.0]]),
        np.vstack([np.hstack([-held, margin]), np.hstack([held, margin]), np.hstack([asked, none])]),
        np.concatenate([-low, high, -least]),
        np.hstack([law, np.zeros((len(law), 1))]),
        [*ranges, (0, 1)],
        clock,
    )
    if first is None:
        return None
    inner = half * SHRUNK * first.amounts[-1]
    rows, limits = np.vstack([-held, held, asked]), np.concatenate([-(low + inner), high - inner, -least])
    second = solve(room.costs, rows, limits, law, ranges, clock)
    if second is None:
        return first.amounts[:-1]
    return (_swept(room, second, rows, limits, law, ranges, clock) or second).amounts


def _swept(
    room: Room, found: Solution, rows: Vector, limits: Vector, law: Vector, ranges: Ranges, clock: Clock
) -> Solution | None:
    """The same without crumbs below the last printed digit, where that can be."""
    crumbs = (found.amounts > 0) & (found.amounts < 1)
    if not crumbs.any():
        return None
    swept = [(least, 0) if crumb else (least, most) for crumb, (least, most) in zip(crumbs, ranges, strict=True)]
    return solve(room.costs, rows, limits, law, swept, clock)


def _whole(room: Room, near: Vector, clock: Clock) -> Fen | None:
    """Whole 分 inside every bound, from amounts that are nearly so; None where rounding cannot be made good."""
    fen = np.rint(near).astype(np.int64)
    held, law, asked = (each.astype(np.int64) for each in (room.held, room.law, room.wishes))
    for _ in range(ROUNDS):
        fen = _balanced(law, fen)
        sums, wished = held @ fen, asked @ fen
        negative = ((fen < 0) & ~room.signed).any()
        if not (negative or (sums < room.low).any() or (sums > room.high).any() or (wished < room.least).any()):
            return fen
        change = solve(
            np.zeros(len(fen)),
            np.vstack([-held, held, -asked]).astype(float),
            np.concatenate([sums - room.low, room.high - sums, wished - room.least]).astype(float),
            law.astype(float),
            [(None if able else -int(each), None) for able, each in zip(room.signed, fen, strict=True)],
            clock,
        )
        if change is None:
            return None
        fen = fen + np.rint(change.amounts).astype(np.int64)
    return None


def _balanced(law: Fen, fen: Fen) -> Fen:
    """The law made exact in 分: the largest amount of each equation takes what rounding left over."""
    found = fen.copy()
    for equation in law:
        gap = int(equation @ found)
        if gap:
            columns = np.flatnonzero(equation)
            largest = columns[int(np.argmax(np.abs(found[columns])))]
            found[largest] -= int(equation[largest]) * gap
    return found
