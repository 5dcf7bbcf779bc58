"""Columns of a table without rules: where its figures and labels stand, and which heading stands over which.

Headings and figures are set into columns apart, then matched (over.py). What cannot be matched stays without a
heading, and is told.
"""

import re
from collections.abc import Iterable, Sequence

from mingzhang.accounts.readers.characters import MONEY, NIL, is_figure
from mingzhang.accounts.readers.over import Extent, Pairs, Segment, Way, headings_over, overlap, usual_way

Column = tuple[Extent | None, Extent | None]
"""Where a column's headings stand, and where its body does."""
_BODY = re.compile(r"^([一二三四五六七八九十]+、|合计|总计|[23]\d\d(\d\d){0,2}$)")
_GROUPS = frozenset({"收入", "支出", "人员经费", "公用经费", "本年支出"})
"""Headings over several columns."""
_TOTALS = re.compile(r"合计$|总计$|^栏次$")


SegmentLine = Sequence[Segment]


def first_body_line(lines: Sequence[SegmentLine]) -> int:
    """The first line that is no heading: it prints money, or begins with a code, an ordinal or a total."""
    for number, line in enumerate(lines):
        texts = [part.squeezed for part in line]
        alone = bool(texts) and _BODY.match(texts[0]) is not None
        heads = sum(1 for text in texts[1:] if not is_figure(text) and not _BODY.match(text))
        if any(MONEY.fullmatch(text) for text in texts) or (alone and (texts[0][0] not in "合总" or not heads)):
            return number
    return len(lines)


def amounts_set(bodies: Iterable[Sequence[SegmentLine]]) -> Way | None:
    """How the amounts of tables are set in their columns, where those that tell it agree."""
    tables: list[list[list[Segment]]] = []
    for lines in bodies:
        amounts = [part for line in lines for part in line if MONEY.fullmatch(part.squeezed)]
        columns = _clusters(amounts)
        tables.append([[part for part in amounts if overlap(part, extent) > 0] for extent in columns])
    return usual_way(tables)


def column_extents(
    heads: Sequence[SegmentLine],
    body: Sequence[SegmentLine],
    edges: Sequence[float] = (),
    usual: Way | None = None,
) -> list[Column]:
    """The columns, left to right. `edges`: where pieces of the rules across meet, which is between two columns.

    `usual`: how amounts are set where these do not tell.
    """
    below = _clusters(_body_order(body))
    above = _head_extents(heads)
    pairs = headings_over(above, below, [part for line in body for part in line], edges, usual)
    pairs = _pair_broken(heads, above, below, pairs)
    matched = set(pairs.values())
    columns: list[Column] = [(above[pairs[n]] if n in pairs else None, extent) for n, extent in enumerate(below)]
    columns += [(extent, None) for n, extent in enumerate(above) if n not in matched]
    return sorted(columns, key=lambda column: sum(column[1] or column[0] or (0.0, 0.0)))


def _head_extents(heads: Sequence[SegmentLine]) -> list[Extent]:
    """Where headings stand, from the lowest line up; a heading that only groups others makes no column."""
    if (leaves := repeated_leaves(heads)) is not None:
        return _clusters(leaves)
    lines = [
        [part for part in line if not any(_over(part, low) for low in heads[at + 1 :])] for at, line in enumerate(heads)
    ]
    parts = [part for line in reversed(lines) for part in sorted(line, key=_width) if part.squeezed != "栏次"]
    coded = any(part.squeezed.endswith(("编码", "名称")) for part in parts)
    groups = _GROUPS | {"项目"} if coded else _GROUPS
    found = _clusters(parts)
    return [
        extent for extent in found if not all(part.squeezed in groups for part in parts if overlap(part, extent) > 0)
    ]


def repeated_leaves(heads: Sequence[SegmentLine]) -> SegmentLine | None:
    """The lowest headings where they say the same time and again, one for each column: 预算数 决算数 预算数 决算数."""
    leaves = next((line for line in reversed(heads) if len(line) >= 2 * TIMES), ())
    names = [part.squeezed for part in leaves]
    groups = (part for part in range(2, len(names) // TIMES + 1) if names == names[:part] * (len(names) // part))
    return leaves if next(groups, 0) and not any(map(is_figure, names)) else None


TIMES = 3
"""Times that headings must be repeated to be those of the columns."""
_WIDER = 3
"""Times a heading is wider than the only one that it is seen to stand over, from which on it is one over several."""


def _over(part: Segment, line: SegmentLine) -> bool:
    """Whether a heading reaches over several of the line below, though it touches only the first of them."""
    below = [one for one in line if overlap(part, (one.left, one.right)) > 0]
    right = [one for one in line if one.left >= part.right]
    return len(below) == 1 and bool(right) and len(below[0].squeezed) > 1 and _width(part) >= _WIDER * _width(below[0])


def _pair_broken(heads: Sequence[SegmentLine], above: Sequence[Extent], below: Sequence[Extent], found: Pairs) -> Pairs:
    """The pairs, and those of columns that stand under the first line of a heading, but not under its shorter last one.

    政府性基金预算财政 is broken, and 拨款 stands in the middle below it: it is one column's.
    """
    pairs = dict(found)
    for at, line in enumerate(heads):
        for part in (one for one in line if any(_over(one, low) for low in heads[at + 1 :])):
            named = [n for n, extent in enumerate(above) if overlap(part, extent) > 0]
            under = [n for n, extent in enumerate(below) if overlap(part, extent) > 0]
            if len(named) == len(under) == 1 and under[0] not in pairs and named[0] not in pairs.values():
                off = abs(part.left + part.right - sum(above[named[0]])) / 2
                before = [head for body, head in pairs.items() if body < under[0]]
                after = [head for body, head in pairs.items() if body > under[0]]
                if off <= _width(part) / len(part.squeezed) and max(before, default=-1) < named[0] < min(
                    after, default=len(above)
                ):
                    pairs[under[0]] = named[0]
    return pairs


def _width(part: Segment) -> float:
    return part.right - part.left


def _body_order(lines: Sequence[SegmentLine]) -> Iterable[Segment]:
    """Money first, then other figures, then words, short before long; totals span columns and make none."""
    parts = [part for line in lines for part in line]
    words = [part for part in parts if not is_figure(part.squeezed) and part.squeezed not in NIL]
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
