"""Text files as accountants' programs write them: UTF-8 or GB18030, found out and not asked for."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl

_CHUNK = 1 << 22


class TableProblem(Exception):  # noqa: N818 — it is about the user's file, not a fault of the program
    """What makes a file unusable, as a finding's code and words."""

    def __init__(self, code: str, row: int | None = None, printed: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.printed, self.expected = code, row, printed, expected


def read_csv(path: Path) -> tuple[list[str], pl.DataFrame]:
    """The column names and the records below them, all as text. Raises TableProblem."""
    encoding = encoding_of(path)
    header = _header(path, encoding)
    if not any(header):
        return header, pl.DataFrame()
    try:
        return header, _parse(path if encoding == "utf-8" else _as_utf8(path, encoding), len(header))
    except pl.exceptions.PolarsError as error:
        raise _diagnosis(path, encoding, len(header)) from error


def encoding_of(path: Path) -> str:
    """utf-8, utf-16 (by its mark) or gb18030, judged by the column names, else by the whole file."""
    with path.open("rb") as stream:
        first = stream.readline()
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if not first.isascii():
        return "utf-8" if _decodes(first, "utf-8") else "gb18030"
    try:
        for _ in _decoded(path, "utf-8"):
            pass
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """The file's text in pieces, so that a large file never stands in memory twice."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        while raw := stream.read(_CHUNK):
            yield decoder.decode(raw)
        yield decoder.decode(b"", final=True)


def _as_utf8(path: Path, encoding: str) -> io.BytesIO:
    text = io.BytesIO()
    try:
        for piece in _decoded(path, encoding):
            text.write(piece.encode("utf-8"))
    except UnicodeError:
        raise _undecodable(path, encoding) from None
    text.seek(0)
    return text


def _header(path: Path, encoding: str) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
            return [name.strip() for name in next(csv.reader(stream), [])]
    except UnicodeError:
        raise _undecodable(path, encoding) from None
    except csv.Error:
        raise TableProblem("B110", 1) from None


def _parse(source: Path | io.BytesIO, width: int) -> pl.DataFrame:
    names = [f"c{at}" for at in range(width)]
    frame = pl.read_csv(source, infer_schema=False, new_columns=names, raise_if_empty=False)
    if frame.height:
        last = frame.tail(1).select(pl.any_horizontal(pl.all().str.contains("\n", literal=True)))
        if last.item():  # an open quotation mark swallows the rest of the file
            raise pl.exceptions.ComputeError("open quotation mark")
    return frame


def _diagnosis(path: Path, encoding: str, width: int) -> TableProblem:
    """The first place where a file that the fast reader refused is broken."""
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as stream:
            for row, record in enumerate(csv.reader(stream, strict=True), 1):
                if len(record) > width:
                    return TableProblem("B110", row, f"{len(record)} 格", f"不多于 {width} 格")
                if any("\n" in cell and cell.count("\n") > 2 for cell in record):
                    return TableProblem("B110", row, "引号不成对", "每个引号成对")
    except UnicodeError:
        return _undecodable(path, encoding)
    except csv.Error:
        return TableProblem("B110", row + 1 if "row" in locals() else 1, "引号不成对", "每个引号成对")
    return TableProblem("B110", None, "引号不成对或换行有误")


def _undecodable(path: Path, encoding: str) -> TableProblem:
    """Names the first line whose bytes are no text."""
    with path.open("rb") as stream:
        for row, line in enumerate(stream, 1):
            if encoding != "utf-16" and not _decodes(line, encoding):
                return TableProblem("B104", row, f"按 {encoding.upper()} 读不出来的字节")
    return TableProblem("B104", None, f"按 {encoding.upper()} 读不出来的字节")
