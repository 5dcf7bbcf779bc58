"""Tables without rules between columns: lines of segments, set into columns by what stands above one another.

Used for pdf pages (points) and for plain text (character widths); segments carry their own extent.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from mingzhang.accounts.readers.characters import is_figure
from mingzhang.accounts.readers.columns import SegmentLine, column_extents, first_body_line
from mingzhang.accounts.readers.document import Box, Spot, Table
from mingzhang.accounts.readers.labels import begins_row
from mingzhang.accounts.readers.over import Extent, Segment, Way, overlap
from mingzhang.accounts.readers.spans import over_groups

MIN_ROWS = 3
MANY_FIGURES = 6
"""Figures of one line that tell a table, though most of its lines be headings: form 07 with all its items in a row."""
_EMPTY_FORMS = (frozenset({"基本支出", "项目支出"}), frozenset({"预算数", "决算数"}))
"""Headings that make a table also of lines without any figure."""
MAX_WORDS = 24
"""Characters above which a segment with stops in it is a sentence."""
_AFTER = ("万元", "元", "%", "辆", "人次", "年度", ",", "。", ";", "、")


def table_runs(
    lines: Sequence[SegmentLine], breaks: Sequence[bool], fine: Sequence[SegmentLine] | None = None
) -> list[tuple[int, int]]:
    """Ranges of lines that are tables: several segments a line, with figures. `breaks` mark lines after a wide gap.

    `fine` are the lines cut at smaller gaps too: headings that nearly touch.
    """
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        if len(lines[start]) < 2:
            start += 1
            continue
        end = start + 1
        while end < len(lines) and not breaks[end] and (len(lines[end]) > 1 or row_alone(lines[end])):
            end += 1
        while end < len(lines) and len(lines[end]) > 1:
            end += 1
        if _tabular(lines[start:end]):
            floor = runs[-1][1] if runs else 0
            runs.append((_with_headings(fine or lines, breaks, start, floor), end))
        start = end
    return runs


def leading_rows(lines: Sequence[SegmentLine], breaks: Sequence[bool]) -> int:
    """How many lines at the top of a page go on with the table that the page before ended with."""
    end = 0
    while end < len(lines) and not (end and breaks[end]) and not _sentence(lines[end]):
        if len(lines[end]) < 2 and not row_alone(lines[end]):
            break
        end += 1
    printed = [number for number, line in enumerate(lines[:end]) if any(is_figure(part.squeezed) for part in line)]
    return printed[-1] + 1 if printed else 0


def _with_headings(lines: Sequence[SegmentLine], breaks: Sequence[bool], start: int, floor: int) -> int:
    """The first line of a table with the headings above it."""
    while start > max(floor, 0) and not breaks[start] and _is_heading(lines[start - 1]):
        start -= 1
    return start


def _is_heading(line: SegmentLine) -> bool:
    texts = [part.squeezed for part in line]
    return len(texts) > 1 and not any("单位:" in text or "。" in text or len(text) > MAX_WORDS for text in texts)


def row_alone(line: SegmentLine) -> bool:
    """Whether a line of one segment can be a row without figures: a label, no sentence, note or title."""
    text = line[0].squeezed if line else ""
    return bool(text) and len(text) <= MAX_WORDS and "。" not in text and not text.startswith("注") and text[-1] != "表"


def _tabular(lines: Sequence[SegmentLine]) -> bool:
    wide = [line for line in lines if len(line) > 1]
    rows = [line for line in wide if _named(line) or any(is_figure(part.squeezed) for part in line)]
    sentences = [line for line in wide if _sentence(line)]
    if any({part.squeezed for part in line} >= heads for line in wide for heads in _EMPTY_FORMS):
        return True
    rich = any(sum(is_figure(part.squeezed) for part in line) >= MANY_FIGURES for line in wide)
    return len(wide) >= MIN_ROWS and (rich or len(rows) * 3 >= len(wide)) and len(sentences) * 4 < len(wide)


def _named(line: SegmentLine) -> bool:
    """Whether two rows of a form stand beside each other, though neither may print a figure."""
    return sum(begins_row(part.text) for part in line) > 1


def _sentence(line: SegmentLine) -> bool:
    """Whether a line is running text that spaces part: figures followed by their unit, or words with stops."""
    texts = [part.squeezed for part in line]
    united = any(is_figure(a) and b.startswith(_AFTER) for a, b in pairwise(texts))
    return united or any(len(text) > MAX_WORDS and any(stop in text for stop in "，。；,;") for text in texts)


def aligned_table(
    lines: Sequence[SegmentLine], spot: Spot, edges: Sequence[float] = (), usual: Way | None = None
) -> Table:
    """The table of the lines: one row a line, columns where segments stand above one another."""
    first = first_body_line(lines)
    columns = column_extents(lines[:first], lines[first:], edges, usual)
    boxes: list[Box] = []
    for row, line in enumerate(lines):
        extents = [(head if row < first else body) or head or body for head, body in columns]
        placed: dict[int, Box] = {}
        for part in line:
            column, across = _column_of(part, [extent for extent in extents if extent], placed)
            above = placed.get(column)
            if above is not None:
                placed[column] = _below(above, part)
                continue
            box = Box(row, column, part.text, part.spot, across, 1, part.figure)
            placed |= dict.fromkeys(range(column, column + across), box)
        boxes += {id(box): box for box in placed.values()}.values()
    every = filled(over_groups(boxes, first, len(columns)), len(lines), len(columns))
    return Table(tuple(every), len(lines), len(columns), spot, (), loose=True)


def _column_of(part: Segment, extents: Sequence[Extent], placed: Mapping[int, Box]) -> tuple[int, int]:
    """The first column that a segment stands in, and how many free ones it covers."""
    covered = [n for n, extent in enumerate(extents) if overlap(part, extent) > 0]
    if not covered:
        middle = (part.left + part.right) / 2
        open_columns = [n for n in range(len(extents)) if n not in placed] or range(len(extents))
        covered = [min(open_columns, key=lambda n: abs(sum(extents[n]) / 2 - middle))]
    free = [column for column in covered if column not in placed]
    return (free[0], len(free)) if free else (covered[0], 1)


def _below(box: Box, part: Segment) -> Box:
    """A box with one more line: a label that is broken over two lines."""
    figure = box.figure.around(part.figure) if box.figure and part.figure else box.figure or part.figure
    return box._replace(text=f"{box.text}\n{part.text}", figure=figure)


def filled(boxes: Sequence[Box], rows: int, columns: int) -> list[Box]:
    """The boxes, and an empty one for every place that no box takes."""
    taken = {(box.row, box.column + step) for box in boxes for step in range(box.across)}
    empty = [Box(row, column, "") for row in range(rows) for column in range(columns) if (row, column) not in taken]
    return sorted([*boxes, *empty], key=lambda box: (box.row, box.column))
