"""A scored project as the printed form of its self-evaluation."""

from fractions import Fraction

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import in_full, printed, printed_rate
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.score import IndicatorScore, ProjectScore
from mingzhang.money import FEN_PER_WAN

NO_RATE = "不可比"
"""What stands in place of a rate on a budget of zero."""


def evaluation(result: ProjectScore, policy: Policy) -> Evaluation:
    """Every figure rounded once, from its exact value, as the policy prints it."""
    project, digits = result.project, policy.printing
    asked = policy.reasons.execution_below is not None
    """Only such a form has room for the reasons of the execution rate; nothing beyond the form is published."""
    return Evaluation(
        project=project.name,
        department=project.department,
        unit=project.unit,
        budget=_wan(project.budget_fen, digits.amount),
        executed=_wan(project.executed_fen or 0, digits.amount),
        rate=NO_RATE if result.rate is None else printed_rate(result.rate, digits.rate),
        goal_set=project.goal_set,
        goal_reached=project.goal_reached,
        indicators=tuple(_indicator(item, policy) for item in result.indicators),
        subtotal=printed(result.subtotal, digits.score),
        execution_score=printed(result.execution, digits.score),
        deduction=printed(result.deduction, digits.deduction),
        total=printed(result.total, digits.score),
        outside=project.outside,
        reason=project.reason if asked else "",
        measure=project.measure if asked else "",
    )


def _wan(fen: int, digits: int) -> str:
    return printed(Fraction(fen, FEN_PER_WAN), digits)


def _indicator(result: IndicatorScore, policy: Policy) -> EvaluatedIndicator:
    item, digits = result.indicator, policy.printing
    tier = None if item.operator else policy.tiers.find(item.actual)
    return EvaluatedIndicator(
        first=item.first,
        second=item.second,
        third=item.third,
        operator=item.operator,
        target=item.content if item.target_value is None else in_full(item.target_value),
        unit=item.unit,
        actual=tier.text if tier else (item.actual if item.actual_value is None else in_full(item.actual_value)),
        completion=printed_rate(result.completion, digits.rate),
        weight=in_full(item.weight),
        score=printed(result.score, digits.score),
        reasons=dict(item.reasons),
        reason=item.reason,
        measure=item.measure,
    )
