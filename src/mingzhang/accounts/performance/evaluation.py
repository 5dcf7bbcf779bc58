"""A self-evaluation form as printed: every figure a text, whether it was scored here or read from a document."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EvaluatedIndicator:
    first: str
    second: str
    third: str
    operator: str
    """运算符号; "" for a qualitative indicator."""
    target: str
    unit: str
    actual: str
    completion: str
    """完成程度: 100%."""
    weight: str
    score: str
    reasons: dict[str, str] = field(default_factory=dict)
    """经费保障, 制度保障, 人员保障, 硬件条件保障, 其他 → what stands there; empty ones left out."""
    reason: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """One source of a project's money: 当年财政拨款, 上年结转资金 …; amounts in 万元."""

    name: str
    opening: str = ""
    budget: str = ""
    executed: str = ""
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    project: str
    """Its name; of a form on all expenditure of a unit (整体支出) the unit's."""
    department: str
    unit: str
    budget: str
    """万元."""
    executed: str
    """万元."""
    rate: str
    goal_set: str
    goal_reached: str
    indicators: tuple[EvaluatedIndicator, ...]
    subtotal: str
    execution_score: str
    deduction: str
    total: str
    outside: bool = False
    """Paid from outside the unit's books; False where a document does not say."""
    reason: str = ""
    """Why so little was executed, where the form has room for it."""
    measure: str = ""
    opening: str = ""
    """年初预算数, 万元."""
    parts: tuple[MoneyPart, ...] = ()
    """Where the money comes from, where the form says so."""
    execution_weight: str = ""
    """分值 of the execution rate, where the form prints it."""
    total_weight: str = ""
    """分值 beside the total."""
    grade: str = ""
    """等次 in the form's own words."""
    whole: bool = False
    """Whether it evaluates all expenditure of a unit (整体支出) and not one project."""
    columns: tuple[str, ...] = ()
    """Fields of an indicator that the form has a column for; () where it has all."""

    def has(self, column: str) -> bool:
        """Whether the form has a column for a field of its indicators."""
        return not self.columns or column in self.columns
