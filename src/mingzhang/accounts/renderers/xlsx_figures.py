"""The figures of a form's sheet: what its cells hold, and which of them are sums of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.chart import printed_value
from mingzhang.accounts.renderers.sheet_formats import Formats
from mingzhang.accounts.renderers.sums import sums
from mingzhang.money import FEN_PER_TICK

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


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


class Figures:
    """The figures of one form, written where `at` says that its cells stand."""

    def __init__(
        self, disclosure: Disclosure, layout: Layout, form: Form, at: Mapping[Address, tuple[int, int]]
    ) -> None:
        self.form, self.at = form, at
        self.tail = form.number in disclosure.tails
        self.zero = layout.forms[form.number].zero
        self.decimals = 2 if self.tail or layout.tick_fen != FEN_PER_TICK else 6
        """Decimals that the cells hold: sums are rounded to them, for binary sums drift in the sixteenth digit."""
        self.held = {form.address(cell): held(cell, layout, tail=self.tail) for cell in form.cells}
        self.totals = self._totals(layout)

    def _totals(self, layout: Layout) -> dict[Address, tuple[Address, ...]]:
        """The sums that the held figures bear out and whose cells all stand on the sheet."""
        found: dict[Address, tuple[Address, ...]] = {}
        for place_, addends in sums(self.form, layout.forms[self.form.number]).items():
            if not all(addend in self.at for addend in addends):
                continue
            numbers = [self.held[addend].number or Decimal(0) for addend in addends]
            if sum(numbers) == (self.held[place_].number or Decimal(0)):
                found[place_] = addends
        return found

    def write(self, sheet: "Worksheet", cell: Cell, formats: Formats) -> None:
        place = self.form.address(cell)
        row, column = self.at[place]
        value, addends = self.held[place], self.totals.get(place)
        number = value.number
        # what another layout printed keeps its zeros, as it does on a page
        zero = self.zero if number != 0 or cell.printed == "" else cell.printed
        style = formats.figure(zero, shown_unsigned=_loses_sign(number, cell))
        if addends is not None and self._known(cell):
            formula = f"=ROUND(SUM({self._references(addends)}),{self.decimals})"
            sheet.write_formula(row, column, formula, style, float(number or 0))
        elif cell.printed == "" or (number is None and not value.words):
            sheet.write_blank(row, column, None, style)
        elif number is None:
            sheet.write_string(row, column, value.words, style)
        else:
            # a Decimal: the writer prints floats with a digit too many
            sheet.write_number(row, column, number, style)

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


def _continues(run: list[tuple[int, int]], spot: tuple[int, int]) -> bool:
    """Whether the cell adjoins the run's last one and lies in its one row or column."""
    row, column = run[-1]
    down = spot == (row + 1, column) and all(each == column for _, each in run)
    along = spot == (row, column + 1) and all(each == row for each, _ in run)
    return down or along


def _loses_sign(number: Decimal | None, cell: Cell) -> bool:
    """A negative amount so small that it prints as 0.00."""
    return number is not None and number < 0 and not cell.printed.startswith(("-", "－"))
