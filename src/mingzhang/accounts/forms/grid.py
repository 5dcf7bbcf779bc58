"""A filled form placed as its layout prints it: rows of texts with spans, each figure knowing its cell.

Every renderer draws the same grid, and a reader's grid has the same shape.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from mingzhang import codes
from mingzhang.accounts.disclosure import Cell, Form
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.layouts.layout import (
    CODE_ENDS,
    DIGITS,
    LEADS,
    FormLayout,
    Layout,
    PlacedLine,
    Side,
    filled_in,
)

Cells = Mapping[tuple[str, str, str], Cell]
"""The cells of a form by block, row and column."""
LEFT, ABOVE = "<", "^"
FIGURE = "="


class Box(NamedTuple):
    """One printed box of a table."""

    text: str
    role: str
    """head, label, number, code, digits (a part of a code), name, figure or total."""
    cell: Cell | None = None
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A form ready to print. A row holds only boxes that begin in it."""

    number: str
    title: str
    code: str
    """公开01表."""
    header: tuple[tuple[Box, ...], ...]
    body: tuple[tuple[Box, ...], ...]
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    """What each printed column is: label, number, code, digits (a part of a code), name, figure; of a self-evaluation
    spine, item, text, score."""
    entry: str = ""
    """What a list of contents calls it, where that is not its title."""


def place(form: Form, layout: Layout, unit: str = "本单位") -> Grid:
    """The grid of a filled form; `unit` is the name that its notes give."""
    printed = layout.forms[form.number]
    cells = {(cell.block, cell.row, cell.column): cell for cell in form.cells}
    sides = [_side_rows(side, form, printed, cells, layout.year) for side in printed.sides]
    rows = _beside(sides, [len(side.printed_columns) for side in printed.sides])
    footer = [_footer_row(row, cells) for row in joined(printed.footer)]
    notes = (*printed.notes, *(printed.empty_notes if is_empty(form) else ()))
    return Grid(
        number=form.number,
        title=form.title,
        code=layout.code_of(form.number),
        header=_head(printed.header),
        body=(*rows, *footer),
        notes=tuple(filled_in(note, unit, layout.year) for note in notes),
        columns=tuple(_column_role(column) for side in printed.sides for column in side.printed_columns),
    )


def is_empty(form: Form) -> bool:
    """Whether the form shows no amount but zeros."""
    return not any(cell.printed.strip("0.,- ") for cell in form.cells)


def _column_role(column: str) -> str:
    return column if column in {*LEADS, DIGITS} else "figure"


def _side_rows(side: Side, form: Form, printed: FormLayout, cells: Cells, year: int) -> list[tuple[Box, ...]]:
    if side.across:
        return [tuple(_figure(side.block, row, column, cells) for row in side.across for column in side.columns)]
    if side.lines is None:
        return _function_rows(side, form, printed, cells, year)
    lines = _with_unlisted(side, form, printed, year)
    first = 1 + sum(len(before.lines or ()) for before in printed.sides[: printed.sides.index(side)])
    return [
        tuple(
            box
            for column in side.columns
            for box in (
                _code_boxes(line.row, side) if column == "code" else (_line_box(column, line, first + index, cells),)
            )
        )
        for index, line in enumerate(lines)
    ]


def _with_unlisted(side: Side, form: Form, printed: FormLayout, year: int) -> list[PlacedLine]:
    """The lines of a side and the economic codes with money that the layout does not list.

    A code follows the listed ones of its class, so that the side's total adds up; a class that no side lists stands at
    the end of the last side.
    """
    lines = list(side.lines or ())
    if all(block.by != "economic" for block in printed.spec.blocks):
        return lines
    listed = {line.row for each in printed.sides for line in each.lines or ()}
    names = codes.economic(year)
    for cell in form.cells:
        if not cell.row.isdecimal() or cell.row in listed:
            continue
        line = PlacedLine(names.name(cell.row), cell.block, cell.row)
        alike = [at for at, other in enumerate(lines) if other.row[:3] == cell.row[:3]]
        if cell.row[:3] in listed:
            if alike:
                lines.insert(alike[-1] + 1, line)
        elif side is printed.sides[-1]:
            lines.append(line)
    return lines


def _line_box(column: str, line: PlacedLine, number: int, cells: Cells) -> Box:
    match column:
        case "label" | "name":
            return Box(line.label, column)
        case "number":
            return Box(str(number), "number")
        case _:
            return _figure(line.block, line.row, column, cells) if line.row else Box("", "figure")


def _code_boxes(code: str, side: Side) -> tuple[Box, ...]:
    """A code in its one cell, or its parts in several: 2080505 → 208, 05, 05."""
    if side.code_cells == 1:
        return (Box(code, "code"),)
    ends = CODE_ENDS[: side.code_cells]
    return tuple(Box(code[begin:end], DIGITS) for begin, end in zip((0, *ends), ends, strict=False))


def _function_rows(side: Side, form: Form, printed: FormLayout, cells: Cells, year: int) -> list[tuple[Box, ...]]:
    """合计 and a row a code; an empty row where no code has money."""
    names = codes.functional(year)
    rows = list(dict.fromkeys(cell.row for cell in form.cells if cell.block == side.block))
    figures = [column for column in side.columns if _column_role(column) == "figure"]
    lead = len(side.printed_columns) - len(figures)
    total: list[tuple[Box, ...]] = []
    found: list[tuple[Box, ...]] = []
    for row in rows:
        boxes = [_figure(side.block, row, column, cells) for column in figures]
        if row == TOTAL_ROW:
            total.append((Box(TOTAL_ROW, "total", None, lead), *boxes))
        else:
            found.append((*_code_boxes(row, side), Box(names.name(row), "name"), *boxes))
    if not found:
        found.append(tuple(Box("", _column_role(column)) for column in side.printed_columns))
    return [*found, *total] if printed.total_last else [*total, *found]


def _figure(block: str, row: str, column: str, cells: Cells) -> Box:
    cell = cells.get((block, row, column))
    return Box(cell.printed if cell else "", "figure", cell)


def _beside(sides: Sequence[list[tuple[Box, ...]]], widths: Sequence[int]) -> list[tuple[Box, ...]]:
    """The rows of all sides joined; a shorter side goes on with empty boxes."""
    return [
        tuple(
            box
            for part, width in zip(parts, widths, strict=True)
            for box in (part if part is not None else (Box("", "label"),) * width)
        )
        for parts in zip_longest(*sides)
    ]


def _footer_row(row: Sequence[tuple[str, int, int]], cells: Cells) -> tuple[Box, ...]:
    boxes: list[Box] = []
    for text, across, down in row:
        if text.startswith(FIGURE):
            cell = next((cell for cell in cells.values() if cell.row == text[1:]), None)
            boxes.append(Box(cell.printed if cell else "", "figure", cell, across, down))
        else:
            boxes.append(Box(text, "total", None, across, down))
    return tuple(boxes)


@lru_cache(maxsize=512)
def _head(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[Box, ...], ...]:
    """A layout's header, the same for every unit."""
    return tuple(tuple(Box(text, "head", None, across, down) for text, across, down in row) for row in joined(rows))


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
