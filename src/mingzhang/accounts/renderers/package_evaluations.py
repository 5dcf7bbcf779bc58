"""The self-evaluations in the data package, as printed: projects, their indicators, reasons and sources of money."""

from collections.abc import Iterable, Sequence

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation, MoneyPart
from mingzhang.accounts.performance.exact import exact, in_full
from mingzhang.accounts.performance.form import PREFIX
from mingzhang.accounts.renderers.package_fields import EVALUATIONS, INDICATORS, REASONS, SOURCES
from mingzhang.accounts.renderers.package_table import Resource, Row


def evaluation_tables(forms: Sequence[Evaluation]) -> tuple[Resource, ...]:
    """Projects and indicators, and reasons and sources of money where there are any; nothing without projects."""
    if not forms:
        return ()
    numbered = [(f"{PREFIX}{number}", form) for number, form in enumerate(forms, 1)]
    lines = [(key, number, line) for key, form in numbered for number, line in enumerate(form.indicators, 1)]
    parts = [(key, part) for key, form in numbered for part in form.parts]
    tables = [
        Resource("evaluations", "绩效自评：项目", _rows(_project(key, form) for key, form in numbered), EVALUATIONS),
        Resource("evaluation-indicators", "绩效自评：指标", _rows(_indicator(*line) for line in lines), INDICATORS),
    ]
    reasons = [(key, str(number), *given) for key, number, line in lines for given in line.reasons.items()]
    if reasons:
        tables.append(Resource("evaluation-reasons", "绩效自评：分类原因", _rows(reasons), REASONS))
    if parts:
        tables.append(
            Resource("evaluation-sources", "绩效自评：资金来源", _rows(_part(*part) for part in parts), SOURCES)
        )
    return tuple(tables)


def _rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(rows)


def _number(text: str) -> str:
    """A printed figure as Table Schema writes numbers; "" for what is none."""
    value = exact(text)
    return "" if value is None else in_full(value)


def _project(key: str, form: Evaluation) -> Row:
    scores = (form.execution_weight, form.execution_score, form.subtotal, form.deduction, form.total_weight, form.total)
    return (
        *(key, form.project, "true" if form.whole else "false", form.department, form.unit),
        *("true" if form.outside else "false", *map(_number, (form.opening, form.budget, form.executed)), form.rate),
        *(form.goal_set, form.goal_reached, *map(_number, scores), form.grade, form.reason, form.measure),
    )


def _indicator(key: str, number: int, line: EvaluatedIndicator) -> Row:
    return (
        *(key, str(number), line.first, line.second, line.third, line.operator, line.target, line.unit, line.actual),
        *(line.completion, _number(line.weight), _number(line.score)),
        *(line.reason, line.measure),
    )


def _part(key: str, part: MoneyPart) -> Row:
    return (key, part.name, *map(_number, (part.opening, part.budget, part.executed)), part.rate)
