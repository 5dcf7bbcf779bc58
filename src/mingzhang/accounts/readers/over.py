"""Which heading stands over which column of a table without rules.

A heading and the figures under it stand in one column, of which no rule shows the ends. But figures are set to the
right, to the left or to the middle of theirs, all alike in one table, and that tells the heading: of figures set to the
right the column ends where they end, so that theirs is the last heading that begins before it. How they are set is
seen where figures of several widths stand below one another; where it is not, every way is tried, and only a heading
that all ways that can be agree on is taken.
"""

import itertools
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.accounts.readers.characters import MONEY, is_figure, squeezed
from mingzhang.accounts.readers.document import Bounds, Spot

Extent = tuple[float, float]
"""The left and right end of a column."""
JITTER = 1.0
"""Columns of plain text by which a converter may set a figure to either side; less than half a character in a pdf."""
LEAST_VOTES = 2
"""Tables that must tell how amounts are set before those of other tables are taken to be set so."""
MOSTLY = 4
"""Times that they must be more than those that tell another way."""
_STRAIGHT = 4
"""How many times straighter the one side of a column must be than the other, which is half a character ragged, to tell
how it is set."""


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


def overlap(part: Segment, extent: Extent) -> float:
    return min(part.right, extent[1]) - max(part.left, extent[0])


KINDS = ("money", "words", "figures")
"""Money, words, and figures that are no money: each is set its own way. The first are the surest."""
Pairs = Mapping[int, int]
"""Body column → heading column."""


def headings_over(
    above: Sequence[Extent],
    below: Sequence[Extent],
    body: Sequence[Segment],
    edges: Sequence[float] = (),
    usual: "Way | None" = None,
) -> Pairs:
    """The heading of each column, for those that have a sure one. Between two `edges` stands one column.

    `usual` is how amounts are set where the table's own do not tell.
    """
    if edges and len(pairs := _set_by(_between(edges), range(len(below)), above, below)) == len(below):
        return pairs
    standing = [[part for part in body if _only_in(part, extent, below)] for extent in below]
    kinds = [_kind(parts) for parts in standing]
    found: dict[int, int] = {}
    for kind in KINDS:
        numbers = [n for n, own in enumerate(kinds) if own == kind]
        ways = _ways([standing[n] for n in numbers], usual if kind == "money" else None)
        able = [pairs for way in ways if len(pairs := _set_by(way, numbers, above, below)) == len(numbers)]
        agreed = {n: able[0][n] for n in numbers if able and len({pairs[n] for pairs in able}) == 1}
        if _in_order(found | agreed):
            found |= agreed
    for column, head in _overlapping(above, below).items():
        if column not in found and _in_order(found | {column: head}):
            found[column] = head
    _pair_the_rest(above, below, found)
    _share_codes(standing, found)
    return found


def _share_codes(columns: Sequence[Sequence[Segment]], found: dict[int, int]) -> None:
    """The parts of a code stand under one heading: the one of two such columns that has none takes the other's."""
    for n, (first, second) in enumerate(itertools.pairwise(columns)):
        if _digits(first, 3) and _digits(second, 2) and (n in found) != (n + 1 in found):
            found[n] = found[n + 1] = found.get(n, found.get(n + 1, 0))


def _digits(parts: Sequence[Segment], count: int) -> bool:
    return bool(parts) and all(part.squeezed.isdecimal() and len(part.squeezed) == count for part in parts)


def _only_in(part: Segment, extent: Extent, below: Sequence[Extent]) -> bool:
    return overlap(part, extent) > 0 and sum(overlap(part, other) > 0 for other in below) == 1


def _kind(parts: Sequence[Segment]) -> str:
    """Which of the KINDS."""
    texts = [part.squeezed for part in parts]
    if any(MONEY.fullmatch(text) for text in texts):
        return "money"
    return "figures" if all(is_figure(text) for text in texts) else "words"


Way = Callable[[Extent, Sequence[Extent]], int | None]


def _middle(extent: Extent) -> float:
    return (extent[0] + extent[1]) / 2


def _to_the_right(column: Extent, above: Sequence[Extent]) -> int | None:
    return max((n for n, head in enumerate(above) if _middle(head) <= column[1]), default=None)


def _to_the_left(column: Extent, above: Sequence[Extent]) -> int | None:
    return min((n for n, head in enumerate(above) if _middle(head) >= column[0]), default=None)


def _to_the_middle(column: Extent, above: Sequence[Extent]) -> int | None:
    return next((n for n, head in enumerate(above) if head[0] <= _middle(column) <= head[1]), None)


def _between(edges: Sequence[float]) -> Way:
    def same_place(column: Extent, above: Sequence[Extent]) -> int | None:
        place = bisect(edges, _middle(column))
        return next((n for n, head in enumerate(above) if bisect(edges, _middle(head)) == place), None)

    return same_place


def usual_way(tables: Iterable[Sequence[Sequence[Segment]]]) -> Way | None:
    """How the amounts of a file are set, where nearly all its tables that tell it agree. A table: its columns."""
    votes: Counter[Way] = Counter()
    for columns in tables:
        votes.update(_votes(columns).keys())
    way, often = votes.most_common(1)[0] if votes else (None, 0)
    return way if often >= max(LEAST_VOTES, MOSTLY * (votes.total() - often)) else None


def _ways(columns: Sequence[Sequence[Segment]], usual: Way | None) -> list[Way]:
    """How columns of one kind can be set, by those whose texts differ in width; else as usual."""
    votes = _votes(columns)
    if not votes and usual is not None:
        return [usual]
    return list(votes) if len(votes) == 1 else [_to_the_right, _to_the_middle, _to_the_left]


def _votes(columns: Iterable[Sequence[Segment]]) -> Counter[Way]:
    votes: Counter[Way] = Counter()
    for parts in columns:
        left = _spread([part.left for part in parts])
        right = _spread([part.right for part in parts])
        least = max(min(((part.right - part.left) / len(part.text) for part in parts), default=0.0) / 2, JITTER)
        if left > max(least, _STRAIGHT * right):
            votes[_to_the_right] += 1
        elif right > max(least, _STRAIGHT * left):
            votes[_to_the_left] += 1
        elif _spread([part.left + part.right for part in parts]) * _STRAIGHT < left + right > least:
            votes[_to_the_middle] += 1
    return votes


def _spread(ends: Sequence[float]) -> float:
    return max(ends, default=0.0) - min(ends, default=0.0)


def _set_by(way: Way, numbers: Sequence[int], above: Sequence[Extent], below: Sequence[Extent]) -> dict[int, int]:
    """The headings of columns set one way; none where two would have the same, or one none."""
    found = {n: head for n in numbers if (head := way(below[n], above)) is not None}
    return found if len(set(found.values())) == len(numbers) else {}


def _in_order(pairs: Pairs) -> bool:
    heads = [head for _, head in sorted(pairs.items())]
    return all(before < after for before, after in itertools.pairwise(heads))


def _overlapping(above: Sequence[Extent], below: Sequence[Extent]) -> dict[int, int]:
    """Body column → heading column, where each is the other's best overlap."""
    best: dict[int, int] = {}
    for n, body in enumerate(below):
        shares = [min(body[1], head[1]) - max(body[0], head[0]) for head in above]
        if shares and max(shares) > 0:
            best[n] = shares.index(max(shares))
    found: dict[int, int] = {}
    for n, head_number in best.items():
        middle = _middle(above[head_number])
        rivals = [m for m, other in best.items() if other == head_number]
        if n == min(rivals, key=lambda m: abs(_middle(below[m]) - middle)):
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
