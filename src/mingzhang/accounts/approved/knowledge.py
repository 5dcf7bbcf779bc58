"""What the workbook's cells settle: the sums that its sheets print, solved for what the public forms ask.

Three questions are asked apart: of a sum over all items, of one item, and of one item and one economic code. Each has
its own rows: a column of a sheet, the law of a fiscal fund, and that there is nothing where a whole prints 0.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mingzhang.accounts.approved.declaration import ACTUAL, ECONOMIC, FIXED, FUNCTION
from mingzhang.accounts.approved.equations import Equations, Vector
from mingzhang.accounts.approved.model import Cell, Sheet, Workbook
from mingzhang.accounts.code_tree import EVERY_CODE, leaves
from mingzhang.accounts.cube import (
    FISCAL,
    INFLOWS,
    NO_CODE,
    OUTFLOWS,
    Coarse,
    Flow,
    Fund,
    domain,
    may_be_negative,
)
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address
from mingzhang.accounts.region import Region


@dataclass(frozen=True, slots=True)
class Row:
    """One sum of unknowns: what a column of a sheet prints in the row of an item, or 0 by law (no sheet)."""

    vector: Vector
    sheet: Sheet | None = None
    column: str = ""
    block: str = ""
    line: str = ""
    """The row of a sheet with fixed rows."""

    def cell(self, function: str, economic: str = NO_CODE) -> Cell | None:
        """The cell that prints it for an item; None where the sheet has none, and then it is 0."""
        if self.sheet is None:
            return None
        column = economic or self.column
        address = Address(self.sheet.spec.title, self.block, self.line or function or TOTAL_ROW, column)
        return self.sheet.cells.get(address)

    def cells(self, items: Iterable[str]) -> list[Cell]:
        """The cells whose sum it is over items: its own where it stands in a fixed row."""
        found = [self.cell(NO_CODE)] if self.line else [self.cell(item) for item in items]
        return [cell for cell in found if cell is not None]


def vector_of(coarse: Iterable[Coarse]) -> dict[Coarse, int]:
    return dict.fromkeys(sorted(coarse), 1)


class Knowledge:
    """The workbook solved."""

    def __init__(self, workbook: Workbook, more: Iterable[Sheet] = ()) -> None:
        """`more` are sheets that the workbook lacks, to see what they would settle."""
        self.workbook = workbook
        self._sheets = [*workbook.sheets.values(), *more]
        self._settled: dict[tuple[int, frozenset[Coarse]], bool] = {}
        empty = self._empty()
        nothing = [Row({atom: 1}) for atom in sorted(empty)]
        columns = _in_order([*self._columns(FUNCTION), *self._columns(ECONOMIC)])
        self.item_rows = [*nothing, *columns, *(_law(fund) for fund in sorted(FISCAL))]
        self.total_rows = [*self.item_rows, *_in_order(self._lines()), _law(Fund.OTHER)]
        self.economic_rows = [*nothing, *_in_order(self._columns(ECONOMIC))]

    def _columns(self, kind: str) -> Iterator[Row]:
        """A row a column of the sheets by functional code; of those by economic class the whole alone."""
        for sheet in self._sheets:
            if sheet.spec.kind == kind == ECONOMIC:
                yield Row(vector_of(sheet.spec.spec.region.coarse), sheet, TOTAL_ROW)
            elif sheet.spec.kind == kind:
                columns = sheet.columns() or sheet.spec.spec.blocks[0].columns
                for line in columns:
                    region = sheet.spec.spec.region & line.region
                    if line.measure == ACTUAL and region.economic == EVERY_CODE:
                        yield Row(vector_of(region.coarse), sheet, line.name)

    def _lines(self) -> Iterator[Row]:
        """The cells of sheets with fixed rows that print a sum over all items."""
        for sheet in self._sheets:
            if sheet.spec.kind != FIXED:
                continue
            for address in sheet.cells:
                region = sheet.region(address)
                if sheet.measure(address) == ACTUAL and (region.function, region.economic) == (EVERY_CODE, EVERY_CODE):
                    yield Row(vector_of(region.coarse), sheet, address.column, address.block, address.row)

    def _empty(self) -> set[Coarse]:
        """Combinations without money: in a sum that prints 0 and whose parts cannot be below zero."""
        found: set[Coarse] = set()
        for row in [*self._columns(FUNCTION), *self._columns(ECONOMIC), *self._lines()]:
            told = row.sheet is not None and row.sheet.spec.title in self.workbook.sheets
            cell = row.cell(NO_CODE)
            if told and (cell is None or not cell.fen) and not any(map(may_be_negative, row.vector)):
                found |= set(row.vector)
        return found

    @cached_property
    def items(self) -> Equations:
        return Equations([row.vector for row in self.item_rows])

    @cached_property
    def totals(self) -> Equations:
        return Equations([row.vector for row in self.total_rows])

    @cached_property
    def economics(self) -> Equations:
        return Equations([row.vector for row in self.economic_rows])

    def question(self, region: Region) -> Equations:
        """The rows that a region's amount is a sum of."""
        if region.economic != EVERY_CODE:
            return self.economics
        return self.totals if region.function == EVERY_CODE else self.items

    def settles(self, region: Region) -> bool:
        """Whether what the sheets print leaves one amount only for a region."""
        if region.projects or region.units or (region.economic != EVERY_CODE and region.flows != {Flow.EXPENDITURE}):
            return False
        question = self.question(region)
        key = (id(question), region.coarse)
        if key not in self._settled:
            self._settled[key] = question.combination(region.coarse) is not None
        return self._settled[key]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every economic division that a sheet has a column for."""
        columns = {line.name for sheet in self.workbook.of_kind(ECONOMIC) for line in sheet.columns()}
        return tuple(code for code in leaves(columns) if code.isdigit())

    @cached_property
    def spent(self) -> tuple[tuple[str, str], ...]:
        """The items and economic codes that have money together in some sheet."""
        items, codes = set(self.workbook.items), set(self.codes)
        return tuple(sorted({
            (address.row, address.column)
            for sheet in self.workbook.of_kind(ECONOMIC)
            for address, cell in sheet.cells.items()
            if cell.fen and address.row in items and address.column in codes
        }))  # fmt: skip


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Small sums before the sums that hold them, so that a total is told as the sum of its parts."""
    return sorted(rows, key=lambda row: len(row.vector))


def _law(fund: Fund) -> Row:
    signs = {
        atom: 1 if atom.flow in INFLOWS else -1
        for atom in sorted(domain())
        if atom.fund is fund and atom.flow in INFLOWS | OUTFLOWS
    }
    return Row(signs)
