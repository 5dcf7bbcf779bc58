"""The one place where linear programs are solved. Amounts are floats, in last printed digits, and never leave the joint
program unrounded; what they seem to prove is proven again in whole 分.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
METHODS = ("highs-ds", "highs-ipm")
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


def solve(costs: Vector, rows: Any, limits: Vector, law: Any, bounds: Any, clock: Clock) -> Solution | None:
    """The amounts of least cost with rows @ amounts ≤ limits and law @ amounts = 0; None where there are none.

    Raises Unsolved where neither method tells within the time.
    """
    for method in METHODS:
        clock.check()
        result = _solved(method, costs, rows, limits, law, bounds, clock.left * SHARE)
        if result.status == 0:
            return Solution(
                np.asarray(result.x),
                float(result.fun),
                np.maximum(0.0, -np.asarray(result.ineqlin.marginals)),
                -np.asarray(result.eqlin.marginals),
            )
        if result.status == 2:
            return None
    raise Unsolved(f"linear program not solved: {result.message}")


def _solved(method: str, costs: Vector, rows: Any, limits: Vector, law: Any, bounds: Any, seconds: float) -> Any:
    import scipy.optimize

    linprog: Any = scipy.optimize.linprog  # its stubs want the method as a literal
    lawful = law.shape[0] > 0
    return linprog(
        costs,
        A_ub=rows,
        b_ub=limits,
        A_eq=law if lawful else None,
        b_eq=np.zeros(law.shape[0]) if lawful else None,
        bounds=bounds,
        method=method,
        options={"time_limit": max(0.01, seconds)},
    )


def fewest(costs: Vector, rows: Any, clock: Clock) -> npt.NDArray[np.bool_]:
    """The choice of least cost that takes at least one member of every row. Raises Unsolved when the time is up."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    clock.check()
    result: Any = milp(
        costs,
        constraints=LinearConstraint(rows, lb=1),
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "time_limit": max(0.01, clock.left)},
    )
    if result.status != 0:
        raise Unsolved(f"no choice found: {result.message}")
    return np.asarray(result.x) > 0.5
