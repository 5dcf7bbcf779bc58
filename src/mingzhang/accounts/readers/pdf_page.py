"""One pdf page as characters and ruled lines, turned so that its text runs from left to right."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mingzhang.accounts.readers.pdf_chars import RawChar, characters, recognised
from mingzhang.accounts.readers.pdf_paths import Segment, segments

STRAIGHT = 1.0
"""Points by which a ruled line may lean."""
LEAST_STEP = 0.5
"""Share of its width that a character at least moves on; less is the same one drawn again, as mock bold is."""


class Char(NamedTuple):
    """A character with its horizontal extent, its base line (y downwards) and its size; 0 where it has none."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A ruled line: at y = `at` from x = `low` to `high` when horizontal, else at x = `at`."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class PageMarks:
    """Everything on a page that a reader needs, y downwards from the top of the page."""

    width: float
    height: float
    turn: int
    origin: tuple[float, float]
    chars: list[Char] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    images: bool = False
    recognised: bool = False
    """Whether the text is a layer of text recognition under a scanned image."""
    unmapped: int = 0
    """Characters whose meaning the font does not tell."""


class Turned(NamedTuple):
    """The map from the page's own coordinates to reading coordinates."""

    turn: int
    left: float
    bottom: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.width - x, y
        if self.turn == 270:
            return self.height - y, self.width - x
        return x, self.height - y

    def own(self, x: float, y: float) -> tuple[float, float]:
        """The page's own coordinates of a point in reading coordinates."""
        if self.turn == 90:
            x, y = y, x
        elif self.turn == 180:
            x = self.width - x
        elif self.turn == 270:
            x, y = self.width - y, self.height - x
        else:
            y = self.height - y
        return x + self.left, y + self.bottom


def page_marks(page: Any) -> list[PageMarks]:
    """The page's marks, one record a direction of text: nearly always one, upright text first."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    textpage = page.get_textpage()
    try:
        chars, unmapped = characters(textpage.raw)
        recognised_text = recognised(textpage.raw)
    finally:
        textpage.close()
    lines, images = segments(page)
    turns = [turn for turn, count in Counter(char[0] for char in chars).most_common() if count >= 10]
    found: list[PageMarks] = []
    for turn in turns or [0]:
        turned = Turned(turn, left, bottom, width, height)
        sideways = turn in (90, 270)
        marks = PageMarks(height if sideways else width, width if sideways else height, turn, (left, bottom))
        marks.chars = _advanced([_placed(char, turned) for char in chars if char[0] == turn or turn not in turns])
        for segment in lines:
            _rule(segment, turned, marks)
        marks.images, marks.unmapped, marks.recognised = images, unmapped, recognised_text
        found.append(marks)
    return found


def _placed(char: RawChar, turned: Turned) -> Char:
    _, text, x, y, left, bottom, right, top = char
    _, base = turned.point(x, y)
    a, b = turned.point(left, bottom)[0], turned.point(right, top)[0]
    left, right = (a, b) if a <= b else (b, a)
    return Char(text, left, right, base, _size(text, right - left))


def _advanced(chars: list[Char]) -> list[Char]:
    """Each character as wide as the next one leaves it.

    Where a font is not embedded, glyph boxes are those of a font that happens to be installed, and may reach over the
    next character; where that one begins is written in the document.
    """
    for index, (char, after) in enumerate(itertools.pairwise(chars)):
        step = after.left - char.left
        if (
            after.left < char.right
            and step > LEAST_STEP * (char.right - char.left)
            and abs(after.base - char.base) < 0.5
        ):
            chars[index] = Char(char.text, char.left, after.left, char.base, _size(char.text, step))
    return chars


def _size(text: str, width: float) -> float:
    """Glyph boxes do not tell it: an ideograph is as wide as its font is high, a digit or letter half as wide."""
    if text >= "\u2e80":
        return width
    return 2 * width if text.isalnum() else 0.0


def _rule(segment: Segment, turned: Turned, marks: PageMarks) -> None:
    x0, y0 = turned.point(segment[0], segment[1])
    x1, y1 = turned.point(segment[2], segment[3])
    if abs(y1 - y0) <= STRAIGHT < abs(x1 - x0):
        marks.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= STRAIGHT < abs(y1 - y0):
        marks.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
