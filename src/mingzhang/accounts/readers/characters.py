"""Text for comparison: one width, one kind of bracket, no spaces; and what counts as a figure."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "「": '"', "」": '"', "‘": "'", "’": "'"})
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "－": "-", "﹣": "-"})
_CIRCLED = {
    first + at: f"({number + at})"
    for first, number, count in ((0x2460, 1, 20), (0x3251, 21, 15))
    for at in range(count)
}
"""①公务接待费 is item (1), and no number goes together with what follows: ①10.00万元."""
_RAISED = re.compile(r"(?<=\d)[⁰¹²³⁴-⁹₀-₉]+")
"""The mark of a note at a figure, 12.09¹, and no digit of it; the ² of m² stands behind a letter."""
_RADICALS = range(0x2E80, 0x2FE0)
FIGURE = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
"""A figure as forms print it."""
MONEY = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
"""A figure with two decimals, which no code, row number or year is."""
UNTOLD = "\ufffd"
"""A character that a file shows and does not tell: no figure, no code and no word has it."""
LONGEST_NAME = 80
"""Characters of the longest name of a unit, with what stands in brackets behind it."""
_LONGEST_TITLE, _OVER_NAME = 60, 40
NIL = frozenset({"", "-", "--", "---", "/", "\\", "无"})
"""What stands in a box that prints no money."""


@lru_cache(maxsize=1 << 14)
def squeezed(text: str) -> str:
    """Text without spaces, in half width, with plain quotes and dashes: ready to be compared."""
    text = _RAISED.sub("", text)
    plain = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).translate(_QUOTES).translate(_DASHES)
    return "".join(plain.split()).replace("\u200b", "").replace("\ufeff", "")


def one_character(code: int) -> str:
    """A character as people mean it: radicals that fonts put in place of ideographs are set right."""
    char = chr(code)
    return unicodedata.normalize("NFKC", char) if code in _RADICALS else char


def is_figure(text: str) -> bool:
    """Whether a squeezed text is a figure."""
    return FIGURE.fullmatch(text) is not None


def is_wide(char: str) -> bool:
    """Whether a character takes the width of an ideograph."""
    if char < "\u00a1":
        return False
    return "\u4e00" <= char <= "\u9fff" or unicodedata.east_asian_width(char) in "WFA"


def width_of(text: str) -> int:
    """Columns that a text takes where ideographs take two."""
    return sum(2 if is_wide(char) else 1 for char in text)


def tidy(text: str) -> str:
    """A paragraph's text: outer spaces gone, runs of spaces made one."""
    return re.sub(r"[\s\u3000\xa0]+", " ", text).strip()


def may_be_title(text: str) -> bool:
    """Whether a line is short enough for a title or heading, or as long as a unit's name makes one; no sentence."""
    if len(text) <= _LONGEST_TITLE:
        return True
    return len(text) <= LONGEST_NAME + _OVER_NAME and not any(stop in text for stop in "，,。；;")
