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
class Evaluation:
    project: str
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
