"""One pdf page as ruled tables and lines; then its tables without rules, which may go on over page ends."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mingzhang.accounts.readers.aligned import aligned_table, leading_rows, table_runs
from mingzhang.accounts.readers.characters import is_figure, squeezed
from mingzhang.accounts.readers.document import Bounds, Spot, Table
from mingzhang.accounts.readers.lattice import grids
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.lines import Line, pieces, segments, set_lines
from mingzhang.accounts.readers.over import Segment
from mingzhang.accounts.readers.paragraphs import PrintedLine, is_page_number
from mingzhang.accounts.readers.pdf_page import STRAIGHT, Char, PageMarks, Rule
from mingzhang.accounts.readers.pdf_table import inside, ruled_table

EDGE = 0.1
"""Share of a page's height within which running heads stand."""
MAX_HEADINGS = 10
"""Rows of headings that a continuation page may repeat."""
SHORTEST_HEAD = 6
"""Characters below which a repeated line is a heading of a table rather than of the page."""
MANY = 4
"""Pages on which a line must stand to be a running head."""
BREAK = 3.5
"""Line distance in font sizes above which a table without rules ends."""
CLOSE_ROW = 0.6
"""Share of the usual distance of rows below which two lines are one row."""
_UNIT_LINE = re.compile(r"单位[:：]|表$")


@dataclass(slots=True)
class Sheet:
    """What stands on a page, or on the part of it whose text runs in one direction."""

    page: int
    height: float
    tables: list[Table]
    lines: list[Line]
    across: Sequence[Rule] = ()


@dataclass(slots=True)
class Run:
    """The rows of a table without rules, as far as they stand on one page or go on over several."""

    rows: list[list[Segment]]
    page: int
    bounds: Bounds | None
    edges: Sequence[float] = ()
    """Where the pieces of its rules across meet."""

    def go_on(self, other: "Run") -> None:
        """Add the rows of the next page, without the headings that it repeats."""
        mine = [[part.squeezed for part in row] for row in self.rows[:MAX_HEADINGS]]
        theirs = [[part.squeezed for part in row] for row in other.rows[:MAX_HEADINGS]]
        start = mine.index(theirs[0]) if theirs and theirs[0] in mine else len(mine)
        repeated = 0
        while start + repeated < len(mine) and repeated < len(theirs) and mine[start + repeated] == theirs[repeated]:
            repeated += 1
        self.rows += other.rows[repeated:]

    def table(self, meter: Meter) -> Table:
        """The table, once all its rows are together."""
        found = aligned_table(self.rows, Spot(self.page, self.bounds), self.edges)
        meter.add_boxes(len(found.boxes))
        return found


Piece = PrintedLine | Table | Run


def sheet(marks: PageMarks, page: int, meter: Meter) -> Sheet:
    """The ruled tables of a page, and its lines outside them."""
    tables: list[Table] = []
    rest: Sequence[Char] = marks.chars
    for grid in grids(marks.across, marks.upright):
        chars = inside(grid, rest)
        if not chars and marks.turn:
            continue  # the table of a part that runs in another direction
        table = ruled_table(grid, chars, page)
        if table is None:
            continue
        meter.add_boxes(len(table.boxes))
        used = set(map(id, chars))
        rest = [char for char in rest if id(char) not in used]
        tables.append(table)
    lines = [line for line in set_lines(rest) if not is_page_number(line.text(), line.bounds, marks.height)]
    return Sheet(page, marks.height, tables, lines, marks.across)


