"""What a printed number of a form may stand for, and what follows for a sum or a quotient of such numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.performance.exact import decimals, exact


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to below `high`; an exact number where both are the same."""

    low: Fraction
    high: Fraction

    def meets(self, other: "Span") -> bool:
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low < high:
            return True
        return low == high and all(one.low == one.high or one.low <= low < one.high for one in (self, other))

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.low - other.high, self.high - other.low)

    def times(self, factor: Fraction) -> "Span":
        """By a factor that is not negative."""
        return Span(self.low * factor, self.high * factor)

    def at_most(self, bound: Fraction) -> "Span":
        return Span(min(self.low, bound), min(self.high, bound))


def point(value: Fraction) -> Span:
    return Span(value, value)


def rounded(text: str, digits: int) -> Span | None:
    """All numbers that print as `text` with at most `digits` decimals; None for what is no number."""
    value = exact(text.strip().rstrip("%％"))
    if value is None:
        return None
    half = Fraction(1, 2 * 10 ** max(digits, decimals(text)))
    return Span(value - half, value + half)


def quotient(part: Span, whole: Span) -> Span | None:
    """All shares of amounts inside the two; None where the whole may be zero."""
    return Span(part.low / whole.high, part.high / whole.low) if whole.low > 0 and part.low >= 0 else None


def summed(spans: Iterable[Span]) -> Span:
    total = point(Fraction(0))
    for span in spans:
        total += span
    return total
