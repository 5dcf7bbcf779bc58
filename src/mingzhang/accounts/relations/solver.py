"""The one place where linear programs are solved. Amounts are in last printed digits, floats, and never leave the joint
program unrounded.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Solution:
    amounts: Vector
    least: float
    """The least cost."""
    forced: npt.NDArray[np.bool_]
    """Whether an inequality holds the cost up."""


def solve(costs: Vector, rows: Any, limits: Vector, equal: Any, bounds: Any) -> Solution | None:
    """The amounts of least cost with rows @ amounts ≤ limits and equal @ amounts = 0; None where there are none."""
    from scipy.optimize import linprog

    lawful = equal.shape[0] > 0
    result: Any = linprog(
        costs,
        A_ub=rows,
        b_ub=limits,
        A_eq=equal if lawful else None,
        b_eq=np.zeros(equal.shape[0]) if lawful else None,
        bounds=bounds,
        method="highs-ds",
    )
    if result.status == 2:
        return None
    if result.status != 0:
        raise ArithmeticError(f"linear program not solved: {result.message}")
    return Solution(np.asarray(result.x), float(result.fun), np.abs(np.asarray(result.ineqlin.marginals)) > 1e-7)


def fewest(costs: Vector, rows: Any) -> npt.NDArray[np.bool_]:
    """The choice of least cost that takes at least one member of every row."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    result: Any = milp(
        costs,
        constraints=LinearConstraint(rows, lb=1),
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if result.x is None:
        raise ArithmeticError(f"no choice found: {result.message}")
    return np.asarray(result.x) > 0.5
