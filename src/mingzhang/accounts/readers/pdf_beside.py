"""A pdf page with forms beside each other: cut between their titles, as far down as nothing crosses the cut."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mingzhang.accounts.readers.captions import form_of_title
from mingzhang.accounts.readers.document import Bounds
from mingzhang.accounts.readers.lines import Line, segments, set_lines
from mingzhang.accounts.readers.pdf_page import PageMarks

LEVEL = 1.5
"""Font sizes by which titles beside each other may stand higher or lower."""
LEAST_LINES = 4
"""Lines of a form with its title; the lines of a table of contents are fewer."""
_END = "表"
Gap = tuple[float, float]


def columns(marks: PageMarks, lines: Sequence[Line], tables: Sequence[Bounds]) -> list[PageMarks]:
    """The parts of a page from above and from the left; none where no two titles of forms stand beside each other.

    `lines` stand outside the ruled tables.
    """
    titles = _beside(lines)
    if not titles:
        return []
    top = min(title.bounds.top for title in titles)
    taken = [part.bounds for line in lines if line.bounds.top >= top for part in segments(line)]
    taken += [table for table in tables if table.top > top]
    taken += [Bounds(rule.low, rule.at, rule.high, rule.at) for rule in marks.across if rule.at > top]
    cuts: list[float] = []
    bottom = marks.height
    for before, after in pairwise(titles):
        gap, end = _gap((before.right, after.left), taken)
        if gap is None:
            return []
        cuts.append(sum(gap) / 2)
        bottom = min(bottom, end)
    if sum(line.bounds.bottom <= bottom for line in set_lines(marks.chars) if line.bounds.top >= top) < LEAST_LINES:
        return []
    return list(_parts(marks, top, bottom, cuts))


def _beside(lines: Sequence[Line]) -> list[Line]:
    """The first titles that stand on one level, left to right."""
    found: list[Line] = []
    for line in lines:
        if found and line.base - found[0].base > LEVEL * found[0].size:
            if len(found) > 1:
                break
            found = []
        if _END in (char.text for char in line.chars):
            found += [part for part in segments(line) if form_of_title(part.text())]
    found.sort(key=lambda title: title.left)
    apart = all(before.right < after.left for before, after in pairwise(found))
    return found if len(found) > 1 and apart else []


def _gap(gap: Gap, taken: Sequence[Bounds]) -> tuple[Gap | None, float]:
    """The only gap that what stands below leaves free, and how far down it is free; None where there are several.

    Without rules the columns of a form leave gaps too, and which of them parts the forms nothing tells.
    """
    free, bottom = [gap], float("inf")
    for bounds in sorted(taken, key=lambda one: one.top):
        pieces = [
            piece for low, high in free for piece in ((low, min(high, bounds.left)), (max(low, bounds.right), high))
        ]
        left = [(low, high) for low, high in pieces if high > low]
        if not left:
            bottom = bounds.top
            break
        free = left
    return (free[0] if len(free) == 1 else None), bottom


def _parts(marks: PageMarks, top: float, bottom: float, cuts: Sequence[float]) -> Iterator[PageMarks]:
    """What stands above, in each column, and below."""
    sides = [(0.0, float("inf"), 0.0, top)]
    sides += [(left, right, top, bottom) for left, right in pairwise([0.0, *cuts, float("inf")])]
    sides += [(0.0, float("inf"), bottom, float("inf"))]
    for left, right, upper, lower in sides:
        chars = [
            char
            for char in marks.chars
            if left <= (char.left + char.right) / 2 < right and upper <= char.base - char.size / 2 < lower
        ]
        across = [
            rule for rule in marks.across if left <= (rule.low + rule.high) / 2 < right and upper <= rule.at < lower
        ]
        upright = [
            rule for rule in marks.upright if left <= rule.at < right and upper <= (rule.low + rule.high) / 2 < lower
        ]
        if chars:
            yield replace(marks, chars=chars, across=across, upright=upright)
