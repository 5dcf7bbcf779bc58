"""A disclosure as a workbook: one sheet a form, totals as formulas, and the texts. It holds no voucher data.

Cells hold the exact amount in the layout's unit, shown with two decimals; where a form's tail option is on they hold
the printed figures, so that the printed column adds up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.boxes import Box
from mingzhang.accounts.forms.grid import Grid, place
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.chart import printed_value
from mingzhang.accounts.renderers.parts import Placed, is_wide, positions, printed_forms
from mingzhang.accounts.renderers.sheet_formats import Formats
from mingzhang.accounts.renderers.sums import sums
from mingzhang.accounts.renderers.xlsx_evaluations import write_evaluations
from mingzhang.accounts.renderers.xlsx_text import sign_draft, write_draft, write_glossary, write_narrative
from mingzhang.money import FEN_PER_TICK

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


def to_xlsx(disclosure: Disclosure, layout: Layout, created: datetime | None = None) -> bytes:
    """The workbook's bytes: the same for the same disclosure and `created` (else the first day after the year)."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {
                "title": f"{disclosure.unit.name}{disclosure.year}年度部门决算",
                "author": disclosure.unit.name,
                "created": created or datetime(disclosure.year + 1, 1, 1),  # noqa: DTZ001 (the file's dates have no zone)
            }
        )
        formats = Formats(workbook)
        if disclosure.draft is not None:
            write_draft(workbook, formats, disclosure.draft)
        for form in printed_forms(disclosure, layout):
            _FormSheet(workbook, formats, disclosure, layout, form).write()
        write_evaluations(workbook, formats, disclosure, layout)
        write_narrative(workbook, formats, disclosure, layout)
        write_glossary(workbook, formats, disclosure)
        if disclosure.draft is not None:
            sign_draft(workbook)
    return out.getvalue()


@dataclass(frozen=True)
class Held:
    """What a figure's cell holds: an exact decimal, words that are no number, or nothing."""

    number: Decimal | None = None
    words: str = ""


def held(cell: Cell, layout: Layout, *, tail: bool) -> Held:
    """The exact amount in the layout's unit where it is known and the form keeps no tail, else the printed figure."""
    if cell.fen is not None and not tail:
        return Held(Decimal(cell.fen) / (100 * layout.tick_fen))
    number = printed_value(cell.printed)
    return Held(number, "" if number is not None else cell.printed)


class _FormSheet:
    """One form on one sheet."""

    def __init__(
        self, workbook: "xlsxwriter.Workbook", formats: Formats, disclosure: Disclosure, layout: Layout, form: Form
    ) -> None:
        self.grid: Grid = place(form, layout, disclosure.unit.name)
        self.sheet: Worksheet = workbook.add_worksheet(f"{form.number} {form.title}"[:31])
        self.formats, self.disclosure, self.layout, self.form = formats, disclosure, layout, form
        self.tail = form.number in disclosure.tails
        self.zero = layout.forms[form.number].zero
        self.decimals = 2 if self.tail or layout.tick_fen != FEN_PER_TICK else 6
        """Decimals that the cells hold: sums are rounded to them, for binary sums drift in the sixteenth digit."""
        self.held = {form.address(cell): held(cell, layout, tail=self.tail) for cell in form.cells}
        self.at: dict[Address, tuple[int, int]] = {}

    def write(self) -> None:
        width = len(self.grid.columns)
        top = FIRST_ROW + len(self.grid.header)
        header = list(positions(self.grid.header, width))
        body = list(positions(self.grid.body, width))
        for placed in body:
            if placed.box.cell is not None:
                self.at[self.form.address(placed.box.cell)] = (top + placed.row, placed.column)
        self._above(width)
        for placed in header:
            self._box(FIRST_ROW + placed.row, placed.column, placed.box)
        self._heights(header, top, len(self.grid.body))
        totals = self._totals()
        for placed in body:
            row, column, cell = top + placed.row, placed.column, placed.box.cell
            if cell is None:
                self._box(row, column, placed.box)
            else:
                self._figure(row, column, placed.box, cell, totals.get(self.form.address(cell)))
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
        style = self.formats.box(box.role, total=box.text.endswith(("合计", "总计")))
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

    def _totals(self) -> dict[Address, tuple[Address, ...]]:
        """The sums that the held figures bear out and whose cells all stand on the sheet."""
        found: dict[Address, tuple[Address, ...]] = {}
        for place_, addends in sums(self.form, self.layout.forms[self.form.number]).items():
            if not all(addend in self.at for addend in addends):
                continue
            numbers = [self.held[addend].number or Decimal(0) for addend in addends]
            if sum(numbers) == (self.held[place_].number or Decimal(0)):
                found[place_] = addends
        return found

    def _figure(self, row: int, column: int, box: Box, cell: Cell, addends: tuple[Address, ...] | None) -> None:
        value = self.held[self.form.address(cell)]
        number = value.number
        style = self.formats.figure(self.zero, shown_unsigned=_loses_sign(number, cell))
        if addends is not None and self._known(cell):
            formula = f"=ROUND(SUM({self._references(addends)}),{self.decimals})"
            self.sheet.write_formula(row, column, formula, style, float(number or 0))
        elif cell.printed == "" or (number is None and not value.words):
            self.sheet.write_blank(row, column, None, style)
        elif number is None:
            self.sheet.write_string(row, column, value.words, style)
        else:
            # a Decimal: the writer prints floats with a digit too many
            self.sheet.write_number(row, column, number, style)

    def _known(self, cell: Cell) -> bool:
        """A blank whose amount nobody knows stays a blank, and no formula."""
        return cell.printed != "" or cell.fen is not None or self.tail

    def _references(self, addends: tuple[Address, ...]) -> str:
        """Cells as ranges where they adjoin, in the order of the sheet: C5:C7,C12."""
        from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

        runs: list[list[tuple[int, int]]] = []
        for spot in sorted(self.at[addend] for addend in addends):
            if runs and _continues(runs[-1], spot):
                runs[-1].append(spot)
            else:
                runs.append([spot])
        return ",".join(xl_range(*run[0], *run[-1]) if len(run) > 1 else xl_rowcol_to_cell(*run[0]) for run in runs)

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


def _continues(run: list[tuple[int, int]], spot: tuple[int, int]) -> bool:
    """Whether the cell adjoins the run's last one and lies in its one row or column."""
    row, column = run[-1]
    down = spot == (row + 1, column) and all(each == column for _, each in run)
    along = spot == (row, column + 1) and all(each == row for each, _ in run)
    return down or along


def _loses_sign(number: Decimal | None, cell: Cell) -> bool:
    """A negative amount so small that it prints as 0.00."""
    return number is not None and number < 0 and not cell.printed.startswith(("-", "－"))
