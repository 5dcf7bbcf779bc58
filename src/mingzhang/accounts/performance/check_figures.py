"""Are the figures of a printed form that are no indicator's right? Money, execution, sums, cap and grade."""

from fractions import Fraction

from mingzhang.accounts.performance.check_lines import score_span
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import decimals, exact, in_full, percentage, printed, printed_rate
from mingzhang.accounts.performance.headings import headings
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.policy_rules import Cap
from mingzhang.accounts.performance.project import Project, at
from mingzhang.accounts.performance.reading import place_of
from mingzhang.accounts.performance.span import Span, point, quotient, rounded, summed
from mingzhang.findings import Finding, finding


def check_figures(form: Evaluation, policy: Policy) -> list[Finding]:
    """What follows from the printed figures alone."""
    return [*_execution(form, policy), *_parts(form), *_sums(form, policy), *_grade(form, policy)]


def reason_for_execution(project: Project, policy: Policy) -> list[Finding]:
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


def _execution(form: Evaluation, policy: Policy) -> list[Finding]:
    """The rate follows from the amounts, and its score from the rate."""
    rate, digits, where = _rate(form, policy), policy.printing, place_of(form)
    stated = _stated(form)
    if rate is None or stated is None:
        return []
    found: list[Finding] = []
    quotation = f"{form.executed} ÷ {form.budget} = {printed_rate(stated, max(digits.rate, 2))}"
    shown = rounded(form.rate, digits.rate)
    whole = Fraction(100)
    if shown is None and form.rate:
        found.append(finding("P150", at(where, "执行率"), printed=form.rate))
    elif shown is not None and not (shown.meets(rate.times(whole)) or _as_share(form.rate, rate)):
        found.append(finding("P151", at(where, "执行率"), printed=form.rate, arithmetic=quotation))
    weight, earned = policy.weights.execution, rounded(form.execution_score, digits.score)
    if earned is None and weight:
        found.append(finding("P150", at(where, "预算执行率得分"), printed=form.execution_score))
    elif earned is not None and not earned.meets(rate.at_most(Fraction(1)).times(weight)):
        due = printed(weight * min(stated, Fraction(1)), max(digits.score, 2))
        where = at(where, "预算执行率得分")
        found.append(finding("P152", where, printed=form.execution_score, expected=due, arithmetic=quotation))
    return found


def _as_share(text: str, rate: Span) -> bool:
    """A rate printed as 0.9 in place of 90%."""
    shown = rounded(text, 0) if not text.endswith(("%", "％")) else None
    return shown is not None and shown.meets(rate)


def _stated(form: Evaluation) -> Fraction | None:
    """The rate of the two amounts as they are printed."""
    budget, executed = exact(form.budget), exact(form.executed)
    return executed / budget if budget and budget > 0 and executed is not None else None


def _parts(form: Evaluation) -> list[Finding]:
    """The sources of the money make up all of it, where the form names all that its kind of form has."""
    names = [part.name for part in form.parts]
    kinds = [set(labels) for labels in headings()["parts"].values()]
    if not any(set(names) <= kind for kind in kinds) or len(set(names)) != len(names):
        return []
    found: list[Finding] = []
    for column, label in (("opening", "年初预算数"), ("budget", "全年预算数"), ("executed", "全年执行数")):
        texts = [text for part in form.parts if (text := getattr(part, column))]
        values, whole = [exact(text) for text in texts], exact(getattr(form, column))
        known = [value for value in values if value is not None]
        half = Fraction(len(known) + 1, 2 * 10 ** max(map(decimals, [getattr(form, column), *texts])))
        if whole is not None and known and len(known) == len(values) and abs(sum(known) - whole) >= half:
            sums = f"{' + '.join(texts)} = {in_full(sum(known, Fraction(0)))}"
            found.append(finding("P171", at(place_of(form), label), printed=getattr(form, column), arithmetic=sums))
    return found


def _grade(form: Evaluation, policy: Policy) -> list[Finding]:
    """The grade in words is that of the total."""
    total = exact(form.total)
    words = [band.word for band in policy.bands.bands]
    if total is None or total < 0 or form.grade not in words or policy.bands.word(total) == form.grade:
        return []
    due = policy.bands.word(total)
    return [
        finding("P172", at(place_of(form), "等次"), printed=form.grade, expected=due, arithmetic=f"总得分 {form.total}")
    ]


def _sums(form: Evaluation, policy: Policy) -> list[Finding]:
    """Scores add up to the subtotal; subtotal, execution score and deduction to the total."""
    digits, where = policy.printing, place_of(form)
    parts = [_added(line, policy) for line in form.indicators]
    added = summed(part for part in parts if part is not None) if None not in parts else None
    nothing = rounded("0", digits.score) if policy.weights.execution else point(Fraction(0))
    figures = {
        "指标自评得分小计": rounded(form.subtotal, digits.score) if form.subtotal else added,
        "预算执行率得分": rounded(form.execution_score, digits.score) if form.execution_score else nothing,
        "减分项": rounded(form.deduction, digits.deduction)
        if exact(form.deduction or "0") != 0
        else point(Fraction(0)),
        "绩效自评总得分": rounded(form.total, digits.score),
    }
    subtotal, execution, deduction, total = figures.values()
    unread = [finding("P150", at(where, name)) for name, span in figures.items() if span is None]
    if subtotal is None or execution is None or deduction is None or total is None or added is None:
        return unread
    found: list[Finding] = []
    if not added.meets(subtotal):
        said = " + ".join(line.score for line in form.indicators)
        found.append(finding("P154", at(where, "指标自评得分小计"), printed=form.subtotal, arithmetic=said))
    if not (subtotal + execution - deduction).meets(total):
        scores_said = form.subtotal or " + ".join(line.score for line in form.indicators)
        said = " + ".join(part for part in (scores_said, form.execution_score) if part)
        said += f" − {form.deduction}" if form.deduction else ""
        found.append(finding("P155", at(where, "绩效自评总得分"), printed=form.total, arithmetic=said))
    return found


def _added(line: EvaluatedIndicator, policy: Policy) -> Span | None:
    """A score as it is added: where all are whole points, they were given so and not rounded."""
    value = exact(line.score)
    return point(value) if value is not None and policy.printing.score == 0 else score_span(line, policy)


def check_cap(form: Evaluation, project: Project, policy: Policy) -> list[Finding]:
    """Where the execution rate is known to be capped, the deduction brings the exact total down to the cap."""
    rate, shown = _rate(form, policy), rounded(form.deduction or "0", policy.printing.deduction)
    spans = [span for line in form.indicators if (span := score_span(line, policy)) is not None]
    if rate is None or shown is None or project.rate is None or len(spans) != len(form.indicators):
        return []
    scores = summed(spans)
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
