"""Pdfium's functions that are asked for every character and every line of a page.

The bindings check each argument's type, which takes longer than most of these functions do. Here they are called with
what they ask for as it is: an object of pdfium as its address, a number, a place to write to.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

Call = Callable[..., Any]
Pointer = ctypes.c_void_p
"""What stands for an object of pdfium."""


def pointer(item: Any) -> Pointer:
    """An object of the bindings as these functions take it."""
    return ctypes.cast(item, Pointer)


def direct(function: Any, answer: Any = ctypes.c_int) -> Call:
    """A function of the bindings, called without a look at its arguments; objects it answers with come as Pointer."""
    address = ctypes.cast(function, Pointer).value
    assert address is not None, "pdfium has the function"
    return ctypes.CFUNCTYPE(answer)(address)


class _Object(Pointer):
    """An answer that stays an object: a plain pointer would become a number, which is passed on cut to 32 bits."""


unicode_of = direct(raw.FPDFText_GetUnicode, ctypes.c_uint)
lacks_meaning = direct(raw.FPDFText_HasUnicodeMapError)
is_generated = direct(raw.FPDFText_IsGenerated)
loose_box_of = direct(raw.FPDFText_GetLooseCharBox)
origin_of = direct(raw.FPDFText_GetCharOrigin)
object_at = direct(raw.FPDFPage_GetObject, _Object)
count_inside = direct(raw.FPDFFormObj_CountObjects)
object_inside = direct(raw.FPDFFormObj_GetObject, _Object)
kind_of = direct(raw.FPDFPageObj_GetType)
matrix_of = direct(raw.FPDFPageObj_GetMatrix)
text_mode_of = direct(raw.FPDFTextObj_GetTextRenderMode)
draw_mode_of = direct(raw.FPDFPath_GetDrawMode)
segments_of = direct(raw.FPDFPath_CountSegments)
segment_at = direct(raw.FPDFPath_GetPathSegment, _Object)
segment_kind_of = direct(raw.FPDFPathSegment_GetType)
point_of = direct(raw.FPDFPathSegment_GetPoint)
closes = direct(raw.FPDFPathSegment_GetClose)
