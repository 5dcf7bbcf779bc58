"""Reading one table of a unit's books, from csv, xlsx or parquet, as text with the row that the user's program shows.

    source = find_table(folder, "年初")
    if source is not None:
        frame, findings = read_table(source, required=["资金", "金额"], optional=["项目"])
        fen, bad = parse_amounts(frame, "金额", source)

A table called 年初 is `年初.csv` (UTF-8 or GB18030), `年初.xlsx` (its sheet 年初, or its only sheet), `年初.parquet`,
or the sheet 年初 of 账册.xlsx. Whatever is wrong with it becomes a finding; nothing here raises for bad input.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from mingzhang.accounts.books.csv_text import TableProblem, read_csv
from mingzhang.findings import Finding, Place, finding

WORKBOOK = "账册.xlsx"
"""The workbook that may hold all tables of a unit, a sheet each."""
ROW = "__row__"
"""Name of the column that numbers the rows: 1 is the first line, which holds the column names; UInt32."""
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
    def format(self) -> str:
        """csv, xlsx or parquet."""
        return self.path.suffix.lower().lstrip(".")


def find_table(folder: Path, name: str) -> TableSource | None:
    """The table `name` of a books folder, or None where there is none."""
    found = [source for suffix in (".csv", ".xlsx", ".parquet") if (source := _file(folder, name + suffix, name))]
    workbook = folder / WORKBOOK
    if workbook.is_file():
        sheets = sheet_names(workbook)
        if name in (sheets or ()) or (sheets is None and not found):
            found.append(TableSource(workbook, WORKBOOK, name))
    if not found:
        return None
    also = tuple(source.place().text() for source in found[1:])
    return TableSource(found[0].path, found[0].file, found[0].sheet, also)


def file_source(path: Path, folder: Path, sheet: str = "") -> TableSource:
    """The table in a file that the unit's settings name; `sheet` empty takes the first sheet of a workbook."""
    file = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    if path.suffix.lower() == ".xlsx" and not sheet:
        sheet = next(iter(sheet_names(path) or ()), "")
    return TableSource(path, file, sheet)


def _file(folder: Path, file: str, name: str) -> TableSource | None:
    path = folder / file
    if not path.is_file():
        return None
    if path.suffix == ".xlsx":
        sheets = sheet_names(path) or ()
        return TableSource(path, file, sheets[0] if len(sheets) == 1 else name)
    return TableSource(path, file)


def sheet_names(path: Path) -> tuple[str, ...] | None:
    """The sheets of a workbook; None where it cannot be opened."""
    import fastexcel

    try:
        return tuple(fastexcel.read_excel(path).sheet_names)
    except (fastexcel.FastExcelError, OSError):
        return None


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
    findings = [finding("B102", source.place(), printed=other) for other in source.also]
    frame, header, problems = _load(source)
    findings += problems
    if frame is None:
        return None, findings
    findings += _header_findings(source, header, required, optional, closed=closed)
    if any(item.code.code in {"B105", "B106"} for item in findings):
        return None, findings
    names = [name for name in (*required, *optional) if name in header]
    columns: list[Any] = [pl.col(f"column_{header.index(name)}").alias(name) for name in names]
    if trim:
        columns = [_trimmed(column) for column in columns]
    columns += [pl.lit(None, pl.String).alias(name) for name in optional if name not in header]
    frame = frame.select(pl.col(ROW), *columns)
    written = frame.select(pl.any_horizontal(pl.col(names).is_not_null())).to_series()
    if not written.all():
        frame = frame.filter(written)
    if frame.is_empty() and source.file != WORKBOOK:  # the workbook of a new unit has every sheet
        findings.append(finding("B108", source.place()))
    return frame, findings


def _trimmed(column: pl.Expr) -> pl.Expr:
    text = column.str.strip_chars()
    return pl.when(text != "").then(text)


def _header_findings(
    source: TableSource, header: Sequence[str], required: Sequence[str], optional: Sequence[str], *, closed: bool
) -> list[Finding]:
    counts = Counter(header)
    wanted = (*required, *optional)
    seen = "、".join(name for name in header if name)
    found = [
        finding("B106", source.place(1, name), printed=f"出现 {counts[name]} 次") for name in wanted if counts[name] > 1
    ]
    found += [
        finding("B105", source.place(1), printed=f"现有列：{seen}", expected=f"有“{name}”列")
        for name in required
        if name not in counts
    ]
    if closed:
        known = "、".join(wanted)
        found += [
            finding("B109", source.place(1, name), expected=f"可用的列：{known}")
            for name in counts
            if name and name not in wanted
        ]
    return found


def _load(source: TableSource) -> tuple[pl.DataFrame | None, list[str], list[Finding]]:
    """The columns ROW, column_0, column_1 … as strings; the header; findings."""
    frame: pl.DataFrame | None
    try:
        match source.format:
            case "csv":
                header, frame = read_csv(source.path)
            case "xlsx":
                header, frame = _read_sheet(source)
            case _:
                header, frame = _read_parquet(source)
    except TableProblem as problem:
        return (
            None,
            [],
            [finding(problem.code, source.place(problem.row), printed=problem.printed, expected=problem.expected)],
        )
    except OSError as error:
        return None, [], [finding("B103", Place(file=source.file), printed=error.strerror or "读不出来")]
    if frame is None:
        return None, [], [finding("B103", Place(file=source.file))]
    if not any(header):
        return None, [], [finding("B107", source.place(1), expected="第 1 行是列名")]
    frame = frame.rename({old: f"column_{at}" for at, old in enumerate(frame.columns)})
    rows = pl.int_range(2, frame.height + 2, dtype=pl.UInt32).alias(ROW)
    return frame.with_columns(rows), header, []


def _read_sheet(source: TableSource) -> tuple[list[str], pl.DataFrame | None]:
    """A sheet's cells as text; binary amounts keep the digits that the reader gives them."""
    import fastexcel

    try:
        workbook = fastexcel.read_excel(source.path)
        if source.sheet not in workbook.sheet_names:
            raise TableProblem(
                "B101", expected=f"有“{source.sheet}”工作表", printed="现有工作表：" + "、".join(workbook.sheet_names)
            )
        sheet = workbook.load_sheet(source.sheet, header_row=None, skip_rows=0, dtypes="string")
        cells = sheet.to_polars()
    except fastexcel.FastExcelError:
        return [], None
    if cells.is_empty():
        return [], cells
    return [str(name or "").strip() for name in cells.row(0)], cells.slice(1)


def _read_parquet(source: TableSource) -> tuple[list[str], pl.DataFrame | None]:
    """All columns as text, those that hold lists left out. Damaged bytes can make the reader panic."""
    try:
        frame = pl.read_parquet(source.path)
        plain = [name for name, kind in frame.schema.items() if not kind.is_nested()]
        frame = frame.select(pl.col(plain).cast(pl.String, strict=False))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return [], None
    return [name.strip() for name in frame.columns], frame
