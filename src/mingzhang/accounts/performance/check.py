"""Is a printed self-evaluation right? Every figure recomputed from the others, as far as their rounding tells."""

from fractions import Fraction

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import exact, in_full, percentage, printed, printed_rate
from mingzhang.accounts.performance.policy import Cap, Policy
from mingzhang.accounts.performance.problems import form_problems, unexplained
from mingzhang.accounts.performance.project import Indicator, Project, at
from mingzhang.accounts.performance.reading import place_of, understood
from mingzhang.accounts.performance.score import indicator_score, multiple
from mingzhang.accounts.performance.span import Span, point, quotient, rounded, summed
from mingzhang.findings import Finding, finding

OWN_WORDS = frozenset({"P118", "P130"})
"""Not asked of a printed form: other provinces word the tiers otherwise, and the score shows what was decided."""


def check_evaluation(form: Evaluation, policy: Policy) -> list[Finding]:
    """Everything that contradicts itself on one printed form, and what a reviewer would ask."""
    project, found = understood(form, policy)
    if project is None:
        return found
    found += [item for item in form_problems(project, policy) if item.code.code not in OWN_WORDS]
    for item, line in zip(project.indicators, form.indicators, strict=True):
        found += _indicator(item, line, policy)
    found += _reason_for_execution(project, policy)
    return [*found, *_execution(form, project, policy), *_sums(form, project, policy)]


def _indicator(item: Indicator, line: EvaluatedIndicator, policy: Policy) -> list[Finding]:
    """Completion and score against target and actual value; a reason where it is short."""
    score = exact(line.score)
    if score is None:
        return [finding("P150", at(item.where, "得分"), printed=line.score)]
    if not 0 <= score <= item.weight:
        return [finding("P129", at(item.where, "得分"), printed=line.score, expected=f"0 至 {line.weight}")]
    wrong = _against_target(item, line, policy) if item.operator else _against_tier(item, line, policy)
    if wrong or score == item.weight or not policy.reasons.indicator_short:
        return wrong
    return unexplained(item, line.completion or f"得分 {line.score}")


def _against_target(item: Indicator, line: EvaluatedIndicator, policy: Policy) -> list[Finding]:
    if item.target_value is None or item.actual_value is None or item.operator not in policy.quantitative.operators:
        return []
    digits, due = policy.printing, indicator_score(item, policy)
    times = multiple(item, policy.quantitative)
    reached = {due.completion} | ({item.actual_value / item.target_value} if item.target_value > 0 and times else set())
    completion, score = rounded(line.completion, digits.rate), rounded(line.score, digits.score)
    same = completion is None or any(completion.meets(point(share * 100)) for share in reached)
    judged = times is not None and times > policy.quantitative.asked_over
    """Far exceeded: how much is taken off is for the unit to judge."""
    earned = judged or (score is not None and score.meets(point(due.score)))
    if same and earned:
        return []
    said = f"目标 {item.operator} {line.target}{line.unit}，完成 {line.actual}"
    share, points = printed_rate(due.completion, digits.rate), printed(due.score, digits.score)
    return [
        finding(
            "P153",
            at(item.where, "得分"),
            printed=f"完成程度 {line.completion}，得分 {line.score}",
            expected=f"完成程度 {share}，得分 {points}",
            arithmetic=f"{said}：{line.weight} × {share} = {points}",
        )
    ]


def _against_tier(item: Indicator, line: EvaluatedIndicator, policy: Policy) -> list[Finding]:
    """A qualitative score is its completion's share of the weight, and lies inside its tier."""
    score, stated = rounded(line.score, policy.printing.score), percentage(line.completion)
    if score is None:
        return []
    if stated is not None:
        share = rounded(line.completion, policy.printing.rate)
        if share is not None and not score.meets(share.times(item.weight / 100)):
            said = f"{line.weight} × {line.completion} = {printed(item.weight * stated, policy.printing.score)}"
            return [finding("P153", at(item.where, "得分"), printed=line.score, arithmetic=said)]
        return []
    tier = policy.tiers.find(item.actual)
    if (
        tier is None
        or score.meets(Span(tier.low * item.weight, tier.high * item.weight))
        or exact(line.score) == (tier.high * item.weight)
    ):
        return []
    bounds = f"{in_full(tier.low * item.weight)} 至 {in_full(tier.high * item.weight)}"
    return [finding("P153", at(item.where, "得分"), printed=line.score, expected=bounds, arithmetic=tier.text)]


def _reason_for_execution(project: Project, policy: Policy) -> list[Finding]:
    below, rate = policy.reasons.execution_below, project.rate
    if below is None or rate is None or rate >= below or project.reason:
        return []
    said = f"执行率 {printed_rate(rate, policy.printing.rate)}"
    return [finding("P143", at(project.where, "执行偏差原因"), printed=said)]


def _rate(form: Evaluation, policy: Policy) -> Span | None:
    """All execution rates that the two printed amounts leave open."""
    budget, executed = rounded(form.budget, policy.printing.amount), rounded(form.executed, policy.printing.amount)
    if budget is None or executed is None:
        return None
    return quotient(Span(max(executed.low, Fraction(0)), executed.high), budget)


