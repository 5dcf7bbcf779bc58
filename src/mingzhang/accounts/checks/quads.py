"""Rectangles on a pdf's page in its own coordinates: of bounds that were read, and around characters line by line."""

from collections.abc import Iterable
from typing import NamedTuple

from mingzhang.accounts.readers.characters import is_wide
from mingzhang.accounts.readers.document import Bounds, Page
from mingzhang.accounts.readers.pdf_chars import RawChar
from mingzhang.accounts.readers.pdf_page import Turned

TURNS = (0, 90, 180, 270)
PAD = 1.5
"""Points around a figure."""
ABOVE, BELOW = 1.1, 0.35
"""Font sizes above and below the base line that a highlighted character takes at most."""


class Quad(NamedTuple):
    """A rectangle in the page's own coordinates, and the direction of its text."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0


def turned(page: Page, turn: int) -> Turned:
    """The page as one whose text runs in a direction was read."""
    sideways = page.turn in (90, 270)
    wide, high = (page.height, page.width) if sideways else (page.width, page.height)
    return Turned(turn, *page.origin, wide, high)


def quad_of(page: Turned, bounds: Bounds) -> Quad:
    """Bounds of what was read as the page's own."""
    (a, b), (c, d) = page.own(bounds.left, bounds.top), page.own(bounds.right, bounds.bottom)
    return Quad(min(a, c), min(b, d), max(a, c), max(b, d), page.turn)


def holds(quad: Quad, char: RawChar) -> bool:
    """Whether a character's middle lies in a rectangle, or as good as."""
    x, y = (char[4] + char[6]) / 2, (char[5] + char[7]) / 2
    return quad.left - PAD <= x <= quad.right + PAD and quad.bottom - PAD <= y <= quad.top + PAD


def line_quads(chars: Iterable[RawChar]) -> list[Quad]:
    """One rectangle a line of text."""
    found: list[Quad] = []
    last: RawChar | None = None
    for char in chars:
        quad = _around_char(char)
        if last is not None and last[0] == char[0] and _same_line(last, char):
            quad = _joined(found.pop(), quad)
        found.append(quad)
        last = char
    return found


def _joined(one: Quad, other: Quad) -> Quad:
    low, high = (
        (min(one.left, other.left), min(one.bottom, other.bottom)),
        (max(one.right, other.right), max(one.top, other.top)),
    )
    return Quad(*low, *high, one.turn)


def _around_char(char: RawChar) -> Quad:
    """A character's box, no higher than its font: the boxes of some fonts reach into the next lines."""
    turn, text, x, y, left, bottom, right, top = char
    wide = top - bottom if turn in (90, 270) else right - left
    size = wide if is_wide(text) else 2 * wide
    above, below = ABOVE * size, BELOW * size
    if turn == 90:
        left, right = max(left, x - above), min(right, x + below)
    elif turn == 180:
        bottom, top = max(bottom, y - above), min(top, y + below)
    elif turn == 270:
        left, right = max(left, x - below), min(right, x + above)
    else:
        bottom, top = max(bottom, y - below), min(top, y + above)
    return Quad(left, bottom, right, top, turn)


def _same_line(one: RawChar, other: RawChar) -> bool:
    """Whether two characters stand on one base line, as far as a raised digit is from it."""
    sideways = one[0] in (90, 270)
    gap = abs(one[2] - other[2]) if sideways else abs(one[3] - other[3])
    high = one[6] - one[4] if sideways else one[7] - one[5]
    return gap < max(high, 1.0) / 2
