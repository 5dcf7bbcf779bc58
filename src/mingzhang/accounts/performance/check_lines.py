"""Is an indicator of a printed form right? Completion and score against its target, its actual value and its tier."""

from mingzhang.accounts.performance.deadline import late
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import exact, in_full, percentage, printed, printed_rate
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.problems import unexplained
from mingzhang.accounts.performance.project import Indicator, at
from mingzhang.accounts.performance.score import indicator_score, missed, multiple
from mingzhang.accounts.performance.span import Span, point, rounded
from mingzhang.findings import Finding, finding


def check_line(item: Indicator, line: EvaluatedIndicator, form: Evaluation, policy: Policy) -> list[Finding]:
    """Completion and score against target and actual value; a reason where it is short."""
    score = exact(line.score)
    if score is None:
        return [finding("P150", at(item.where, "得分"), printed=line.score)]
    if not 0 <= score <= item.weight:
        return [finding("P129", at(item.where, "得分"), printed=line.score, expected=f"0 至 {line.weight}")]
    wrong = _against_target(item, line, form, policy) if item.operator else _against_tier(item, line, policy)
    if wrong or score == item.weight or not policy.reasons.indicator_short:
        return wrong
    return _unexplained(item, line.completion or f"得分 {line.score}", form)


def _unexplained(item: Indicator, said: str, form: Evaluation) -> list[Finding]:
    """A reason or a measure that is missing, where the form has room for it."""
    columns = {"P135": form.has("reason"), "P136": form.has("measure")}
    return [found for found in unexplained(item, said) if columns[found.code.code]]


def _against_target(item: Indicator, line: EvaluatedIndicator, form: Evaluation, policy: Policy) -> list[Finding]:
    if item.target_value is None or item.actual_value is None or item.operator not in policy.quantitative.operators:
        return []
    digits, due = policy.printing, indicator_score(item, policy)
    times = multiple(item, policy.quantitative)
    reached = {due.completion} | ({item.actual_value / item.target_value} if item.target_value > 0 and times else set())
    completion, score = rounded(line.completion, digits.rate), rounded(line.score, digits.score)
    same = completion is None or any(completion.meets(point(share * 100)) for share in reached)
    judged = times is not None and times > policy.quantitative.asked_over
    """Far exceeded: how much is taken off is for the unit to judge."""
    if digits.score == 0:
        score = score_span(line, policy)  # whole points: a full score is no rounding of one that is nearly full
    earned = judged or (score is not None and score.meets(point(due.score)))
    if same and earned:
        return []
    said = f"目标 {item.operator} {line.target}{line.unit}，完成 {line.actual}"
    short = missed(item, policy)
    explain = short and policy.reasons.indicator_short and _unexplained(item, "", form)
    if short and item.target_value <= 0:  # without a proportion: what it earns is for the unit to decide, but not all
        return [] if exact(line.score) != item.weight else [_contradiction(item, line, f"得分低于 {line.weight}", said)]
    share, points = printed_rate(due.completion, max(digits.rate, 2)), printed(due.score, max(digits.score, 2))
    due_words = (
        (f"完成程度 {share}，" if line.completion else "")
        + f"得分 {points}"
        + ("，并写明没有达成的原因" if explain else "")
    )
    return [_contradiction(item, line, due_words, f"{said}：{line.weight} × {share} = {points}")]


def _contradiction(item: Indicator, line: EvaluatedIndicator, expected: str, arithmetic: str) -> Finding:
    completion = f"完成程度 {line.completion}，" if line.completion else ""
    told = f"{completion}得分 {line.score}"
    return finding("P153", at(item.where, "得分"), printed=told, expected=expected, arithmetic=arithmetic)


def _against_tier(item: Indicator, line: EvaluatedIndicator, policy: Policy) -> list[Finding]:
    """A qualitative score is its completion's share of the weight, and lies inside its tier."""
    score, stated = rounded(line.score, policy.printing.score), percentage(line.completion)
    if score is None:
        return []
    if exact(line.score) == item.weight and late(item.content, item.actual):
        return [_contradiction(item, line, f"得分低于 {line.weight}", f"目标 {item.content}，完成 {item.actual}")]
    if stated is not None:
        share = rounded(line.completion, policy.printing.rate)
        if share is not None and not score.meets(share.times(item.weight / 100)):
            said = f"{line.weight} × {line.completion} = {printed(item.weight * stated, policy.printing.score)}"
            return [finding("P153", at(item.where, "得分"), printed=line.score, arithmetic=said)]
        return []
    tier = policy.tiers.worded(item.actual)
    if (
        tier is None
        or score.meets(Span(tier.low * item.weight, tier.high * item.weight))
        or exact(line.score) == (tier.high * item.weight)
    ):
        return []
    bounds = f"{in_full(tier.low * item.weight)} 至 {in_full(tier.high * item.weight)}"
    return [finding("P153", at(item.where, "得分"), printed=line.score, expected=bounds, arithmetic=tier.text)]


def score_span(line: EvaluatedIndicator, policy: Policy) -> Span | None:
    """A full score is its weight exactly; any other was rounded."""
    value = exact(line.score)
    return (
        point(value)
        if value is not None and value == exact(line.weight)
        else rounded(line.score, policy.printing.score)
    )
