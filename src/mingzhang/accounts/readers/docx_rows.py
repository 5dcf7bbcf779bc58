"""The rows of a docx's table: which cells, how wide, how far down."""

from collections.abc import Iterator
from typing import Any

from mingzhang.accounts.readers.docx_numbers import W, inside
from mingzhang.accounts.readers.docx_unseen import row_is_gone
from mingzhang.accounts.readers.markup import Cell

GridCell = tuple[Any, int, str]
"""A cell, its width in grid columns, and "restart", "continue" or "" for vertical merging; no cell for a gap."""


def grid_rows(table: Any) -> Iterator[list[GridCell]]:
    """The cells of each row that is shown; also the columns before and after them that a row leaves free."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table or row_is_gone(row):
            continue
        properties = inside(row, "trPr")
        before, after = (_count(inside(properties, name)) for name in ("gridBefore", "gridAfter"))
        free: list[list[GridCell]] = [[(None, width, "")] if width else [] for width in (before, after)]
        yield [*free[0], *_cells(row), *free[1]]


def _cells(row: Any) -> list[GridCell]:
    cells: list[GridCell] = []
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr"), None) is not row:
            continue
        properties = inside(cell, "tcPr")
        across = max(_count(inside(properties, "gridSpan")), 1)
        if cells and _merge(inside(properties, "hMerge")) == "continue":
            cells[-1] = (cells[-1][0], cells[-1][1] + across, cells[-1][2])
        else:
            cells.append((cell, across, _merge(inside(properties, "vMerge"))))
    return cells


def _merge(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val") or "continue"


def _count(element: Any) -> int:
    value = (element.get(f"{W}val") or "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else 0


def spanned(rows: list[list[tuple[str, int, str]]]) -> list[list[Cell]]:
    """Cells that continue the one above counted into its height."""
    placed: list[dict[int, tuple[str, int, str]]] = []
    for row in rows:
        columns: dict[int, tuple[str, int, str]] = {}
        column = 0
        for cell in row:
            columns[column] = cell
            column += cell[1]
        placed.append(columns)
    found: list[list[Cell]] = []
    for number, columns in enumerate(placed):
        cells: list[Cell] = []
        for column, (text, across, merge) in columns.items():
            above = placed[number - 1].get(column) if number else None
            if merge == "continue" and above is not None and above[2]:
                continue
            down = 1
            while (
                merge
                and number + down < len(placed)
                and placed[number + down].get(column, ("", 0, ""))[2] == "continue"
            ):
                down += 1
            cells.append(Cell(text, across, down))
        found.append(cells)
    return found
