"""What a printed table is made of: boxes that may reach over several columns and rows."""

from collections.abc import Sequence
from typing import NamedTuple

from mingzhang.accounts.disclosure import Cell

LEFT, ABOVE = "<", "^"
TOTALS = ("合计", "总计")
"""How the name of what sums up ends."""
FIGURE = "="


class Box(NamedTuple):
    """One printed box of a table."""

    text: str
    role: str
    """head, label, number, code, digits (a part of a code), name, figure or total."""
    cell: Cell | None = None
    across: int = 1
    down: int = 1

    @property
    def sums_up(self) -> bool:
        """Whether it names a total."""
        return self.role == "total" or self.text.endswith(TOTALS)


Row = tuple[Box, ...]
"""Only the boxes that begin in it."""
Rows = tuple[Row, ...]


def joined(rows: Sequence[Sequence[str]]) -> list[list[tuple[str, int, int]]]:
    """Texts with their spans from rows in which "<" joins the box to its left and "^" the one above."""
    found: list[list[tuple[str, int, int]]] = []
    for top, row in enumerate(rows):
        boxes: list[tuple[str, int, int]] = []
        for left, text in enumerate(row):
            if text in {LEFT, ABOVE}:
                continue
            across = 1
            while left + across < len(row) and row[left + across] == LEFT:
                across += 1
            down = 1
            while top + down < len(rows) and rows[top + down][left] == ABOVE:
                down += 1
            boxes.append((text, across, down))
        found.append(boxes)
    return found
