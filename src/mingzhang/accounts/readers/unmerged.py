"""Headings whose file leaves out what merged ones cover, set over their columns in every way that can be.

A page copied as text tells the cells of each row and not how wide or how deep they are. All ways are tried, and a way
is taken only where it alone gives every figure a column and every column its own meaning (bind_all.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from mingzhang.accounts.readers.characters import is_figure, squeezed
from mingzhang.accounts.readers.displaced import is_caption
from mingzhang.accounts.readers.document import Box, Table
from mingzhang.accounts.readers.headers import GENERIC
from mingzhang.accounts.readers.labels import is_numbering
from mingzhang.accounts.readers.matrix import LEADS, MOST_LEADS, NUMBERING

MOST_WAYS = 400
Way = list[list[tuple[int, int, bool]]]
"""For each row its cells: where they begin, how wide they are, whether others stand below them."""


def ways(table: Table, body: int) -> Iterator[Table]:
    """The table with the rows above `body` set in each way; none where there are too many ways."""
    rows = table.by_row()[:body]
    heads = [row for row in rows if _is_heading(row)]
    if not heads or any(not box.text.strip() for row in heads for box in row):
        return
    lowest = [squeezed(box.text) for box in heads[-1]]
    part = 1
    if len(lowest) == table.columns:
        part = next((n for n in range(1, len(lowest)) if lowest == lowest[:n] * (len(lowest) // n)), len(lowest))
        heads = heads[:-1]
    texts = [[squeezed(box.text) for box in row] for row in heads]
    found = list(islice(_set(texts, [(0, table.columns // part)]), MOST_WAYS + 1)) if part < table.columns else []
    if len(found) > MOST_WAYS:
        return
    kept = [box for box in table.boxes if not any(box in row for row in heads)]
    last = heads[-1][0].row if heads else 0
    for way in found:
        yield replace(table, boxes=tuple(kept + _boxes(heads, way, part, last)), apart=False)


def _is_heading(row: Sequence[Box]) -> bool:
    texts = [squeezed(box.text) for box in row]
    if not any(texts) or all(is_numbering(text) for text in texts) or texts[0] in NUMBERING:
        return False
    return not any(is_figure(text) or is_caption(text) for text in texts)


def _boxes(heads: Sequence[Sequence[Box]], way: Way, part: int, last: int) -> list[Box]:
    return [
        box._replace(column=at * part, across=wide * part, down=1 if over else last - box.row + 1)
        for row, cells in zip(heads, way, strict=True)
        for box, (at, wide, over) in zip(row, cells, strict=True)
    ]


def _set(rows: Sequence[Sequence[str]], free: Sequence[tuple[int, int]]) -> Iterator[Way]:
    """The ways in which rows of headings fill the columns that those above leave to them."""
    if not rows:
        if not free:
            yield []
        return
    for cells in _row(rows[0], free, deeper=len(rows) > 1):
        below = [(at, wide) for at, wide, over in cells if over]
        for way in _set(rows[1:], below):
            yield [cells, *way]


def _row(
    texts: Sequence[str], free: Sequence[tuple[int, int]], *, deeper: bool
) -> Iterator[list[tuple[int, int, bool]]]:
    """The ways in which one row fills the free columns from the left: a heading is one column wide, or heads more."""
    if not texts or not free:
        if not texts and not free:
            yield []
        return
    (at, wide), rest = free[0], free[1:]
    able = [(1, False)]
    if at == 0 and texts[0] in LEADS:
        able += [(many, False) for many in range(2, MOST_LEADS + 1)]
    if deeper and texts[0] not in GENERIC:
        able += [(many, True) for many in range(2, wide + 1)]
    for many, over in able:
        if many <= wide:
            left = [(at + many, wide - many), *rest] if many < wide else rest
            for cells in _row(texts[1:], left, deeper=deeper):
                yield [(at, many, over), *cells]
