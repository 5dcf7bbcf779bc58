"""A printed self-evaluation understood: its texts as a project with numbers, for the same rules that books obey."""

from fractions import Fraction

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import exact, percentage
from mingzhang.accounts.performance.headings import said
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, Project, at
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_WAN, Rounding, round_units


def place_of(form: Evaluation, item: EvaluatedIndicator | None = None) -> Place:
    return Place(block=form.project, line=item.third if item else "")


def understood(form: Evaluation, policy: Policy) -> tuple[Project | None, list[Finding]]:
    """The project of a printed form, None where a figure that it needs cannot be read; a hint for each such figure.

    A form without any amounts is one of a project of 0, of which nothing is executed.
    """
    found: list[Finding] = []
    where = place_of(form)
    budget = executed = Fraction(0)
    if has_money(form):
        budget, executed = (
            _number(text, column, where, found) or Fraction(0)
            for text, column in ((form.budget, "项目预算金额"), (form.executed, "全年执行数"))
        )
    indicators = [_indicator(form, item, policy, found) for item in form.indicators]
    if found:
        return None, found
    project = Project(
        name=form.project,
        department=form.department,
        unit=form.unit,
        budget_fen=_fen(budget),
        executed_fen=_fen(executed),
        goal_set=form.goal_set,
        goal_reached=form.goal_reached,
        indicators=tuple(item for item in indicators if item is not None),
        outside=form.outside,
        reason=form.reason,
        measure=form.measure,
        where=where,
    )
    return project, found


def has_money(form: Evaluation) -> bool:
    return bool(form.budget or form.executed)


def _fen(wan: Fraction) -> int:
    return round_units(wan * FEN_PER_WAN, Rounding.HALF_UP)


def _number(text: str, column: str, where: Place, found: list[Finding]) -> Fraction | None:
    number = exact(text)
    if number is None:
        found.append(finding("P150", at(where, column), printed=text))
    return number


def _indicator(form: Evaluation, item: EvaluatedIndicator, policy: Policy, found: list[Finding]) -> Indicator | None:
    where = place_of(form, item)
    weight = _number(item.weight, "分值", where, found)
    if weight is None:
        return None
    sign = policy.quantitative.aliases.get(item.operator, item.operator)
    return Indicator(
        first=item.first,
        second=item.second,
        third=item.third,
        operator=sign,
        content=item.target,
        unit=item.unit,
        actual=item.actual,
        weight=weight,
        target_value=exact(item.target) if sign else None,
        actual_value=exact(item.actual) if sign else None,
        completion=None if sign else percentage(item.completion),
        reasons={kind: text for kind, text in item.reasons.items() if said(text)},
        reason=said(item.reason),
        measure=said(item.measure),
        where=where,
    )
