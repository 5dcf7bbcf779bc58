"""Text files as accountants' programs write them: encoding and separator are found out and not asked for."""

import codecs
import csv
import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import polars as pl

from mingzhang.accounts.books.header import HEAD_ROWS, Header, find_header

SEPARATORS = ",\t;|"
_CHUNK = 1 << 22
_AS_TEXT = '="'
"""How programs keep a spreadsheet from making a number of a code: ="001"."""


class TableProblem(Exception):  # noqa: N818 — it is about the user's file, not a fault of the program
    """What makes a file unusable, as a finding's code and words."""

    def __init__(self, code: str, row: int | None = None, printed: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.printed, self.expected = code, row, printed, expected


def read_csv(path: Path, wanted: Collection[str]) -> tuple[Header, pl.DataFrame]:
    """The header that names the `wanted` columns and the records below it, all as text. Raises TableProblem."""
    encoding = encoding_of(path)
    separator, head, header = best_head(lambda separator: _File(path, encoding, separator).head(), wanted)
    if not any(header.names):
        return header, pl.DataFrame()
    width = max(len(record) for record in head[header.row - 1 : header.row + 1])
    header.names.extend([""] * (width - len(header.names)))
    as_it_is = encoding == "utf-8" and header.row == 1 and width == len(head[0])
    text = _File(path, encoding, separator)
    try:
        frame = _parse(path if as_it_is else text.below(header.row, width), separator, width)
    except pl.exceptions.PolarsError as error:
        problem = text.diagnosis(width)
        if problem is not None:
            raise problem from error
        try:
            frame = _parse(text.below(header.row, width), separator, width, ragged=True)
        except pl.exceptions.PolarsError:
            raise TableProblem("B110", None, "引号不成对或换行有误") from error
    if any(_AS_TEXT in "".join(record) for record in head):
        frame = frame.with_columns(pl.all().str.replace('^="(.*)"$', "$1"))
    return header, frame


def best_head(read: Callable[[str], list[list[str]]], wanted: Collection[str]) -> tuple[str, list[list[str]], Header]:
    """The separator with which the first records name most of the wanted columns, these records, and their header."""
    best: tuple[str, list[list[str]], Header] | None = None
    most = -1
    for separator in SEPARATORS:
        head = read(separator)
        header = find_header(head, wanted)
        count = sum(name in header.names for name in wanted)
        if best is None or count > most:
            best, most = (separator, head, header), count
        if count == len(wanted):
            break
    assert best is not None  # there are separators
    return best


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


def _parse(source: Path | io.BytesIO, separator: str, width: int, *, ragged: bool = False) -> pl.DataFrame:
    """Records below one that only sets how many columns there are. `ragged`: the file was looked through, and its
    rows end in empty cells or hold line breaks.
    """
    frame = pl.read_csv(
        source,
        infer_schema=False,
        new_columns=[f"c{at}" for at in range(width)],
        separator=separator,
        truncate_ragged_lines=ragged,
        raise_if_empty=False,
    )
    if frame.height and not ragged and any("\n" in cell for cell in frame.row(-1) if cell):
        raise pl.exceptions.ComputeError("open quotation mark")  # it swallows the rest of the file
    return frame


@dataclass(frozen=True, slots=True)
class _File:
    """A file as records."""

    path: Path
    encoding: str
    separator: str

    def _open(self) -> TextIO:
        return self.path.open(encoding="utf-8-sig" if self.encoding == "utf-8" else self.encoding, newline="")

    def head(self) -> list[list[str]]:
        """The first records. Raises TableProblem."""
        try:
            with self._open() as stream:
                return list(islice(csv.reader(stream, delimiter=self.separator), HEAD_ROWS))
        except UnicodeError:
            raise _undecodable(self.path, self.encoding) from None
        except csv.Error:
            raise TableProblem("B110", 1) from None

    def below(self, records: int, width: int) -> io.BytesIO:
        """What follows the first records, in UTF-8, under a line that has `width` cells. Raises TableProblem."""
        text = io.BytesIO()
        text.write((self.separator.join(f"c{at}" for at in range(width)) + "\n").encode())
        try:
            with self._open() as stream:
                reader = csv.reader(stream, delimiter=self.separator)
                for _ in islice(reader, records):
                    pass
                lines = reader.line_num
            with self._open() as stream:
                for _ in range(lines):
                    stream.readline()
                while piece := stream.read(_CHUNK):
                    text.write(piece.encode("utf-8"))
        except UnicodeError:
            raise _undecodable(self.path, self.encoding) from None
        text.seek(0)
        return text

    def diagnosis(self, width: int) -> TableProblem | None:
        """The first place where a file that the fast reader refused is broken; None where rows only end in empty
        cells.
        """
        row = 0
        try:
            with self._open() as stream:
                for row, record in enumerate(csv.reader(stream, strict=True, delimiter=self.separator), 1):
                    if any(cell.strip() for cell in record[width:]):
                        return TableProblem("B110", row, f"{len(record)} 格", f"不多于 {width} 格")
                    if any("\n" in cell and cell.count("\n") > 2 for cell in record):
                        return TableProblem("B110", row, "引号不成对", "每个引号成对")
        except UnicodeError:
            return _undecodable(self.path, self.encoding)
        except csv.Error:
            return TableProblem("B110", row + 1, "引号不成对", "每个引号成对")
        return None


def _undecodable(path: Path, encoding: str) -> TableProblem:
    """Names the first line whose bytes are no text."""
    with path.open("rb") as stream:
        for row, line in enumerate(stream, 1):
            if encoding != "utf-16" and not _decodes(line, encoding):
                return TableProblem("B104", row, f"按 {encoding.upper()} 读不出来的字节")
    return TableProblem("B104", None, f"按 {encoding.upper()} 读不出来的字节")
