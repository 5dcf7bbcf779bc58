"""Ordinals before labels and sentences: 一、 … 二十六、, （一）, 1.."""

import re
from functools import lru_cache

_NUMERALS = "零一二三四五六七八九"
_ORDINAL = re.compile(r"^[一二三四五六七八九十百零]+、")


def without_ordinal(label: str) -> str:
    """The label alone: 三、国防支出 → 国防支出."""
    return _ORDINAL.sub("", label)


@lru_cache(maxsize=1024)
def ordinal(style: str, number: int) -> str:
    """A number in a style, in which 一 or 1 stands for it: 一、, 1., （一）."""
    return style.replace("一", chinese_number(number)).replace("1", str(number))


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 26 → 二十六, 105 → 一百零五; below 10,000."""
    found, skipped = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            zero = "零" if skipped and found else ""
            found += zero + ("" if (digit, power, found) == (1, 10, "") else _NUMERALS[digit]) + word
        skipped = not digit
    return found or _NUMERALS[0]
