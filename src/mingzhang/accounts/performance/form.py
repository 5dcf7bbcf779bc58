"""The self-evaluation form placed as a province prints it: a Grid that every renderer draws like the nine forms."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from mingzhang.accounts.forms.grid import Box, Grid, joined
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation

ONLY = "liaoning-2023"
"""The one shape that is known so far."""
PREFIX = "P"
"""Before the number of a self-evaluation, where forms are numbered 01 to 09."""
FIGURES = frozenset(
    {"budget", "executed", "rate", "completion", "weight", "score"}
    | {"subtotal", "execution_score", "deduction", "total"}
)
"""Fields that print a figure."""
WORDY = frozenset({"third", "actual"})
"""Fields of an indicator that take more room than others."""


@dataclass(frozen=True, slots=True)
class EvaluationLayout:
    """How a province prints the form; rows name a text a column."""

    title: str
    spine: str
    """The box along the left of all indicators."""
    merged: tuple[str, ...]
    top: tuple[tuple[str, ...], ...]
    head: tuple[tuple[str, ...], ...]
    line: tuple[str, ...]
    bottom: tuple[tuple[str, ...], ...]
    source: str
    summary: tuple[str, ...] = ()
    """Lines about all forms, with fields in braces."""

    @property
    def width(self) -> int:
        return len(self.line) + 1


@cache
def load_form(key: str) -> EvaluationLayout:
    """A layout by its key (liaoning-2023). Raises KeyError if unknown, ValueError if its rows differ in width."""
    source = resources.files("mingzhang.accounts.performance") / f"form-{key}.toml"
    if not source.is_file():
        raise KeyError(key)
    return form_of(tomllib.loads(source.read_text("utf-8")))


def form_for(layout: str) -> EvaluationLayout:
    """The form of a document's layout; where none is declared, the one that is."""
    try:
        return load_form(layout)
    except KeyError:
        return load_form(ONLY)


def form_of(given: dict[str, Any]) -> EvaluationLayout:
    """A layout from its declaration."""
    layout = EvaluationLayout(**{name: _frozen(value) for name, value in given.items()})
    for rows, width in ((layout.top, layout.width), (layout.head, layout.width - 1), (layout.bottom, layout.width)):
        for row in rows:
            if len(row) != width:
                raise ValueError(f"the row of {row[0]} has {len(row)} columns, not {width}")
    return layout


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def evaluation_grids(forms: Sequence[Evaluation], layout: EvaluationLayout) -> tuple[Grid, ...]:
    """All forms of a document, numbered from P1."""
    return tuple(evaluation_grid(form, layout, f"{PREFIX}{number}") for number, form in enumerate(forms, 1))


def evaluation_grid(form: Evaluation, layout: EvaluationLayout, number: str = f"{PREFIX}1") -> Grid:
    """The form as rows of boxes; a row holds only those that begin in it."""
    fields = {name: value for name, value in asdict(form).items() if isinstance(value, str)}
    indicators = _merged(form.indicators, layout)
    spine = Box(layout.spine, "head", None, 1, len(layout.head) + len(indicators))
    head = [_boxes(row, fields) for row in joined(layout.head)]
    rows = [
        *(_boxes(row, fields) for row in joined(layout.top)),
        (spine, *head[0]),
        *head[1:],
        *indicators,
        *(_boxes(row, fields) for row in joined(layout.bottom)),
    ]
    return Grid(
        number=number,
        title=layout.title,
        code=f"自评表{number.lstrip(PREFIX)}",
        entry=form.project,
        header=(),
        body=tuple(rows),
        notes=(),
        columns=("spine", *(_role(field_of(text)) for text in layout.line)),
    )


def field_of(text: str) -> str:
    """The field that a declared text stands for; "" for a heading."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else ""


def _role(field: str) -> str:
    if field in FIGURES:
        return "score"
    return "item" if field in WORDY else "text"


def _boxes(row: Sequence[tuple[str, int, int]], fields: dict[str, str]) -> tuple[Box, ...]:
    return tuple(
        Box(fields[field], _role(field), None, across, down)
        if (field := field_of(text))
        else Box(text, "head", None, across, down)
        for text, across, down in row
    )


def _merged(indicators: Sequence[EvaluatedIndicator], layout: EvaluationLayout) -> list[tuple[Box, ...]]:
    """A row an indicator; boxes of levels that repeat are joined downwards."""
    names = [field_of(text) for text in layout.line]
    downs = _spans(indicators, layout.merged)
    rows: list[tuple[Box, ...]] = []
    for index, item in enumerate(indicators):
        values = {**{name: value for name, value in asdict(item).items() if isinstance(value, str)}, **item.reasons}
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
