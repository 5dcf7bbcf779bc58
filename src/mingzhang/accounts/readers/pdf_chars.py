"""Every character that a pdf's page shows, in the page's own coordinates, with the direction of its text."""

import ctypes
import math
from collections.abc import Collection
from typing import Any

from pypdfium2 import raw

from mingzhang.accounts.readers.characters import UNTOLD, one_character
from mingzhang.accounts.readers.pdf_calls import (
    is_generated,
    lacks_meaning,
    loose_box_of,
    origin_of,
    pointer,
    unicode_of,
)

LEAN = 10.0
"""Degrees by which text may lean against a right angle."""
ASLANT = -1
RECOGNISED = 0.1
"""Share of a page's characters that are not drawn from which on they stand for what its images show."""
_SPACES = frozenset({0x20, 0x3000, 0xA0, 0x9})
_SKIPPED = frozenset({0xA, 0xD, 0xFEFF, 0x200B})
_NOTHING = frozenset({0, 0xFFFE, 0xFFFF})
"""What stands for a glyph that means nothing: one that a font lacks."""
_HYPHEN = 0x2
RawChar = tuple[int, str, float, float, float, float, float, float]
"""Turn, text, origin x and y, left, bottom, right and top in the page's own coordinates."""


def characters(text: Any, left_out: Collection[int] = ()) -> tuple[list[RawChar], int]:
    """Every character that a text page shows, in the order of its content; and how many have no meaning. Those of the
    numbers `left_out` are not shown.

    A font that does not say what a glyph means leaves its number, which may be that of any character: UNTOLD stands for
    it, so that no digit is read that is not printed.
    """
    found: list[RawChar] = []
    unmapped = 0
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    own, turn, checked = pointer(text), 0, -10
    for index in range(raw.FPDFText_CountChars(text)):
        code = unicode_of(own, index)
        if code in _SKIPPED or index in left_out:
            continue
        if code in _SPACES and is_generated(own, index) == 1:
            checked = index - 10
            continue
        untold = code in _NOTHING or lacks_meaning(own, index) == 1
        unmapped += untold or 0xE000 <= code < 0xF900
        loose_box_of(own, index, at_box)
        origin_of(own, index, at_x, at_y)
        if index - checked >= 8:  # neighbours run in the same direction
            turn = _turn(math.degrees(raw.FPDFText_GetCharAngle(text, index)))
            checked = index
        if turn == ASLANT:
            checked = index - 8
            continue
        char = UNTOLD if untold else "-" if code == _HYPHEN else one_character(code) if code >= 0x2E80 else chr(code)
        found.append((turn, char, x.value, y.value, box.left, box.bottom, box.right, box.top))
    return found, unmapped


def _turn(degrees: float) -> int:
    """The direction of text to the nearest right angle; ASLANT for a watermark."""
    right = round(degrees / 90) * 90
    return -right % 360 if abs(degrees - right) <= LEAN else ASLANT


def unseen(text: Any) -> tuple[list[int], bool]:
    """The characters that a text page sets and does not draw, by their numbers; and whether they are so many that they
    are the text of its images, as recognition sets it under a scan.
    """
    count = raw.FPDFText_CountChars(text)
    found = [
        index
        for index in range(count)
        if raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
        == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    ]
    return found, len(found) > RECOGNISED * count
