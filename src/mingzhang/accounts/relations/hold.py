"""Whether a relation holds among printed figures, and its arithmetic in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.forms.tails import TailGroup
from mingzhang.accounts.relations.articulation import Articulation
from mingzhang.accounts.relations.carriers import columns_of, reach_of
from mingzhang.accounts.relations.figures import Figure
from mingzhang.money import FEN_PER_TICK, decimal_text
from mingzhang.printed import Relation, interval_of, sums_agree


class Outcome(Enum):
    OK = "成立"
    MOVED_TAIL = "差一个末位，疑为移动尾差"
    BROKEN = "不成立"


@dataclass(frozen=True, slots=True)
class Held:
    outcome: Outcome
    arithmetic: str = ""
    """The comparison in words and numbers, where it does not simply hold."""


OK = Held(Outcome.OK)


class Printed:
    """The figures of a document by address, and the rows in which a rounding tail was moved by a named option."""

    def __init__(
        self, figures: Iterable[Figure], tails: Sequence[TailGroup] = (), tick_fen: int = FEN_PER_TICK
    ) -> None:
        self.tick_fen = tick_fen
        self.by_place: Mapping[Address, Figure] = {figure.address: figure for figure in figures}
        self.groups = [frozenset((group.total, *group.rows)) for group in tails]
        self._carriers = frozenset(reach_of(columns_of(self.by_place.values(), tails)))

    def moved(self, relation: Articulation) -> bool:
        """Whether a row of the relation carries a tail, so that it says less than it prints."""
        return any(place in self._carriers for place in (*relation.left, *relation.right))

    def within_tail(self, relation: Articulation) -> bool:
        """Whether the relation is the column of a tail group, which adds up as printed."""
        return frozenset((*relation.left, *relation.right)) in self.groups


def hold(relation: Articulation, printed: Printed) -> Held:
    """Whether the relation holds. Figures that could not be read are no ground for a finding."""
    left = [printed.by_place.get(place) for place in relation.left]
    right = [printed.by_place.get(place) for place in relation.right]
    if None in left or None in right:
        return OK
    known_left, known_right = [f for f in left if f], [f for f in right if f]
    if printed.within_tail(relation):
        gap = _ticks(known_left) - _ticks(known_right)
        return OK if gap == 0 else Held(Outcome.BROKEN, _words(known_left, known_right, "≠"))
    held = _held(relation, known_left, known_right, printed)
    if held.outcome is not Outcome.OK and printed.moved(relation):
        return _with_tail(relation, known_left, known_right, printed)
    return held


def _held(relation: Articulation, left: Sequence[Figure], right: Sequence[Figure], printed: Printed) -> Held:
    gap = _ticks(left) - _ticks(right)
    off = Outcome.MOVED_TAIL if abs(gap) == 1 else Outcome.BROKEN
    if relation.kind is Relation.CONTAINMENT:
        return OK if gap <= 0 else Held(off, _words(left, right, ">"))
    if relation.kind is Relation.IDENTITY:
        return OK if gap == 0 else Held(off, _words(left, right, "≠"))
    spare = [interval_of(0, printed.tick_fen)] * 2 if relation.conditional else []  # what "no money" may hide
    if sums_agree([*(figure.interval for figure in left), *spare], (figure.interval for figure in right)):
        return OK
    return Held(off if _one(left) and _one(right) else Outcome.BROKEN, _words(left, right, "≠"))


def _one(figures: Sequence[Figure]) -> bool:
    """Whether a sum is of one figure: the rest was left blank, so that both sides are the same amount."""
    return sum(not figure.blank for figure in figures) == 1


def _with_tail(relation: Articulation, left: Sequence[Figure], right: Sequence[Figure], printed: Printed) -> Held:
    """A carried tail is at most half a digit for each row of its column and the total."""
    most = max(len(group) for group in printed.groups) // 2 + 1
    gap = _ticks(left) - _ticks(right)
    over = gap if relation.kind is Relation.CONTAINMENT else abs(gap)
    count = len(left) + len(right)
    return OK if over <= most + count // 2 else Held(Outcome.BROKEN, _words(left, right, "≠"))


def _ticks(figures: Iterable[Figure]) -> int:
    return sum(figure.ticks for figure in figures)


def _words(left: Sequence[Figure], right: Sequence[Figure], sign: str) -> str:
    """264.48 ≠ 262.54 + 1.95 = 264.49，差 −0.01; blanks are left out of sums."""
    gap = decimal_text(Fraction(_ticks(left) - _ticks(right), 100), 2)
    return f"{_side(left)} {sign} {_side(right)}，相差 {gap}"


def _side(figures: Sequence[Figure]) -> str:
    terms = [figure.printed for figure in figures if not figure.blank] or ["空白" if figures else "0.00"]
    total = decimal_text(Fraction(_ticks(figures), 100), 2)
    return terms[0] if len(terms) == 1 else f"{' + '.join(terms)} = {total}"
