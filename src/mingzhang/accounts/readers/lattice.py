"""Ruled lines to the boxes between them: outer rules may be missing, rules may be drawn in pieces."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mingzhang.accounts.readers.document import Bounds
from mingzhang.accounts.readers.pdf_page import Rule

NEAR = 2.0
"""Points within which two rules are the same edge."""
TOUCH = 3.5
"""Points within which rules meet."""
COVERED = 0.6
"""Share of a box's side that a rule must cover to part two boxes."""
MIN_BOX = 3.0
"""Points below which the space between two edges is not a row or column."""


class Cell(NamedTuple):
    """One box between rules: its place in the grid, its spans and its rectangle."""

    row: int
    column: int
    down: int
    across: int
    bounds: Bounds


class Grid(NamedTuple):
    """Edges of a ruled table, and the boxes they make."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of the same line made one."""
    found: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if (group and rule.at - group[-1].at > NEAR / 2) or (group and rule.at - group[0].at > NEAR):
            found += _joined(group)
            group = []
        group.append(rule)
    return found + _joined(group)


def _joined(group: list[Rule]) -> list[Rule]:
    found: list[Rule] = []
    at = sum(rule.at for rule in group) / len(group) if group else 0.0
    for rule in sorted(group, key=lambda rule: rule.low):
        if found and rule.low - found[-1].high <= TOUCH:
            found[-1] = Rule(at, found[-1].low, max(found[-1].high, rule.high))
        else:
            found.append(Rule(at, rule.low, rule.high))
    return found


def grids(across: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Every table of a page that has rules in both directions, from top to bottom."""
    horizontal, vertical = merged(across), merged(upright)
    found: list[Grid] = []
    for rows, columns in _components(horizontal, vertical):
        grid = _grid(rows, columns)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _components(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another, directly or through others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, row in enumerate(horizontal):
        for j, column in enumerate(vertical, len(horizontal)):
            if row.low - TOUCH <= column.at <= row.high + TOUCH and column.low - TOUCH <= row.at <= column.high + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        rows, columns = groups.setdefault(root(index), ([], []))
        if index < len(horizontal):
            rows.append(horizontal[index])
        else:
            columns.append(vertical[index - len(horizontal)])
    return list(groups.values())


def _grid(rows: list[Rule], columns: list[Rule]) -> Grid | None:
    if not rows or not columns or len(rows) + len(columns) < 3:
        return None
    xs = _edges([rule.at for rule in columns], [end for rule in rows for end in (rule.low, rule.high)])
    ys = _edges([rule.at for rule in rows], [end for rule in columns for end in (rule.low, rule.high)])
    if len(xs) < 3 and len(ys) < 3:
        return None  # a frame around something is no table
    if len(xs) < 2 or len(ys) < 2:
        return None
    at_x, at_y = [_near(columns, x) for x in xs], [_near(rows, y) for y in ys]
    parted_x = [[_covers(rules, low, high) for rules in at_x] for low, high in pairwise(ys)]
    parted_y = [[_covers(rules, low, high) for rules in at_y] for low, high in pairwise(xs)]
    _close(parted_x, parted_y)
    _close(parted_y, parted_x)
    return Grid(tuple(xs), tuple(ys), tuple(_cells(xs, ys, parted_x, parted_y)))


def _edges(at: list[float], ends: list[float]) -> list[float]:
    """Edges from the rules, and outer ones where the crossing rules reach further than the last of them."""
    found: list[list[float]] = []
    for value in sorted(at):
        if found and value - found[-1][-1] <= MIN_BOX:
            found[-1].append(value)
        else:
            found.append([value])
    edges = [sum(group) / len(group) for group in found]
    if ends:
        if edges[0] - min(ends) > MIN_BOX + TOUCH:
            edges.insert(0, min(ends))
        if max(ends) - edges[-1] > MIN_BOX + TOUCH:
            edges.append(max(ends))
    return edges


def _near(rules: list[Rule], at: float) -> list[Rule]:
    """The rules that draw an edge."""
    return [rule for rule in rules if abs(rule.at - at) <= MIN_BOX]


def _covers(rules: list[Rule], low: float, high: float) -> bool:
    """Whether the rules of an edge part two boxes from `low` to `high`."""
    covered = 0.0
    for rule in rules:
        covered += max(0.0, min(rule.high, high) - max(rule.low, low))
    return covered >= COVERED * (high - low)


def _close(parted: list[list[bool]], crossing: list[list[bool]]) -> None:
    """Rules that lines of boxes lack, drawn where the boxes would make no rectangle without them.

    `parted[line][edge]`: whether a rule parts two boxes of a line; `crossing[box][edge]`: whether one parts a line from
    the one before, at a box. Programs that print web pages leave out pieces of rules beside boxes of several lines.
    """
    for edge in range(1, len(parted[0]) - 1):
        before, after, start = crossing[edge - 1], crossing[edge], 0
        for line in range(len(parted) + 1):
            if line < len(parted) and not parted[line][edge]:
                continue
            if line - start < len(parted) and before[start : line + 1] != after[start : line + 1]:
                for open_line in range(start, line):
                    parted[open_line][edge] = True
            start = line + 1


def _cells(
    xs: Sequence[float], ys: Sequence[float], parted_x: list[list[bool]], parted_y: list[list[bool]]
) -> list[Cell]:
    """Grid squares joined over the edges that have no rule; what does not make a rectangle is joined along rows."""
    taken: set[tuple[int, int]] = set()
    found: list[Cell] = []
    height, width = len(ys) - 1, len(xs) - 1
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            across = 1
            while (
                column + across < width and not parted_x[row][column + across] and (row, column + across) not in taken
            ):
                across += 1
            down = 1
            while row + down < height and _open_below(row + down, column, across, parted_x, parted_y, taken, width):
                down += 1
            taken |= {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
            bounds = Bounds(xs[column], ys[row], xs[column + across], ys[row + down])
            found.append(Cell(row, column, down, across, bounds))
    return found


def _open_below(
    row: int,
    column: int,
    across: int,
    parted_x: list[list[bool]],
    parted_y: list[list[bool]],
    taken: set[tuple[int, int]],
    width: int,
) -> bool:
    """Whether the squares of `row` under a box belong to it: no rule above them, none between, closed at both sides."""
    columns = range(column, column + across)
    if any(parted_y[c][row] or (row, c) in taken for c in columns):
        return False
    if any(parted_x[row][c] for c in columns[1:]):
        return False
    closed_left = column == 0 or parted_x[row][column]
    closed_right = column + across == width or parted_x[row][column + across]
    return closed_left and closed_right
