"""The joint question: is there any cube at all that prints every figure of this document?

Where there is none, the smallest set of figures that cannot stand is found from both sides: each contradiction (a set
of figures that cannot hold together, none to spare) must lose a figure, and a set of figures that hits every
contradiction found so far is tried until the rest can stand.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, eye_array, hstack, vstack

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure, absent_rows, figures_of, tail_carriers
from mingzhang.accounts.relations.program import Program, codes_of, program_of
from mingzhang.accounts.relations.solver import Vector, fewest, solve

Places = npt.NDArray[np.intp]
SLACK = 1e-6
"""Solver noise, in last printed digits; the narrowest true gap is one 分, 1e-4 of a digit of 万元."""


@dataclass(frozen=True)
class Demand:
    """What one figure demands of its region: an amount between `low` and `high`, in last printed digits."""

    figure: Figure
    row: int
    """The region's row in the program."""
    low: float
    high: float


@dataclass(frozen=True)
class Joint:
    """The demands of all figures of one measure on one cube."""

    program: Program
    demands: tuple[Demand, ...]

    def feasible(self, dropped: Collection[int] = ()) -> bool:
        """Whether some cube prints every figure but those dropped (by place in `demands`)."""
        low, high = self.bounds([at for at in range(len(self.demands)) if at not in dropped])
        if (low > high).any():
            return False
        return self._least_excess(low, high)[0] <= SLACK

    def bounds(self, kept: Collection[int]) -> tuple[Vector, Vector]:
        """The narrowest demand on each region, in last printed digits; ±∞ where nothing is demanded."""
        low = np.full(len(self.program.regions), -np.inf)
        high = np.full(len(self.program.regions), np.inf)
        for at in kept:
            demand = self.demands[at]
            low[demand.row] = max(low[demand.row], demand.low)
            high[demand.row] = min(high[demand.row], demand.high)
        return low, high

    def _least_excess(self, low: Vector, high: Vector) -> tuple[float, Places, Places]:
        """By how much the demands must give way altogether, and which rows (from below, from above) force it."""
        program = self.program
        lower, upper = np.flatnonzero(np.isfinite(low)), np.flatnonzero(np.isfinite(high))
        width, count = len(program.atoms), len(lower) + len(upper)
        matrix = hstack([vstack([-program.sums[lower], program.sums[upper]]), -eye_array(count)], format="csr")
        equal = hstack([program.law, csr_array((program.law.shape[0], count))], format="csr")
        found = solve(
            np.concatenate([np.zeros(width), np.ones(count)]),
            matrix,
            np.concatenate([-low[lower], high[upper]]),
            equal,
            [*program.limits(), *[(0, None)] * count],
        )
        assert found is not None, "every demand may give way"
        return found.least, lower[found.forced[: len(lower)]], upper[found.forced[len(lower) :]]

    def contradiction(self, dropped: Collection[int]) -> tuple[int, ...]:
        """Figures that cannot hold together, none to spare; empty when all but the dropped can stand."""
        kept = [at for at in range(len(self.demands)) if at not in dropped]
        low, high = self.bounds(kept)
        clash = np.flatnonzero(low > high)
        if clash.size:
            return self._clash(int(clash[0]), kept, low, high)
        excess, lower, upper = self._least_excess(low, high)
        if excess <= SLACK:
            return ()
        return self._thinned(kept, low, high, {int(row) for row in lower}, {int(row) for row in upper})

    def _clash(self, row: int, kept: list[int], low: Vector, high: Vector) -> tuple[int, ...]:
        """Two figures of one region that are printed differently."""
        here = [at for at in kept if self.demands[at].row == row]
        first = next(at for at in here if self.demands[at].low == low[row])
        other = next(at for at in here if self.demands[at].high == high[row])
        return tuple(sorted((first, other)))

    def _thinned(self, kept: list[int], low: Vector, high: Vector, lower: set[int], upper: set[int]) -> tuple[int, ...]:
        """The rows that force the excess, those left out again that the contradiction can spare."""
        sides = [(row, False) for row in sorted(lower)] + [(row, True) for row in sorted(upper)]
        for side in list(sides):
            fewer = [other for other in sides if other != side]
            if self._excess_of(fewer, low, high) > SLACK:
                sides = fewer
        found: set[int] = set()
        for row, above in sides:
            bound = high[row] if above else low[row]
            here = [at for at in kept if self.demands[at].row == row]
            found.add(next(at for at in here if (self.demands[at].high if above else self.demands[at].low) == bound))
        return tuple(sorted(found))

    def _excess_of(self, sides: Sequence[tuple[int, bool]], low: Vector, high: Vector) -> float:
        only_low, only_high = np.full_like(low, -np.inf), np.full_like(high, np.inf)
        for row, above in sides:
            if above:
                only_high[row] = high[row]
            else:
                only_low[row] = low[row]
        return self._least_excess(only_low, only_high)[0]


