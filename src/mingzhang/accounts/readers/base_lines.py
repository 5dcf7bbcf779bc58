"""Rows of plain text whose parts were saved on lines of their own: figures set higher or lower than the words beside
them, codes without their names.

A converter prints a line for each base line of a page. A line of figures goes with the row above or below it, where
only one of them has room for it or no empty line between; that tells the way, and any other line goes the same one.
Where nothing tells it, or the lines contradict each other, the figures stay apart, and are told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.accounts.readers.characters import is_figure
from mingzhang.accounts.readers.columns import SegmentLine, first_body_line
from mingzhang.accounts.readers.headers import CODE
from mingzhang.accounts.readers.over import Segment, overlap

_PARTS = frozenset({"类", "款", "项"})
"""Words over the parts of a code, which often share their row with 合计 and its figures."""

_WIDTH = 2
"""Digits of 款 and of 项."""


@dataclass(slots=True)
class _Row:
    parts: list[Segment]
    last: int
    """The line of the file that its last part stands on."""
    figures: bool
    """Whether it is nothing but figures, which belong to the row above or below."""
    first: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.last

    def take(self, other: "_Row") -> None:
        self.parts = sorted([*self.parts, *other.parts], key=lambda part: part.left)
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)


def whole_rows(pages: Sequence[Sequence[SegmentLine]]) -> list[list[SegmentLine]]:
    """The lines of a table, page by page, with what stands on one row set into one line."""
    named = [
        _named([_Row(list(line), line[0].spot.row or 0, _only_figures(line)) for line in lines if line])
        for lines in pages
    ]
    homes = [_homes_of(rows) for rows in named]
    ways = {side > at for found in homes for at, sides in found.items() for side in sides if len(sides) == 1}
    return [_set(rows, found, ways) for rows, found in zip(named, homes, strict=True)]


def _homes_of(rows: Sequence[_Row]) -> dict[int, list[int]]:
    body = first_body_line([row.parts for row in rows])
    return {at: _homes(rows, at, body) for at, row in enumerate(rows) if row.figures}


def _set(rows: Sequence[_Row], homes: Mapping[int, Sequence[int]], ways: Collection[bool]) -> list[SegmentLine]:
    """The rows with their figures set into them: upwards (False) or downwards, all one way."""
    taken: set[int] = set()
    for at, sides in homes.items():
        able = [side for side in sides if (side > at) in ways] if len(ways) == 1 else sides
        if len(able) == 1 and _room(rows[at], rows[able[0]]):
            rows[able[0]].take(rows[at])
            taken.add(at)
    return [row.parts for at, row in enumerate(rows) if at not in taken]


def _only_figures(line: SegmentLine) -> bool:
    return all(is_figure(part.squeezed) and "." in part.squeezed for part in line)


def _named(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with figures that follow one another as one, with names set behind their codes, and the words 类 款 项
    above the figures of the row that they share."""
    found: list[_Row] = []
    for row in rows:
        above = found[-1] if found else None
        if above is None or row.first - above.last > 1 or not _room(row, above):
            found.append(row)
        elif (row.figures and above.figures) or _names(row, above):
            above.take(row)
        elif above.figures and all(part.squeezed in _PARTS for part in row.parts):
            found[-1:] = [row, above]
            above.first = above.last = row.last
        else:
            found.append(row)
    return found


def _names(row: _Row, above: _Row) -> bool:
    """Whether a line goes on with a code above it, or names one that has no name yet: 301 01, and below 基本工资."""
    if any(_is_code(part) for part in row.parts):
        return False
    if all(part.squeezed.isdecimal() and len(part.squeezed) == _WIDTH for part in row.parts):
        return all(_goes_on(part, above.parts) for part in row.parts)
    words = [part for part in row.parts if not is_figure(part.squeezed)]
    for at, part in enumerate(above.parts):
        following = (one for one in above.parts[at + 1 :] if _is_code(one) or not one.squeezed.isdecimal())
        after = next(following, None)
        named = after is not None and not is_figure(after.squeezed)
        end = float("inf") if after is None else after.left
        if _is_code(part) and not named and any(part.right <= word.left < word.right <= end for word in words):
            return True
    return False


def _goes_on(part: Segment, above: Sequence[Segment]) -> bool:
    """Whether two digits stand next behind a code of three."""
    before = [one for one in above if one.right <= part.left]
    return bool(before) and _is_code(before[-1]) and len(before[-1].squeezed) == _WIDTH + 1


def _is_code(part: Segment) -> bool:
    return CODE.fullmatch(part.squeezed) is not None


def _homes(rows: Sequence[_Row], at: int, body: int) -> list[int]:
    """The rows beside a line of figures that it can belong to."""
    beside = [side for side in (at - 1, at + 1) if body <= side < len(rows) and not rows[side].figures]
    near = [side for side in beside if _gap(rows, at, side) <= 1]
    return [side for side in near or beside if _room(rows[at], rows[side])]


def _gap(rows: Sequence[_Row], at: int, side: int) -> int:
    upper, lower = (rows[side], rows[at]) if side < at else (rows[at], rows[side])
    return lower.first - upper.last


def _room(row: _Row, other: _Row) -> bool:
    return not any(overlap(one, (two.left, two.right)) > 0 for one in row.parts for two in other.parts)
