"""What stands on a pdf page and is no part of its text: fields of a form that were filled in, texts set over it."""

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

_KINDS = {raw.FPDF_ANNOT_WIDGET: ("表单域", b"V"), raw.FPDF_ANNOT_FREETEXT: ("文字批注", b"Contents")}
"""Kind of an annotation that shows a text on the page → its name, and where the text stands; notes that open and
marks on the page's own text are none."""
_EMPTY = 2
"""Bytes of an empty text: the two that end it."""


def filled(page: Any) -> Iterator[str]:
    """The name of each such text on a page."""
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(annotation))
            if kind is not None and _has_text(annotation, kind[1]):
                yield kind[0]
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _has_text(annotation: Any, key: bytes) -> bool:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= _EMPTY:
        return False
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return bool(buffer.raw.decode("utf-16-le", "replace").strip("\0 \r\n\t"))
