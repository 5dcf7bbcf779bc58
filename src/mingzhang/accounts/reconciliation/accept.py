"""Taking the proposed rows of a file, as the user left them, into the tables of the books."""

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mingzhang.accounts.books.csv_text import encoding_of
from mingzhang.accounts.books.files import FileKind, kind_of
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.sheets import Sheet, specs
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource, find_table
from mingzhang.accounts.books.tables import read_table
from mingzhang.accounts.reconciliation.write import TABLES, columns_of
from mingzhang.findings import Finding, Place, ProblemsFound, finding

Rows = list[tuple[str, ...]]


class Accepted(NamedTuple):
    """What became of one table."""

    file: str
    added: int
    known: int
    """Rows that the table already had, which are not added again."""


def accept(folder: Path, given: Path) -> list[Accepted]:
    """Adds the rows of `given` (the workbook or folder that was proposed) to csv tables of the books, all or none.

    Raises ProblemsFound where a table of the books stands in a workbook, which nobody but its owner should write.
    """
    problems: list[Finding] = []
    wanted: list[tuple[Sheet, Rows]] = []
    for table in TABLES:
        rows, told = _rows(_source(given, table), table)
        problems += told
        if rows:
            wanted.append((table, rows))
    plans = [_plan(folder, table, rows, problems) for table, rows in wanted]
    if not wanted and not problems:
        problems.append(finding("B423", Place(file=given.name), expected=f"有 {'、'.join(TABLES)} 的行"))
    if problems:
        raise ProblemsFound(problems)
    written: list[tuple[Path, Path]] = []
    try:
        written += [(_beside(path, content), path) for path, content, _ in plans]
        for fresh, path in written:
            fresh.replace(path)
    finally:
        for fresh, _ in written:
            fresh.unlink(missing_ok=True)
    return [accepted for _, _, accepted in plans]


def _source(given: Path, table: Sheet) -> TableSource | None:
    if given.is_dir():
        path = given / f"{table}.csv"
        return TableSource(path, f"{given.name}/{path.name}") if path.is_file() else None
    return TableSource(given, given.name, table) if table in (sheet_names(given) or ()) else None


def _rows(source: TableSource | None, table: Sheet) -> tuple[Rows, list[Finding]]:
    """The rows by the columns of the sheet; an empty table is no fault here."""
    if source is None:
        return [], []
    columns = columns_of(table)
    frame, told = read_table(source, [], columns, closed=False)
    told = [item for item in told if item.code.code != "B108"]
    if frame is None:
        return [], told
    return [tuple(cell or "" for cell in row) for row in frame.drop(ROW).select(columns).iter_rows()], told


def _plan(folder: Path, table: Sheet, rows: Rows, problems: list[Finding]) -> tuple[Path, bytes, Accepted]:
    """The file of a table with the rows added; nothing but a problem where it is no csv."""
    source = find_table(folder, table)
    path = folder / f"{table}.csv"
    if source is None:
        content = _csv([columns_of(table), *rows]).encode("utf-8-sig")
        return path, content, Accepted(path.name, len(rows), 0)
    if kind_of(source.path) is not FileKind.TEXT or source.also:
        problems.append(finding("B422", source.place()))
        return path, b"", Accepted("", 0, 0)
    standing, told = _rows(source, table)
    if told:
        problems += told
        return path, b"", Accepted("", 0, 0)
    encoding = encoding_of(source.path)
    text = source.path.read_bytes().decode(encoding)
    header = [name.strip() for name in next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))]
    if not {column.name for column in specs()[table].columns if column.filled} <= set(header):
        problems.append(finding("B422", source.place()))  # another separator, or titles above the columns
        return path, b"", Accepted("", 0, 0)
    fresh = [dict(zip(columns_of(table), row, strict=True)) for row in rows if row not in standing]
    lacking = {name for row in fresh for name, cell in row.items() if cell and name not in header}
    if lacking:
        problems.append(
            finding("B105", source.place(1), printed="、".join(header), expected="、".join(sorted(lacking)))
        )
    added = _csv([[row.get(name, "") for name in header] for row in fresh])
    whole = (text if text.endswith("\n") else f"{text}\n") + added
    return source.path, whole.encode(encoding), Accepted(source.file, len(fresh), len(rows) - len(fresh))


def _csv(rows: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _beside(path: Path, content: bytes) -> Path:
    """The content in a new file beside `path`, to take its place."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    return Path(name)
