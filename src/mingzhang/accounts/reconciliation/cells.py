"""What would be published differently, cell by cell, if the approved workbook stood in place of the books."""

from collections.abc import Iterator
from typing import NamedTuple

from mingzhang.accounts.approved.approved import Approved
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.forms.fill import figure_text, fill
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import FormLayout, Layout
from mingzhang.accounts.measures import Measures
from mingzhang.printed import ticks_of


class CellDifference(NamedTuple):
    """A cell of a public form for which books and workbook give different amounts, both in 分."""

    address: Address
    title: str
    """The form's."""
    ours_fen: int
    theirs_fen: int
    ours: str
    """As the form would print it, rounded by itself."""
    theirs: str


def cell_differences(layout: Layout, books: Books, approved: Approved) -> Iterator[CellDifference]:
    """Form by form, in the order of the layout's forms; cells that either does not know are left out."""
    theirs = approved.measures()
    both = [{form.number: form for form in fill(layout, each)} for each in (books.measures, theirs)]
    for number, form in sorted(layout.forms.items()):
        cells = [filled[number].address(cell) for filled in both for cell in filled[number].cells]
        for address in sorted(dict.fromkeys(cells), key=lambda place: _order(form, place)):
            amounts = [_fen(form, address, measures) for measures in (books.measures, theirs)]
            known = [fen for fen in amounts if fen is not None]
            if len(known) == len(amounts) and known[0] != known[1]:
                printed = [figure_text(ticks_of(fen, layout.tick_fen), grouped=layout.grouped) for fen in known]
                yield CellDifference(address, form.title, known[0], known[1], printed[0], printed[1])


def _order(form: FormLayout, address: Address) -> tuple[int, str]:
    """Blocks and fixed rows as they stand in the form, rows by code in the order of codes."""
    blocks = [block.name for block in form.spec.blocks]
    block = form.spec.blocks[blocks.index(address.block)]
    rows = [line.name for line in block.rows]
    at = rows.index(address.row) if address.row in rows else len(rows)
    return (1000 * blocks.index(address.block) + at), address.row if address.row.isdigit() else ""


def _fen(form: FormLayout, address: Address, measures: Measures) -> int | None:
    """What a measure exactly knows of a cell."""
    block = form.spec.block(address.block)
    column = block.column(address.column) if block else None
    measure = measures.named(form.measures.get(address.column, column.measure if column else "actual"))
    amount = measure.value(form.spec.region_of(address)) if measure is not None else None
    return amount.fen if amount is not None and amount.exact else None
