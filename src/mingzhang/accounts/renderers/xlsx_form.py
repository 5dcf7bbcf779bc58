"""One form on one sheet of the workbook: its boxes, and how the sheet is printed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mingzhang.accounts.disclosure import Disclosure, Form
from mingzhang.accounts.forms.boxes import Box
from mingzhang.accounts.forms.grid import Grid, place
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.parts import Placed, is_wide, positions
from mingzhang.accounts.renderers.sheet_formats import Formats
from mingzhang.accounts.renderers.xlsx_figures import Figures

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, CODE_ROW, UNIT_ROW, FIRST_ROW = 0, 1, 2, 3
WIDTHS: Mapping[str, float] = {"label": 32, "name": 32, "code": 11, "digits": 5.5, "number": 6, "figure": 14}
"""Column widths in characters, by what the column is."""
ONE_PAGE_ROWS = 44
"""Rows that still read well when a sheet is set on one page, so that no lone row stands on a second."""
A4 = 9
LINE_POINTS = 14


class FormSheet:
    """One form on one sheet."""

    def __init__(
        self, workbook: "xlsxwriter.Workbook", formats: Formats, disclosure: Disclosure, layout: Layout, form: Form
    ) -> None:
        self.grid: Grid = place(form, layout, disclosure.unit.name)
        self.sheet: Worksheet = workbook.add_worksheet(f"{form.number} {form.title}"[:31])
        self.formats, self.disclosure, self.layout, self.form = formats, disclosure, layout, form

    def write(self) -> None:
        width = len(self.grid.columns)
        top = FIRST_ROW + len(self.grid.header)
        header = list(positions(self.grid.header, width))
        body = list(positions(self.grid.body, width))
        at = {
            self.form.address(placed.box.cell): (top + placed.row, placed.column)
            for placed in body
            if placed.box.cell is not None
        }
        self._above(width)
        for placed in header:
            self._box(FIRST_ROW + placed.row, placed.column, placed.box)
        self._heights(header, top, len(self.grid.body))
        figures = Figures(self.disclosure, self.layout, self.form, at)
        for placed in body:
            if placed.box.cell is None:
                self._box(top + placed.row, placed.column, placed.box)
            else:
                figures.write(self.sheet, placed.box.cell, self.formats)
        self._below(top + len(self.grid.body), width)
        self._page(top, width)

    def _above(self, width: int) -> None:
        left, middle, right = self.layout.above_form(self.disclosure.unit.name, self.disclosure.year)
        formats, last = self.formats, width - 1
        split = max(width - 2, 1)
        self._merge((TITLE_ROW, 0, TITLE_ROW, last), self.grid.title, formats.title)
        self._merge((CODE_ROW, 0, CODE_ROW, last), self.grid.code, formats.right)
        room = int(sum(WIDTHS[role] for role in self.grid.columns[:split]) - 1)
        told = [text for text in (left, middle) if text]
        whole = "　　".join(told)
        lines = 1
        if 2 * len(whole) > room:  # a long name, and the year on a line of its own
            whole, lines = "\n".join(told), sum(-(-2 * len(text) // room) for text in told)
        self._merge((UNIT_ROW, 0, UNIT_ROW, split - 1), whole, formats.left)
        self.sheet.set_row(UNIT_ROW, 2 + LINE_POINTS * lines)
        self._merge((UNIT_ROW, split, UNIT_ROW, last), right, formats.right)
        self.sheet.set_row(TITLE_ROW, 32)

    def _box(self, row: int, column: int, box: Box) -> None:
        style = self.formats.box(box.role, total=box.sums_up)
        self._merge((row, column, row + box.down - 1, column + box.across - 1), box.text, style)

    def _heights(self, header: Sequence[Placed], top: int, rows: int) -> None:
        """Header rows as high as their longest wrapped text; body rows a little higher than the default."""
        lines = dict.fromkeys(range(len(self.grid.header)), 1)
        for placed in header:
            if placed.box.down == 1:
                covered = self.grid.columns[placed.column : placed.column + placed.box.across]
                width = sum(WIDTHS[role] for role in covered)
                lines[placed.row] = max(lines[placed.row], -(-2 * len(placed.box.text) // int(width - 1)))
        for row, count in lines.items():
            self.sheet.set_row(FIRST_ROW + row, 4 + LINE_POINTS * count)
        for row in range(top, top + rows):
            self.sheet.set_row(row, LINE_POINTS + 3)

    def _merge(self, area: tuple[int, int, int, int], text: str, style: "Format") -> None:
        """One text over an area (top, left, bottom, right); a single cell needs no merging."""
        top, left, bottom, right = area
        if (top, left) == (bottom, right):
            self.sheet.write_string(top, left, text, style)
        else:
            self.sheet.merge_range(top, left, bottom, right, text, style)

    def _below(self, row: int, width: int) -> None:
        for index, note in enumerate(self.grid.notes):
            self._merge((row + index, 0, row + index, width - 1), note, self.formats.note)

    def _page(self, top: int, width: int) -> None:
        sheet, wide = self.sheet, is_wide(self.grid)
        for index, role in enumerate(self.grid.columns):
            sheet.set_column(index, index, WIDTHS[role] + (12 if width <= 3 else 0))
        sheet.set_paper(A4)
        if wide:
            sheet.set_landscape()
        rows = top + len(self.grid.body) + len(self.grid.notes)
        sheet.fit_to_pages(1, 1 if rows <= ONE_PAGE_ROWS else 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.repeat_rows(TITLE_ROW, top - 1)
        sheet.freeze_panes(top, 1 + self.grid.columns.index("name") if "name" in self.grid.columns else 1)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        last = top + len(self.grid.body)
        sheet.ignore_errors({"number_stored_as_text": _area(FIRST_ROW, last, width)})


def _area(first: int, last: int, width: int) -> str:
    from xlsxwriter.utility import xl_range

    area: str = xl_range(first, 0, last, width - 1)
    return area
