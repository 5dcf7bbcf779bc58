"""Straight lines among a pdf page's paths, in the page's own coordinates."""

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

from mingzhang.accounts.readers.pdf_calls import (
    closes,
    count_inside,
    draw_mode_of,
    kind_of,
    matrix_of,
    object_at,
    object_inside,
    point_of,
    pointer,
    segment_at,
    segment_kind_of,
    segments_of,
    text_mode_of,
)

THIN = 3.0
"""Points up to which a filled rectangle is a ruled line."""
MAX_RULES = 6_000
"""Ruled lines beyond this number on a page are a drawing, not tables."""
MAX_OBJECTS = 200_000
"""Objects of a page beyond this number are not looked at."""
MAX_FORMS_DEEP = 6
_Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]
PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""The page itself: nothing is moved."""


class Drawn(NamedTuple):
    """What a page's objects draw."""

    lines: list[Segment]
    """Straight lines of its paths, in its own coordinates."""
    images: bool = False
    unseen: bool = False
    """Whether it has text that is set and not drawn."""


def drawn(page: Any) -> Drawn:
    """What the page's objects, and those inside its forms, draw."""
    found: list[Segment] = []
    images = unseen = False
    own, paths = pointer(page.raw), _Paths()
    count = min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)
    stack = [(object_at(own, index), PLAIN, 0) for index in range(count)]
    for item, matrix, deep in stack:
        kind = kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found += paths.lines(item, matrix)
            if len(found) > MAX_RULES:
                return Drawn([], images, unseen)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            unseen = unseen or text_mode_of(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            images = True
        elif kind == raw.FPDF_PAGEOBJ_FORM and deep < MAX_FORMS_DEEP:
            inner = _times(paths.matrix(item), matrix)
            inside = range(min(count_inside(item), MAX_OBJECTS - len(stack)))
            stack += [(object_inside(item, index), inner, deep + 1) for index in inside]
    return Drawn(found, images, unseen)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    if then is PLAIN:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class _Paths:
    """Asks pdfium about one path after another, with places that it writes its answers to."""

    def __init__(self) -> None:
        self._matrix, self._fill, self._stroke = raw.FS_MATRIX(), ctypes.c_int(), ctypes.c_int()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._at_matrix = ctypes.byref(self._matrix)
        self._at_mode = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._at_point = ctypes.byref(self._x), ctypes.byref(self._y)

    def matrix(self, item: Any) -> _Matrix:
        matrix_of(item, self._at_matrix)
        own = self._matrix
        return (own.a, own.b, own.c, own.d, own.e, own.f)

    def lines(self, item: Any, outer: _Matrix) -> list[Segment]:
        """The straight lines that a path draws, and the areas that are thin enough to be one."""
        draw_mode_of(item, *self._at_mode)
        stroke = self._stroke.value
        if not self._fill.value and not stroke:
            return []
        points = self._points(item, _times(self.matrix(item), outer))
        if not stroke:
            return [segment for line in points for segment in _thin(line)]
        return [(*start, *end) for line in points for start, end in itertools.pairwise(line)]

    def _points(self, item: Any, matrix: _Matrix) -> list[list[tuple[float, float]]]:
        a, b, c, d, e, f = matrix
        x, y, (at_x, at_y) = self._x, self._y, self._at_point
        points: list[list[tuple[float, float]]] = []
        for index in range(segments_of(item)):
            segment = segment_at(item, index)
            kind = segment_kind_of(segment)
            point_of(segment, at_x, at_y)
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if kind == raw.FPDF_SEGMENT_MOVETO or not points:
                points.append([point])
                continue
            if kind == raw.FPDF_SEGMENT_LINETO:
                points[-1].append(point)
            if len(points[-1]) > 1 and closes(segment):
                points[-1].append(points[-1][0])
        return points


def _thin(points: list[tuple[float, float]]) -> Iterator[Segment]:
    """A filled area that is thin enough is a ruled line."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if high - low <= THIN and right - left > high - low:
        yield (left, (low + high) / 2, right, (low + high) / 2)
    elif right - left <= THIN and high > low:
        yield ((left + right) / 2, low, (left + right) / 2, high)
