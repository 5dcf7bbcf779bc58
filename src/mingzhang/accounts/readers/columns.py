"""Columns of a table without rules: where its figures and labels stand, and which heading stands over which.

Headings and figures are set into columns apart, then matched: by overlap, and where that fails only when as many
headings as figures are left between two sure ones. What cannot be matched stays without a heading, and is told.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.accounts.readers.characters import MONEY, is_figure, squeezed
from mingzhang.accounts.readers.document import Bounds, Spot

Extent = tuple[float, float]
"""The left and right end of a column."""
Column = tuple[Extent | None, Extent | None]
"""Where a column's headings stand, and where its body does."""
_BODY = re.compile(r"^(一、|合计|总计|[23]\d\d(\d\d){0,2}$)")
_GROUPS = frozenset({"收入", "支出", "人员经费", "公用经费", "本年支出"})
"""Headings over several columns."""
_TOTALS = re.compile(r"合计$|总计$|^栏次$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line between gaps."""

    text: str
    left: float
    right: float
    spot: Spot
    figure: Bounds | None = None

    @property
    def squeezed(self) -> str:
        return squeezed(self.text)


SegmentLine = Sequence[Segment]


def overlap(part: Segment, extent: Extent) -> float:
    return min(part.right, extent[1]) - max(part.left, extent[0])


def first_body_line(lines: Sequence[SegmentLine]) -> int:
    """The first line that is no heading: it prints money, or begins with a code, an ordinal or a total."""
    for number, line in enumerate(lines):
        texts = [part.squeezed for part in line]
        alone = bool(texts) and _BODY.match(texts[0]) is not None
        heads = sum(1 for text in texts[1:] if not is_figure(text) and not _BODY.match(text))
        if any(MONEY.fullmatch(text) for text in texts) or (alone and (texts[0][0] not in "合总" or not heads)):
            return number
    return len(lines)


def column_extents(heads: Sequence[SegmentLine], body: Sequence[SegmentLine]) -> list[Column]:
    """The columns, left to right."""
    below = _clusters(_body_order(body))
    above = _head_extents(heads)
    pairs = _overlapping(above, below)
    _pair_the_rest(above, below, pairs)
    matched = set(pairs.values())
    columns: list[Column] = [(above[pairs[n]] if n in pairs else None, extent) for n, extent in enumerate(below)]
    columns += [(extent, None) for n, extent in enumerate(above) if n not in matched]
    return sorted(columns, key=lambda column: sum(column[1] or column[0] or (0.0, 0.0)))


def _head_extents(heads: Sequence[SegmentLine]) -> list[Extent]:
    """Where headings stand, from the lowest line up; a heading that only groups others makes no column."""
    parts = [part for line in reversed(heads) for part in sorted(line, key=_width) if part.squeezed != "栏次"]
    coded = any(part.squeezed.endswith(("编码", "名称")) for part in parts)
    groups = _GROUPS | {"项目"} if coded else _GROUPS
    found = _clusters(parts)
    return [
        extent for extent in found if not all(part.squeezed in groups for part in parts if overlap(part, extent) > 0)
    ]


def _width(part: Segment) -> float:
    return part.right - part.left


def _body_order(lines: Sequence[SegmentLine]) -> Iterable[Segment]:
    """Money first, then other figures, then words, short before long; totals span columns and make none."""
    parts = [part for line in lines for part in line]
    words = [part for part in parts if not is_figure(part.squeezed)]
    plain = [part for part in words if not _TOTALS.search(part.squeezed)]
    yield from (part for part in parts if MONEY.fullmatch(part.squeezed))
    yield from (part for part in parts if is_figure(part.squeezed) and not MONEY.fullmatch(part.squeezed))
    yield from sorted(plain or words, key=_width)


def _clusters(parts: Iterable[Segment]) -> list[Extent]:
    """Extents of parts that overlap; a part over two clusters is a heading or label over both and changes neither."""
    found: list[Extent] = []
    for part in parts:
        over = [extent for extent in found if overlap(part, extent) > 0]
        if len(over) > 1:
            continue
        low = min(part.left, *(extent[0] for extent in over)) if over else part.left
        high = max(part.right, *(extent[1] for extent in over)) if over else part.right
        found = [extent for extent in found if extent not in over] + [(low, high)]
    return sorted(found)


def _overlapping(above: Sequence[Extent], below: Sequence[Extent]) -> dict[int, int]:
    """Body column → heading column, where each is the other's best overlap."""
    best: dict[int, int] = {}
    for n, body in enumerate(below):
        shares = [min(body[1], head[1]) - max(body[0], head[0]) for head in above]
        if shares and max(shares) > 0:
            best[n] = shares.index(max(shares))
    found: dict[int, int] = {}
    for n, head_number in best.items():
        head = above[head_number]
        rivals = [m for m, other in best.items() if other == head_number]
        middle = sum(head) / 2
        if n == min(rivals, key=lambda m: abs(sum(below[m]) / 2 - middle)):
            found[n] = head_number
    return found


def _pair_the_rest(above: Sequence[Extent], below: Sequence[Extent], pairs: dict[int, int]) -> None:
    """Between two sure pairs, headings and figures that are left are paired in order when they are as many."""
    sure = [(-1, -1), *sorted(pairs.items()), (len(below), len(above))]
    for (body_before, head_before), (body_after, head_after) in itertools.pairwise(sure):
        bodies = list(range(body_before + 1, body_after))
        heads = list(range(head_before + 1, head_after))
        if len(bodies) == len(heads):
            pairs.update(zip(bodies, heads, strict=True))
