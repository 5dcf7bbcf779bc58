"""The printed figures of a disclosure, each with the region that it prints and the amounts that it stands for."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mingzhang.accounts.code_tree import Tree, leaves
from mingzhang.accounts.disclosure import Disclosure, Form
from mingzhang.accounts.forms.spec import Address, Block, FormSpec
from mingzhang.accounts.forms.tails import TailGroup, tail_groups
from mingzhang.accounts.layouts.layout import FormLayout, Layout
from mingzhang.accounts.region import Region
from mingzhang.printed import ZERO, Interval, interval_of

_FIGURE = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")


class Figure(NamedTuple):
    """One printed figure. A blank has 0 last digits and stands for no money at all."""

    address: Address
    region: Region
    measure: str
    printed: str
    ticks: int
    interval: Interval
    absent: bool = False
    """A row that the form does not print: it lists every code that has money, so this one has none."""

    @property
    def blank(self) -> bool:
        return not self.printed


@dataclass(frozen=True)
class Figures:
    """All figures of a disclosure that could be read."""

    figures: tuple[Figure, ...]
    unread: tuple[Address, ...]
    """Cells that hold no figure, or that the forms of the layout do not have."""
    tails: tuple[TailGroup, ...]
    """The groups of rows whose rounding tail the disclosure moves."""
    tick_fen: int


def ticks_of_text(text: str) -> int | None:
    """The last printed digits of a figure with at most two decimals, "3,315.9" → 331590; None if it is no figure."""
    cleaned = text.strip().translate(_FULL_WIDTH)
    if not _FIGURE.fullmatch(cleaned):
        return None
    return int(Decimal(cleaned.replace(",", "")) * 100)


def figures_of(disclosure: Disclosure, layout: Layout) -> Figures:
    """The figures of every form that the layout has."""
    found: list[Figure] = []
    unread: list[Address] = []
    tails: list[TailGroup] = []
    for form in disclosure.forms:
        placed = layout.forms.get(form.number)
        if placed is None:
            unread += [form.address(cell) for cell in form.cells]
            continue
        for cell in form.cells:
            figure = _figure(form.address(cell), cell.printed, placed, layout.tick_fen)
            if figure is None:
                unread.append(form.address(cell))
            else:
                found.append(figure)
        if form.number in disclosure.tails:
            tails += tail_groups(placed.spec, [form.address(cell) for cell in form.cells])
    return Figures(tuple(found), tuple(unread), tuple(tails), layout.tick_fen)


def _figure(address: Address, printed: str, placed: FormLayout, tick_fen: int) -> Figure | None:
    spec = placed.spec
    try:
        region = spec.region_of(address)
    except KeyError:
        return None
    block = spec.block(address.block)
    column = block.column(address.column) if block else None
    if column is None:
        return None
    measure = placed.measures.get(column.name, column.measure)
    text = printed.strip()
    if not text:
        return Figure(address, region, measure, "", 0, ZERO)
    ticks = ticks_of_text(text)
    if ticks is None:
        return None
    return Figure(address, region, measure, text, ticks, interval_of(ticks, tick_fen))


def absent_rows(disclosure: Disclosure, layout: Layout, functions: list[str], economics: list[str]) -> list[Figure]:
    """The rows that forms by code leave out: the codes known from elsewhere that have no money there."""
    found: list[Figure] = []
    for form in disclosure.forms:
        placed = layout.forms.get(form.number)
        for block in placed.spec.blocks if placed is not None else ():
            if block.by and placed is not None:
                codes = functions if block.by == "function" else economics
                found += _absent(form, placed.spec, block, codes)
    return found


def _absent(form: Form, spec: FormSpec, block: Block, codes: list[str]) -> list[Figure]:
    printed = Tree(
        frozenset(leaves(cell.row for cell in form.cells if cell.block == block.name and cell.row.isdigit()))
    )
    coarse = {column.name: (spec.region & column.region).coarse for column in block.columns}
    found: list[Figure] = []
    for code in codes:
        if code in printed or any(leaf.startswith(code) for leaf in printed.roots):
            continue
        tree = Tree(frozenset({code}))
        for column, able in coarse.items():
            region = Region(able, function=tree) if block.by == "function" else Region(able, economic=tree)
            address = Address(form.number, block.name, code, column)
            found.append(Figure(address, region, "actual", "", 0, ZERO, absent=True))
    return found
