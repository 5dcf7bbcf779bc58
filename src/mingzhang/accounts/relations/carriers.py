"""Who carries a moved rounding tail (尾差): the largest row by amount, which the printed figures tell only nearly.

A row that carries prints its own amount and the tail; a tail is at most half a last digit for each row of the column
and its total.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

import numpy as np

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.forms.tails import TailGroup
from mingzhang.accounts.relations.figures import Figure
from mingzhang.accounts.relations.program import Program, Wish

TRIES = 32
"""Ways to choose the carriers that are tried before it is said that none was found."""


class Column(NamedTuple):
    """A tail group as printed."""

    group: TailGroup
    ticks: Mapping[Address, int]
    """The rows that print something, with their last digits."""
    reach: int
    """The most last digits that its tail can come to."""

    @property
    def candidates(self) -> list[Address]:
        """The rows that may be the largest by amount, the largest as printed first."""
        if not self.ticks:
            return []
        order = sorted(self.ticks, key=lambda place: -abs(self.ticks[place]))
        first = abs(self.ticks[order[0]])
        return [place for place in order if abs(self.ticks[place]) + self.reach >= first]


def columns_of(figures: Iterable[Figure], tails: Iterable[TailGroup]) -> list[Column]:
    """The tail groups of a document as its figures print them."""
    by_place: dict[Address, Figure] = {figure.address: figure for figure in figures}
    found: list[Column] = []
    for group in tails:
        ticks = {place: by_place[place].ticks for place in group.rows if place in by_place and by_place[place].printed}
        found.append(Column(group, ticks, (len(ticks) + 1) // 2))
    return found


def reach_of(columns: Iterable[Column]) -> dict[Address, int]:
    """The rows that may carry a tail, with the most that it can come to."""
    return {place: column.reach for column in columns for place in column.candidates}


def ways(columns: Iterable[Column], sizes: Mapping[Address, float]) -> Iterator[tuple[Address, ...]]:
    """Ways to choose one carrier a column, likely ones first: by `sizes` where they are known, else as printed."""
    choices = [
        sorted(column.candidates, key=lambda place: -abs(sizes.get(place, column.ticks[place])))
        for column in columns
        if column.candidates
    ]
    seen = sorted(
        islice(product(*(range(len(each)) for each in choices)), 4096), key=lambda picked: (sum(picked), picked)
    )
    for picked in seen[:TRIES]:
        yield tuple(each[at] for each, at in zip(choices, picked, strict=True))


def order(
    columns: Iterable[Column], way: Iterable[Address], rows: Mapping[Address, int], program: Program
) -> list[Wish]:
    """That the chosen carriers are the largest rows of their columns, before any that stands earlier if equal.

    `rows` are the rows of the program by address.
    """
    found: list[Wish] = []
    for column, carrier in zip((column for column in columns if column.candidates), way, strict=True):
        places = list(column.group.rows)
        for other in column.candidates:
            if other != carrier and carrier in rows and other in rows:
                signs = program.held[rows[carrier]] - program.held[rows[other]]
                found.append(Wish(signs.astype(np.int8), 1 if places.index(other) < places.index(carrier) else 0))
    return found
