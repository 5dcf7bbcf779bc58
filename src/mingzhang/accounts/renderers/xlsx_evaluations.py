"""The self-evaluation forms of a workbook: one sheet a project, printed figures as numbers where they are such."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.boxes import Box
from mingzhang.accounts.forms.grid import Grid
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.performance.exact import decimals
from mingzhang.accounts.performance.form import evaluation_grids, form_for
from mingzhang.accounts.renderers.chart import printed_value
from mingzhang.accounts.renderers.parts import positions
from mingzhang.accounts.renderers.sheet_formats import Formats

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, SUBTITLE_ROW, FIRST_ROW = 0, 1, 2
WIDTHS: Mapping[str, float] = {"spine": 5, "item": 20, "text": 10, "score": 9}
"""Column widths in characters, by what the column is."""
A4, ROW_POINTS = 9, 32


def write_evaluations(
    workbook: "xlsxwriter.Workbook", formats: Formats, disclosure: Disclosure, layout: Layout
) -> None:
    """A sheet a form, in the order of the document: 自评1, 自评2 …"""
    for number, grid in enumerate(evaluation_grids(disclosure.evaluations, form_for(layout)), 1):
        _write(workbook.add_worksheet(f"自评{number}"), formats, grid, disclosure.year)


def _write(sheet: "Worksheet", formats: Formats, grid: Grid, year: int) -> None:
    last = len(grid.columns) - 1
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, grid.title, formats.title)
    sheet.merge_range(SUBTITLE_ROW, 0, SUBTITLE_ROW, last, f"（{year}年度）", formats.box("number"))
    for placed in positions(grid.body, len(grid.columns)):
        row, column, box = FIRST_ROW + placed.row, placed.column, placed.box
        if box.across > 1 or box.down > 1:
            style = formats.box(box.role)
            sheet.merge_range(row, column, row + box.down - 1, column + box.across - 1, "", style)
        _value(sheet, row, column, box, formats)
    for column, role in enumerate(grid.columns):
        sheet.set_column(column, column, WIDTHS[role])
    for row in range(len(grid.body)):
        sheet.set_row(FIRST_ROW + row, ROW_POINTS)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_row(TITLE_ROW, ROW_POINTS)


def _value(sheet: "Worksheet", row: int, column: int, box: Box, formats: Formats) -> None:
    """A figure as a number that shows as it is printed; anything else as text."""
    number = printed_value(box.text) if box.role == "score" else None
    if number is None:
        sheet.write_string(row, column, box.text, formats.box(box.role))
    else:
        sheet.write_number(row, column, number, formats.score(decimals(box.text)))
