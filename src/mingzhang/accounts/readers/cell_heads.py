"""The headings over rows whose cells stand one a line: where one row of them ends and the next begins."""

from collections.abc import Sequence
from itertools import islice, product
from typing import NamedTuple

from mingzhang.accounts.forms.boxes import TOTALS
from mingzhang.accounts.readers.characters import NIL, is_figure
from mingzhang.accounts.readers.matrix import MOST_LEADS
from mingzhang.accounts.readers.spans import PART

NUMBERED = ("栏次", "行次")
MOST_EMPTY = 4
"""Empty rows that a form without amounts keeps."""
MOST_HEADS = 6
MOST_APART = 12
"""Headings of a row that may be more than the columns: where several sides read as one below each other."""
PAIR = ("预算数", "决算数")


class Head(NamedTuple):
    """Where each row above the full ones ends."""

    ends: list[int]
    exact: bool
    """Whether each row has as many headings as the one below it calls for."""


def head_rows(cells: Sequence[str], width: int) -> Head | None:
    """The rows above the full ones, the lowest with as many cells as columns; None where it cannot be."""
    rest, ends, exact = len(cells), list[int](), True
    for begins in (_total, _numbers):
        at = begins(cells[:rest])
        if at is not None and rest - at <= width:
            ends.append(rest)
            rest = at
    expected = width
    while rest and expected <= max(width, MOST_APART):
        taken = min(expected, rest)
        exact = taken == expected
        row = cells[rest - taken : rest]
        ends.append(rest)
        rest -= taken
        expected = _above(row) if not all(row) else rest
    return Head(sorted(ends), exact) if not rest and len(ends) <= MOST_HEADS else None


def _above(row: Sequence[str]) -> int:
    """How many headings stand above a row of them: one over each empty cell, and one over names that stand together."""
    together = sum(bool(text) and not (at and row[at - 1]) for at, text in enumerate(row))
    return together + sum(not text for text in row)


def _total(cells: Sequence[str]) -> int | None:
    """Where the totals begin that stand above the rows: 合计 over code and name, then figures only."""
    at = len(cells) - 1
    while at >= 0 and (is_figure(cells[at]) or cells[at] in NIL):
        at -= 1
    return at if at >= 0 and cells[at].endswith(TOTALS) and at < len(cells) - 1 else None


def _numbers(cells: Sequence[str]) -> int | None:
    """Where the row of the columns' numbers begins."""
    at = len(cells) - 1
    while at >= 0 and (is_figure(cells[at]) or cells[at] in NIL or cells[at] in NUMBERED):
        at -= 1
    found = [n for n in range(at + 1, len(cells)) if cells[n] == NUMBERED[0]]
    return found[0] if found else None


def empty_rows(cells: Sequence[str]) -> list[int] | None:
    """The rows of a form without amounts: their width follows from what its totals leave, and from its headings."""
    last = next((at for at in reversed(range(len(cells))) if cells[at]), 0)
    top = last if cells[last].endswith(TOTALS) else len(cells)
    numbers, left = _numbers(cells[:top]), len(cells) - top
    for rows, leads in product(range(MOST_EMPTY + 1), range(MOST_LEADS, 0, -1)):
        columns, rest = divmod(left - 1 - rows * leads, 1 + rows)
        if columns < 1 or rest or (numbers is not None and numbers + 1 + columns != top):
            continue
        width, last = columns + leads, top
        while last > width and not any(cells[last - width : last]):
            last -= width  # empty rows above the totals
        head = head_rows(cells[:last], width)
        if head is not None and head.exact:
            below = top + 1 + columns
            return [
                *head.ends,
                *range(last + width, top + 1, width),
                below,
                *range(below + width, len(cells) + 1, width),
            ]
    return None


def paired_rows(cells: Sequence[str]) -> list[int] | None:
    """The rows of a form that prints one row of figures under pairs of 预算数 and 决算数."""
    begins = next((at for at in range(len(cells) - 1) if tuple(cells[at : at + 2]) == PAIR), len(cells))
    end = begins
    while tuple(cells[end : end + 2]) == PAIR:
        end += 2
    pairs = (end - begins) // 2
    if PART in cells[:begins] and all(cells[:begins]):
        return None  # 小计 stands on a lower line than headings beside it, below which no empty line is kept
    head = head_rows(cells[:begins], pairs) if pairs else None
    return [*head.ends, end, end + 2 * pairs] if head is not None and len(cells) - end == 2 * pairs else None


def spread(rows: Sequence[range], cells: Sequence[str]) -> list[list[int]]:
    """The cells of each row, a heading as often as it stands over cells of the row below, where that is certain."""
    found: list[list[int]] = []
    below: list[tuple[int, int]] = []
    """The cells of the row below, each with how often it is there."""
    for row in reversed(rows):
        covers = _covers(len(row), [cells[at] for at, _ in below])
        texts = [cells[at] for at in row]
        if covers is None or _total(texts) == 0 or any(map(is_figure, texts)):
            times = [1] * len(row)
        else:
            wide = iter([often for _, often in below])
            times = [sum(islice(wide, cover)) for cover in covers]
        below = list(zip(row, times, strict=True))
        found.append([at for at, often in below for _ in range(often)])
    return found[::-1]


def _covers(headings: int, below: Sequence[str]) -> list[int] | None:
    """How many cells of the row below each heading stands over; None where it is not certain."""
    if not all(below) and headings == _above(below):
        covers: list[int] = []
        for at, text in enumerate(below):
            if text and at and below[at - 1]:
                covers[-1] += 1
            else:
                covers.append(1)
        return covers
    each, rest = divmod(len(below), headings)
    alike = headings == 1 or list(below) == list(below[:each]) * headings
    return [each] * headings if alike and not rest and each > 1 else None
