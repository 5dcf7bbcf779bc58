"""The joint question: is there any cube at all that prints every figure of this document?

The question itself: the figures of one measure as demands on the regions of one program, in whole 分.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.carriers import columns_of, reach_of
from mingzhang.accounts.relations.figures import Figure, Figures, absent_rows, figures_of
from mingzhang.accounts.relations.program import Program, codes_of, program_of
from mingzhang.accounts.relations.solver import Clock

Fen = npt.NDArray[np.int64]
NEVER = 2**60
"""分 beyond any amount: a side on which nothing is demanded."""
SECONDS = 20.0
"""What a question may take unless the caller says otherwise."""


class Demand(NamedTuple):
    """What one figure demands of its region: an amount from `low_fen` to `high_fen`."""

    figure: Figure
    row: int
    """The region's row in the program."""
    low_fen: int
    high_fen: int
    exact_fen: int | None = None
    """The amount itself, where the document tells it."""


class Bounds(NamedTuple):
    """The narrowest demand on each region, and the demand that it comes from (−1: none)."""

    low: Fen
    high: Fen
    low_from: npt.NDArray[np.intp]
    high_from: npt.NDArray[np.intp]


@dataclass(frozen=True)
class Joint:
    """The demands of all figures of one measure on one cube."""

    program: Program
    demands: tuple[Demand, ...]
    tick_fen: int

    def bounds(self, dropped: Collection[int] = ()) -> Bounds:
        """The bounds set by all demands but those dropped, the first of equals."""
        size = len(self.program.regions)
        low, high, low_from, high_from = [-NEVER] * size, [NEVER] * size, [-1] * size, [-1] * size
        left_out = frozenset(dropped)
        for at, (_, row, least, most, _) in enumerate(self.demands):
            if at in left_out:
                continue
            if least > low[row]:
                low[row], low_from[row] = least, at
            if most < high[row]:
                high[row], high_from[row] = most, at
        return Bounds(
            np.array(low, dtype=np.int64),
            np.array(high, dtype=np.int64),
            np.array(low_from, dtype=np.intp),
            np.array(high_from, dtype=np.intp),
        )

    @cached_property
    def _low_high(self) -> tuple[npt.NDArray[np.intp], Fen, Fen]:
        rows = np.array([demand.row for demand in self.demands], dtype=np.intp)
        low = np.array([demand.low_fen for demand in self.demands], dtype=np.int64)
        return rows, low, np.array([demand.high_fen for demand in self.demands], dtype=np.int64)

    def as_printed(self, reach: Mapping[Address, int]) -> tuple[Demand, ...]:
        """The demands with tails of at most `reach` last digits in these rows only."""

        def told(demand: Demand) -> Demand:
            interval = demand.figure.interval
            most = reach.get(demand.figure.address, 0) * self.tick_fen
            plain = demand._replace(low_fen=interval.low_fen - most, high_fen=interval.high_fen + most)
            return _exact(plain, demand.exact_fen)

        return tuple(told(demand) for demand in self.demands)

    def missed(self, amounts: npt.NDArray[np.float64], noise_fen: float) -> tuple[int, ...]:
        """The demands that amounts of the atoms, in 分, do not meet; less than the noise does not count."""
        rows, low, high = self._low_high
        values = (self.program.held @ amounts)[rows]
        return tuple(int(at) for at in np.flatnonzero((values < low - noise_fen) | (values > high + noise_fen)))

    def feasible(self, dropped: Collection[int] = (), seconds: float = SECONDS) -> bool:
        """Whether some cube prints every figure but those dropped (by place in `demands`)."""
        from mingzhang.accounts.relations.contradiction import contradiction

        return not contradiction(self, dropped, Clock(seconds)).places


def joint_of(
    disclosure: Disclosure,
    layout: Layout,
    measure: str = "actual",
    defaults: Sequence[str] = (),
    read: Figures | None = None,
) -> Joint:
    """The joint program of one measure of a disclosure. Where a rounding tail was moved, the rows that may carry it
    demand so much less."""
    read = read or figures_of(disclosure, layout)
    figures = [figure for figure in read.figures if figure.measure == measure]
    if measure == "actual":
        functions = codes_of((figure.region for figure in figures), "function")
        economics = codes_of((figure.region for figure in figures), "economic")
        figures += absent_rows(disclosure, layout, functions, economics)
    program = program_of([figure.region for figure in figures], law=measure == "actual", defaults=defaults)
    rows: dict[Region, int] = {region: at for at, region in enumerate(program.regions)}
    demands = tuple(
        Demand(figure, rows[figure.region], figure.interval.low_fen, figure.interval.high_fen) for figure in figures
    )
    printed = Joint(program, demands, read.tick_fen)
    reach = reach_of(columns_of(read.figures, read.tails))
    return replace(printed, demands=printed.as_printed(reach)) if reach else printed


def told_exactly(joint: Joint, amounts: Mapping[Address, int]) -> Joint:
    """The joint program with the amounts in 分 that a document tells beside its printed figures."""
    told = (_exact(demand, amounts.get(demand.figure.address)) for demand in joint.demands)
    return replace(joint, demands=tuple(told))


def _exact(demand: Demand, fen: int | None) -> Demand:
    """A demand of one amount; as it is where the amount would not print so."""
    if fen is None or not demand.low_fen <= fen <= demand.high_fen:
        return demand
    return demand._replace(low_fen=fen, high_fen=fen, exact_fen=fen)
