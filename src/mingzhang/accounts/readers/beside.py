"""Forms that stand beside each other in one table, as on a sheet: cut apart under their titles."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mingzhang.accounts.readers.captions import is_title
from mingzhang.accounts.readers.document import Box, Table

LEAST_ROWS = 4
"""Rows of a form with its title; the lines of a table of contents are fewer."""


def side_by_side(table: Table) -> Iterator[Table]:
    """The forms of the table, from above and from the left; the table itself where no two titles share a row."""
    rows = table.by_row()
    titled = [number for number, row in enumerate(rows) if len(_titles(row)) > 1]
    bands = [*titled, table.rows] if titled else []
    wide = [(first, last) for first, last in pairwise(bands) if last - first >= LEAST_ROWS]
    at = 0
    for first, last in wide:
        cuts = _cuts(table.part(first, last), _titles(rows[first]))
        if not cuts:
            continue
        if first > at:
            yield table.part(at, first)
        band = table.part(first, last)
        for left, right in pairwise([0, *cuts, table.columns]):
            yield _columns(band, left, right)
        at = last
    if at == 0:
        yield table
    elif at < table.rows:
        yield table.part(at, table.rows)


def _titles(row: Sequence[Box]) -> list[Box]:
    return [box for box in row if is_title(box.text)]


def _cuts(band: Table, titles: Sequence[Box]) -> list[int]:
    """The columns at which the band falls into as many parts as it has titles; none where it does not."""
    crossed = {column for box in band.boxes for column in range(box.column + 1, box.column + box.across)}
    said = {at for box in band.boxes if box.text.strip() for at in range(box.column, box.column + box.across)}
    cuts: list[int] = []
    for before, after in pairwise(titles):
        between = range(before.column + before.across, after.column + 1)
        free = [column for column in between if column not in crossed]
        blank = [column for column in free if column not in said]
        if not (blank or after.column in free):
            return []
        cuts.append(blank[-1] if blank else after.column)
    return cuts


def _columns(table: Table, left: int, right: int) -> Table:
    """The columns left … right-1 as a table of their own."""
    boxes = tuple(box._replace(column=box.column - left) for box in table.boxes if left <= box.column < right)
    return replace(table, boxes=boxes, columns=right - left, edges=table.edges[left : right + 1])
