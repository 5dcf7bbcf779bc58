"""How an xls shows its cells: number formats, what is hidden, errors, read from its records (MS-XLS)."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mingzhang.accounts.readers.compound import BrokenCompoundError, streams
from mingzhang.accounts.readers.number_formats import BUILT_IN
from mingzhang.accounts.readers.sheet_styles import Look

_END, _BEGIN, _SHEET, _FORMAT, _STYLE, _ROW, _COLUMNS, _MANY_BLANK, _MANY = (
    *(0x000A, 0x0809, 0x0085, 0x041E, 0x00E0, 0x0208, 0x007D, 0x00BE, 0x00BD),
)
_CELLS = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6})
"""Records of one cell: formula, blank, number, label, truth, packed number, shared label, rich label."""
_FORMULA, _ERROR = 0x0006, 0x0205
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
"""Code of an error (BErr) → what the cell shows."""
_NO_NUMBER, _IS_ERROR = b"\xff\xff", 2
_UNICODE = 0x0600
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
Record = tuple[int, bytes]


def old_looks(path: Path, names: Sequence[str]) -> Mapping[str, Look]:
    """How each sheet of an xls looks, by its name; the names stand in the order of the sheets."""
    try:
        found = streams(path.read_bytes())
        book = next((found[name] for name in ("Workbook", "Book") if name in found), b"")
        places, formats = _of_book(book)
        return {name: _look(book, place, formats) for name, place in zip(names, places, strict=False)}
    except (BrokenCompoundError, struct.error, IndexError):
        return {}


def _records(book: bytes, at: int) -> Iterator[Record]:
    """The records of one substream, those of the charts inside it left out."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1 or kind == _BEGIN:
            yield kind, book[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _of_book(book: bytes) -> tuple[list[int], list[str]]:
    """Where each sheet begins, and the number format of each style, "" for General."""
    places: list[int] = []
    own: dict[int, str] = {}
    styles: list[int] = []
    unicode = True
    for kind, data in _records(book, 0):
        if kind == _BEGIN:
            unicode = struct.unpack_from("<H", data)[0] >= _UNICODE
        elif kind == _SHEET:
            places.append(struct.unpack_from("<I", data)[0])
        elif kind == _FORMAT:
            own[struct.unpack_from("<H", data)[0]] = _text(data[2:], unicode=unicode)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    return places, [own.get(style, BUILT_IN.get(style, "")) for style in styles]


def _text(data: bytes, *, unicode: bool) -> str:
    if not unicode:
        return data[1 : 1 + data[0]].decode("gb18030", "replace")
    count, wide = struct.unpack_from("<H", data)[0], data[2] & 1
    return data[3 : 3 + count * 2].decode("utf-16-le", "replace") if wide else data[3 : 3 + count].decode("latin-1")


def _look(book: bytes, at: int, styles: Sequence[str]) -> Look:
    look = Look({}, set(), set(), {})
    for kind, data in _records(book, at):
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", data)
            _keep(look, row, column, style, styles)
            if text := _error(kind, data):
                look.lost[row, column] = text
        elif kind in (_MANY, _MANY_BLANK):
            row, first = struct.unpack_from("<HH", data)
            step = 6 if kind == _MANY else 2
            for number, place in enumerate(range(4, len(data) - 2, step)):
                _keep(look, row, first + number, struct.unpack_from("<H", data, place)[0], styles)
        elif kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _HIDDEN_ROW:
            look.rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", data, 8)[0] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            look.columns.update(range(first, min(last, 255) + 1))
    return look


def _error(kind: int, data: bytes) -> str:
    """The error that a cell shows (BoolErr, FormulaValue); "" for any other."""
    if kind == _ERROR and data[7]:
        return _ERRORS.get(data[6], "#N/A")
    if kind == _FORMULA and data[12:14] == _NO_NUMBER and data[6] == _IS_ERROR:
        return _ERRORS.get(data[8], "#N/A")
    return ""


def _keep(look: Look, row: int, column: int, style: int, styles: Sequence[str]) -> None:
    if style < len(styles) and styles[style]:
        look.formats[row, column] = styles[style]
