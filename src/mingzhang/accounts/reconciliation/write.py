"""The differences and the proposed rows as files: a workbook, or a folder of csv tables."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from mingzhang.accounts.books.proposal import OPENING_TABLE, TABLE, Reconciliation
from mingzhang.accounts.books.sheets import Sheet, specs
from mingzhang.accounts.reconciliation.cells import CellDifference
from mingzhang.accounts.renderers.whole import replaced

CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 — the same workbook has the same bytes whenever it is made
CELLS, REST = "逐格差异", "没有可提的调整"
TABLES: tuple[Sheet, ...] = (TABLE, OPENING_TABLE)
FEN = "（分）"
WIDTHS = {"原因": 60, "位置": 60, "行": 30, "表名": 36, "列": 30}
A4 = 9


class Table(NamedTuple):
    """A table as it is written; whole numbers are 分."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def tables_of(found: Reconciliation, cells: Iterable[CellDifference]) -> list[Table]:
    """The cells, the rows for each sheet of the books, and what no row mends."""
    ours, theirs, gap = (f"{name}{FEN}" for name in ("账册", "批复决算", "相差"))
    told: list[Sequence[str | int]] = [
        (*cell.address[:1], cell.title, *cell.address[1:], cell.ours_fen, cell.theirs_fen,
         cell.theirs_fen - cell.ours_fen, cell.ours, cell.theirs)
        for cell in cells
    ]  # fmt: skip
    rest: list[Sequence[str | int]] = [
        (item.place.text(), item.ours_fen, item.theirs_fen, item.theirs_fen - item.ours_fen) for item in found.left
    ]
    return [
        Table(CELLS, ("表", "表名", "部分", "行", "列", ours, theirs, gap, "账册印出", "批复决算印出"), told),
        *(Table(name, columns_of(name), _rows(name, rows_of(found, name))) for name in TABLES),
        Table(REST, ("位置", ours, theirs, gap), rest),
    ]


def rows_of(found: Reconciliation, table: Sheet) -> list[Mapping[str, str]]:
    """The proposed rows of a sheet of the books."""
    return [item.row() for item in found.proposals if item.table == table]


def columns_of(table: Sheet) -> list[str]:
    return [column.name for column in specs()[table].columns]


def _rows(table: Sheet, rows: Iterable[Mapping[str, str]]) -> list[Sequence[str | int]]:
    return [[row.get(column, "") for column in columns_of(table)] for row in rows]


def write_folder(folder: Path, tables: Iterable[Table]) -> None:
    """A csv a table that has rows, which spreadsheets know as UTF-8; the folder whole or not at all."""
    with replaced(folder) as into:
        for table in tables:
            if table.rows:
                with (into / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
                    csv.writer(stream).writerows([table.columns, *table.rows])


def write_workbook(path: Path, tables: Iterable[Table]) -> None:
    """A sheet a table; codes and proposed amounts are texts, so that they paste as they stand."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": CREATED})
        head = workbook.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1, "text_wrap": True})
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
        number = workbook.add_format({"num_format": "#,##0", "valign": "top", "border": 1})
        right = workbook.add_format({"num_format": "@", "align": "right", "valign": "top", "border": 1})
        for table in tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.set_landscape()
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 0)
            for at, name in enumerate(table.columns):
                sheet.set_column(at, at, WIDTHS.get(name, 16))
                sheet.write_string(0, at, name, head)
            for row, cells in enumerate(table.rows, 1):
                for at, cell in enumerate(cells):
                    if isinstance(cell, int):
                        sheet.write_number(row, at, cell, number)
                    else:
                        amount = table.columns[at] == "金额" or table.columns[at].endswith("印出")
                        sheet.write_string(row, at, cell, right if amount else text)
