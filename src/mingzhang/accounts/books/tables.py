"""Reading one table of a unit's books, from text, a workbook or parquet, as text with the row that the user's program
shows.

    source = find_table(folder, "年初")
    if source is not None:
        frame, findings = read_table(source, required=["资金", "金额"], optional=["项目"])
        fen, bad = parse_amounts(frame, "金额", source)

A table called 年初 is `年初.csv`, `年初.xlsx` (its sheet 年初, or its only sheet), `年初.xls`, `年初.parquet` …, or the
sheet 年初 of 账册.xlsx. Titles above the names of its columns are passed over. Whatever is wrong with it becomes a
finding; nothing here raises for bad input.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from mingzhang.accounts.books.csv_text import TableProblem, read_csv
from mingzhang.accounts.books.files import SUFFIXES, FileKind, kind_of
from mingzhang.accounts.books.grids import read_grid, sheet_names
from mingzhang.accounts.books.header import HEAD_ROWS, Header, find_header, plain_name
from mingzhang.findings import Finding, Place, finding

WORKBOOK = "账册.xlsx"
"""The workbook that may hold all tables of a unit, a sheet each."""
ROW = "__row__"
"""Name of the column that numbers the rows: 1 is the first line, which holds the column names; UInt32."""
FEW = 400
"""Rows up to which a table is trimmed row by row."""
BLANKS = "".join(map(chr, (*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F)))
BLANKS += "\u205f\u3000"
"""White space as polars trims it."""
MANY = 200
"""Findings of one code shown for one table; the rest is counted in a closing finding."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table stands: a file, and the sheet of a workbook."""

    path: Path
    file: str
    """As findings name it: relative to the books folder."""
    sheet: str = ""
    also: tuple[str, ...] = ()
    """Other places where a table of the same name stands, which is an error."""

    def place(self, row: int | None = None, column: str = "") -> Place:
        return Place(file=self.file, sheet=self.sheet, row=row, column=column)

    @property
    def binary(self) -> bool:
        """Whether its amounts may come from binary floats."""
        return kind_of(self.path).binary


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its file has it."""

    source: TableSource
    header: Header
    frame: pl.DataFrame
    """ROW, then column_0, column_1 … as texts."""


def find_table(folder: Path, name: str) -> TableSource | None:
    """The table `name` of a books folder, or None where there is none."""
    return find_tables(folder, [name]).get(name)


def find_tables(folder: Path, names: Iterable[str]) -> dict[str, TableSource]:
    """The tables of these names that a books folder has."""
    there = _names(folder)
    found = {name: _found(folder, name, there) for name in names}
    return {name: source for name, source in found.items() if source is not None}


def _found(folder: Path, name: str, there: frozenset[str]) -> TableSource | None:
    """The table `name` among the files that are `there`."""
    files = [file for file, compared in _files(name) if compared in there]
    found = [source for file in files if (source := _file(folder, file, name))]
    workbook = folder / WORKBOOK
    if os.path.normcase(WORKBOOK) in there and workbook.is_file():
        sheets = sheet_names(workbook)
        if name in (sheets or ()) or (sheets is None and not found):
            found.append(TableSource(workbook, WORKBOOK, name))
    if not found:
        return None
    also = tuple(source.place().text() for source in found[1:])
    return TableSource(found[0].path, found[0].file, found[0].sheet, also)


@lru_cache(maxsize=256)
def _files(name: str) -> tuple[tuple[str, str], ...]:
    """The files that may hold a table, each as written and as the file system compares it."""
    return tuple((name + suffix, os.path.normcase(name + suffix)) for suffix in SUFFIXES)


def _names(folder: Path) -> frozenset[str]:
    """What stands in a folder, as the file system compares names."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(os.path.normcase(entry.name) for entry in entries)
    except OSError:
        return frozenset()


def file_source(path: Path, folder: Path, sheet: str = "") -> TableSource:
    """The table in a file that the unit's settings name; `sheet` empty takes the first sheet of a workbook."""
    file = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    if not sheet:
        sheet = next(iter(sheet_names(path) or ()), "")
    return TableSource(path, file, sheet)


def _file(folder: Path, file: str, name: str) -> TableSource | None:
    path = folder / file
    if not path.is_file():
        return None
    sheets = sheet_names(path)
    if sheets is None or len(sheets) > 1:
        return TableSource(path, file, name)
    return TableSource(path, file, sheets[0] if sheets else "")


def missing_table(name: str) -> Finding:
    """The finding for a table that the books must have."""
    return finding(
        "B101",
        Place(file=f"{name}.csv"),
        expected=f"{name}.csv、{name}.xlsx、{name}.parquet 或 {WORKBOOK} 的“{name}”工作表",
    )


def read_table(
    source: TableSource,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    closed: bool = True,
    trim: bool = True,
) -> tuple[pl.DataFrame | None, list[Finding]]:
    """The named columns as strings (null where empty) and the column ROW; None where the table cannot be used.

    Missing optional columns come as null columns. `closed` warns of columns that nobody asked for. `trim` False
    leaves blanks around texts, for callers that convert each distinct text once.
    """
    table, findings = open_table(source, required, optional, closed=closed)
    if table is None:
        return None, findings
    return chosen(table, required, optional, trim=trim), findings


