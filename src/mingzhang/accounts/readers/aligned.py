"""Tables without rules between columns: lines of segments, set into columns by what stands above one another.

Used for pdf pages (points) and for plain text (character widths); segments carry their own extent.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.accounts.readers.characters import FIGURE, is_figure, squeezed
from mingzhang.accounts.readers.document import Bounds, Box, Spot, Table

MIN_ROWS = 3
MAX_PLAIN = 2
"""Lines of one segment that may stand between the rows of a table: wrapped labels."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line between wide gaps."""

    text: str
    left: float
    right: float
    spot: Spot
    figure: Bounds | None = None

    @property
    def squeezed(self) -> str:
        return squeezed(self.text)


SegmentLine = Sequence[Segment]


def table_runs(lines: Sequence[SegmentLine], breaks: Sequence[bool]) -> list[tuple[int, int]]:
    """Ranges of lines that are tables: several segments a line, with figures. `breaks` mark lines after a wide gap."""
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        if len(lines[start]) < 2:
            start += 1
            continue
        end, plain = start + 1, 0
        while end < len(lines) and (len(lines[end]) > 1 or (plain < MAX_PLAIN and not breaks[end])):
            plain = 0 if len(lines[end]) > 1 else plain + 1
            end += 1
        while len(lines[end - 1]) < 2 and not (lines[end - 1] and is_figure(lines[end - 1][0].squeezed)):
            end -= 1
        if _tabular(lines[start:end]):
            runs.append((start, end))
        start = end
    return runs


def _tabular(lines: Sequence[SegmentLine]) -> bool:
    wide = [line for line in lines if len(line) > 1]
    with_figures = [line for line in wide if any(FIGURE.fullmatch(part.squeezed) for part in line)]
    return len(wide) >= MIN_ROWS and len(with_figures) * 3 >= len(wide)


def aligned_table(lines: Sequence[SegmentLine], spot: Spot) -> Table:
    """The table of the lines: one row a line, columns where segments overlap."""
    columns = _columns(lines)
    boxes: list[Box] = []
    for row, line in enumerate(lines):
        for part in line:
            covered = [n for n, (low, high) in enumerate(columns) if part.left < high and part.right > low]
            if not covered:
                middle = (part.left + part.right) / 2
                covered = [min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))]
            first, across = _free(covered, boxes, row)
            boxes.append(Box(row, first, part.text, part.spot, across, 1, part.figure))
    edges = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)))
    filled = _filled(boxes, len(lines), len(columns))
    return Table(tuple(filled), len(lines), len(columns), spot, (*edges, columns[-1][1]), loose=True)


def _free(covered: Sequence[int], boxes: Sequence[Box], row: int) -> tuple[int, int]:
    """The first covered column that no box of the row has taken."""
    used = {box.column + step for box in boxes[-40:] if box.row == row for step in range(box.across)}
    left = [column for column in covered if column not in used]
    return (left[0], len(left)) if left else (covered[-1], 1)


def _filled(boxes: Sequence[Box], rows: int, columns: int) -> list[Box]:
    """The boxes, and an empty one for every place that no box takes."""
    taken = {(box.row, box.column + step) for box in boxes for step in range(box.across)}
    empty = [Box(row, column, "") for row in range(rows) for column in range(columns) if (row, column) not in taken]
    return sorted([*boxes, *empty], key=lambda box: (box.row, box.column))


def _columns(lines: Sequence[SegmentLine]) -> list[tuple[float, float]]:
    """Column extents: figures and their neighbours first, then what stands above nothing yet."""
    body = [part for line in lines if any(is_figure(part.squeezed) for part in line) for part in line]
    columns: list[tuple[float, float]] = []
    figures = [part for part in body if is_figure(part.squeezed)]
    for part in sorted(figures, key=lambda part: part.left) + sorted(body, key=lambda part: part.right - part.left):
        columns = _with(part, columns)
    heads = [part for line in lines for part in line if part not in body]
    for part in sorted(heads, key=lambda part: part.right - part.left):
        columns = _with(part, columns)
    return sorted(columns)


def _with(part: Segment, columns: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Columns with a segment set among them; one that reaches over two columns is a heading over both."""
    over = [column for column in columns if part.left < column[1] and part.right > column[0]]
    if len(over) > 1:
        return columns
    low, high = part.left, part.right
    for column in over:
        low, high = min(low, column[0]), max(high, column[1])
    others = [column for column in columns if column not in over]
    bounds_low = max((c[1] for c in others if c[1] <= part.left), default=low)
    bounds_high = min((c[0] for c in others if c[0] >= part.right), default=high)
    return [*others, (max(low, bounds_low), min(high, bounds_high))]
