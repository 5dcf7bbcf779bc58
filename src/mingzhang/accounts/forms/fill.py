"""Filling the forms of a layout from measures: the value of every cell, and its printing."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from mingzhang.accounts.disclosure import Cell, Form
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address, Block
from mingzhang.accounts.forms.tails import move_tails, tail_groups
from mingzhang.accounts.layouts.layout import FormLayout, Layout
from mingzhang.accounts.measures import Amount, Measures
from mingzhang.money import yuan_text
from mingzhang.printed import ticks_of


def fill(layout: Layout, measures: Measures, tails: Collection[str] = ()) -> tuple[Form, ...]:
    """All forms of the layout. In the forms named by `tails` the rounding tail of a column goes to its largest row."""
    return tuple(_fill_form(form, layout, measures, tail=number in tails) for number, form in layout.forms.items())


def _fill_form(form: FormLayout, layout: Layout, measures: Measures, *, tail: bool) -> Form:
    amounts: dict[Address, Amount | None] = {}
    for block in form.spec.blocks:
        amounts |= _block_amounts(form, block, measures)
    ticks = {place: ticks_of(amount.fen, layout.tick_fen) for place, amount in amounts.items() if amount is not None}
    if tail:
        fen = {place: amount.fen for place, amount in amounts.items() if amount is not None}
        move_tails(tail_groups(form.spec, ticks), ticks, fen)
    cells = tuple(_cell(place, amount, ticks.get(place), form.zero, layout) for place, amount in amounts.items())
    return Form(form.spec.number, form.title, cells)


def _cell(place: Address, amount: Amount | None, ticks: int | None, zero: str, layout: Layout) -> Cell:
    if amount is None or ticks is None:
        return Cell(place.block, place.row, place.column, "")
    fen = amount.fen if amount.exact else None
    printed = zero if amount.fen == 0 and ticks == 0 else figure_text(ticks, grouped=layout.grouped)
    return Cell(place.block, place.row, place.column, printed, fen)


def figure_text(ticks: int, *, grouped: bool) -> str:
    """A figure with two decimals from its last printed digits: 331593 → "3,315.93"."""
    return yuan_text(ticks, grouped=grouped)  # two decimals, as of 分


def _block_amounts(form: FormLayout, block: Block, measures: Measures) -> dict[Address, Amount | None]:
    rows = [line.name for line in block.rows]
    if block.by == "function":
        rows = [TOTAL_ROW, *_function_rows(form, block, measures)]
    elif block.by == "economic":
        rows = [*economic_rows(form, _economic_codes(form, measures)), *rows]
    columns = [(each.name, measures.named(form.measures.get(each.name, each.measure))) for each in block.columns]
    number, region_of = form.spec.number, form.spec.region_of
    found: dict[Address, Amount | None] = {}
    for row in rows:
        for name, measure in columns:
            place = Address(number, block.name, row, name)
            found[place] = measure.value(region_of(place)) if measure is not None else None
    return found


def _function_rows(form: FormLayout, block: Block, measures: Measures) -> list[str]:
    """The codes with money in some column, each with its class and division, in order."""
    nonzero: set[str] = set()
    for column in block.columns:
        measure = measures.named(form.measures.get(column.name, column.measure))
        if measure is None:
            continue
        sums: dict[str, int] = defaultdict(int)
        for entry in measure.places(form.spec.region & column.region):
            sums[entry.function] += entry.fen
        nonzero |= {code for code, fen in sums.items() if fen and code}
    return sorted({code[:digits] for code in nonzero for digits in (3, 5, 7)})


def _economic_codes(form: FormLayout, measures: Measures) -> set[str]:
    entries = measures.actual.places(form.spec.region)
    return {entry.economic for entry in entries if entry.fen and entry.economic}


def economic_rows(form: FormLayout, present: Iterable[str]) -> list[str]:
    """The listed codes of a form by economic class, and those with money that the layout does not list."""
    listed = [line.row for side in form.sides for line in side.lines or () if line.row.isdecimal()]
    missing = {code[:digits] for code in present for digits in (3, 5)} - set(listed)
    return listed + sorted(missing)
