"""Numbers of indicators, exactly: what a cell or a form says, and how an exact number is printed again."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from mingzhang.money import SHEET_DIGITS, decimal_text

_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
SHARES = frozenset({"%", "％", "百分比", "百分数"})
"""Units of a share of a hundred."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％", "0123456789.,-+%")


@lru_cache(maxsize=65536)
def exact(text: str) -> Fraction | None:
    """The number that a text is, None where it is none; more than 15 digits are a spreadsheet's binary noise."""
    clean = text.strip().translate(_FULL_WIDTH)
    if not _NUMBER.fullmatch(clean):
        return None
    number = Decimal(clean.replace(",", ""))
    if "." in clean and len(number.as_tuple().digits) > SHEET_DIGITS:
        number = Decimal(format(number, f".{SHEET_DIGITS}g"))
    return Fraction(number)


def percentage(text: str) -> Fraction | None:
    """A rate from "80%" or "80"; None where it is none."""
    number = exact(text.strip().removesuffix("%").removesuffix("％"))
    return None if number is None else number / 100


def decimals(text: str) -> int:
    """How many decimals a printed number has."""
    return len(text.strip().rstrip("%％").partition(".")[2])


def printed(value: Fraction, digits: int) -> str:
    """At most `digits` decimals, 四舍五入, closing zeros dropped: 9.51, 10."""
    return decimal_text(value, digits, trim=True)


def printed_rate(value: Fraction, digits: int) -> str:
    """95.12%, 100%."""
    return printed(value * 100, digits) + "%"


def in_full(value: Fraction) -> str:
    """A number entered in decimals, with as many as it has."""
    digits = 0
    while (value * 10**digits).denominator != 1 and digits < SHEET_DIGITS:
        digits += 1
    return printed(value, digits)
