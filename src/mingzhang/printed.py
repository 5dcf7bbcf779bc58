"""Printed figures as intervals, and the relations that may be demanded of them.

A figure printed as 264.48 万元 stands for every amount that prints so: [264.475, 264.485) in 万元. Amounts are whole
分, so the interval is a closed range of integers, and a relation holds exactly when some amounts inside the ranges
satisfy it. There is no other tolerance anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from mingzhang.money import FEN_PER_TICK


class Relation(Enum):
    """The five kinds of relation between printed figures (勾稽关系)."""

    IDENTITY = "同一"
    """The same fact: printed the same. A gap of one last digit is a tail that someone moved, a hint."""
    SUM = "合计"
    """A total and its n addends, or two sums: some amounts inside the ranges add up."""
    CONTAINMENT = "包含"
    """A part is no larger than its whole. Rounding keeps order, so the printed figures must keep it too."""
    SHARE = "比率"
    """Some true operands inside the ranges give the printed rate."""
    SEMANTIC = "语义"
    """Likely but not certain: a hint at most."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range of whole 分."""

    low_fen: int
    high_fen: int

    def __contains__(self, fen: int) -> bool:
        return self.low_fen <= fen <= self.high_fen

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low_fen + other.low_fen, self.high_fen + other.high_fen)

    def meets(self, other: "Interval") -> bool:
        """Whether some amount lies in both."""
        return self.low_fen <= other.high_fen and other.low_fen <= self.high_fen

    @property
    def middle(self) -> int:
        """The amount in its middle, half a 分 rounded up."""
        return (self.low_fen + self.high_fen + 1) // 2

    @staticmethod
    def exactly(fen: int) -> "Interval":
        return Interval(fen, fen)


ZERO = Interval(0, 0)
"""What a blank in a form that was read whole stands for: no money at all."""


def ticks_of(fen: int, tick_fen: int = FEN_PER_TICK) -> int:
    """`fen` in units of the last printed digit, 四舍五入."""
    half_up = (2 * abs(fen) + tick_fen) // (2 * tick_fen)
    return -half_up if fen < 0 else half_up


def interval_of(ticks: int, tick_fen: int = FEN_PER_TICK) -> Interval:
    """All amounts that print as `ticks` last digits: the half belongs to the figure further from zero.

    With `tick_fen` = 1 (printed in 元 with two decimals) the figure is exact.
    """
    below = tick_fen // 2  # 分 that round up to the figure from below it
    above = (tick_fen - 1) // 2  # 分 that round down to it from above
    if ticks > 0:
        return Interval(ticks * tick_fen - below, ticks * tick_fen + above)
    if ticks < 0:
        return Interval(ticks * tick_fen - above, ticks * tick_fen + below)
    return Interval(-above, above)


def total(intervals: Iterable[Interval]) -> Interval:
    """The range of the sum of independent amounts; the empty sum is an exact zero."""
    low = high = 0
    for interval in intervals:
        low += interval.low_fen
        high += interval.high_fen
    return Interval(low, high)


def sums_agree(left: Iterable[Interval], right: Iterable[Interval]) -> bool:
    """Whether Σ left = Σ right for some amounts inside the ranges.

    For n addends and a total in 万元 this is |gap| < 0.005 × (n + 1), strictly; exact zeros (blanks) do not count.
    """
    return total(left).meets(total(right))
