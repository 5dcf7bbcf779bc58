"""Comparing a figure with last year's or with its budget: the word, the difference and the rate, where there is one.

Words follow the figures as printed, so that a reader never sees 增加 between two equal figures. A base that prints as
zero, or is negative, gives no rate.
"""

from dataclasses import dataclass
from fractions import Fraction

from mingzhang.money import FEN_PER_TICK
from mingzhang.printed import ticks_of


def rate(part_fen: int, whole_fen: int, tick_fen: int = FEN_PER_TICK) -> Fraction | None:
    """The share of a whole; None where the whole prints as zero or is negative."""
    return Fraction(part_fen, whole_fen) if ticks_of(whole_fen, tick_fen) > 0 else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An amount of this year beside a base, both in 分."""

    now_fen: int
    base_fen: int
    tick_fen: int = FEN_PER_TICK

    @property
    def difference_fen(self) -> int:
        return self.now_fen - self.base_fen

    @property
    def level(self) -> bool:
        """Whether both print the same (持平, 等于). A base known only as printed stands at its printed figure."""
        return ticks_of(self.now_fen, self.tick_fen) == ticks_of(self.base_fen, self.tick_fen)

    @property
    def slight(self) -> bool:
        """Whether they print differently though their difference prints as zero."""
        return not self.level and ticks_of(self.difference_fen, self.tick_fen) == 0

    @property
    def sign(self) -> int:
        """1 above the base, −1 below it, 0 level with it."""
        return 0 if self.level else (1 if self.difference_fen > 0 else -1)

    @property
    def change_rate(self) -> Fraction | None:
        """How much of the base the difference is, without its sign; None without a base."""
        return rate(abs(self.difference_fen), self.base_fen, self.tick_fen)

    @property
    def completion_rate(self) -> Fraction | None:
        return rate(self.now_fen, self.base_fen, self.tick_fen)
