"""A scored project as the printed form of its self-evaluation."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from mingzhang.accounts.performance.declared_form import EvaluationLayout
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation, MoneyPart
from mingzhang.accounts.performance.exact import in_full, printed, printed_rate
from mingzhang.accounts.performance.fields import as_printed
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Project
from mingzhang.accounts.performance.score import IndicatorScore, ProjectScore
from mingzhang.money import FEN_PER_WAN

YUAN, WAN_DECIMALS = "元", 6
"""With so many decimals an amount in 万元 is exact to 分."""
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
        opening="" if project.opening_fen is None else _wan(project.opening_fen, digits.amount),
        execution_weight=in_full(policy.weights.execution),
        total_weight=in_full(policy.weights.total),
    )


def on_form(result: ProjectScore, policy: Policy, layout: EvaluationLayout) -> Evaluation:
    """The form as a layout prints it: amounts to the 分 where it prints 元, and nothing that no box shows."""
    if layout.amounts == YUAN:
        policy = replace(policy, printing=replace(policy.printing, amount=WAN_DECIMALS))
    parts = tuple(_part(name, sheet, result.project, policy) for name, sheet in layout.named_sources())
    return as_printed(replace(evaluation(result, policy), parts=parts), layout.fields(), layout.columns())


def _part(name: str, sheets: Sequence[str], project: Project, policy: Policy) -> MoneyPart:
    """A source of money, several of the sheet added up; blank where the unit does not tell."""
    known = project.sources or _all_fiscal(project)
    budget, executed = (_sum([known.get(sheet, (None, None))[at] for sheet in sheets]) for at in (0, 1))
    rate = Fraction(executed, budget) if budget and executed is not None else None
    digits = policy.printing
    return MoneyPart(
        name,
        budget="" if budget is None else _wan(budget, digits.amount),
        executed="" if executed is None else _wan(executed, digits.amount),
        rate="" if rate is None else printed_rate(rate, digits.rate),
    )


def _all_fiscal(project: Project) -> dict[str, tuple[int | None, int | None]]:
    """A project whose sources are not told apart and that 财政拨款 pays whole."""
    whole = project.fiscal_fen in (None, project.budget_fen)
    return {"财政拨款": (project.budget_fen, project.executed_fen)} if whole else {}


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [fen for fen in amounts if fen is not None]
    return sum(known) if known else None


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
