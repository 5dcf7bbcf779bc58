"""A self-evaluation read back from a table's rows of texts, with the same layout that prints it.

Rows come as a reader gives them: boxes that another one covers are empty texts or left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mingzhang.accounts.forms.grid import ABOVE, LEFT, Grid
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.form import EvaluationLayout, field_of

Rows = Sequence[Sequence[str]]
_BLANKS = re.compile(r"\s+")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
"""A line break inside a box, which in Chinese stands for nothing."""
_BRACKETS = str.maketrans("（）％", "()%")
_OPENING = 3
"""Fields that a form must have before it is taken for one."""
_PLAIN_FIELDS = (
    *("project", "department", "unit", "budget", "executed", "rate", "goal_set", "goal_reached"),
    *("subtotal", "execution_score", "deduction", "total"),
)


@dataclass(frozen=True, slots=True)
class _Labels:
    """What stands before a field's value, and under a heading."""

    beside: Mapping[str, str]
    below: Mapping[str, str]


def rows_of(grid: Grid) -> list[list[str]]:
    """A grid as a matrix of texts: the box's text where it begins, empty texts where it goes on."""
    width = max(sum(box.across for box in row) for row in grid.body)
    rows = [[""] * width for _ in grid.body]
    taken = [[False] * width for _ in grid.body]
    for top, boxes in enumerate(grid.body):
        for box in boxes:
            left = taken[top].index(False)
            rows[top][left] = box.text
            for down in range(box.down):
                taken[top + down][left : left + box.across] = [True] * box.across
    return rows


class PlacedText(Protocol):
    """A box of a table as a reader gives it: where it begins, and its text with line breaks inside."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def across(self) -> int: ...
    @property
    def text(self) -> str: ...


def rows_of_boxes(boxes: Iterable[PlacedText], rows: int, columns: int) -> list[list[str]]:
    """A reader's table as a matrix of texts; a box that covers several places stands in its first."""
    placed = [(box.row, box.column, box.across, box.text) for box in boxes]
    narrowed, width = _without_slivers([each[1:3] for each in placed], columns)
    found = [[""] * width for _ in range(rows)]
    for (row, _, _, text), (column, _) in zip(placed, narrowed, strict=True):
        found[row][column] = text
    return found


def _without_slivers(spans: list[tuple[int, int]], columns: int) -> tuple[list[tuple[int, int]], int]:
    """Column and width of every box without the columns that no box fills alone.

    A word processor makes them where edges that should be one stand a hair apart.
    """
    while True:
        filled = {first for first, across in spans if across == 1}
        begun = Counter(first for first, _ in spans)
        slivers = [column for column in range(columns) if column not in filled]
        if not slivers:
            break
        sliver = min(slivers, key=lambda column: (begun[column], -column))  # few boxes begin in one
        spans = [
            (first - (first > sliver), across - (first <= sliver < first + across and across > 1))
            for first, across in spans
        ]
        columns -= 1
    return spans, max(columns, 1)


def evaluation_of(rows: Rows, layout: EvaluationLayout) -> Evaluation | None:
    """The form that a table holds; None where it is no self-evaluation in this layout."""
    rows = [[_BREAK.sub("", text).strip() for text in row] for row in rows]
    labels = _labels(layout)
    head = _head_end(rows, layout)
    if head is None:
        return None
    last = next((at for at in range(head, len(rows)) if labels.beside.keys() & set(map(_plain, rows[at]))), len(rows))
    fields = _fields([*rows[:head], *rows[last:]], labels)
    indicators = _indicators(rows[head:last], layout)
    if len(fields) < _OPENING or not indicators:
        return None
    plain = {name: fields.get(name, "") for name in _PLAIN_FIELDS}
    return Evaluation(indicators=tuple(indicators), outside=False, **plain)


def _plain(text: str) -> str:
    return _BLANKS.sub("", text).translate(_BRACKETS)


def _labels(layout: EvaluationLayout) -> _Labels:
    """From the declared rows: a field's label stands left of it, or above it where the left one is joined downwards."""
    beside: dict[str, str] = {}
    below: dict[str, str] = {}
    for rows in (layout.top, layout.bottom):
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                field = field_of(text)
                if not field:
                    continue
                left = next((item for item in reversed(row[:column]) if item != LEFT), ABOVE)
                if left == ABOVE or field_of(left):
                    below[_plain(rows[number - 1][column])] = field
                else:
                    beside[_plain(left)] = field
    return _Labels(beside, below)


def _head_end(rows: Rows, layout: EvaluationLayout) -> int | None:
    """The row after the headings of the indicators: after the first that holds most of what the last one declares.

    Not all of it: a reader may run two narrow headings together.
    """
    wanted = {_plain(text) for text in layout.head[-1] if text not in {LEFT, ABOVE}}
    return next((at + 1 for at, row in enumerate(rows) if 2 * len(wanted & set(map(_plain, row))) > len(wanted)), None)


def _fields(rows: Rows, labels: _Labels) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            label = _plain(text)
            if label in labels.beside:
                value = next((item for item in row[column + 1 :] if item), "")
                fields[labels.beside[label]] = "" if _plain(value) in labels.beside else value
        above = [label for text in row if (label := _plain(text)) in labels.below]
        if above and number + 1 < len(rows):
            values = [text for text in rows[number + 1] if text]
            fields |= dict(zip((labels.below[label] for label in above), values, strict=False))
    return fields


def _indicators(rows: Rows, layout: EvaluationLayout) -> list[EvaluatedIndicator]:
    """A row an indicator; a level that stands only once counts for the rows below it."""
    names = [field_of(text) for text in layout.line]
    own = {"first", "second", "third", "operator", "target", "unit", "actual", "completion", "weight", "score"}
    own |= {"reason", "measure"}
    carried: dict[str, str] = {}
    found: list[EvaluatedIndicator] = []
    for row in rows:
        if len(row) < layout.width:
            continue
        values = dict(zip(names, row[1:], strict=False))
        for name in layout.merged:
            carried[name] = values[name] = values[name] or carried.get(name, "")
        if not values["third"]:
            continue
        reasons = {name: text for name, text in values.items() if name not in own and text}
        found.append(EvaluatedIndicator(**{name: values.get(name, "") for name in own}, reasons=reasons))
    return found
