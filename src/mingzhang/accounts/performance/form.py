"""The self-evaluation form placed as a province prints it: a Grid that every renderer draws like the nine forms."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from mingzhang.accounts.forms.boxes import Box, joined
from mingzhang.accounts.forms.grid import Grid
from mingzhang.accounts.forms.shape import fixed
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.performance.declared_form import EvaluationLayout, field_of, form_keys, load_form
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.fields import form_values, indicator_values
from mingzhang.findings import Place, ProblemsFound, finding

NATIONAL = "national-2020"
"""The form of provinces whose own is not declared."""
PREFIX = "P"
"""Before the number of a self-evaluation, where forms are numbered 01 to 09."""
FIGURES = frozenset(
    {"opening", "budget", "executed", "rate", "completion", "weight", "score", "execution_weight", "total_weight"}
    | {"subtotal", "execution_score", "deduction", "total"}
)
"""Fields that print a figure."""
WORDY = frozenset({"third", "actual", "actual_box", "target_box", "why"})
"""Fields of an indicator that take more room than others."""


def form_for(layout: Layout) -> EvaluationLayout:
    """The form that a layout prints, the national one where it names none. Raises ProblemsFound with every fault."""
    key = layout.evaluation_form or NATIONAL
    try:
        return load_form(key)
    except KeyError:
        place = Place(file=f"{layout.key}.toml", key="evaluation_form")
        raise ProblemsFound(
            [finding("L104", place, printed=key, expected=f"{'、'.join(form_keys())} 之一，或版式旁边的文件")]
        ) from None


def evaluation_grids(forms: Sequence[Evaluation], layout: EvaluationLayout) -> tuple[Grid, ...]:
    """All forms of a document, numbered from P1."""
    return tuple(evaluation_grid(form, layout, f"{PREFIX}{number}") for number, form in enumerate(forms, 1))


def evaluation_grid(form: Evaluation, layout: EvaluationLayout, number: str = f"{PREFIX}1") -> Grid:
    """The form as rows of boxes; a row holds only those that begin in it."""
    fields = form_values(form, layout.amounts)
    indicators = _merged(form.indicators, layout)
    spine = Box(layout.spine, "head", None, 1, len(layout.head) + len(indicators))
    ends = (*layout.bottom, *(layout.deducted if form.deduction else ()))
    top, head, bottom = (
        [tuple(_boxes(row, fields, layout)) for row in joined(rows)] for rows in (layout.top, layout.head, ends)
    )
    rows = [*top, (spine, *head[0]), *head[1:], *indicators, *bottom]
    return Grid(
        number=number,
        title=layout.title,
        code=f"自评表{number.lstrip(PREFIX)}",
        entry=form.project,
        header=(),
        shape=fixed(tuple(rows), ("spine", *(_role(field_of(text)) for text in layout.line))),
        notes=(),
    )


def _role(field: str) -> str:
    if field.rpartition(".")[2] in FIGURES:
        return "score"
    return "item" if field in WORDY else "text"


def _boxes(row: Sequence[tuple[str, int, int]], fields: Mapping[str, str], layout: EvaluationLayout) -> Iterator[Box]:
    for text, across, down in row:
        name = field_of(text)
        if name:
            yield Box(fields.get(name, ""), _role(name), None, across, down)
        else:
            yield Box(text.replace("（万元）", f"（{layout.amounts}）"), "head", None, across, down)


def _merged(indicators: Sequence[EvaluatedIndicator], layout: EvaluationLayout) -> list[tuple[Box, ...]]:
    """A row an indicator; boxes of levels that repeat are joined downwards."""
    names = [field_of(text) for text in layout.line]
    downs = _spans(indicators, layout.merged)
    rows: list[tuple[Box, ...]] = []
    for index, item in enumerate(indicators):
        values = indicator_values(item, layout.signs)
        boxes = [
            Box(values.get(name, ""), _role(name), None, 1, down)
            for name in names
            if (down := downs[index].get(name, 1))
        ]
        rows.append(tuple(boxes))
    return rows


def _spans(indicators: Sequence[EvaluatedIndicator], merged: Sequence[str]) -> list[dict[str, int]]:
    """Row → merged field → how many rows its box covers, 0 where it began above. Inner levels stay inside outer."""
    spans: list[dict[str, int]] = [{} for _ in indicators]
    for depth, name in enumerate(merged):
        outer = merged[: depth + 1]

        def level(index: int, outer: Sequence[str] = outer) -> tuple[str, ...]:
            return tuple(getattr(indicators[index], field) for field in outer)

        for _, group in groupby(range(len(indicators)), key=level):
            first, *rest = group
            spans[first][name] = 1 + len(rest)
            for index in rest:
                spans[index][name] = 0
    return spans
