"""Small text files of which nothing can be read in two ways, cell by cell."""

from collections.abc import Collection
from pathlib import Path

from mingzhang.accounts.books.csv_text import best_head
from mingzhang.accounts.books.header import HEAD_ROWS, Header

SMALL = 1 << 16
"""Bytes up to which a file is read so: the reader of large files takes ten times as long to begin."""
_ODD = (b'"', b"\r", b"\0")


def read_plain(path: Path, wanted: Collection[str]) -> tuple[Header, list[list[str | None]]] | None:
    """The header that names the `wanted` columns, in the first line, and the columns below it; None for any file but a
    small one in UTF-8 in which every line has all cells and none a quotation mark.
    """
    with path.open("rb") as stream:
        raw = stream.read(SMALL + 1)
    if len(raw) > SMALL:
        return None
    raw = raw.replace(b"\r\n", b"\n").removesuffix(b"\n")
    if any(sign in raw for sign in _ODD):
        return None
    try:
        lines = raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        return None
    top = lines[:HEAD_ROWS]
    separator, head, header = best_head(
        lambda separator: [line.split(separator) if line else [] for line in top], wanted
    )
    cells = [line.split(separator) for line in lines[1:]]
    width = max(len(record) for record in head[:2])
    plain = header.row == 1 and any(header.names) and 1 < width == len(head[0]) and cells
    if not plain or any(len(row) != width for row in cells):
        return None
    return header, [[cell or None for cell in column] for column in zip(*cells, strict=True)]
