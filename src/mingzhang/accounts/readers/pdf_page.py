"""One pdf page as characters and ruled lines, turned so that its text runs from left to right."""

import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from mingzhang.accounts.readers.characters import one_character

THIN = 3.0
"""Points up to which a filled rectangle is a ruled line."""
STRAIGHT = 1.0
"""Points by which a ruled line may lean."""
MAX_RULES = 6_000
"""Ruled lines beyond this number on a page are a drawing, not tables."""
MAX_OBJECTS = 200_000
"""Objects of a page beyond this number are not looked at."""
MAX_FORMS_DEEP = 6
LEAN = 10.0
"""Degrees by which text may lean against a right angle."""
LEAST_STEP = 0.5
"""Share of its width that a character at least moves on; less is the same one drawn again, as mock bold is."""
ASLANT = -1
_SPACES = frozenset({0x20, 0x3000, 0xA0, 0x9})
_SKIPPED = frozenset({0, 0xA, 0xD, 0xFFFE, 0xFFFF, 0xFEFF, 0x200B})
_HYPHEN = 0x2


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
        recognised = _recognised(textpage.raw)
    finally:
        textpage.close()
    segments, images = _segments(page)
    turns = [turn for turn, count in Counter(char[0] for char in chars).most_common() if count >= 10]
    found: list[PageMarks] = []
    for turn in turns or [0]:
        turned = Turned(turn, left, bottom, width, height)
        sideways = turn in (90, 270)
        marks = PageMarks(height if sideways else width, width if sideways else height, turn, (left, bottom))
        marks.chars = _advanced([_placed(char, turned) for char in chars if char[0] == turn or turn not in turns])
        for segment in segments:
            _rule(segment, turned, marks)
        marks.images, marks.unmapped, marks.recognised = images, unmapped, recognised
        found.append(marks)
    return found


RawChar = tuple[int, str, float, float, float, float, float, float]
"""Turn, text, origin x and y, left, bottom, right and top in the page's own coordinates."""


def characters(text: Any) -> tuple[list[RawChar], int]:
    """Every character that a text page shows, in the order of its content; and how many have no meaning."""
    found: list[RawChar] = []
    unmapped = 0
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    unicode, origin, loose = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    turn, checked = 0, -10
    for index in range(raw.FPDFText_CountChars(text)):
        code = unicode(text, index)
        if code in _SKIPPED:
            unmapped += code in (0, 0xFFFE, 0xFFFF)
            continue
        if code in _SPACES and raw.FPDFText_IsGenerated(text, index) == 1:
            checked = index - 10
            continue
        if 0xE000 <= code < 0xF900:
            unmapped += 1
        loose(text, index, at_box)
        origin(text, index, at_x, at_y)
        if index - checked >= 8:  # neighbours run in the same direction
            turn = _turn(math.degrees(raw.FPDFText_GetCharAngle(text, index)))
            checked = index
        if turn == ASLANT:
            checked = index - 8
            continue
        char = "-" if code == _HYPHEN else one_character(code) if code >= 0x2E80 else chr(code)
        found.append((turn, char, x.value, y.value, box.left, box.bottom, box.right, box.top))
    return found, unmapped


def _turn(degrees: float) -> int:
    """The direction of text to the nearest right angle; ASLANT for a watermark."""
    right = round(degrees / 90) * 90
    return -right % 360 if abs(degrees - right) <= LEAN else ASLANT


def _recognised(text: Any) -> bool:
    """Whether a page's text is an invisible layer, as text recognition sets it under a scanned image."""
    count = raw.FPDFText_CountChars(text)
    sample = range(0, count, max(count // 5, 1))
    hidden = [raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index)) for index in sample]
    return bool(hidden) and hidden.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) * 2 > len(hidden)


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


_Matrix = tuple[float, float, float, float, float, float]
_Segment = tuple[float, float, float, float]


def _segments(page: Any) -> tuple[list[_Segment], bool]:
    """Straight lines of the page's paths, in its own coordinates; and whether it shows images."""
    found: list[_Segment] = []
    images = False
    plain: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    count = min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)
    stack = [(raw.FPDFPage_GetObject(page.raw, index), plain, 0) for index in range(count)]
    for item, matrix, deep in stack:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found += _path_lines(item, matrix)
            if len(found) > MAX_RULES:
                return [], images
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            images = True
        elif kind == raw.FPDF_PAGEOBJ_FORM and deep < MAX_FORMS_DEEP:
            inner = _times(_matrix(item), matrix)
            inside = range(min(raw.FPDFFormObj_CountObjects(item), MAX_OBJECTS - len(stack)))
            stack += [(raw.FPDFFormObj_GetObject(item, index), inner, deep + 1) for index in inside]
    return found, images


def _matrix(item: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _path_lines(item: Any, outer: _Matrix) -> Iterator[_Segment]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = _times(_matrix(item), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[list[tuple[float, float]]] = []
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO or not points:
            points.append([point])
        elif kind == raw.FPDF_SEGMENT_LINETO:
            points[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment) and len(points[-1]) > 1:
            points[-1].append(points[-1][0])
    for line in points:
        if stroke.value:
            yield from ((*start, *end) for start, end in itertools.pairwise(line))
        else:
            yield from _thin(line)


def _thin(points: list[tuple[float, float]]) -> Iterator[_Segment]:
    """A filled area that is thin enough is a ruled line."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if high - low <= THIN and right - left > high - low:
        yield (left, (low + high) / 2, right, (low + high) / 2)
    elif right - left <= THIN and high > low:
        yield ((left + right) / 2, low, (left + right) / 2, high)


def _rule(segment: _Segment, turned: Turned, marks: PageMarks) -> None:
    x0, y0 = turned.point(segment[0], segment[1])
    x1, y1 = turned.point(segment[2], segment[3])
    if abs(y1 - y0) <= STRAIGHT < abs(x1 - x0):
        marks.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= STRAIGHT < abs(y1 - y0):
        marks.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
