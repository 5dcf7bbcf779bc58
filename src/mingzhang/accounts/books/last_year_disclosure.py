"""Last year's figures from the disclosure of that year, each as exactly as it was printed."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.forms.tails import largest_row, tail_groups
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.money import fen_of_yuan
from mingzhang.printed import Interval, interval_of

LAST_YEAR_FILE = "上年.json"
Known = dict[Region, Amount]


def read_disclosure(path: Path, year: int, found: list[Finding]) -> Disclosure | None:
    """The disclosure in the file, if it is the one of last year; its layout by its key."""
    from mingzhang.accounts.disclosure_json import from_json
    from mingzhang.accounts.layouts.shelf import key_of, names, own_folders

    try:
        disclosure = from_json(path.read_text("utf-8-sig"), LAST_YEAR_FILE)
    except UnicodeDecodeError:
        found.append(finding("D101", Place(file=LAST_YEAR_FILE), expected="UTF-8 编码的文字"))
        return None
    except ProblemsFound as problems:
        found.extend(problems.findings)
        return None
    if disclosure.year != year - 1:
        place = Place(file=LAST_YEAR_FILE, key="year")
        found.append(finding("B271", place, printed=str(disclosure.year), expected=str(year - 1)))
        return None
    folders = own_folders(path.parent)
    key = key_of(disclosure.layout, folders)
    if not key:
        place = Place(file=LAST_YEAR_FILE, key="layout")
        found.append(finding("B206", place, printed=disclosure.layout, expected=f"{'、'.join(names(folders))}之一"))
        return None
    return replace(disclosure, layout=key)


@cache
def _region(layout: str, year: int, address: Address) -> Region | None:
    """The region of a cell that prints the actual amount; None for cells of budgets. KeyError where there is none."""
    form = load_layout(layout, year).forms[address.form]
    region = form.spec.region_of(address)
    block = form.spec.block(address.block)
    column = block.column(address.column) if block else None
    assert column is not None  # region_of knows it
    return region if form.measures.get(column.name, column.measure) == "actual" else None


def of_disclosure(disclosure: Disclosure, codes: Collection[str], found: list[Finding]) -> Known:
    """Region → amount: exact where the fen are known, else what prints so. Forms with a moved tail speak last.

    A form shows no row for what was withheld as 涉密: then a missing row says nothing.
    """
    layout, year = disclosure.layout, disclosure.year
    known: Known = {}
    for form in sorted(disclosure.forms, key=lambda form: form.number in disclosure.tails):
        amounts = _amounts(form, disclosure, found)
        if form.number in disclosure.tails:
            _undo_tail(form, disclosure, amounts)
        for address, amount in amounts.items():
            region = _region(layout, year, address)
            if region is not None and (region not in known or (amount.exact and not known[region].exact)):
                known[region] = amount
        for address in () if disclosure.withheld else _absent(form, disclosure, codes):
            region = _region(layout, year, address)
            if region is not None:
                known.setdefault(region, Amount.exactly(0))
    return known


def _amounts(form: Form, disclosure: Disclosure, found: list[Finding]) -> dict[Address, Amount]:
    """The amounts of a form's cells; cells that its layout does not have are told."""
    tick_fen = load_layout(disclosure.layout, disclosure.year).tick_fen
    amounts: dict[Address, Amount] = {}
    for cell in form.cells:
        address = form.address(cell)
        try:
            _region(disclosure.layout, disclosure.year, address)
            amounts[address] = _amount(cell, tick_fen)
        except (KeyError, ValueError):
            place = Place(file=LAST_YEAR_FILE, form=form.number, block=cell.block, line=cell.row, column=cell.column)
            found.append(finding("B272", place, printed=cell.printed))
    return amounts


def _undo_tail(form: Form, disclosure: Disclosure, amounts: dict[Address, Amount]) -> None:
    """The row that took a column's tail does not print its own amount: it is what the total leaves to it."""
    layout = load_layout(disclosure.layout, disclosure.year).forms.get(form.number)
    fen = {address: amount.fen for address, amount in amounts.items()}
    for group in tail_groups(layout.spec, amounts) if layout else ():
        row = largest_row(group, fen)
        if amounts[row].exact:
            continue
        others = [amounts[other].interval for other in group.rows if other != row]
        whole = amounts[group.total].interval
        low = whole.low_fen - sum(other.high_fen for other in others)
        high = whole.high_fen - sum(other.low_fen for other in others)
        amounts[row] = Amount(fen[row], Interval(low, high))


def _amount(cell: Cell, tick_fen: int) -> Amount:
    """Raises ValueError for a printed figure that is none."""
    if cell.fen is not None:
        return Amount.exactly(cell.fen)
    if not cell.printed:
        return Amount.exactly(0)
    ticks = fen_of_yuan(cell.printed)  # hundredths of the printed unit
    return Amount(ticks * tick_fen, interval_of(ticks, tick_fen))


def _absent(form: Form, disclosure: Disclosure, codes: Collection[str]) -> Iterator[Address]:
    """The cells of codes that the form, which lists every code with money, has no row for."""
    layout = load_layout(disclosure.layout, disclosure.year).forms.get(form.number)
    rows = {cell.row for cell in form.cells}
    for block in layout.spec.blocks if layout else ():
        lengths = {"function": (3, 5, 7), "economic": (3, 5)}.get(block.by, ())
        whole = 7 if block.by == "function" else 5
        for code in sorted({code[:length] for code in codes if len(code) == whole for length in lengths}):
            if code not in rows:
                yield from (Address(form.number, block.name, code, column.name) for column in block.columns)
