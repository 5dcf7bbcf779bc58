"""A file of whatever kind as a grid of texts, with the rows that the user's program shows."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from mingzhang.accounts.books.csv_text import TableProblem
from mingzhang.accounts.books.files import FileKind, kind_of
from mingzhang.accounts.books.lost_cells import Cells, lost_cells
from mingzhang.findings import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    import fastexcel

BOXES = 20_000_000
"""Cells of a page that holds a table; a sheet of a workbook has no more."""


def sheet_names(path: Path) -> tuple[str, ...] | None:
    """The sheets of a workbook, none for a file that is one table; None where it cannot be opened."""
    import fastexcel

    try:
        match kind_of(path):
            case FileKind.WORKBOOK:
                return tuple(_workbook(path).sheet_names)
            case FileKind.XML:
                from mingzhang.accounts.books.spreadsheet_xml import xml_sheets

                return tuple(xml_sheets(path))
            case _:
                return ()
    except (fastexcel.FastExcelError, OSError, ValueError):
        return None


def read_grid(path: Path, sheet: str) -> pl.DataFrame:
    """All cells of a sheet, or of a page, as texts. Raises TableProblem."""
    kind = kind_of(path)
    if kind is FileKind.WORKBOOK:
        return _sheet(path, sheet)
    try:
        if kind is FileKind.XML:
            from mingzhang.accounts.books.spreadsheet_xml import xml_sheets

            sheets = xml_sheets(path)
            if sheet not in sheets:
                raise _no_sheet(sheet, list(sheets))
            return _framed(sheets[sheet])
        return _framed(_page(path))
    except (ValueError, ProblemsFound):
        raise TableProblem("B103") from None


def _workbook(path: Path) -> "fastexcel.ExcelReader":
    import fastexcel

    known = path.suffix.lower() in {".xlsx", ".xls"}  # by other names the library does not look inside
    return fastexcel.read_excel(path if known else path.read_bytes())


def _sheet(path: Path, name: str) -> pl.DataFrame:
    """A sheet's cells; binary amounts keep the digits that the library gives them."""
    import fastexcel

    try:
        workbook = _workbook(path)
        if name not in workbook.sheet_names:
            raise _no_sheet(name, workbook.sheet_names)
        cells = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError:
        raise TableProblem("B103") from None
    lost = lost_cells(path, name, workbook.sheet_names)
    return _with(cells, lost, _first_column(path, name)) if lost else cells


def _first_column(path: Path, name: str) -> int:
    """The column in which a sheet's cells begin, from 0: the library leaves out those before it."""
    import python_calamine as calamine

    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))  # whatever its name ends in
    begins = workbook.get_sheet_by_name(name).start
    return begins[1] if begins is not None else 0


def _with(cells: pl.DataFrame, lost: Cells, first: int) -> pl.DataFrame:
    """The cells with the texts of those that were lost."""
    columns = cells.to_dict(as_series=False)
    names = list(columns)
    for (row, column), text in lost.items():
        if 0 <= column - first < len(names) and row < cells.height:
            columns[names[column - first]][row] = text
    return pl.DataFrame(columns, schema=cells.schema)


def _no_sheet(name: str, there: "Sequence[str]") -> TableProblem:
    return TableProblem("B101", expected=f"有“{name}”工作表", printed="现有工作表：" + "、".join(there))


def _page(path: Path) -> list[list[str]]:
    """An html page as a workbook's program shows it: all on one sheet, a paragraph a row, tables below each other."""
    from mingzhang.accounts.readers.document import Text
    from mingzhang.accounts.readers.html import read_html
    from mingzhang.accounts.readers.limits import Limits, Meter

    rows: list[list[str]] = []
    for block in read_html(path, path.name, Meter(path.name, Limits(boxes=BOXES, characters=BOXES * 10))).blocks:
        if isinstance(block, Text):
            rows.append([block.text])
            continue
        for boxes in block.by_row():
            cells: list[str] = []
            for box in boxes:
                cells += [""] * (box.column - len(cells)) + [box.text]
            rows.append(cells)
    return rows


def _framed(rows: "Sequence[Sequence[str]]") -> pl.DataFrame:
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at] if at < len(row) and row[at] else None for row in rows] for at in range(width)]
    return pl.DataFrame({f"c{at}": pl.Series(column, dtype=pl.String) for at, column in enumerate(columns)})
