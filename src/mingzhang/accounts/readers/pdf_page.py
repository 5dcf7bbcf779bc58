"""One pdf page as characters and ruled lines, turned so that its text runs from left to right."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mingzhang.accounts.readers.pdf_chars import RawChar, characters, unseen
from mingzhang.accounts.readers.pdf_paths import Segment, drawn

STRAIGHT = 1.0
"""Points by which a ruled line may lean."""
BESIDE = 1.0
"""Points by which a character may begin beside the page."""
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

    def extents(self, chars: Iterable[RawChar]) -> list[tuple[str, float, float, float]]:
        """Each character's text, base line, and its horizontal ends in either order."""
        if not self.turn:  # nearly always, and asked for every character
            low, high, start = self.bottom, self.height, self.left
            return [(text, high - (y - low), left - start, right - start) for _, text, _, y, left, _, right, _ in chars]
        return [
            (text, self.point(x, y)[1], self.point(left, bottom)[0], self.point(right, top)[0])
            for _, text, x, y, left, bottom, right, top in chars
        ]

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
    objects = drawn(page)
    textpage = page.get_textpage()
    try:
        hidden, many = unseen(textpage.raw) if objects.unseen else ([], False)
        recognised = many and objects.images
        chars, unmapped = characters(textpage.raw, () if recognised else frozenset(hidden))
    finally:
        textpage.close()
    if not page.get_rotation():  # a page that is turned tells its characters' places otherwise than its own
        chars = _inside(chars, left - BESIDE, bottom - BESIDE, right + BESIDE, top + BESIDE)
    turns = [turn for turn, count in Counter(char[0] for char in chars).most_common() if count >= 10]
    found: list[PageMarks] = []
    for turn in turns or [0]:
        turned = Turned(turn, left, bottom, width, height)
        sideways = turn in (90, 270)
        marks = PageMarks(height if sideways else width, width if sideways else height, turn, (left, bottom))
        marks.chars = _placed([char for char in chars if char[0] == turn or turn not in turns], turned)
        for segment in objects.lines:
            _rule(segment, turned, marks)
        marks.images, marks.unmapped, marks.recognised = objects.images, unmapped, recognised
        found.append(marks)
    return found


def _inside(chars: Iterable[RawChar], left: float, bottom: float, right: float, top: float) -> list[RawChar]:
    """The characters that stand on the page that is shown, and not where it was cut off."""
    return [char for char in chars if left <= char[2] <= right and bottom <= char[3] <= top]


def _placed(chars: Iterable[RawChar], turned: Turned) -> list[Char]:
    """Characters in reading coordinates, each as wide as the next one leaves it.

    Where a font is not embedded, glyph boxes are those of a font that happens to be installed, and may reach over the
    next character; where that one begins is written in the document.
    """
    found: list[Char] = []
    before, end = ("", 0.0, 0.0), -math.inf  # the text, left side and base line of the last one, and its right side
    for text, base, one, other in turned.extents(chars):
        left, right = (one, other) if one <= other else (other, one)
        step = left - before[1]
        if left < end and step > LEAST_STEP * (end - before[1]) and abs(base - before[2]) < 0.5:
            found[-1] = Char(before[0], before[1], left, before[2], _size(before[0], step))
        found.append(Char(text, left, right, base, _size(text, right - left)))
        before, end = (text, left, base), right
    return found


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
