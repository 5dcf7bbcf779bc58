"""The one place where linear programs are solved. Amounts are floats, in last printed digits, and never leave the joint
program unrounded; what they seem to prove is proven again in whole 分.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
"""Also a matrix."""
Ranges = Sequence[tuple[float | None, float | None]]
"""The least and the most that each amount may be."""
METHODS = ("simplex", "ipm")
"""Tried in this order: what the one gives up on, the other may solve."""
SHARE = 0.5
"""Of the time that is left, what a method may take before the next one is tried."""


class Unsolved(ArithmeticError):  # noqa: N818 — an answer, not a fault of the program
    """No answer: the time ran out, or the solver gave up."""


@dataclass(frozen=True)
class Clock:
    """Time that may be spent, from when the clock is made."""

    seconds: float
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return self.seconds - (time.monotonic() - self.began)

    def check(self) -> None:
        """Raises Unsolved when the time is up."""
        if self.left <= 0:
            raise Unsolved("time is up")


@dataclass(frozen=True, slots=True)
class Solution:
    amounts: Vector
    least: float
    """The least cost."""
    multipliers: Vector
    """By how much an inequality holds the cost up, never below zero."""
    lawful: Vector
    """The same of the equations, of either sign."""


def solve(costs: Vector, rows: Vector, limits: Vector, law: Vector, bounds: Ranges, clock: Clock) -> Solution | None:
    """The amounts of least cost with rows @ amounts ≤ limits and law @ amounts = 0; None where there are none.

    Raises Unsolved where neither method tells within the time.
    """
    status = ""
    for method in METHODS:
        clock.check()
        solver = _solver(clock.left * SHARE)
        solver.setOptionValue("solver", method)
        low = np.concatenate([np.full(len(limits), -np.inf), np.zeros(len(law))])
        high = np.concatenate([limits, np.zeros(len(law))])
        solver.passModel(_program(costs, np.vstack([rows, law]), (low, high), bounds))
        status = _run(solver)
        if status == "Optimal":
            found = solver.getSolution()
            duals = np.asarray(found.row_dual)
            least = solver.getInfo().objective_function_value
            amounts = np.asarray(found.col_value)
            return Solution(amounts, float(least), np.maximum(0.0, -duals[: len(rows)]), -duals[len(rows) :])
        if status == "Infeasible":
            return None
    raise Unsolved(f"linear program not solved: {status}")


def fewest(costs: Vector, rows: Vector, clock: Clock) -> npt.NDArray[np.bool_]:
    """The choice of least cost that takes at least one member of every row. Raises Unsolved when the time is up."""
    import highspy

    clock.check()
    solver = _solver(clock.left)
    solver.setOptionValue("mip_rel_gap", 0.0)
    demand = np.ones(len(rows)), np.full(len(rows), np.inf)
    program = _program(costs, np.asarray(rows, dtype=np.float64), demand, [(0, 1)] * len(costs))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    solver.passModel(program)
    status = _run(solver)
    if status != "Optimal":
        raise Unsolved(f"no choice found: {status}")
    return np.asarray(solver.getSolution().col_value) > 0.5


def _solver(seconds: float) -> Any:
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", max(0.01, seconds))
    return solver


def _program(costs: Vector, rows: Vector, limits: tuple[Vector, Vector], bounds: Ranges) -> Any:
    """costs @ amounts to be least, with rows @ amounts and the amounts inside their limits."""
    import highspy

    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = rows.shape
    program.col_cost_ = costs
    program.col_lower_ = np.array([-np.inf if least is None else least for least, _ in bounds], dtype=np.float64)
    program.col_upper_ = np.array([np.inf if most is None else most for _, most in bounds], dtype=np.float64)
    program.row_lower_, program.row_upper_ = limits
    at, columns = np.nonzero(rows)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.searchsorted(at, np.arange(len(rows) + 1)).astype(np.int32)
    program.a_matrix_.index_ = columns.astype(np.int32)
    program.a_matrix_.value_ = rows[at, columns]
    return program


def _run(solver: Any) -> str:
    """What came of it, in the solver's words."""
    solver.run()
    return str(solver.modelStatusToString(solver.getModelStatus()))
