"""Columns of exact numbers: integers over one common denominator, int64 while they fit and Python integers beyond.

Before each operation the largest possible result is known from the bounds of its operands, so nothing overflows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingzhang.money import Rounding

Units = NDArray[Any]
Mask = NDArray[np.bool_]
LIMIT = 2**62
"""Results of int64 arithmetic stay below this."""


@dataclass(frozen=True, slots=True)
class Exact:
    """`units[row] / denominator`; `low` and `high` bound all units."""

    units: Units
    denominator: int
    low: int
    high: int

    def __len__(self) -> int:
        return len(self.units)

    def at(self, row: int) -> Fraction:
        return Fraction(int(self.units[row]), self.denominator)

    def take(self, index: NDArray[np.int64]) -> "Exact":
        return Exact(self.units[index], self.denominator, self.low, self.high)


def column(units: Units, denominator: int = 1) -> Exact:
    """A column with its true bounds."""
    if not len(units):
        return Exact(units, denominator, 0, 0)
    return Exact(units, denominator, int(units.min()), int(units.max()))


def of_fractions(values: Sequence[Fraction]) -> Exact:
    """A column of given values over their common denominator."""
    denominator = lcm(*(value.denominator for value in values)) if values else 1
    numbers = [value.numerator * (denominator // value.denominator) for value in values]
    large = any(abs(number) >= LIMIT for number in numbers)
    return column(np.array(numbers, dtype=object if large else np.int64), denominator)


def constant(value: Fraction, rows: int) -> Exact:
    """The same number in every row, stored once."""
    one = of_fractions([value])
    return Exact(np.broadcast_to(one.units, rows), one.denominator, one.low, one.high)


def _fitting(largest: int, *columns: Exact) -> list[Units]:
    """The units of the columns in a type that holds results up to `largest`."""
    if largest < LIMIT and all(item.units.dtype != object for item in columns):
        return [item.units for item in columns]
    return [item.units.astype(object) for item in columns]


def _size(item: Exact) -> int:
    return max(abs(item.low), abs(item.high))


def _tight(item: Exact) -> Exact:
    """With int64 units where they fit and bounds as they are."""
    fresh = column(item.units, item.denominator)
    if item.units.dtype == object and _size(fresh) < LIMIT:
        return Exact(item.units.astype(np.int64), item.denominator, fresh.low, fresh.high)
    return fresh


def over(item: Exact, denominator: int) -> Exact:
    """The same numbers over a multiple of their denominator."""
    factor, rest = divmod(denominator, item.denominator)
    assert not rest, f"{denominator} is no multiple of {item.denominator}"
    if factor == 1:
        return item
    (units,) = _fitting(_size(item) * factor, item)
    return Exact(units * factor, denominator, item.low * factor, item.high * factor)


def _common(left: Exact, right: Exact) -> tuple[Exact, Exact]:
    denominator = lcm(left.denominator, right.denominator)
    return over(left, denominator), over(right, denominator)


def add(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    first, second = _fitting(_size(left) + _size(right), left, right)
    return Exact(first + second, left.denominator, left.low + right.low, left.high + right.high)


def negative(item: Exact) -> Exact:
    return Exact(-item.units, item.denominator, -item.high, -item.low)


def multiply(left: Exact, right: Exact) -> Exact:
    if _size(left) * _size(right) >= LIMIT:
        left, right = _tight(left), _tight(right)
    first, second = _fitting(_size(left) * _size(right), left, right)
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Exact(first * second, left.denominator * right.denominator, min(corners), max(corners))


def least(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    units = np.minimum(left.units, right.units)
    return Exact(units, left.denominator, min(left.low, right.low), min(left.high, right.high))


def greatest(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    units = np.maximum(left.units, right.units)
    return Exact(units, left.denominator, max(left.low, right.low), max(left.high, right.high))


def compare(left: Exact, sign: str, right: Exact) -> Mask:
    """Row by row, by one of < <= = >= >."""
    left, right = _common(left, right)
    first, second = left.units, right.units
    operation = {"<": np.less, "<=": np.less_equal, "=": np.equal, ">=": np.greater_equal, ">": np.greater}[sign]
    return np.asarray(operation(first, second), dtype=np.bool_)


def merge(mask: Mask, yes: Exact, no: Exact) -> Exact:
    """`yes` holds the rows of the mask in their order, `no` the others."""
    yes, no = _common(yes, no)
    large = any(item.units.dtype == object for item in (yes, no))
    units: Units = np.empty(len(mask), dtype=object if large else np.int64)
    units[mask] = yes.units
    units[~mask] = no.units
    return Exact(units, yes.denominator, min(yes.low, no.low), max(yes.high, no.high))


def placed(parts: Sequence[tuple[Mask, Exact]], rows: int) -> Exact:
    """Each part holds the rows of its mask in their order; the masks share no row. Zero elsewhere."""
    denominator = lcm(*(part.denominator for _, part in parts))
    common = [(mask, over(part, denominator)) for mask, part in parts]
    large = any(part.units.dtype == object for _, part in common)
    units: Units = np.zeros(rows, dtype=object if large else np.int64)
    for mask, part in common:
        units[mask] = part.units
    low, high = min(part.low for _, part in common), max(part.high for _, part in common)
    return Exact(units, denominator, min(low, 0), max(high, 0))


def rounded(item: Exact, digits: int, rounding: Rounding) -> Exact:
    """Each number with at most `digits` decimals, mirrored for negative numbers."""
    scale = 10**digits
    common = gcd(scale, item.denominator)
    return _divided(over_units(item, scale // common), item.denominator // common, scale, rounding)


def rounded_quotient(item: Exact, divisor: Exact, digits: int, rounding: Rounding) -> Exact:
    """item ÷ divisor, rounded; no divisor may be zero."""
    if divisor.low < 0:
        sign = column(np.where(divisor.units < 0, -1, 1))
        item, divisor = multiply(item, sign), multiply(divisor, sign)
    scale = 10**digits * divisor.denominator
    common = gcd(scale, item.denominator)
    item = over_units(item, scale // common)
    below = over_units(divisor, item.denominator // common)
    return _divided(item, below, 10**digits, rounding)


def over_units(item: Exact, factor: int) -> Exact:
    """`factor` times the units, the denominator left alone."""
    if factor == 1:
        return item
    if _size(item) * factor >= LIMIT:
        item = _tight(item)
    (units,) = _fitting(_size(item) * factor, item)
    return Exact(units * factor, item.denominator, item.low * factor, item.high * factor)


def _divided(item: Exact, below: "int | Exact", denominator: int, rounding: Rounding) -> Exact:
    """units // below by the rule, as the units of a new column."""
    sign: Units | None = None
    if item.low < 0:
        sign = np.where(item.units < 0, -1, 1)
        item = Exact(abs(item.units), item.denominator, 0, _size(item))
    largest = below.high if isinstance(below, Exact) else below
    item = _tight(item) if 2 * item.high + largest >= LIMIT else item
    if isinstance(below, Exact):
        units, by = _fitting(2 * item.high + 2 * largest, item, below)
    else:
        (units,) = _fitting(2 * item.high + 2 * largest, item)
        by = np.asarray(below, dtype=units.dtype)
    match rounding:
        case Rounding.DOWN:
            whole = units // by
        case Rounding.UP:
            whole = (units + (by - 1)) // by
        case Rounding.HALF_UP:
            whole = (units + units + by) // (by + by)
    return _tight(Exact(whole if sign is None else whole * sign, denominator, 0, 0))
