"""Columns of exact numbers rounded, and quotients of columns, which exist only rounded."""

from math import gcd

import numpy as np

from mingzhang.insurance.engine.exact import (
    LIMIT,
    Exact,
    Units,
    column,
    fitting,
    multiply,
    repeated,
    stored_once,
    tight,
    times,
)
from mingzhang.money import Rounding


def rounded(item: Exact, digits: int, rounding: Rounding) -> Exact:
    """Each number with at most `digits` decimals, mirrored for negative numbers."""
    scale = 10**digits
    common = gcd(scale, item.denominator)
    below = item.denominator // common
    if below == 1:
        return times(item, scale // common, scale)
    return _divided(item, scale // common, below, scale, rounding)


def rounded_quotient(item: Exact, divisor: Exact, digits: int, rounding: Rounding) -> Exact:
    """item ÷ divisor, rounded; no divisor may be zero."""
    if divisor.low <= 0:
        divisor = tight(divisor)
    if divisor.low < 0:
        sign = column(np.where(divisor.units < 0, -1, 1))
        item, divisor = multiply(item, sign), tight(multiply(divisor, sign))
    scale = 10**digits * divisor.denominator
    common = gcd(scale, item.denominator)
    below = times(divisor, item.denominator // common, 1)
    return _divided(item, scale // common, below, 10**digits, rounding)


def _divided(item: Exact, factor: int, below: "int | Exact", denominator: int, rounding: Rounding) -> Exact:
    """units × factor // below by the rule, as the units of a new column; `below` is positive."""
    if not len(item):
        return Exact(item.units, denominator, 0, 0)
    item = tight(item) if item.low < 0 else item
    sign: Units | None = None
    if item.low < 0:
        sign = np.where(item.units < 0, -1, 1)
        item = Exact(abs(item.units), item.denominator, 0, item.size)
    above = times(item, factor, 1)
    least, most = (below.low, below.high) if isinstance(below, Exact) else (below, below)
    if above.high + most >= LIMIT:
        above = tight(above)
    units, by = _alike(above, below, above.high + most)
    match rounding:
        case Rounding.DOWN:
            whole = units // by
            low, high = above.low // most, above.high // least
        case Rounding.UP:
            whole = (units + (by - 1)) // by
            low, high = (above.low + most - 1) // most, (above.high + least - 1) // least
        case Rounding.HALF_UP:
            # where the divisor is odd no quotient lies half way, so the half of it that is whole decides the same
            whole = units + by // 2
            whole //= by
            low, high = (above.low + most // 2) // most, (above.high + least // 2) // least
    if sign is not None:
        whole, low = whole * sign, -high
    found = Exact(whole if len(whole) == len(item) else repeated(whole, len(item)), denominator, low, high)
    return tight(found) if whole.dtype == object else found


def _alike(above: Exact, below: "int | Exact", largest: int) -> "tuple[Units, Units | int]":
    """Both, of some rows, in a type that holds results up to `largest`; what is the same in every row, of one row."""
    if not isinstance(below, Exact):
        (units,) = fitting(largest, above)
        return (units[:1] if stored_once(units) else units), below
    units, by = fitting(largest, above, below)
    if stored_once(by):
        by = by[:1]
    return (units[:1] if stored_once(units) and len(by) == 1 else units), by