def drop_running_heads(sheets: Sequence[Sheet]) -> None:
    """Remove the lines that open or close many pages: the document's name, its date, an address, page numbers."""
    ends = [(sheet, line) for sheet in sheets for line in (*sheet.lines[:1], *sheet.lines[1:][-1:])]
    edge = [(sheet, line) for sheet, line in ends if _at_edge(line, sheet)]
    seen = Counter(
        shape for _, line in edge if len(shape := _shape(line)) >= SHORTEST_HEAD and not _UNIT_LINE.search(line.text())
    )
    heads = {id(line) for _, line in edge if seen[_shape(line)] >= max(MANY, len(sheets) // 4)}
    for each in sheets:
        each.lines = [line for line in each.lines if id(line) not in heads]


def _shape(line: Line) -> str:
    """A line's text, its numbers left open: 第 3 页 and 第 4 页 are the same head."""
    return re.sub(r"\d+", "0", squeezed(line.text()))


def _at_edge(line: Line, sheet: Sheet) -> bool:
    """Whether a line stands in the margin, outside every table."""
    bounds = line.bounds
    if any(
        table.spot.bounds and table.spot.bounds.top < bounds.top < table.spot.bounds.bottom for table in sheet.tables
    ):
        return False
    return bounds.bottom < EDGE * sheet.height or bounds.top > (1 - EDGE) * sheet.height


def page_pieces(sheet: Sheet, *, going_on: bool) -> list[Piece]:
    """Tables, runs of rows and lines from top to bottom. `going_on`: the page before ended with rows of a table."""
    runs, lines = _unruled(sheet, going_on=going_on)
    found: list[Piece] = [*sheet.tables, *runs, *(_printed(line, sheet.page) for line in lines)]
    return sorted(found, key=_top)


def _top(piece: Piece) -> tuple[float, float]:
    bounds = piece.spot.bounds if isinstance(piece, Table) else piece.bounds
    return (bounds.top, bounds.left) if bounds else (0.0, 0.0)


def _printed(line: Line, page: int) -> PrintedLine:
    return PrintedLine(line.text(), page, line.bounds, line.size)


def _unruled(sheet: Sheet, *, going_on: bool) -> tuple[list[Run], list[Line]]:
    """Tables that only alignment tells, and the lines that are left."""
    lines, page = sheet.lines, sheet.page
    coarse = [[_segment(part, page) for part in _cut(line)] for line in lines]
    if not any(len(line) > 1 for line in coarse):
        return [], lines
    gaps = [lines[n].base - lines[n - 1].base if n else 0.0 for n in range(len(lines))]
    usual = median(gaps[1:]) if len(gaps) > 1 else 0.0
    breaks = [gap > max(2.5 * usual, BREAK * line.size) for gap, line in zip(gaps, lines, strict=True)]
    fine = [[_segment(part, page) for part in pieces(line)] for line in lines]
    ranges = table_runs(coarse, breaks, fine)
    first = leading_rows(fine, breaks) if going_on and not sheet.tables else 0
    if first:  # the first rows may be few, or begin with the second line of a label
        after = [(start, end) for start, end in ranges if start >= first]
        ends = [end for start, end in ranges if start < first]
        ranges = [(0, max([first, *ends])), *after]
    runs: list[Run] = []
    used: set[int] = set()
    for start, end in ranges:
        rows = _rows(lines[start:end], page)
        bounds = _around([part for row in rows for part in row])
        runs.append(Run(rows, page, bounds, _joints(sheet.across, bounds)))
        used |= set(range(start, end))
    return runs, [line for number, line in enumerate(lines) if number not in used]


def _cut(line: Line) -> list[Line]:
    """A line cut at wide gaps, and where figures stand apart from what is beside them."""
    fine = pieces(line)
    if sum(is_figure(squeezed(part.text())) for part in fine) < 1:
        return segments(line)
    return fine


def _rows(lines: Sequence[Line], page: int) -> list[list[Segment]]:
    """The rows of a table without rules: lines closer than its rows usually are belong to one row."""
    cut = [pieces(line) for line in lines]
    with_figures = [
        line.base for line, parts in zip(lines, cut, strict=True) if any("." in part.text() for part in parts)
    ]
    first = next((n for n, line in enumerate(lines) if with_figures and line.base >= with_figures[0]), len(lines))
    pitch = median(b - a for a, b in pairwise(with_figures)) if len(with_figures) > 1 else 0.0
    rows: list[list[Segment]] = []
    for number, (line, parts) in enumerate(zip(lines, cut, strict=True)):
        row = [_segment(part, page) for part in parts]
        close = number > first and line.base - lines[number - 1].base < min(CLOSE_ROW * pitch, 1.15 * line.size)
        if close:
            rows[-1] += row
        else:
            rows.append(row)
    return rows


def _joints(across: Sequence[Rule], bounds: Bounds | None) -> list[float]:
    """Where pieces of a rule meet, of the rules that cross a table: they are drawn box by box."""
    if bounds is None:
        return []
    inner = sorted(rule for rule in across if bounds.top < rule.at < bounds.bottom)
    return sorted(
        {
            after.low
            for before, after in pairwise(inner)
            if abs(after.at - before.at) < STRAIGHT and abs(after.low - before.high) < STRAIGHT
        }
    )


def _segment(part: Line, page: int) -> Segment:
    return Segment(part.text(), part.left, part.right, Spot(page, part.bounds), part.bounds)


def _around(parts: Sequence[Segment]) -> Bounds | None:
    found: Bounds | None = None
    for part in parts:
        if part.figure is not None:
            found = part.figure if found is None else found.around(part.figure)
    return found
