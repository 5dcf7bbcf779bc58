"""缴费月份: the months of a year in which was paid, where they do not follow each other, as twelve bits."""

import re

import numpy as np
from numpy.typing import NDArray

from mingzhang.insurance.month import MONTHS_PER_YEAR

LISTED = "缴费月份"
_SPAN = re.compile(r"([0-9]{1,2})(?:[-~—至]([0-9]{1,2}))?月?")
_ALL = np.arange(1 << MONTHS_PER_YEAR)
_HELD = (_ALL[:, None] >> np.arange(MONTHS_PER_YEAR)) & 1
BITS = _HELD.sum(axis=1)
"""How many months the bits name."""
SUMS = (_HELD * np.arange(1, MONTHS_PER_YEAR + 1)).sum(axis=1)
"""The sum of their numbers: a credit of month n bears interest for 12 − n + 1 months."""
_LAST = np.array([bits.bit_length() for bits in range(1 << MONTHS_PER_YEAR)])
UNREADABLE = -1


def bits_of(text: str) -> int:
    """1-3、7-9 → bits 0 to 2 and 6 to 8; 0 where nothing stands, UNREADABLE for what is no list of months."""
    bits = 0
    for part in re.split(r"[、,，;； ]+", text) if text else ():
        found = _SPAN.fullmatch(part)
        first = int(found[1]) if found else 0
        last = int(found[2] or first) if found else 0
        if not 1 <= first <= last <= MONTHS_PER_YEAR:
            return UNREADABLE
        for month in range(first - 1, last):
            if bits >> month & 1:
                return UNREADABLE
            bits |= 1 << month
    return bits


def last_of(bits: NDArray[np.integer]) -> NDArray[np.int64]:
    """The number of the last month that the bits name."""
    found: NDArray[np.int64] = _LAST[bits]
    return found
