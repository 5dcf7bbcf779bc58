"""Reading one table of a unit's books, from text, a workbook or parquet, as text with the row that the user's program
shows.

    source = find_table(folder, "年初")
    if source is not None:
        frame, findings = read_table(source, required=["资金", "金额"], optional=["项目"])
        fen, bad = parse_amounts(frame, "金额", source)

Titles above the names of its columns are passed over. Whatever is wrong with it becomes a finding; nothing here raises
for bad input.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import polars as pl

from mingzhang.accounts.books.csv_text import TableProblem, read_csv
from mingzhang.accounts.books.files import FileKind, kind_of
from mingzhang.accounts.books.grids import read_grid
from mingzhang.accounts.books.header import HEAD_ROWS, Header, find_header, plain_name
from mingzhang.accounts.books.plain_text import read_plain
from mingzhang.accounts.books.table import ROW, Few, Table, chosen, few_columns
from mingzhang.accounts.books.table_sources import WORKBOOK, TableSource
from mingzhang.findings import Finding, Place, finding

MANY = 200
"""Findings of one code shown for one table; the rest is counted in a closing finding."""


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
    if table.height == 0 and source.file != WORKBOOK:  # the workbook of a new unit has every sheet
        findings.append(finding("B108", source.place()))
    return table, findings


def read_columns(
    source: TableSource, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[dict[str, list[Any]] | None, list[Finding]]:
    """As `read_table`, for callers that look at every row: ROW and the named columns as lists."""
    table, findings = open_table(source, required, optional)
    if table is None:
        return None, findings
    if table.few:
        return few_columns(table, required, optional), findings
    return chosen(table, required, optional).to_dict(as_series=False), findings


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
                plain = read_plain(source.path, wanted)
                if plain is not None:
                    return Table(source, plain[0], Few(plain[0].row + 1, plain[1])), []
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