def _execution(form: Evaluation, project: Project, policy: Policy) -> list[Finding]:
    """The rate follows from the amounts, and its score from the rate."""
    rate, digits = _rate(form, policy), policy.printing
    if rate is None or project.rate is None:
        return []
    found: list[Finding] = []
    quotation = f"{form.executed} ÷ {form.budget} = {printed_rate(project.rate, digits.rate)}"
    shown = rounded(form.rate, digits.rate)
    if shown is None:
        found.append(finding("P150", at(project.where, "执行率"), printed=form.rate))
    elif not shown.meets(rate.times(Fraction(100))):
        found.append(finding("P151", at(project.where, "执行率"), printed=form.rate, arithmetic=quotation))
    weight, earned = policy.weights.execution, rounded(form.execution_score, digits.score)
    if earned is None:
        found.append(finding("P150", at(project.where, "预算执行率得分"), printed=form.execution_score))
    elif not earned.meets(rate.at_most(Fraction(1)).times(weight)):
        due = printed(weight * min(project.rate, Fraction(1)), digits.score)
        where = at(project.where, "预算执行率得分")
        found.append(finding("P152", where, printed=form.execution_score, expected=due, arithmetic=quotation))
    return found


def _sums(form: Evaluation, project: Project, policy: Policy) -> list[Finding]:
    """Scores add up to the subtotal; subtotal, execution score and deduction to the total; the cap is kept."""
    digits, where = policy.printing, place_of(form)
    parts = [_score_span(line, policy) for line in form.indicators]
    added = summed(part for part in parts if part is not None) if None not in parts else None
    figures = {
        "指标自评得分小计": rounded(form.subtotal, digits.score) if form.subtotal else added,
        "预算执行率得分": rounded(form.execution_score, digits.score),
        "减分项": rounded(form.deduction or "0", digits.deduction),
        "绩效自评总得分": rounded(form.total, digits.score),
    }
    subtotal, execution, deduction, total = figures.values()
    unread = [finding("P150", at(where, name)) for name, span in figures.items() if span is None]
    if subtotal is None or execution is None or deduction is None or total is None or None in parts:
        return unread
    found: list[Finding] = []
    scores = summed(part for part in parts if part is not None)
    if not scores.meets(subtotal):
        said = " + ".join(line.score for line in form.indicators)
        found.append(finding("P154", at(where, "指标自评得分小计"), printed=form.subtotal, arithmetic=said))
    if not (subtotal + execution - deduction).meets(total):
        scores_said = form.subtotal or " + ".join(line.score for line in form.indicators)
        said = f"{scores_said} + {form.execution_score} − {form.deduction or '0'}"
        found.append(finding("P155", at(where, "绩效自评总得分"), printed=form.total, arithmetic=said))
    return [*found, *_cap(form, project, policy, scores)]


def _score_span(line: EvaluatedIndicator, policy: Policy) -> Span | None:
    """A full score is its weight exactly; any other was rounded."""
    value = exact(line.score)
    return (
        point(value)
        if value is not None and value == exact(line.weight)
        else rounded(line.score, policy.printing.score)
    )


def _cap(form: Evaluation, project: Project, policy: Policy, scores: Span) -> list[Finding]:
    """Where the execution rate is known to be capped, the deduction brings the exact total down to the cap."""
    rate, shown = _rate(form, policy), rounded(form.deduction or "0", policy.printing.deduction)
    if rate is None or shown is None or project.rate is None:
        return []
    raw = scores + rate.at_most(Fraction(1)).times(policy.weights.execution)
    rates = _compared(form, rate, policy)
    cap = _lowest([cap for cap in policy.caps.caps if all(map(cap.applies, rates)) and raw.low > cap.cap])
    if cap is None or shown.meets(raw - point(cap.cap)):
        return []
    exactly = sum((exact(line.score) or Fraction(0) for line in form.indicators), Fraction(0))
    exactly += policy.weights.execution * min(project.rate, Fraction(1)) - cap.cap
    return [
        finding(
            "P156",
            at(project.where, "减分项"),
            printed=form.deduction,
            expected=printed(exactly, policy.printing.deduction),
            arithmetic=f"执行率 {printed_rate(project.rate, policy.printing.rate)}，总分封顶 {in_full(cap.cap)}",
        )
    ]


def _compared(form: Evaluation, rate: Span, policy: Policy) -> tuple[Fraction, ...]:
    """What thresholds are held against: the printed rate where that is their measure and it is right, else all rates
    that the amounts leave open."""
    stated, shown = percentage(form.rate), rounded(form.rate, policy.printing.rate)
    if (
        policy.caps.by_printed_rate
        and stated is not None
        and shown is not None
        and shown.meets(rate.times(Fraction(100)))
    ):
        return (stated,)
    return (rate.low, rate.high)


def _lowest(caps: list[Cap]) -> Cap | None:
    return min(caps, key=lambda cap: cap.cap, default=None)
