"""The self-evaluation form placed as a province prints it: a Grid that every renderer draws like the nine forms."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from mingzhang.accounts.forms.grid import Box, Grid, joined
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.fields import form_values, indicator_values

NATIONAL = "national-2020"
"""The form of provinces whose own is not declared."""
FORM, SUFFIX = "form-", ".toml"
PREFIX = "P"
"""Before the number of a self-evaluation, where forms are numbered 01 to 09."""
FIGURES = frozenset(
    {"opening", "budget", "executed", "rate", "completion", "weight", "score", "execution_weight", "total_weight"}
    | {"subtotal", "execution_score", "deduction", "total"}
)
"""Fields that print a figure."""
WORDY = frozenset({"third", "actual", "actual_box", "target_box", "why"})
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
    deducted: tuple[tuple[str, ...], ...]
    """Rows at the end of a form of which something was deducted, where `bottom` has no room for it."""
    source: str
    layouts: tuple[str, ...]
    """The layouts of documents that print it."""
    amounts: str
    """万元 or 元."""
    signs: Mapping[str, str]
    """Operator → how it is printed; those not named as they are."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source of money as printed → those of the sheet that make it up."""
    summary: tuple[str, ...] = ()
    """Lines about all forms, with fields in braces."""

    @property
    def width(self) -> int:
        return len(self.line) + 1

    def fields(self) -> frozenset[str]:
        """Every field of the form itself that some box prints."""
        return frozenset(name for row in (*self.top, *self.bottom) for text in row if (name := field_of(text)))

    def columns(self) -> tuple[str, ...]:
        """The field of each column of the indicators."""
        return tuple(map(field_of, self.line))


@cache
def load_form(key: str) -> EvaluationLayout:
    """A layout by its key (liaoning-2023). Raises KeyError if unknown, ValueError if its rows differ in width."""
    return form_of(_declared(key))


def _declared(key: str) -> dict[str, Any]:
    source = resources.files("mingzhang.accounts.performance") / f"{FORM}{key}{SUFFIX}"
    if not source.is_file():
        raise KeyError(key)
    own = tomllib.loads(source.read_text("utf-8"))
    base = own.pop("base", None)
    return {**_declared(base), **own} if base else own


@cache
def form_keys() -> tuple[str, ...]:
    """The forms that come with the package."""
    names = (item.name for item in resources.files("mingzhang.accounts.performance").iterdir())
    return tuple(
        sorted(name[len(FORM) : -len(SUFFIX)] for name in names if name.startswith(FORM) and name.endswith(SUFFIX))
    )


def form_for(layout: str) -> EvaluationLayout:
    """The form of a document's layout; where none is declared, the national one."""
    return next((form for key in form_keys() if layout in (form := load_form(key)).layouts), load_form(NATIONAL))


def form_of(given: dict[str, Any]) -> EvaluationLayout:
    """A layout from its declaration."""
    layout = EvaluationLayout(**{name: _frozen(value) for name, value in given.items()})
    whole = (*layout.top, *layout.bottom, *layout.deducted)
    for rows, width in ((whole, layout.width), (layout.head, layout.width - 1)):
        for row in rows:
            if len(row) != width:
                raise ValueError(f"the row of {row[0]} has {len(row)} columns, not {width}")
    return layout


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _frozen(item) for name, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


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
        body=tuple(rows),
        notes=(),
        columns=("spine", *(_role(field_of(text)) for text in layout.line)),
    )


def field_of(text: str) -> str:
    """The field that a declared text stands for; "" for a heading."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else ""


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
