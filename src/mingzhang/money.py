"""Money is an integer number of 分; rates are exact rationals; every rounding is named.

No float enters here. The one place where floats may carry money, a spreadsheet's own cells, goes through
`fen_of_cell`, which reads them at 15 significant digits and then demands at most two decimals.
"""

import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
"""分 in one 万元."""
FEN_PER_TICK = 10_000
"""分 in the last digit of a figure printed in 万元 with two decimals (0.01 万元 = 100 元)."""

SHEET_DIGITS = 15
"""Significant decimal digits that a spreadsheet's binary cell holds faithfully."""

_AMOUNT = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[-+]?\.\d+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")


class Rounding(Enum):
    """How an exact value becomes one with fewer digits. The value is what an explanation prints."""

    HALF_UP = "四舍五入"
    """Half away from zero, as 四舍五入 is meant in accounts: −0.005 becomes −0.01."""
    UP = "进一法"
    """To the next unit away from zero (见分进元, 见厘进分)."""
    DOWN = "去尾法"
    """Toward zero."""


def round_units(value: Fraction | int, rounding: Rounding) -> int:
    """`value` in whole units by the named rule, mirrored for negative values."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    if rest and (rounding is Rounding.UP or (rounding is Rounding.HALF_UP and 2 * rest >= value.denominator)):
        whole += 1
    return -whole if value.numerator < 0 else whole


def round_to(value: Fraction | int, digits: int, rounding: Rounding = Rounding.HALF_UP) -> Fraction:
    """`value` with at most `digits` decimals (negative: tens, hundreds), still exact."""
    scale = Fraction(10) ** digits
    return round_units(Fraction(value) * scale, rounding) / scale


def fen_of_yuan(text: str) -> int:
    """分 of an amount written in 元: "1,234.5", "－12．30", "0". Raises ValueError for anything else.

    At most two decimals may differ from zero, so that nothing is rounded unnoticed.
    """
    cleaned = text.strip().translate(_FULL_WIDTH)
    if not _AMOUNT.fullmatch(cleaned):
        raise ValueError(f"not an amount in 元: {text!r}")
    fen = Decimal(cleaned.replace(",", "")) * FEN_PER_YUAN
    if fen != int(fen):
        raise ValueError(f"more than two decimals: {text!r}")
    return int(fen)


def fen_of_cell(value: float) -> int:
    """分 of an amount in 元 held by a spreadsheet's binary cell, read at 15 significant digits.

    Raises ValueError when those digits still have more than two decimals.
    """
    return fen_of_yuan(format(Decimal(format(value, f".{SHEET_DIGITS}g")), "f"))


def decimal_text(value: Fraction | int, digits: int, *, grouped: bool = False, trim: bool = False) -> str:
    """An exact value printed with `digits` decimals, 四舍五入; minus zero prints as zero.

    `grouped` sets thousands commas; `trim` drops closing zeros of the decimals.
    """
    scale, divisor = 10**digits, value.denominator
    half_up = (2 * abs(value.numerator) * scale + divisor) // (2 * divisor)
    whole, rest = divmod(half_up, scale)
    text = f"{whole:,}" if grouped else str(whole)
    if digits:
        decimals = str(rest).zfill(digits)
        if trim:
            decimals = decimals.rstrip("0")
        text += f".{decimals}" if decimals else ""
    return f"-{text}" if half_up and value.numerator < 0 else text


def yuan_text(fen: int, *, grouped: bool = True) -> str:
    """An amount in 元 with two decimals: 123456 → "1,234.56"."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    text = f"{whole:,}.{rest:02d}" if grouped else f"{whole}.{rest:02d}"
    return f"-{text}" if fen < 0 else text


def wan_text(fen: int, *, grouped: bool = False) -> str:
    """An amount in 万元 with two decimals, 四舍五入: 2_644_812_300 → "2644.81"."""
    return decimal_text(Fraction(fen, FEN_PER_WAN), 2, grouped=grouped)


def percent_text(rate: Fraction, digits: int = 2) -> str:
    """A rate printed as a percentage: Fraction(1, 3) → "33.33%"."""
    return decimal_text(rate * 100, digits) + "%"
