"""Which layout a document that was read can be printed in: one that has a place for every figure of it."""

from dataclasses import dataclass

from mingzhang.accounts.disclosure import Disclosure, Form
from mingzhang.accounts.forms.grid import place
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout, layout_keys, load_layout


@dataclass(frozen=True, slots=True)
class Fit:
    """How a disclosure stands in a layout."""

    layout: Layout
    lost: tuple[Address, ...]
    """Amounts other than zero that the layout has no place for."""
    idle: frozenset[Address]
    """Blanks and zeros that it has no place for."""
    unfilled: int
    """Places of the layout in forms that the disclosure has, about which it says nothing."""
    missing: tuple[str, ...]
    """Forms of the layout that the disclosure does not have."""


def fit(disclosure: Disclosure, layout: Layout) -> Fit:
    """What of a disclosure would be lost in a layout, and what would stay empty."""
    homeless: dict[Address, bool] = {}
    unfilled = 0
    for form in disclosure.forms:
        shown, empty = _places(form, layout) if form.number in layout.forms else (set[Address](), 0)
        unfilled += empty
        for cell in form.cells:
            if form.address(cell) not in shown:
                homeless[form.address(cell)] = bool(cell.printed.strip("0.,- "))
    present = {form.number for form in disclosure.forms}
    missing = tuple(number for number in layout.forms if number not in present)
    lost = tuple(address for address, money in homeless.items() if money)
    return Fit(layout, lost, frozenset(homeless) - frozenset(lost), unfilled, missing)


def _places(form: Form, layout: Layout) -> tuple[set[Address], int]:
    """The cells that a form's grid shows, and how many of its places show none."""
    boxes = [box for row in place(form, layout).body for box in row if box.role == "figure"]
    return {form.address(box.cell) for box in boxes if box.cell}, sum(box.cell is None for box in boxes)


def best_fit(disclosure: Disclosure) -> Fit:
    """The layout in which the least is lost; among those that lose nothing the one that the figures fill best."""
    fits = [fit(disclosure, load_layout(key, disclosure.year)) for key in layout_keys()]
    return min(fits, key=lambda each: (len(each.lost), _untimely(each, disclosure), *_distance(each)))


def _distance(each: Fit) -> tuple[int, int]:
    """How far the layout's rows and columns are from the document's."""
    return len(each.missing), len(each.idle) + each.unfilled


def _untimely(each: Fit, disclosure: Disclosure) -> bool:
    """Whether the layout is not said to hold for the year. It may still be the nearest there is."""
    last = each.layout.last_year
    return disclosure.year < each.layout.first_year or (last is not None and disclosure.year > last)
