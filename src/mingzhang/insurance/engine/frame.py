"""The columns that rules read: exact numbers, words, their gaps; what a batch has computed and what failed in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingzhang.insurance.engine.exact import Exact, Mask, Units, repeated, stored_once, taken
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region

Index = NDArray[np.int64]
Table = tuple[Parameter, ...]
Answer = Parameter | Missing | Table
"""What the law says when it is asked: a parameter, or a table of them, or what is missing."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: `words[codes[row]]`."""

    codes: Index
    words: tuple[str, ...]

    def take(self, index: Index) -> "Words":
        return Words(taken(self.codes, index), self.words)

    def are(self, word: str) -> Mask:
        """Which rows hold the word."""
        if word not in self.words:
            return repeated(np.zeros(1, dtype=np.bool_), len(self.codes))
        code = self.words.index(word)
        if len(self.codes) and stored_once(self.codes):
            return repeated(self.codes[:1] == code, len(self.codes))
        return np.asarray(self.codes == code, dtype=np.bool_)

    def at(self, row: int) -> str:
        return self.words[int(self.codes[row])]


Values = Exact | Words


def words_of(values: Sequence[str]) -> Words:
    known = {word: code for code, word in enumerate(dict.fromkeys(values))}
    return Words(np.array([known[value] for value in values], dtype=np.int64), tuple(known))


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows that cannot be computed, and why."""

    code: str
    printed: str = ""
    expected: str = ""
    remedy: str = ""
    series: str = ""
    """The parameter and the region, where the law has no value: years of one series are told together."""
    rows: Index = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def among(self, rows: Index) -> "Failure":
        """The same, told of the rows that were computed by themselves."""
        return replace(self, rows=rows[self.rows])


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows by region and month, and by what item of the law they ask for: the cell of each, and which occur, rising.

    A cell is (region × months + month − first_month) × items + item, each counted from 0.
    """

    of_rows: Index
    occurring: Index
    first_month: int
    months: int
    items: tuple[str, ...] = ("",)

    def of_item(self, item: str) -> "Cells":
        """All rows ask for the same item."""
        return replace(self, items=(item,))

    def asked(self, cell: int) -> tuple[int, int, str]:
        """Position of the region, month, item."""
        rest, item = divmod(cell, len(self.items))
        region, month = divmod(rest, self.months)
        return region, month + self.first_month, self.items[item]


@dataclass(slots=True)
class Memory:
    """What a view that is used again has computed: nothing of it changes."""

    cuts: dict[str, tuple[Values, Values]] = field(default_factory=dict)
    """Columns and facts, whole and the rows of the view only."""
    cells: dict[int, tuple[Units, Cells]] = field(default_factory=dict)
    """By the column of months, which is kept so that its id stays its own."""


@dataclass(slots=True)
class Frame:
    """Facts and computed lines of the rows of a batch; lines are added as they are computed."""

    size: int
    law: Law
    regions: tuple[Region, ...]
    region_codes: Index
    """Row → position in `regions`."""
    facts: dict[str, Values] = field(default_factory=dict)
    """Every fact of the scheme; rows that state nothing hold zero."""
    given: dict[str, Mask] = field(default_factory=dict)
    """Which rows of an optional fact state a value; a fact not listed here is stated by all."""
    columns: dict[str, Values] = field(default_factory=dict)
    """The lines computed so far; a line may bear the title of the fact that it completes."""
    present: dict[str, tuple[Mask, str]] = field(default_factory=dict)
    """Lines that are computed for some rows only: for which, and what a case must state to be one of them."""
    failures: list[Failure] = field(default_factory=list)
    tainted: dict[str, Mask] = field(default_factory=dict)
    """Lines that hold no true value for some rows, because something failed for them."""
    memory: Memory = field(default_factory=Memory)
    """Of all rows."""
    masks: dict[int, tuple[object, Mask]] = field(default_factory=dict)
    """For each condition that was asked of all rows, by its id: the condition and the rows for which it holds."""
    narrowed: dict[int, tuple[object, Mask, Index | None, Memory]] = field(default_factory=dict)
    """For each that chose rows: itself, its rows twice (None: all), and what their view remembers; lines share some."""
    read: "list[tuple[Sequence[Answer], Index]]" = field(default_factory=list)
    """What of the law was read: answers, and the positions of those that were; worked out by `used`."""
    called: dict[str, str] = field(default_factory=dict)
    """Lines of a statement that only repeat another one: what a formula calls them."""

    @property
    def used(self) -> dict[Parameter, None]:
        """The parameters that the lines were computed with, in the order in which they were read."""
        found: dict[Parameter, None] = {}
        for answers, positions in self.read:
            for answer in (answers[position] for position in positions.tolist()):
                if not isinstance(answer, Missing):
                    found |= dict.fromkeys((answer,) if isinstance(answer, Parameter) else answer)
        return found

    def part(self, rows: slice | Index) -> "Frame":
        """Some rows, of which nothing has been computed."""

        def cut(units: NDArray[Any]) -> NDArray[Any]:
            return units[rows] if isinstance(rows, slice) else taken(units, rows)

        codes = cut(self.region_codes)
        part = Frame(len(codes), self.law, self.regions, codes)
        for title, values in self.facts.items():
            if isinstance(values, Words):
                part.facts[title] = replace(values, codes=cut(values.codes))
            else:
                part.facts[title] = replace(values, units=cut(values.units))
        part.given = {title: cut(mask) for title, mask in self.given.items()}
        return part

    def failed(self) -> Mask:
        mask = np.zeros(self.size, dtype=np.bool_)
        for failure in self.failures:
            mask[failure.rows] = True
        return mask
