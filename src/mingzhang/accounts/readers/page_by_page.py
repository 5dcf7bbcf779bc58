"""Tables of plain text that was saved page by page: each page sets the columns anew, by what stands on it.

So the columns of a page that goes on with a table are told by their order, or by how they stand to each other; where
neither is clear the page stays a table of its own, which is told.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from mingzhang.accounts.readers.aligned import aligned_table, filled
from mingzhang.accounts.readers.characters import MONEY
from mingzhang.accounts.readers.columns import Column, SegmentLine, column_extents, first_body_line
from mingzhang.accounts.readers.document import Box, Table
from mingzhang.accounts.readers.over import Extent, Way

_NEAR = 1.5
"""Columns of text by which a figure's column may stray on average from where the page before sets it."""
_WIDER = 0.25
"""Part by which the columns of a page may stand wider or narrower: converters fit each page to its text."""
_MOST = 14
"""Columns of a table among which all choices are tried."""


def pages_joined(pages: Sequence[Sequence[SegmentLine]], usual: Way | None = None) -> list[Table]:
    """The table of several pages' lines; further tables where a page's columns are not told by the first page's."""
    first = first_body_line(pages[0])
    columns = column_extents(pages[0][:first], pages[0][first:], (), usual)
    done = [aligned_table(pages[0], pages[0][0][0].spot, (), usual)]
    for lines in pages[1:]:
        own = aligned_table(lines, lines[0][0].spot, (), usual)
        headed = first_body_line(lines) > 0
        places = None if headed else _places(columns, column_extents([], lines), _ends(pages[0]), _ends(lines))
        if places is None:
            done.append(own)
        else:
            done[-1] = _appended(done[-1], own, places)
    return done


def _appended(table: Table, more: Table, places: Sequence[int]) -> Table:
    rows = table.rows + more.rows
    kept = [box for box in table.boxes if box.text]
    kept += [_moved(box, table.rows, places) for box in more.boxes if box.text]
    return Table(tuple(filled(kept, rows, table.columns)), rows, table.columns, table.spot, (), loose=True)


def _moved(box: Box, rows: int, places: Sequence[int]) -> Box:
    last = places[min(box.column + box.across, len(places)) - 1]
    column = places[box.column]
    return box._replace(row=box.row + rows, column=column, across=last - column + 1)


def _ends(lines: Sequence[SegmentLine]) -> list[float]:
    """Where the columns of amounts end, left to right."""
    amounts = [[part for part in line if MONEY.fullmatch(part.squeezed)] for line in lines]
    return [body[1] for _, body in column_extents([], [line for line in amounts if line]) if body is not None]


def _places(
    columns: Sequence[Column], own: Sequence[Column], ends: Sequence[float], own_ends: Sequence[float]
) -> tuple[int, ...] | None:
    """The first page's column of each column of a later page; None where it is not clear."""
    there = [body for _, body in own if body is not None]
    printed = [n for n, (_, body) in enumerate(columns) if body is not None]
    if len(there) == len(printed) and (len(printed) == len(columns) or _alike(ends, own_ends)):
        return tuple(printed)
    if not len(there) <= len(columns) <= _MOST:
        return None
    extents = [body or head or (0.0, 0.0) for head, body in columns]
    strays = sorted((_stray([extents[n] for n in choice], there), choice) for choice in _choices(columns, there))
    if not strays or strays[0][0] > _NEAR or (len(strays) > 1 and strays[1][0] <= 2 * _NEAR):
        return None
    return strays[0][1]


def _alike(ends: Sequence[float], own: Sequence[float]) -> bool:
    """Whether amounts stand as far from each other as on the first page: else they may stand in other columns."""
    if len(ends) != len(own):
        return False
    apart = zip(pairwise(ends), pairwise(own), strict=True)
    return all(abs((d - c) - (b - a)) <= _WIDER * (b - a) for (a, b), (c, d) in apart)


def _choices(columns: Sequence[Column], there: Sequence[Extent]) -> list[tuple[int, ...]]:
    """Every choice of as many columns as the page prints; the first, with codes or labels, is the first of both."""
    return [choice for choice in combinations(range(len(columns)), len(there)) if choice[0] == 0]


def _stray(chosen: Sequence[Extent], there: Sequence[Extent]) -> float:
    """By how much the columns' ends stray from the same shift, on average."""
    shifts = [one[1] - other[1] for one, other in zip(chosen[1:], there[1:], strict=True)]
    if not shifts:
        return 0.0
    middle = sorted(shifts)[len(shifts) // 2]
    return sum(abs(shift - middle) for shift in shifts) / len(shifts)
