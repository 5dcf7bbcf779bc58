"""What was read of the approved workbook: exact cells with their places, sheet by sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from mingzhang.accounts.approved.declaration import ACTUAL, ECONOMIC, FIXED, FUNCTION, SheetSpec
from mingzhang.accounts.code_tree import leaves
from mingzhang.accounts.forms.spec import Address, Line
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount of a sheet."""

    address: Address
    """The sheet's title, block, row and column, by their canonical names."""
    fen: int
    row: int | None
    """The row and the column of the workbook, 1 … and A …"""
    letters: str


@dataclass(frozen=True)
class Sheet:
    """A declared sheet as it stands in the workbook."""

    spec: SheetSpec
    file: str
    name: str
    """The sheet's own name."""
    cells: Mapping[Address, Cell]
    headings: Mapping[str, str] = field(default_factory=dict)
    """Column that stands in the sheet → its heading as printed."""

    def place(self, cell: Cell) -> Place:
        """Where a cell stands, for findings and traces."""
        column = f"{cell.letters} {self.headings.get(cell.address.column, cell.address.column)}".strip()
        block = cell.address.block
        return Place(file=self.file, sheet=self.name, row=cell.row, block=block, line=cell.address.row, column=column)

    def columns(self) -> tuple[Line, ...]:
        """The columns of a sheet by functional code that stand in it, though it may have no rows."""
        return tuple(line for line in self.spec.spec.blocks[0].columns if line.name in self.headings)

    def amount(self, row: str, column: str) -> int:
        """分 of a cell of a sheet by functional code; a row that it does not list has none."""
        cell = self.cells.get(Address(self.spec.title, "", row, column))
        return cell.fen if cell is not None else 0

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The codes of its rows that have none below them, in order."""
        return tuple(leaves({address.row for address in self.cells if address.row.isdigit()}))

    def tails(self) -> Iterator[tuple[Address, list[Address]]]:
        """The totals of fixed rows, as the form declares them, in every column."""
        for block in self.spec.spec.blocks:
            for column in block.columns if block.tail is not None else ():
                assert block.tail is not None
                whole = Address(self.spec.title, block.name, block.tail.total, column.name)
                parts = [Address(self.spec.title, block.name, row, column.name) for row in block.tail.rows]
                present = [part for part in parts if part in self.cells]
                if whole in self.cells and present:
                    yield whole, present

    @property
    def by_function(self) -> bool:
        return self.spec.kind in {FUNCTION, ECONOMIC}

    def region(self, address: Address) -> Region:
        return self.spec.spec.region_of(address)

    def measure(self, address: Address) -> str:
        block = self.spec.spec.block(address.block)
        line = block.column(address.column) if block else None
        return line.measure if line else ACTUAL


@dataclass(frozen=True)
class Workbook:
    """The approved workbook of a year. `findings` tell what is wrong with it; with an error it is not used."""

    file: str
    sheets: Mapping[str, Sheet]
    """By title."""
    registers: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    """Register → item → value, amounts in 元."""
    register_places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    left: tuple[str, ...] = ()
    """Names of the sheets that nothing was read from."""

    def of_kind(self, *kinds: str) -> list[Sheet]:
        return [sheet for sheet in self.sheets.values() if sheet.spec.kind in kinds]

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Every functional item of the workbook."""
        return tuple(leaves({code for sheet in self.of_kind(FUNCTION, ECONOMIC) for code in sheet.items}))

    def fixed(self) -> list[Sheet]:
        return self.of_kind(FIXED)
