"""The small chart of income and expenditure: bars from the figures of form 01, as printed there."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout

FORM = "01"
WIDTH, ROW_HEIGHT = 360, 40
"""Units of the drawing: one column wide on a phone, two beside each other at a desk."""
KEY_FIGURES: tuple[tuple[str, Address], ...] = (
    ("收入总计", Address("01", "收入", "总计", "金额")),
    ("支出总计", Address("01", "支出", "总计", "金额")),
    ("财政拨款支出", Address("04", "支出", "本年支出合计", "合计")),
    ("“三公”经费支出", Address("07", "", "合计", "决算数")),
)
"""The figures at the head of the document, each one of the forms' own."""


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    printed: str
    width: str
    """In units of the drawing, with one decimal."""
    top: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One side of form 01 as bars; `description` says the same in words."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    height: int


def printed_value(printed: str) -> Decimal | None:
    """The number that a printed figure shows; None for a blank or for words."""
    try:
        return Decimal(printed.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None


def charts(disclosure: Disclosure, layout: Layout) -> tuple[Chart, ...]:
    """Income and expenditure, each with the rows that carry money; none where form 01 is missing or empty."""
    form, printed = disclosure.form(FORM), layout.forms.get(FORM)
    if form is None or printed is None:
        return ()
    found: list[tuple[str, list[Cell]]] = []
    for block in printed.spec.blocks:
        # the tail declaration already says which rows make up the year's total
        rows = block.tail.rows if block.tail else ()
        cells = {cell.row: cell for cell in form.cells if cell.block == block.name}
        shown = [cells[row] for row in rows if row in cells and printed_value(cells[row].printed)]
        if shown:
            found.append((block.name, shown))
    largest = max((abs(_value(cell)) for _, cells in found for cell in cells), default=Decimal(1))
    return tuple(_chart(name, cells, largest, layout.unit_of_amounts) for name, cells in found)


def key_figures(disclosure: Disclosure) -> list[tuple[str, Address, Cell]]:
    """The head figures that the disclosure has."""
    found = ((label, place, _cell(disclosure.form(place.form), place)) for label, place in KEY_FIGURES)
    return [(label, place, cell) for label, place, cell in found if cell is not None]


def _cell(form: Form | None, place: Address) -> Cell | None:
    """The last cell of a form that has this address."""
    there = (each for each in reversed(form.cells) if form.address(each) == place) if form is not None else ()
    return next(iter(there), None)


def _chart(name: str, cells: list[Cell], largest: Decimal, unit: str) -> Chart:
    bars = tuple(
        Bar(cell.row, cell.printed, format(max(_value(cell), Decimal(0)) / largest * WIDTH, ".1f"), index * ROW_HEIGHT)
        for index, cell in enumerate(cells)
    )
    words = "；".join(f"{bar.label}{bar.printed}{unit}" for bar in bars)
    return Chart(f"{name}构成（{unit}）", f"{name}：{words}。", bars, len(bars) * ROW_HEIGHT)


def _value(cell: Cell) -> Decimal:
    return printed_value(cell.printed) or Decimal(0)
