"""Tables as rows of texts: a placed form's own, and those that a reader found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from mingzhang.accounts.forms.grid import Grid


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


class Piece(NamedTuple):
    """A box of a table."""

    row: int
    column: int
    across: int
    text: str


class Placed(NamedTuple):
    """A table as a reader gives it, and what stands above it."""

    boxes: Sequence[PlacedText]
    rows: int
    columns: int
    edges: tuple[float, ...] = ()
    """Where its columns begin and end on the page, in points, where that is known."""
    captions: tuple[str, ...] = ()

    def matrix(self) -> list[list[str]]:
        return rows_of_boxes(self.boxes, self.rows, self.columns)


_SHIFT = 6.0
"""Points by which the column edges of a further page may differ."""


def continued(before: Placed, after: Placed) -> Placed | None:
    """A table with one that goes on with it; None where the columns of the second are not among those of the first."""
    columns = _columns(before, after)
    if columns is None:
        return None
    moved = [
        Piece(
            box.row + before.rows, columns[box.column], columns[box.column + box.across] - columns[box.column], box.text
        )
        for box in after.boxes
    ]
    return before._replace(boxes=[*before.boxes, *moved], rows=before.rows + after.rows)


def _columns(before: Placed, after: Placed) -> list[int] | None:
    """The column of the first table in which each of the second begins, and where its last ends."""
    if not before.edges or not after.edges:
        return list(range(before.columns + 1)) if before.columns == after.columns else None
    shift = after.edges[0] - before.edges[0]
    found = [
        next((at for at, edge in enumerate(before.edges) if abs(edge + shift - own) <= _SHIFT), None)
        for own in after.edges
    ]
    known = [at for at in found if at is not None]
    return known if len(known) == len(found) == len(set(known)) else None


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
