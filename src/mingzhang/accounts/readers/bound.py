"""What binding a table to a form gives: its cells with their places, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.document import Bounds, Box, Spot, Text
from mingzhang.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell is printed."""

    spot: Spot
    figure: Bounds | None = None
    """Where the figure itself stands; None for a blank."""
    label: str = ""
    """The row's label or item name as printed, on one line."""
    code: str = ""
    """The row's code as printed, its boxes joined; "" where the row has none."""
    value: str = ""
    """The number behind a figure that a workbook's number format printed."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A box whose content has no address or is no figure: neither blank nor zero to any check."""

    form: str
    text: str
    row: str
    column: str
    spot: Spot
    address: Address | None = None
    """Known where the row and column could be read but not the figure."""


@dataclass(slots=True)
class Bound:
    """A form as read from one table."""

    number: str
    cells: dict[Address, Cell] = field(default_factory=dict)
    places: dict[Address, CellPlace] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    measures: dict[str, str] = field(default_factory=dict)
    """Column → measure where the printed heading says which budget it is."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Column as the form calls it → as printed."""
    names: dict[str, str] = field(default_factory=dict)
    """Row → its label or item name as printed."""
    budgets: dict[str, dict[str, str]] = field(default_factory=dict)
    """年初 or 全年 → row → what a second column of budgets prints, beside that of the form's 预算数."""
    unnamed: list[Text] = field(default_factory=list)
    """Rows without money whose label is none of the form's."""

    def add(self, cell: Cell, address: Address, box: Box | None, name: str, code: str = "") -> bool:
        """Keep a cell with its place; False where the form prints it twice."""
        if address in self.cells:
            return False
        self.cells[address] = cell
        spot = box.spot if box is not None else Spot()
        figure, value = (box.figure, box.value) if box is not None and cell.printed else (None, "")
        self.places[address] = CellPlace(spot, figure, name, code, value)
        return True


def place_of(file: str, form: str, spot: Spot, line: str = "", column: str = "", block: str = "") -> Place:
    """A finding's place from a spot."""
    return Place(
        file=file, sheet=spot.sheet, row=spot.row, page=spot.page, form=form, block=block, line=line, column=column
    )
