"""Columns of exact numbers: integers over one common denominator, int64 while they fit and Python integers beyond.

Before each operation the largest possible result is known from the bounds of its operands, so nothing overflows. A
number that is the same in every row is stored once, and what is made of such numbers is computed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[Any]
Mask = NDArray[np.bool_]
LIMIT = 2**62
"""Results of int64 arithmetic stay below this."""


@dataclass(frozen=True, slots=True)
class Exact:
    """`units[row] / denominator`; `low` and `high` bound all units, not always closely."""

    units: Units
    denominator: int
    low: int
    high: int

    def __len__(self) -> int:
        return len(self.units)

    @property
    def size(self) -> int:
        """The largest that a unit may be, whatever its sign."""
        return max(abs(self.low), abs(self.high))

    def at(self, row: int) -> Fraction:
        return Fraction(int(self.units[row]), self.denominator)

    def take(self, index: NDArray[np.int64]) -> "Exact":
        return Exact(taken(self.units, index), self.denominator, self.low, self.high)


def taken(units: Units, index: NDArray[np.int64]) -> Units:
    """The rows of the index; what is stored once stays stored once."""
    return repeated(units[:1], len(index)) if stored_once(units) else units.take(index)


def repeated(one: Units, rows: int) -> Units:
    """An array of one as a column."""
    if one.dtype == object:
        return np.broadcast_to(one, rows)
    return np.ndarray(rows, one.dtype, one, 0, (0,)) if rows else one[:0]


def stored_once(units: Units) -> bool:
    return units.strides == (0,)


def once_if_alike(units: Units) -> Units:
    """The same column, stored once if it is the same in every row."""
    alike = len(units) > 1 and bool((units == units[0]).all())
    return repeated(units[:1].copy(), len(units)) if alike else units


def column(units: Units, denominator: int = 1) -> Exact:
    """A column with its true bounds."""
    if not len(units):
        return Exact(units, denominator, 0, 0)
    if stored_once(units):
        return Exact(units, denominator, int(units[0]), int(units[0]))
    return Exact(units, denominator, int(units.min()), int(units.max()))


def of_fractions(values: Sequence[Fraction]) -> Exact:
    """A column of given values over their common denominator."""
    denominator = lcm(*(value.denominator for value in values)) if values else 1
    numbers = [value.numerator * (denominator // value.denominator) for value in values]
    large = any(abs(number) >= LIMIT for number in numbers)
    return column(np.array(numbers, dtype=object if large else np.int64), denominator)


def constant(value: Fraction, rows: int) -> Exact:
    """The same number in every row, stored once."""
    number = value.numerator
    one = np.array([number], dtype=object if abs(number) >= LIMIT else np.int64)
    return Exact(repeated(one, rows), value.denominator, number, number)


def fitting(largest: int, *columns: Exact) -> list[Units]:
    """The units of the columns in a type that holds results up to `largest`."""
    if largest < LIMIT and all(item.units.dtype != object for item in columns):
        return [item.units for item in columns]
    return [item.units.astype(object) for item in columns]


def tight(item: Exact) -> Exact:
    """With its true bounds, and int64 units where they fit."""
    fresh = column(item.units, item.denominator)
    if item.units.dtype == object and fresh.size < LIMIT:
        return Exact(item.units.astype(np.int64), item.denominator, fresh.low, fresh.high)
    return fresh


def times(item: Exact, factor: int, denominator: int) -> Exact:
    """`factor` times the units, over the denominator."""
    if factor == 1:
        return item if denominator == item.denominator else Exact(item.units, denominator, item.low, item.high)
    if item.size * abs(factor) >= LIMIT:
        item = tight(item)
    (units,) = fitting(item.size * abs(factor), item)
    made = repeated(units[:1] * factor, len(units)) if stored_once(units) else units * factor
    low, high = item.low * factor, item.high * factor
    return Exact(made, denominator, min(low, high), max(low, high))


def over(item: Exact, denominator: int) -> Exact:
    """The same numbers over a multiple of their denominator."""
    factor, rest = divmod(denominator, item.denominator)
    assert not rest, f"{denominator} is no multiple of {item.denominator}"
    return times(item, factor, denominator)


def _common(left: Exact, right: Exact) -> tuple[Exact, Exact]:
    if left.denominator == right.denominator:
        return left, right
    denominator = lcm(left.denominator, right.denominator)
    return over(left, denominator), over(right, denominator)


def whole_units(item: Exact) -> Exact:
    """The whole numbers below, over one: calendar months, whatever the fraction of what they were made of."""
    if item.denominator == 1:
        return item
    by = item.denominator
    return Exact(item.units // by, 1, item.low // by, item.high // by)


def add(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    if right.low == right.high == 0:
        return left
    if left.low == left.high == 0:
        return right
    if left.size + right.size >= LIMIT:
        left, right = tight(left), tight(right)
    first, second = fitting(left.size + right.size, left, right)
    return Exact(_once(np.add, first, second), left.denominator, left.low + right.low, left.high + right.high)


def subtract(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    if right.low == right.high == 0:
        return left
    if left.low == left.high == 0:
        return times(right, -1, right.denominator)
    if left.size + right.size >= LIMIT:
        left, right = tight(left), tight(right)
    first, second = fitting(left.size + right.size, left, right)
    return Exact(_once(np.subtract, first, second), left.denominator, left.low - right.high, left.high - right.low)


def multiply(left: Exact, right: Exact) -> Exact:
    denominator = left.denominator * right.denominator
    if left.low == left.high and len(left):
        left, right = right, left
    if right.low == right.high and len(right):
        return times(left, right.low, denominator)
    if left.size * right.size >= LIMIT:
        left, right = tight(left), tight(right)
    first, second = fitting(left.size * right.size, left, right)
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Exact(first * second, denominator, min(corners), max(corners))


def _once(operation: Any, first: Units, second: Units) -> Units:
    """Row by row; for one row where both are stored once."""
    if len(first) and stored_once(first) and stored_once(second):
        return repeated(operation(first[:1], second[:1]), len(first))
    found: Units = operation(first, second)
    return found


def least(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    units = _once(np.minimum, left.units, right.units)
    return Exact(units, left.denominator, min(left.low, right.low), min(left.high, right.high))


def greatest(left: Exact, right: Exact) -> Exact:
    left, right = _common(left, right)
    units = _once(np.maximum, left.units, right.units)
    return Exact(units, left.denominator, max(left.low, right.low), max(left.high, right.high))


def compare(left: Exact, sign: str, right: Exact) -> Mask:
    """Row by row, by one of < <= = >= >."""
    left, right = _common(left, right)
    operation = {"<": np.less, "<=": np.less_equal, "=": np.equal, ">=": np.greater_equal, ">": np.greater}[sign]
    return np.asarray(operation(left.units, right.units), dtype=np.bool_)


def merge(mask: Mask, yes: Exact, no: Exact) -> Exact:
    """`yes` holds the rows of the mask in their order, `no` the others."""
    return placed([(np.flatnonzero(mask), yes), (np.flatnonzero(~mask), no)], len(mask))


def placed(parts: Sequence[tuple[NDArray[np.int64], Exact]], rows: int) -> Exact:
    """Each part holds the rows of its index, which share none. Zero elsewhere."""
    denominator = lcm(*(part.denominator for _, part in parts))
    common = [(index, over(part, denominator)) for index, part in parts]
    large = any(part.units.dtype == object for _, part in common)
    kind, whole = object if large else np.int64, sum(len(index) for index, _ in parts) == rows
    units: Units = np.empty(rows, dtype=kind) if whole else np.zeros(rows, dtype=kind)
    for index, part in common:
        units[index] = part.units
    low, high = min(part.low for _, part in common), max(part.high for _, part in common)
    return Exact(units, denominator, low if whole else min(low, 0), high if whole else max(high, 0))
