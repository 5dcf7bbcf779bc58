"""Scoring one project by a policy: exact until it is printed, and the same for the same input."""

from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.policy_rules import Quantitative, Share
from mingzhang.accounts.performance.project import Indicator, Project

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    indicator: Indicator
    completion: Fraction
    """完成程度, from 0 to 1."""
    score: Fraction
    computed: Fraction
    """What the target and the actual value give; differs from `score` where it was set by hand."""


@dataclass(frozen=True, slots=True)
class ProjectScore:
    project: Project
    indicators: tuple[IndicatorScore, ...]
    rate: Fraction | None
    execution: Fraction
    """预算执行率得分."""
    subtotal: Fraction
    """指标自评得分小计."""
    cap: Fraction | None
    """The cap in force."""
    cap_unknown: bool
    """Nobody knows whether a cap that would matter is in force."""
    deduction: Fraction
    total: Fraction
    band: str

    @property
    def raw(self) -> Fraction:
        """The total before the deduction."""
        return self.subtotal + self.execution


def score(project: Project, policy: Policy, *, rescore: bool = False) -> ProjectScore:
    """The project's scores; `rescore` leaves aside what was set by hand.

    Wants a project in which `problems` found no error: what cannot be scored counts as not reached.
    """
    indicators = tuple([indicator_score(item, policy, rescore=rescore) for item in project.indicators])
    rate = project.rate
    execution = policy.weights.execution * min(rate or ZERO, ONE)
    subtotal = sum((item.score for item in indicators), ZERO)
    raw = subtotal + execution
    cap, unknown = _cap(project, policy, raw)
    deduction = ZERO if cap is None else raw - cap
    total = raw - deduction
    return ProjectScore(
        project, indicators, rate, execution, subtotal, cap, unknown, deduction, total, policy.bands.word(total)
    )


def _cap(project: Project, policy: Policy, raw: Fraction) -> tuple[Fraction | None, bool]:
    """The lowest cap in force below `raw`, and whether another might be."""
    rate = project.rate
    binding = [cap for cap in policy.caps.caps if raw > cap.cap]
    if rate is None or project.capped is False or not binding:
        return None, False
    rate = policy.caps.compared(rate, policy.printing.rate)
    known = [cap.cap for cap in binding if cap.applies(rate) or project.capped]
    unknown = any(cap.applies(rate) is None for cap in binding) and project.capped is None
    return min(known, default=None), unknown


def indicator_score(indicator: Indicator, policy: Policy, *, rescore: bool = False) -> IndicatorScore:
    """Completion and score of one indicator."""
    weight = indicator.weight
    if indicator.operator:
        completion = quantitative_completion(indicator, policy.quantitative)
        computed = weight * (completion - _excess(indicator, policy.quantitative))
    else:
        completion = _qualitative_completion(indicator, policy)
        computed = weight * completion
    if indicator.override is None or rescore:
        return IndicatorScore(indicator, completion, computed, computed)
    shown = indicator.override / weight if weight else ZERO
    return IndicatorScore(indicator, shown, indicator.override, computed)


def quantitative_completion(indicator: Indicator, rules: Quantitative) -> Fraction:
    """What part of the target was reached: 1 where it was met, in proportion where not."""
    target, actual, operator = indicator.target_value, indicator.actual_value, rules.operators.get(indicator.operator)
    if target is None or actual is None or operator is None:
        return ZERO
    if actual == target:
        return ONE
    return _share(operator.below if actual < target else operator.above, target, actual)


def missed(indicator: Indicator, policy: Policy) -> bool:
    """Whether the actual value of a quantitative indicator falls short of its target."""
    known = indicator.target_value is not None and indicator.actual_value is not None
    return known and quantitative_completion(indicator, policy.quantitative) < ONE


def _share(how: Share, target: Fraction, actual: Fraction) -> Fraction:
    """Without a proportion (a value that is zero or negative) nothing is earned."""
    match how:
        case Share.MET:
            return ONE
        case Share.RATIO if target > 0 and actual > 0:
            return min(actual / target, ONE)
        case Share.INVERSE if target > 0 and actual > 0:
            return min(target / actual, ONE)
        case _:
            return ZERO


def multiple(indicator: Indicator, rules: Quantitative) -> Fraction | None:
    """How many times its target an indicator reached on the side that is met; None where that has no meaning."""
    target, actual, operator = indicator.target_value, indicator.actual_value, rules.operators.get(indicator.operator)
    if target is None or actual is None or operator is None or target <= 0 or actual <= 0:
        return None
    if actual > target and operator.above is Share.MET:
        return actual / target
    if actual < target and operator.below is Share.MET:
        return target / actual
    return None


def _excess(indicator: Indicator, rules: Quantitative) -> Fraction:
    """The part of the weight that the policy takes off a target that was far exceeded."""
    times = multiple(indicator, rules) if rules.steps else None
    if times is None:
        return ZERO
    return next((step.deduct for step in rules.steps if times > step.over), ZERO)


def _qualitative_completion(indicator: Indicator, policy: Policy) -> Fraction:
    """What the unit states, else what its tier earns."""
    if indicator.completion is not None:
        return indicator.completion
    tier = policy.tiers.find(indicator.actual)
    return tier.share if tier is not None and tier.share is not None else ZERO
