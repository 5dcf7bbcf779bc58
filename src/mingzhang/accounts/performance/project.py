"""A project with its targets and what became of them, exact and as the unit entered it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mingzhang.findings import Place


@dataclass(frozen=True, slots=True)
class Indicator:
    """One target of a project. Without an operator it is qualitative: its content is a phrase, its actual a tier."""

    first: str
    second: str
    third: str
    operator: str
    """A sign of the policy, or "" for a qualitative indicator."""
    content: str
    """The target as entered."""
    unit: str
    actual: str
    """The actual value as entered; of a qualitative indicator its tier."""
    weight: Fraction
    target_value: Fraction | None = None
    """The target where it is a number."""
    actual_value: Fraction | None = None
    completion: Fraction | None = None
    """What the unit states for a qualitative indicator within its tier."""
    override: Fraction | None = None
    """A score set by hand, with its reason."""
    override_reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Kind (经费保障, 制度保障 …) → what was short."""
    reason: str = ""
    measure: str = ""
    where: Place = field(default_factory=Place)

    @property
    def quantitative(self) -> bool:
        return bool(self.operator)

    @property
    def explained(self) -> bool:
        return bool(self.reason or any(self.reasons.values()))


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    department: str
    """主管部门."""
    unit: str
    """实施单位."""
    budget_fen: int
    executed_fen: int | None
    """None: taken from the vouchers."""
    goal_set: str
    goal_reached: str
    indicators: tuple[Indicator, ...]
    code: str = ""
    """The project's code in the vouchers."""
    fiscal_fen: int | None = None
    """The part that 财政拨款 pays; None: all of the budget."""
    outside: bool = False
    """Paid from outside the unit's books, such as a subsidy that goes straight to a fund."""
    capped: bool | None = None
    """Whether the total is capped, where the unit knows and the policy does not."""
    reason: str = ""
    """Why so little was executed."""
    measure: str = ""
    where: Place = field(default_factory=Place)
    opening_fen: int | None = None
    """年初预算数."""
    sources: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    """财政拨款, 上年结转, 其他资金 → budgeted and executed, as far as the unit says; none where it names none."""

    @property
    def rate(self) -> Fraction | None:
        """Executed by budget; None without a budget, or before anything is known of the execution."""
        if self.budget_fen <= 0 or self.executed_fen is None:
            return None
        return Fraction(self.executed_fen, self.budget_fen)


def at(where: Place, column: str) -> Place:
    """The same place, in one column."""
    return replace(where, column=column)
