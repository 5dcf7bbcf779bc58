"""Filling the forms of a layout from measures: the value of every cell, and its printing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from mingzhang.accounts.amount import NOTHING, Amount
from mingzhang.accounts.disclosure import Cell, Form
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address, Block
from mingzhang.accounts.forms.tails import move_tails, tail_groups
from mingzhang.accounts.layouts.layout import FormLayout, Layout
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.region import Region
from mingzhang.money import yuan_text
from mingzhang.printed import ticks_of


def fill(layout: Layout, measures: Measures, tails: Collection[str] = ()) -> tuple[Form, ...]:
    """All forms of the layout. In the forms named by `tails` the rounding tail of a column goes to its largest row."""
    return tuple(_fill_form(form, layout, measures, tail=number in tails) for number, form in layout.forms.items())


def _fill_form(form: FormLayout, layout: Layout, measures: Measures, *, tail: bool) -> Form:
    asked, used = _asked(form, tuple(_rows(form, block, measures) for block in form.spec.blocks))
    named = {name: measures.named(name) for name in used}
    amounts = [measure.value(each.region) if (measure := named[each.measure]) else None for each in asked]
    tick = layout.tick_fen
    ticks = [ticks_of(amount.fen, tick) if amount is not None and amount is not NOTHING else 0 for amount in amounts]
    if tail:
        ticks = _with_tails(form, asked, amounts, ticks)
    cells = [
        each.nothing if amount is NOTHING and count == 0 else _cell(each.place, amount, count, form.zero, layout)
        for each, amount, count in zip(asked, amounts, ticks, strict=True)
    ]
    return Form(form.spec.number, form.title, tuple(cells))


def _with_tails(
    form: FormLayout, asked: Sequence["_Asked"], amounts: Sequence[Amount | None], ticks: Sequence[int]
) -> list[int]:
    """The last printed digits after the tails of all columns were moved."""
    fen = {each.place: amount.fen for each, amount in zip(asked, amounts, strict=True) if amount is not None}
    moved = {each.place: count for each, count in zip(asked, ticks, strict=True) if each.place in fen}
    move_tails(tail_groups(form.spec, moved), moved, fen)
    return [moved.get(each.place, 0) for each in asked]


class _Asked(NamedTuple):
    """A cell with the region that it prints, and of which measure."""

    place: Address
    measure: str
    region: Region
    nothing: Cell
    """The cell where there is no money: most cells of most units."""


@lru_cache(maxsize=256)
def _asked(form: FormLayout, rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[_Asked, ...], frozenset[str]]:
    """The cells of a form that has these rows in its blocks, the same for all units that have money in them, and the
    measures that they are of.
    """
    number, region_of = form.spec.number, form.spec.region_of
    found: dict[Address, _Asked] = {}
    for block, names in zip(form.spec.blocks, rows, strict=True):
        for name, column in product(names, block.columns):
            place = Address(number, block.name, name, column.name)
            nothing = Cell(block.name, name, column.name, form.zero, 0)
            found[place] = _Asked(place, form.measures.get(column.name, column.measure), region_of(place), nothing)
    return tuple(found.values()), frozenset(each.measure for each in found.values())


def _cell(place: Address, amount: Amount | None, ticks: int, zero: str, layout: Layout) -> Cell:
    _, block, row, column = place
    if amount is None:
        return Cell(block, row, column, "")
    printed = zero if ticks == 0 and amount.fen == 0 else figure_text(ticks, grouped=layout.grouped)
    return Cell(block, row, column, printed, amount.fen if amount.exact else None)


def figure_text(ticks: int, *, grouped: bool) -> str:
    """A figure with two decimals from its last printed digits: 331593 → "3,315.93"."""
    return yuan_text(ticks, grouped=grouped)  # two decimals, as of 分


def _rows(form: FormLayout, block: Block, measures: Measures) -> tuple[str, ...]:
    """The rows of a block: those that are always there, and the codes that have money."""
    rows = [line.name for line in block.rows]
    if block.by == "function":
        rows = [TOTAL_ROW, *_function_rows(form, block, measures)]
    elif block.by == "economic":
        rows = [*economic_rows(form, _economic_codes(form, measures)), *rows]
    return tuple(rows)


def _function_rows(form: FormLayout, block: Block, measures: Measures) -> list[str]:
    """The codes with money in some column, each with its class and division, in order."""
    nonzero: set[str] = set()
    for column in block.columns:
        measure = measures.named(form.measures.get(column.name, column.measure))
        if measure is None:
            continue
        sums: dict[str, int] = defaultdict(int)
        for function, _, fen in measure.parts(_narrowed(form.spec.region, column.region)):
            sums[function] += fen
        nonzero |= {code for code, fen in sums.items() if fen and code}
    return sorted({code[:digits] for code in nonzero for digits in (3, 5, 7)})


@lru_cache(maxsize=512)
def _narrowed(form: Region, column: Region) -> Region:
    return form & column


def _economic_codes(form: FormLayout, measures: Measures) -> set[str]:
    entries = measures.actual.places(form.spec.region)
    return {entry.economic for entry in entries if entry.fen and entry.economic}


def economic_rows(form: FormLayout, present: Iterable[str]) -> list[str]:
    """The listed codes of a form by economic class, and those with money that the layout does not list."""
    listed = [line.row for side in form.sides for line in side.lines or () if line.row.isdecimal()]
    missing = {code[:digits] for code in present for digits in (3, 5)} - set(listed)
    return listed + sorted(missing)
