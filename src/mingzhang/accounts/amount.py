"""An amount as it is known: to the 分, or only as printed."""

from dataclasses import dataclass
from functools import lru_cache

from mingzhang.printed import Interval


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in 分; `interval` is wider than a point where it is known only as printed."""

    fen: int
    interval: Interval

    @staticmethod
    @lru_cache(maxsize=1 << 12)
    def exactly(fen: int) -> "Amount":
        return Amount(fen, Interval(fen, fen)) if fen else NOTHING

    @property
    def exact(self) -> bool:
        return self.interval.low_fen == self.interval.high_fen


NOTHING = Amount(0, Interval(0, 0))
