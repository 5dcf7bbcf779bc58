"""Contradictions: figures that cannot hold together, none to spare, proven in whole 分.

The solver only proposes. What it proposes counts when its multipliers, made whole numbers, add the sides and the law up
to "at least nothing is at most less than nothing" exactly: solver noise decides nothing.
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from functools import partial
from math import lcm
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from mingzhang.accounts.relations.joint import Bounds, Joint
from mingzhang.accounts.relations.solver import Clock, Solution, Unsolved, Vector
from mingzhang.accounts.relations.system import (
    Mask,
    Side,
    System,
    dead_atoms,
    least_excess,
    live_sides,
    system_of,
)

SLACK, NOISE = 1e-6, 1e-13
"""Excess, in last printed digits, below which amounts are taken to exist: at least SLACK, and for large amounts their
share NOISE, which is what floats leave. Amounts are printed again to make sure."""
DENOMINATOR = 64
"""Multipliers are ratios of small numbers: sides hold atoms whole or not at all."""
Item = TypeVar("Item")


class Answer(NamedTuple):
    """`places` of demands that cannot hold together; none when all can stand."""

    places: tuple[int, ...]
    missed: tuple[int, ...] = ()
    """Demands without which the rest can stand, not the fewest."""
    amounts: Vector | None = None
    """What each atom may hold, in 分, where all can stand: nearly, before rounding."""


def contradiction(joint: Joint, dropped: Collection[int], clock: Clock) -> Answer:
    """Figures that cannot hold together, unless all but the dropped can stand. Raises Unsolved for neither."""
    program, bounds = joint.program, joint.bounds(dropped)
    clash = np.flatnonzero(bounds.low > bounds.high)
    if clash.size:  # one region printed differently
        row = clash[0]
        return Answer(tuple(sorted((int(bounds.low_from[row]), int(bounds.high_from[row])))))
    empty, dead = dead_atoms(program, bounds)
    sides = live_sides(program, bounds, empty, dead)
    if not sides:
        return Answer((), (), np.zeros(len(program.atoms)))
    system = system_of(program, bounds, sides, ~dead)
    found = least_excess(system, joint.tick_fen, clock)
    amounts = np.zeros(len(program.atoms))
    amounts[system.atoms] = found.amounts[: len(system.atoms)] * joint.tick_fen
    if found.least <= _slack(system, joint.tick_fen):
        return Answer((), (), amounts)
    left_out = frozenset(dropped)
    missed = tuple(at for at in joint.missed(amounts, SLACK * joint.tick_fen) if at not in left_out)
    core = [side for side, weight in zip(sides, found.multipliers[: len(sides)], strict=True) if weight > 1e-7]
    core = _thinned(core, partial(_contradicts, joint, bounds, ~dead, clock))
    core += _blanks(joint, bounds, core, empty, ~dead, clock)
    fewer = _thinned(core, partial(_contradicts, joint, bounds, None, clock))
    proven = next((each for each in (fewer, core) if _proof(joint, bounds, each, None, clock) is not None), None)
    if proven is None:
        raise Unsolved("a contradiction that whole numbers do not prove")
    places = {int(bounds.high_from[side.row] if side.above else bounds.low_from[side.row]) for side in proven}
    return Answer(tuple(sorted(places)), missed)


def _contradicts(joint: Joint, bounds: Bounds, live: Mask | None, clock: Clock, sides: Sequence[Side]) -> bool:
    if not sides:
        return False
    system = system_of(joint.program, bounds, sides, live)
    return least_excess(system, joint.tick_fen, clock).least > _slack(system, joint.tick_fen)


def _slack(system: System, tick_fen: int) -> float:
    return max(SLACK, NOISE * float(np.abs(system.limits).max(initial=0)) / tick_fen)


def _thinned(items: Sequence[Item], contradict: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """The items that are left once none can be spared: halves are tried first, then smaller parts, at last each one."""
    kept = list(items)
    size = max(1, len(kept) // 2)
    while True:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if contradict(fewer):
                kept = fewer
            else:
                at += size
        if size == 1:
            return kept
        size //= 2


def _blanks(joint: Joint, bounds: Bounds, core: Sequence[Side], empty: Mask, live: Mask, clock: Clock) -> list[Side]:
    """The blanks that a contradiction among live atoms rests on: without them other atoms could make it good."""
    weighed = _proof(joint, bounds, core, live, clock)
    if weighed is None:
        raise Unsolved("a contradiction that whole numbers do not prove")
    program = joint.program
    missing = (weighed < 0) & ~live
    rows = np.flatnonzero(empty)
    found: list[Side] = []
    while missing.any():
        covered = (program.held[rows] & missing).sum(axis=1)
        best = int(np.argmax(covered))
        found.append(Side(int(rows[best]), above=True))
        missing &= program.held[rows[best]] == 0
    return found


def _proof(
    joint: Joint, bounds: Bounds, sides: Sequence[Side], live: Mask | None, clock: Clock
) -> npt.NDArray[np.int64] | None:
    """What whole multipliers of the sides and the law add up to at each atom, where that proves a contradiction.

    A proof is a sum ≤ less than nothing whose left side cannot be below nothing: no live atom that may not be negative
    is counted less than nothing, and none that may be is counted at all.
    """
    system = system_of(joint.program, bounds, sides, live)
    whole = _whole(least_excess(system, joint.tick_fen, clock), system)
    if whole is None:
        return None
    of_sides, of_law = whole
    if sum(int(weight) * int(limit) for weight, limit in zip(of_sides, system.limits, strict=True)) >= 0:
        return None
    program = joint.program
    rows = np.array([side.row for side in sides], dtype=np.intp)
    sign = np.array([1 if side.above else -1 for side in sides], dtype=np.int64)
    total = (of_sides * sign) @ program.held[rows].astype(np.int64)
    total += of_law @ program.law[system.equations].astype(np.int64)
    able = np.ones(len(total), dtype=bool) if live is None else live
    sound = not (total[able] < 0).any() and not (total[able & program.signed] != 0).any()
    return total if sound else None


def _whole(found: Solution, system: System) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] | None:
    """The multipliers of sides and law as whole numbers; None where nothing is forced."""
    count = len(system.limits)
    given = np.concatenate([found.multipliers[:count], found.lawful])
    largest = np.abs(given).max(initial=0.0)
    if largest <= 1e-9:
        return None
    ratios = [Fraction(float(each / largest)).limit_denominator(DENOMINATOR) for each in given]
    common = lcm(*(ratio.denominator for ratio in ratios))
    if common > 10**6:
        return None
    numbers = np.array([int(ratio * common) for ratio in ratios], dtype=np.int64)
    return numbers[:count], numbers[count:]
