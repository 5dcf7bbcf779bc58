"""What the workbook's cells print as they stand: of budgets and of last year, where nothing is to be solved."""

from collections.abc import Mapping

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.approved.declaration import ACTUAL, FIXED, FUNCTION, INFORMATION
from mingzhang.accounts.approved.model import Cell, Sheet, Workbook
from mingzhang.accounts.region import Region


def printed_cells(workbook: Workbook, measure: str) -> Mapping[Region, tuple[Sheet, Cell]]:
    """Region → the first cell of a measure that prints it, of the sheets that are no mere split of others.

    A blank among budgets or last year's figures is zero only where the column adds up without it: a column of totals
    alone, or none at all, says nothing of its other rows.
    """
    found: dict[Region, tuple[Sheet, Cell]] = {}
    for sheet in workbook.of_kind(FIXED, FUNCTION, INFORMATION):
        whole = {
            (total.block, total.column)
            for total, parts in sheet.tails()
            if 0 != sheet.cells[total].fen == sum(sheet.cells[part].fen for part in parts)
        }
        for address, cell in sheet.cells.items():
            told = cell.fen or measure == ACTUAL or sheet.spec.kind == INFORMATION
            if sheet.measure(address) == measure and (told or (address.block, address.column) in whole):
                found.setdefault(sheet.region(address), (sheet, cell))
    return found


def printed_amounts(workbook: Workbook, measure: str) -> Mapping[Region, Amount]:
    """Region → what a cell of a measure prints for it."""
    return {region: Amount.exactly(cell.fen) for region, (_, cell) in printed_cells(workbook, measure).items()}
