"""The one font that stands in for every Chinese font a pdf names but does not hold, on every machine.

Pdfium takes such a font from the system. Which one it finds decides how wide a glyph's box is, and where it finds none,
a character that stands alone in its text object has no box and is lost. What a document says must not depend on that.
"""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

CHINESE_OR_KIN = frozenset({128, 129, 130, 134, 136})
"""Charsets as pdfium names them (those of Windows): Japanese, Korean twice, simplified and traditional Chinese."""
_HANDLE = 1


@cache
def use_own_fonts() -> object:
    """Have pdfium ask us for fonts instead of the system. What it returns lives as long as pdfium does.

    Fonts without Chinese are not answered for: pdfium then takes one of the fourteen that it carries itself.
    """
    import pylopdf_fonts_zh_cn as fonts
    from pypdfium2 import raw

    info = raw.FPDF_SYSFONTINFO()
    answers = {"version": 1, **_answers(fonts.sans_path())}
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    return info


def _answers(path: Path) -> dict[str, Any]:
    data = b""

    def font_data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        nonlocal data
        if table:  # a single table is only asked for to see whether the file is a collection of fonts: it is none
            return 0
        data = data or path.read_bytes()
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def face_name(_info: Any, _font: Any, buffer: Any, size: int) -> int:
        name = path.stem.encode() + b"\0"
        if buffer and size >= len(name):
            ctypes.memmove(buffer, name, len(name))
        return len(name)

    def map_font(_info: Any, _weight: int, _italic: int, charset: int, *_rest: Any) -> int | None:
        return _HANDLE if charset in CHINESE_OR_KIN else None

    return {
        "Release": lambda _info: None,
        "EnumFonts": lambda _info, _mapper: None,
        "MapFont": map_font,
        "GetFont": lambda _info, _face: None,
        "GetFontData": font_data,
        "GetFaceName": face_name,
        "GetFontCharset": lambda _info, _font: 134,
        "DeleteFont": lambda _info, _font: None,
    }
