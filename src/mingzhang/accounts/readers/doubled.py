"""Headings of groups of columns whose file keeps no merged cells: 决算数 over the first of its three columns only.

The columns of two groups are then called the same. The empty boxes behind a heading are taken for what it covers where
that gives each column a name of its own; else nothing tells which of the columns is which, and they are told.
"""

from collections.abc import Mapping, Sequence

from mingzhang.accounts.forms.spec import Line
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import printed_figure
from mingzhang.accounts.readers.matrix import Matrix


def covering(grid: Matrix, body: int) -> Matrix:
    """The table with each heading above `body` over the empty boxes behind it that others stand below of."""
    said = [[bool(grid.text(row, column)) for column in range(grid.columns)] for row in range(body)]
    places = [list(row) for row in grid.places]
    for row in range(body):
        for column in range(1, grid.columns):
            above = any(said[upper][column] for upper in range(row + 1))
            below = any(said[lower][column] for lower in range(row + 1, body))
            if not above and below:
                places[row][column] = places[row][column - 1]
    return Matrix(tuple(tuple(row) for row in places))


def doubled(grid: Matrix, body: int, figures: Mapping[int, Line]) -> list[int]:
    """The columns that share a meaning with another one and print other figures than that.

    Under one heading an empty column beside another one is a part of that.
    """
    first: dict[str, int] = {}
    found: set[int] = set()
    for column, line in figures.items():
        before = first.setdefault(line.name, column)
        if before == column:
            continue
        pairs = list(zip(_figures(grid, body, before), _figures(grid, body, column), strict=True))
        contrary = any(one and other and one != other for one, other in pairs)
        if contrary or (any(one != other for one, other in pairs) and not _one_heading(grid, body, before, column)):
            found |= {before, column}
    return sorted(found)


def _figures(grid: Matrix, body: int, column: int) -> Sequence[str]:
    boxes = [grid.places[row][column] for row in range(body, grid.rows)]
    return [squeezed(box.text) if box is not None and printed_figure(box.text) else "" for box in boxes]


def _one_heading(grid: Matrix, body: int, first: int, second: int) -> bool:
    """Whether the lowest heading of two columns is one box."""
    over = [grid.path(column, body)[-1:] for column in (first, second)]
    return bool(over[0]) and over[0] == over[1]
