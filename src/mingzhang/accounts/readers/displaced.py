"""Headings that do not stand over their columns: rows of a table that tell fewer cells than they cover."""

from collections.abc import Sequence
from itertools import pairwise

from mingzhang.accounts.readers.captions import caption
from mingzhang.accounts.readers.characters import MONEY, NIL, is_figure, squeezed
from mingzhang.accounts.readers.document import Box
from mingzhang.accounts.readers.matrix import Matrix

_SCORED = ("指标", "得分")
"""Words of self-evaluations, in no form."""


def is_displaced(grid: Matrix, body: int) -> bool:
    """Whether a row of headings ends before a column of money that no heading above it covers either.

    Where it stands says nothing then: what it heads would be read by position.
    """
    money = {
        column
        for row in range(body, grid.rows)
        for column, box in enumerate(grid.places[row])
        if box is not None and MONEY.fullmatch(squeezed(box.text))
    }
    covered: set[int] = set()
    for row in range(body):
        covered |= {column for column, box in enumerate(grid.places[row]) if _says(box)}
        reach = max((column for column, box in enumerate(grid.places[row]) if box is not None), default=0)
        several = sum(_says(box) for box in grid.starts(row)) > 1
        if several and any(column > reach and column not in covered for column in money):
            return True
    return False


def _says(box: Box | None) -> bool:
    return box is not None and bool(box.text.strip())


def tells_own_cells(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether rows of texts leave out what merged headings cover below and beside them, as copied pages do.

    Where a file keeps an empty cell below a merged one, a row has no fewer cells than the row above it, and the lowest
    headings are one for each column of figures at least. Self-evaluations have rows of every length.
    """
    first = next((n for n, row in enumerate(rows) if any(MONEY.fullmatch(text) for text in row)), 0)
    full = [row for row in rows[first:] if len(row) == width]
    columns = [[row[column] for row in full] for column in range(width)]
    names = sum(any(text not in NIL and not MONEY.fullmatch(text) for text in texts) for texts in columns)
    start = max((n + 1 for n, row in enumerate(rows[:first]) if any(is_caption(text) for text in row)), default=0)
    heads = [row for row in rows[start:first] if len(row) > 1 and not any(is_figure(text) for text in row)]
    if any(word in text for row in rows for text in row for word in _SCORED):
        return False
    if len(heads) < 2 or len(full) * 2 < len(rows) - first:
        return False
    told = [row for row in heads if len(row) < width and not any(text in NIL for text in row)]
    fewer = any(len(below) < len(above) for above, below in pairwise(heads) if below in told)
    return fewer or (heads[-1] in told and len(heads[-1]) < width - names + 1)


def is_caption(text: str) -> bool:
    """Whether a row's text names the unit, its year or the unit of amounts, and no column."""
    said = caption(text)
    return bool(said.amounts or said.unit or said.year)