@dataclass(frozen=True)
class Corrections:
    """The smallest set of figures that cannot stand."""

    figures: tuple[Figure, ...]
    contradictions: tuple[tuple[Figure, ...], ...]
    """Sets of figures that cannot hold together; each has lost one of the above."""
    proven: bool
    """Whether no smaller set would do."""


def smallest_correction(joint: Joint, seconds: float = 60.0) -> Corrections:
    """The fewest figures without which the rest can stand. When time runs out the set may not be the smallest."""
    deadline = time.monotonic() + seconds
    found: list[tuple[int, ...]] = []
    while True:
        chosen = _hitting(found, len(joint.demands))
        clash = joint.contradiction(chosen)
        if not clash:
            return _corrections(joint, chosen, found, proven=True)
        found.append(clash)
        if time.monotonic() > deadline:
            return _corrections(joint, _greedy(joint, chosen), found, proven=False)


def _greedy(joint: Joint, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Go on from a set that does not suffice yet, a contradiction at a time."""
    dropped = set(chosen)
    while clash := joint.contradiction(dropped):
        dropped.add(clash[0])
    return tuple(sorted(dropped))


def _hitting(sets: Sequence[tuple[int, ...]], size: int) -> tuple[int, ...]:
    """The fewest places that hit every set: those that lie in most of the sets first, then the earliest."""
    if not sets:
        return ()
    members = sorted({at for each in sets for at in each})
    order = {at: index for index, at in enumerate(members)}
    matrix = np.zeros((len(sets), len(members)))
    for row, each in enumerate(sets):
        matrix[row, [order[at] for at in each]] = 1
    common = matrix.sum(axis=0) / (len(sets) + 1)
    early = 1 - np.array(members) / (size + 1)
    cost = 1 - (common + early / 1000) / (4 * len(members) + 4)
    taken = fewest(cost, matrix)
    return tuple(at for at in members if taken[order[at]])


def _corrections(
    joint: Joint, chosen: Collection[int], found: Sequence[tuple[int, ...]], *, proven: bool
) -> Corrections:
    return Corrections(
        tuple(joint.demands[at].figure for at in sorted(chosen)),
        tuple(tuple(joint.demands[at].figure for at in each) for each in found),
        proven,
    )


def joint_of(disclosure: Disclosure, layout: Layout, measure: str = "actual", defaults: Sequence[str] = ()) -> Joint:
    """The joint program of one measure of a disclosure; figures that carry a moved tail demand nothing themselves."""
    read = figures_of(disclosure, layout)
    figures = [figure for figure in read.figures if figure.measure == measure]
    if measure == "actual":
        functions = codes_of((f.region for f in figures), "function")
        economics = codes_of((f.region for f in figures), "economic")
        figures += absent_rows(disclosure, layout, functions, economics)
    program = program_of([figure.region for figure in figures], law=measure == "actual", defaults=defaults)
    rows: dict[Region, int] = {region: at for at, region in enumerate(program.regions)}
    carriers = tail_carriers(read.figures, read.tails)
    tick = read.tick_fen
    demands = [
        Demand(figure, rows[figure.region], figure.interval.low_fen / tick, figure.interval.high_fen / tick)
        for figure in figures
        if figure.address not in carriers
    ]
    return Joint(program, tuple(demands))