def open_table(
    source: TableSource, required: Sequence[str], optional: Sequence[str] = (), *, closed: bool = True
) -> tuple[Table | None, list[Finding]]:
    """The table with all its columns; None where it cannot be used."""
    findings = [finding("B102", source.place(), printed=other) for other in source.also]
    table, problems = load_table(source, [plain_name(name) for name in required])
    findings += problems
    if table is None:
        return None, findings
    findings += _header_findings(table, required, optional, closed=closed)
    if any(item.code.code in {"B105", "B106"} for item in findings):
        return None, findings
    if table.frame.is_empty() and source.file != WORKBOOK:  # the workbook of a new unit has every sheet
        findings.append(finding("B108", source.place()))
    return table, findings


def read_columns(
    source: TableSource, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[dict[str, list[Any]] | None, list[Finding]]:
    """As `read_table`, for callers that look at every row: ROW and the named columns as lists."""
    table, findings = open_table(source, required, optional)
    if table is None:
        return None, findings
    if 0 < table.frame.height <= FEW:
        return _few(table, required, optional), findings
    return chosen(table, required, optional).to_dict(as_series=False), findings


def chosen(table: Table, required: Sequence[str], optional: Sequence[str] = (), *, trim: bool = True) -> pl.DataFrame:
    """The named columns of a table, rows that are empty in all of them left out."""
    known = table.header.names
    names = [name for name in (*required, *optional) if plain_name(name) in known]
    columns: list[Any] = [pl.col(f"column_{known.index(plain_name(name))}").alias(name) for name in names]
    if trim and 0 < table.frame.height <= FEW:
        few = _few(table, required, optional)
        return pl.DataFrame(few, schema={name: pl.UInt32 if name == ROW else pl.String for name in few})
    if trim:
        columns = [_trimmed(column) for column in columns]
    columns += [pl.lit(None, pl.String).alias(name) for name in optional if plain_name(name) not in known]
    frame = table.frame.select(pl.col(ROW), *columns)
    if any(frame[name].null_count() == 0 for name in names):
        return frame
    written = frame.select(pl.any_horizontal(pl.col(names).is_not_null())).to_series()
    return frame if written.all() else frame.filter(written)


def _few(table: Table, required: Sequence[str], optional: Sequence[str]) -> dict[str, list[Any]]:
    """As `chosen`, trimmed row by row, which takes less time than to begin with whole columns."""
    known = table.header.names
    names = [name for name in (*required, *optional) if plain_name(name) in known]
    texts = [
        [cell.strip(BLANKS) or None if cell else None for cell in table.frame[f"column_{at}"].to_list()]
        for at in (known.index(plain_name(name)) for name in names)
    ]
    numbers = table.frame[ROW].to_list()
    rows = [row for row in zip(numbers, *texts, strict=True) if any(row[1:])]
    columns = map(list, zip(*rows, strict=True)) if rows else ([] for _ in (ROW, *names))
    found: dict[str, list[Any]] = dict(zip((ROW, *names), columns, strict=True))
    return found | {name: [None] * len(rows) for name in optional if plain_name(name) not in known}


def _trimmed(column: pl.Expr) -> pl.Expr:
    text = column.str.strip_chars()
    return pl.when(text != "").then(text)


def _header_findings(table: Table, required: Sequence[str], optional: Sequence[str], *, closed: bool) -> list[Finding]:
    source, row = table.source, table.header.row
    counts = Counter(table.header.names)
    wanted = {plain_name(name): name for name in (*required, *optional)}
    seen = "、".join(name for name in table.header.names if name)
    found = [
        finding("B106", source.place(row, name), printed=f"出现 {counts[plain]} 次")
        for plain, name in wanted.items()
        if counts[plain] > 1
    ]
    found += [
        finding("B105", source.place(row), printed=f"现有列：{seen}", expected=f"有“{name}”列")
        for name in required
        if plain_name(name) not in counts
    ]
    if closed:
        known = "、".join(wanted.values())
        found += [
            finding("B109", source.place(row, name), expected=f"可用的列：{known}")
            for name in counts
            if name and name not in wanted
        ]
    return found


def load_table(source: TableSource, wanted: Collection[str]) -> tuple[Table | None, list[Finding]]:
    """The table under the header that names the wanted columns, or most of them."""
    try:
        match kind_of(source.path):
            case FileKind.TEXT:
                header, frame = read_csv(source.path, wanted)
            case FileKind.PARQUET:
                header, frame = _read_parquet(source)
            case _:
                cells = read_grid(source.path, source.sheet)
                header = find_header(cells.head(HEAD_ROWS).rows(), wanted)
                frame = cells.slice(header.row)
    except TableProblem as problem:
        damaged = problem.code == "B103"  # the file as a whole, whatever table was looked for in it
        place = Place(file=source.file) if damaged else source.place(problem.row)
        return None, [finding(problem.code, place, printed=problem.printed, expected=problem.expected)]
    except OSError as error:
        return None, [finding("B103", Place(file=source.file), printed=error.strerror or "读不出来")]
    if not any(header.names):
        return None, [finding("B107", source.place(1), expected="第 1 行是列名")]
    frame.columns = [f"column_{at}" for at in range(frame.width)]
    return Table(source, header, frame.with_row_index(ROW, header.row + 1)), []


def _read_parquet(source: TableSource) -> tuple[Header, pl.DataFrame]:
    """All columns as text, those that hold lists left out. Damaged bytes can make the reader panic."""
    try:
        frame = pl.read_parquet(source.path)
        plain = [name for name, kind in frame.schema.items() if not kind.is_nested()]
        frame = frame.select(pl.col(plain).cast(pl.String, strict=False))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise TableProblem("B103") from None
    return Header(1, [plain_name(name) for name in frame.columns]), frame
