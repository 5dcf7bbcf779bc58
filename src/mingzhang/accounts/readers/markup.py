"""What html and docx share: rows of cells with spans laid out as a grid."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Box, Spot, Table
from mingzhang.accounts.readers.limits import MAX_COLUMNS, Meter

MAX_SPAN = 1_000
_MARK = re.compile(r"[\[(【〔]?(?:注?\d{1,2}|[*†‡])[\])】〕]?")
"""1, [2] and * set high: the mark of a note, no digit of the figure that it stands at."""

PICTURE, FORMULA = "〔图片〕", "〔公式〕"
"""What stands for a cell that shows a picture or a built-up formula: it is not blank, and cannot be read."""


class Cell(NamedTuple):
    """A cell as the file has it."""

    text: str
    across: int = 1
    down: int = 1


def is_mark(before: str, text: str) -> bool:
    """Whether a text that is set high after another one only points to a note; the 2 of m2 is no mark."""
    last = before.rstrip()[-1:]
    return _MARK.fullmatch(squeezed(text)) is not None and last != "" and not (last.isascii() and last.isalpha())


def laid_out(rows: Sequence[Sequence[Cell]], spot: Spot, meter: Meter) -> Table | None:
    """The table of rows of cells, each cell set to the first free place of its row; None without any cell."""
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    width = 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            across, down = min(cell.across, MAX_SPAN), min(cell.down, len(rows) - row)
            meter.add_boxes(across * down)
            if down > 1:
                taken |= {(r, c) for r in range(row + 1, row + down) for c in range(column, column + across)}
            boxes.append(Box(row, column, cell.text, spot, across, down))
            column += across
        width = max(width, column, *(c + 1 for r, c in taken if r == row), 0)
    if width > MAX_COLUMNS:
        raise meter.beyond(f"表格有 {width} 列", f"不超过 {MAX_COLUMNS} 列")
    return Table(tuple(boxes), len(rows), width, spot) if width else None
