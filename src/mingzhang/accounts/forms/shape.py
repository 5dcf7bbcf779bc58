"""The shape of a form: what is the same on paper for every unit that has money in the same lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from mingzhang import codes
from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.boxes import FIGURE, Box, Row, Rows, joined
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.layouts.layout import CODE_ENDS, DIGITS, LEADS, FormLayout, PlacedLine, Side

Place = tuple[str, str, str]
"""Block, row and column of a cell."""
Cells = Mapping[Place, Cell]


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """Rows of boxes in which the figures are open; one object for all forms of a layout that have the same cells."""

    rows: Rows
    figures: tuple[tuple[int | None, ...], ...]
    """For each box which of the form's cells it prints; None for a box that is the same everywhere."""
    columns: tuple[str, ...]
    """What each printed column is: label, number, code, digits (a part of a code), name, figure; of a self-evaluation
    spine, item, text, score."""

    def filled(self, cells: Sequence[Cell]) -> Rows:
        """The rows with the figures of a form."""
        return tuple(
            tuple(
                box if at is None else Box(cells[at].printed, box.role, cells[at], box.across, box.down)
                for box, at in zip(row, figures, strict=True)
            )
            for row, figures in zip(self.rows, self.figures, strict=True)
        )


def fixed(rows: Rows, columns: tuple[str, ...]) -> Shape:
    """A shape without open figures."""
    return Shape(rows, tuple((None,) * len(row) for row in rows), columns)


@lru_cache(maxsize=256)
def shape_of(printed: FormLayout, places: tuple[Place, ...], year: int) -> Shape:
    """The shape of a form with cells at these places, in their order; `year` is that of its codes."""
    blank = [Cell(*place, "") for place in places]
    cells = dict(zip(places, blank, strict=True))
    sides = [_side_rows(side, blank, printed, cells, year) for side in printed.sides]
    rows = _beside(sides, [len(side.printed_columns) for side in printed.sides])
    footer = [_footer_row(row, cells) for row in joined(printed.footer)]
    whole = (*rows, *footer)
    number = {place: at for at, place in enumerate(places)}
    figures = tuple(tuple(_open(box, number) for box in row) for row in whole)
    columns = tuple(_column_role(column) for side in printed.sides for column in side.printed_columns)
    return Shape(tuple(tuple(box._replace(cell=None) for box in row) for row in whole), figures, columns)


def _open(box: Box, number: Mapping[Place, int]) -> int | None:
    cell = box.cell
    return number[cell.block, cell.row, cell.column] if cell is not None else None


def _column_role(column: str) -> str:
    return column if column in {*LEADS, DIGITS} else "figure"


def _side_rows(side: Side, given: Sequence[Cell], printed: FormLayout, cells: Cells, year: int) -> list[Row]:
    if side.across:
        return [tuple(_figure(side.block, row, column, cells) for row in side.across for column in side.columns)]
    if side.lines is None:
        return _function_rows(side, given, printed, cells, year)
    lines = _with_unlisted(side, given, printed, year)
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


def _with_unlisted(side: Side, given: Sequence[Cell], printed: FormLayout, year: int) -> list[PlacedLine]:
    """The lines of a side and the economic codes with money that the layout does not list.

    A code follows the listed ones of its class, so that the side's total adds up; a class that no side lists stands at
    the end of the last side.
    """
    lines = list(side.lines or ())
    if all(block.by != "economic" for block in printed.spec.blocks):
        return lines
    listed = {line.row for each in printed.sides for line in each.lines or ()}
    names = codes.economic(year)
    for cell in given:
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


def _function_rows(side: Side, given: Sequence[Cell], printed: FormLayout, cells: Cells, year: int) -> list[Row]:
    """合计 and a row a code; an empty row where no code has money."""
    names = codes.functional(year)
    rows = list(dict.fromkeys(cell.row for cell in given if cell.block == side.block))
    figures = [column for column in side.columns if _column_role(column) == "figure"]
    lead = len(side.printed_columns) - len(figures)
    total: list[Row] = []
    found: list[Row] = []
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


def _beside(sides: Sequence[list[Row]], widths: Sequence[int]) -> list[Row]:
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
