"""The rounding tail (尾差): a named option of a form that moves it to the largest row of a column.

Figures are rounded each for itself, so the rows of a column may miss their printed total by a few last digits. With
the option on, the largest row takes the difference and the printed column adds up.
"""

from collections.abc import Collection, Mapping, MutableMapping
from typing import NamedTuple

from mingzhang.accounts.forms.spec import TOTAL_ROW, Address, FormSpec


class TailGroup(NamedTuple):
    """A column's total and the rows that must add up to it as printed."""

    total: Address
    rows: tuple[Address, ...]


def tail_groups(spec: FormSpec, present: Collection[Address]) -> list[TailGroup]:
    """The groups of a form among the cells that are present; rows by functional code are its classes."""
    places = frozenset(present)
    groups: list[TailGroup] = []
    for block in spec.blocks:
        if block.tail is not None:
            total, rows = block.tail
        elif block.by == "function":
            classes = {place.row for place in places if place.block == block.name and len(place.row) == 3}
            total, rows = TOTAL_ROW, tuple(sorted(classes))
        else:
            continue
        for column in block.columns:
            members = (Address(spec.number, block.name, row, column.name) for row in rows)
            group = TailGroup(
                Address(spec.number, block.name, total, column.name),
                tuple(place for place in members if place in places),
            )
            if group.rows and group.total in places:
                groups.append(group)
    return groups


def largest_row(group: TailGroup, size: Mapping[Address, int]) -> Address:
    """The row that takes the tail: the largest by amount, the first of equals."""
    return max(group.rows, key=lambda place: abs(size.get(place, 0)))


def move_tails(groups: Collection[TailGroup], ticks: MutableMapping[Address, int], fen: Mapping[Address, int]) -> None:
    """Add each group's gap, in last printed digits, to its largest row by amount in 分."""
    for group in groups:
        gap = ticks[group.total] - sum(ticks[place] for place in group.rows)
        if gap:
            ticks[largest_row(group, fen)] += gap
