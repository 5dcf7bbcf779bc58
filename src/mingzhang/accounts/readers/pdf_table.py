"""Characters placed into the boxes of a ruled table; a number wider than its box stays whole."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mingzhang.accounts.readers.characters import MONEY, is_figure, squeezed
from mingzhang.accounts.readers.document import Bounds, Box, Spot, Table
from mingzhang.accounts.readers.lattice import Cell, Grid
from mingzhang.accounts.readers.lines import DEFAULT_SIZE, Line, segments, set_lines
from mingzhang.accounts.readers.pdf_page import Char

SAME_ROW = 4.0
"""Points by which base lines of one row may differ."""
CLOSE = 0.15
"""Font sizes up to which digits belong to one number."""
_DIGITS = frozenset("0123456789,.-")
_TOUCHING = re.compile(MONEY.pattern + r"|\d+")


def ruled_table(grid: Grid, chars: Sequence[Char], page: int) -> Table | None:
    """The table of a grid with its characters; None when the rules do not part its figures, so that gaps must."""
    placed: dict[int, list[Char]] = {}
    index = _squares(grid)
    for run in _runs(chars):
        _place(run, grid, index, placed)
    rows: list[list[tuple[Cell, list[Line]]]] = [[] for _ in range(len(grid.ys) - 1)]
    for number, cell in enumerate(grid.cells):
        rows[cell.row].append((cell, set_lines(placed.get(number, ()))))
    if any(_side_by_side(lines) for row in rows for _, lines in row):
        return None
    boxes: list[Box] = []
    tops = _row_numbers(rows)
    for row, cells in enumerate(rows):
        boxes += _row_boxes(cells, row, tops, page)
    spot = Spot(page, grid.bounds)
    return Table(tuple(boxes), tops[-1], len(grid.xs) - 1, spot, grid.xs)


def inside(grid: Grid, chars: Iterable[Char]) -> list[Char]:
    """The characters that stand inside a grid, a little overflow at its sides included."""
    left, top, right, bottom = grid.bounds
    found = []
    for char in chars:
        middle = char.base - 0.35 * (char.size or DEFAULT_SIZE)
        if top <= middle <= bottom and left - 6 <= (char.left + char.right) / 2 <= right + 6:
            found.append(char)
    return found


def _squares(grid: Grid) -> dict[tuple[int, int], int]:
    return {
        (row, column): number
        for number, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.down)
        for column in range(cell.column, cell.column + cell.across)
    }


def _runs(chars: Sequence[Char]) -> list[list[Char]]:
    """Digits that touch as one run, so that a rule drawn through a number does not cut it; all else by itself."""
    found: list[list[Char]] = []
    for char in sorted((char for char in chars if not char.text.isspace()), key=lambda c: (round(c.base), c.left)):
        last = found[-1][-1] if found else None
        if (
            last is not None
            and char.text in _DIGITS
            and last.text in _DIGITS
            and abs(char.base - last.base) < 1.0
            and -1.0 < char.left - last.right < CLOSE * max(char.size, last.size, 4.0)
        ):
            found[-1].append(char)
        else:
            found.append([char])
    return found


def _place(run: list[Char], grid: Grid, index: dict[tuple[int, int], int], placed: dict[int, list[Char]]) -> None:
    for token in _tokens(run, grid, index):
        square = _square(token[0], token[-1], grid, index)
        if square is not None:
            placed.setdefault(square, []).extend(token)


def _tokens(run: list[Char], grid: Grid, index: dict[tuple[int, int], int]) -> list[list[Char]]:
    """The numbers of a run of digits: several where numbers wider than their boxes touch, each in a box of its own."""
    if len(run) == 1 or _square(run[0], run[0], grid, index) == _square(run[-1], run[-1], grid, index):
        return [run]
    text = "".join(char.text for char in run)
    matches = list(_TOUCHING.finditer(text))
    if len(matches) < 2 or "".join(match.group() for match in matches) != text:
        return [run]
    tokens = [run[match.start() : match.end()] for match in matches]
    squares = [_square(token[0], token[-1], grid, index) for token in tokens]
    return tokens if len(set(squares)) == len(squares) else [run]


def _square(first: Char, last: Char, grid: Grid, index: dict[tuple[int, int], int]) -> int | None:
    """The box that holds the larger part of a token."""
    y = first.base - 0.35 * (first.size or DEFAULT_SIZE)
    row = min(max(bisect_right(grid.ys, y) - 1, 0), len(grid.ys) - 2)
    start = max(bisect_right(grid.xs, first.left) - 1, 0)
    if start + 1 < len(grid.xs) and last.right < grid.xs[start + 1] and (row, start) in index:
        return index[row, start]  # nearly always it stands in one box
    best, most = None, -1.0
    for column in range(start, len(grid.xs) - 1):
        if grid.xs[column] > last.right and best is not None:
            break
        overlap = min(grid.xs[column + 1], last.right) - max(grid.xs[column], first.left)
        if overlap > most or best is None:
            best, most = index.get((row, column)), overlap
    return best


def _side_by_side(lines: Sequence[Line]) -> bool:
    """Whether a box holds two figures in one line with a wide gap between: a rule is missing there."""
    for line in lines:
        apart = segments(line)
        if len(apart) < 2:
            continue
        parts = [squeezed(part.text()) for part in apart]
        if sum(1 for part in parts if is_figure(part)) >= 2 and all(is_figure(part) for part in parts[1:]):
            return True
    return False


_Row = list[tuple[Cell, list[Line]]]


def _stacked(cells: _Row) -> list[float]:
    """Base lines of the rows in a grid row that is not ruled inside: a box of it prints several figures.

    A row has more than one box: a figure broken in two by its narrow box makes no rows.
    """
    plain = [lines for cell, lines in cells if cell.down == 1]
    if not any(len(lines) > 1 and all(is_figure(squeezed(line.text())) for line in lines) for lines in plain):
        return []
    bases: list[float] = []
    often: list[int] = []
    for base in sorted(line.base for lines in plain for line in lines):
        if not bases or base - bases[-1] > SAME_ROW:
            bases.append(base)
            often.append(0)
        often[-1] += 1
    return bases if len(bases) > 1 and min(often) > 1 else []


def _row_numbers(rows: Sequence[_Row]) -> list[int]:
    """The number of each grid row's first row in the table, and the count of all rows at the end."""
    tops = [0]
    for cells in rows:
        tops.append(tops[-1] + max(len(_stacked(cells)), 1))
    return tops


def _row_boxes(cells: _Row, row: int, tops: Sequence[int], page: int) -> list[Box]:
    bases = _stacked(cells)
    boxes: list[Box] = []
    for cell, lines in cells:
        down = tops[cell.row + cell.down] - tops[row]
        if not bases or cell.down > 1:
            boxes.append(_box(cell, lines, tops[row], down, page))
            continue
        shares: list[list[Line]] = [[] for _ in bases]
        for line in lines:
            nearest = min(range(len(bases)), key=lambda number: abs(bases[number] - line.base))
            shares[nearest].append(line)
        boxes += [_box(cell, share, tops[row] + number, 1, page) for number, share in enumerate(shares)]
    return boxes


def _box(cell: Cell, lines: Sequence[Line], row: int, down: int, page: int) -> Box:
    text = "\n".join(line.text() for line in lines)
    figure: Bounds | None = None
    for line in lines:
        bounds = line.bounds
        figure = bounds if figure is None else figure.around(bounds)
    return Box(row, cell.column, text, Spot(page, cell.bounds), cell.across, down, figure)
