"""Forms whose cells stand one a line, as LibreOffice saves them as plain text: rows found by how cells repeat.

An empty cell is an empty line, and so is what a merged cell covers below it; what it covers beside it is no line.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mingzhang.accounts.forms.boxes import TOTALS
from mingzhang.accounts.readers.captions import caption, is_note
from mingzhang.accounts.readers.cell_heads import empty_rows, head_rows, paired_rows, spread
from mingzhang.accounts.readers.characters import MONEY, NIL, is_figure, squeezed
from mingzhang.accounts.readers.sections import is_part

LONGEST_CELL = 60
LEAST_CELLS = 6
WIDEST = 24
"""Columns beyond which no form goes."""
NEARLY = 0.9
"""Share of the cells that the best width puts into rows from which a narrower one is as good."""
MUCH = 1.5
"""How many times more cells another end of the rows must put into them."""
NEAR = 4
"""Lines above the cells among which their title stands."""
_MERGED = "绩效自评"
"""Forms of merged boxes only, whose rows lines do not tell: they are kept cell by cell."""
SURE = 3
"""Rows from which a width is no accident."""
_SHARED = re.compile(r"\t|\S {2,}\S")
"""Cells that share a line."""
_ORDINAL = re.compile(r"[一二三四五六七八九十]+(?=、)")
Cells = Sequence[str]


class Stretch(NamedTuple):
    """Lines that hold a table, counted from 0; its rows cell by cell, each by its line."""

    start: int
    end: int
    rows: tuple[tuple[int, ...], ...]


class Body(NamedTuple):
    """Full rows of a width at the end of the cells."""

    width: int
    lengths: list[int]
    """How many cells they may have, the fewest first."""
    end: int

    @property
    def longest(self) -> int:
        return self.lengths[-1]


def stretches(lines: Cells) -> Iterator[Stretch]:
    """The tables of a text, from top to bottom; none where its cells share lines."""
    at = 0
    while at < len(lines):
        if "单位" not in lines[at] or not caption(lines[at]).amounts:
            at += 1
            continue
        end = at = at + 1
        while end < len(lines) and _is_cell(lines[end]):
            end += 1
        cells = [squeezed(line) for line in lines[at:end]]
        ends = _rows(cells) if len(cells) >= LEAST_CELLS else None
        if (
            ends is None
            and len(cells) >= LEAST_CELLS
            and any(_MERGED in line for line in lines[max(at - NEAR, 0) : at])
        ):
            ends = list(range(1, len(cells) + 1))
        if ends is not None and not _parted(cells, ends):
            rows = spread([range(*row) for row in pairwise([0, *ends])], cells)
            yield Stretch(at, end, tuple(tuple(at + cell for cell in row) for row in rows))
        at = end


def _parted(cells: Cells, ends: Sequence[int]) -> bool:
    """Whether empty lines part the cells of every row, so that none of them tells an empty cell."""
    rows = [cells[at:end] for at, end in pairwise([0, *ends]) if end - at >= LEAST_CELLS]
    bodies = [row for row in rows if any(map(is_figure, row))]
    return len(bodies) >= SURE and all(not any(row[1::2]) or not any(row[::2]) for row in bodies)


def _is_cell(line: str) -> bool:
    text = line.strip()
    if not text:
        return True
    if len(text) > LONGEST_CELL or text.endswith("。") or is_part(text) or _SHARED.search(text) or line[0] == "\t":
        return False
    said = caption(text)
    return not (
        is_note(text)
        or said.form
        or ("单位" in text and said.amounts)
        or said.unit
        or (said.code and not is_figure(squeezed(text)))
    )


def _rows(cells: Cells) -> list[int] | None:
    """Where each row ends; None where the cells do not repeat as those of a table."""
    if not _money(cells):
        found = empty_rows(cells)
        if found is not None:
            return found
    known = list(_bodies(cells))
    known = [each for each in known if each.longest >= SURE * each.width] or known
    most = max((each.longest for each in known), default=0)
    likely: list[int] | None = None
    for width, lengths, end in known:
        for body in lengths if lengths[-1] >= NEARLY * most else ():
            head = head_rows(cells[: end - body], width)
            if head is None:
                continue
            full = range(end - body, end + 1, width)
            found = [*head.ends, *full[1:], *_last(cells, full, width)]
            if head.exact:
                return found
            likely = likely or found
    return likely or paired_rows(cells)


def _money(cells: Cells) -> bool:
    return any(MONEY.fullmatch(text) for text in cells)


def _last(cells: Cells, full: range, width: int) -> list[int]:
    """Where a row of totals below the full ones ends: it has one cell over the columns of names."""
    end = full[-1]
    if end == len(cells):
        return []
    named = [at for row in full[:-1] for at in range(width) if cells[row + at] and not is_figure(cells[row + at])]
    due = end + width - max(named, default=0)
    return [due if due < len(cells) and not any(cells[due:]) else len(cells)]


def _bodies(cells: Cells) -> Iterator[Body]:
    """For each width that at least two rows have, from the narrowest."""
    for width in range(2, min(WIDEST, len(cells)) + 1):
        best, last = [0], len(cells)
        for end in _ends(cells, width):
            found = _lengths(cells[:end], width)
            if not best[-1] or found[-1] > MUCH * best[-1]:
                best, last = found, end
        lengths = [length for length in best if length >= 2 * width]
        if lengths:
            yield Body(width, lengths, last)


def _ends(cells: Cells, width: int) -> Iterator[int]:
    """Where full rows may end: before empty lines after the table, or before totals over several columns."""
    yield len(cells)
    for more in (1, 2):
        if len(cells) > more and not any(cells[-more:]):
            yield len(cells) - more
    for at in range(max(len(cells) - width + 1, 1), len(cells)):
        after = cells[at + 1 :]
        if cells[at].endswith(TOTALS) and all(
            is_figure(each) or each in NIL or each.endswith(TOTALS) for each in after
        ):
            yield at
            break


def _lengths(cells: Cells, width: int) -> list[int]:
    """How many cells at the end make rows in which each column holds figures only, or names only.

    Several numbers, the largest last, where a row may be one of totals over the columns that name the others.
    """
    kinds: list[set[bool]] = [set() for _ in range(width)]
    at, before, below = len(cells), "", cells[:0]
    shorter: list[int] = []
    while at >= width:
        row = cells[at - width : at]
        found = [None if text in NIL else is_figure(text) for text in row]
        if False not in found and any(found) and not _follow(row, below):
            break  # figures without a name
        if any(kind is not None and (not kind) in known for kind, known in zip(found, kinds, strict=True)):
            break
        ordinal = _ORDINAL.match(row[0])
        if ordinal and ordinal[0] == before:
            return [0]  # two sides that stand beside each other
        before = ordinal[0] if ordinal else ""
        first = next((text for text in row if text), "")
        if (first.endswith(TOTALS) and not row[0]) or (is_figure(row[0]) and row[1].endswith(TOTALS)):
            shorter.append(len(cells) - at)
        for kind, known in zip(found, kinds, strict=True):
            known.update(() if kind is None else (kind,))
        below = row
        at -= width
    rows = [cells[row : row + width] for row in range(at, len(cells), width)]
    told = _money(cells[at:]) if _money(cells) else all(any(row) for row in rows)
    return [*shorter, len(cells) - at] if told else [0]


def _follow(row: Cells, below: Cells) -> bool:
    """Whether the figures of a row without names are the numbers before those of the row below."""
    figures = [(text, under) for text, under in zip(row, below, strict=False) if is_figure(text)]
    return bool(below) and all(
        text.isdecimal() and under.isdecimal() and int(text) + 1 == int(under) for text, under in figures
    )
