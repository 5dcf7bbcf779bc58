"""The tables of a consolidation as a workbook, amounts as numbers."""

from datetime import datetime
from pathlib import Path

from mingzhang.accounts.department.stated import Table

CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 — the same workbook has the same bytes whenever it is made
FEN = 100
WIDE, NARROW = 30, 18
A4 = 9


def write_workbook(path: Path, tables: tuple[Table, ...]) -> None:
    """A sheet a table."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": CREATED})
        head = workbook.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1, "text_wrap": True})
        text = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        money = workbook.add_format({"num_format": "#,##0.00", "valign": "top", "border": 1})
        for table in tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.set_landscape()
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(1)
            sheet.freeze_panes(2, 1)
            sheet.write_string(0, 0, table.note)
            for at, name in enumerate(table.columns):
                sheet.set_column(at, at, WIDE if not at else NARROW)
                sheet.write_string(1, at, name, head)
            for row, boxes in enumerate(table.rows, 2):
                for at, box in enumerate(boxes):
                    if isinstance(box, int):
                        sheet.write_number(row, at, box / FEN, money)
                    else:
                        sheet.write_string(row, at, box or "", text)
