"""Straight lines among a pdf page's paths, in the page's own coordinates."""

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

THIN = 3.0
"""Points up to which a filled rectangle is a ruled line."""
MAX_RULES = 6_000
"""Ruled lines beyond this number on a page are a drawing, not tables."""
MAX_OBJECTS = 200_000
"""Objects of a page beyond this number are not looked at."""
MAX_FORMS_DEEP = 6
_Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]


def segments(page: Any) -> tuple[list[Segment], bool]:
    """Straight lines of the page's paths, in its own coordinates; and whether it shows images."""
    found: list[Segment] = []
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


def _path_lines(item: Any, outer: _Matrix) -> Iterator[Segment]:
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


def _thin(points: list[tuple[float, float]]) -> Iterator[Segment]:
    """A filled area that is thin enough is a ruled line."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if high - low <= THIN and right - left > high - low:
        yield (left, (low + high) / 2, right, (low + high) / 2)
    elif right - left <= THIN and high > low:
        yield ((left + right) / 2, low, (left + right) / 2, high)
