"""What a form is: its rows and columns, and the region that every cell prints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from mingzhang.accounts.code_tree import Tree
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.region import Region

TOTAL_ROW = "合计"
"""The first row of a form by functional code."""


class Address(NamedTuple):
    """What names a cell: unique within a disclosure."""

    form: str
    """01 to 09, or a province's own number for an extra form."""
    block: str
    """收入, 支出, 年初 … where a form's labels repeat; else ""."""
    row: str
    """The code where the row has one, else its label without the ordinal."""
    column: str
    """The canonical name of the column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A named row or column: its part of the region, and for columns the measure and other names."""

    name: str
    region: Region
    measure: str = "actual"
    aliases: tuple[str, ...] = ()


class Tail(NamedTuple):
    """Where a rounding tail may be moved: the rows whose printed sum the option makes equal the printed total."""

    total: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A part of a form with columns of its own."""

    name: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    by: str = ""
    """function or economic where further rows are codes; else ""."""
    tail: Tail | None = None

    def column(self, name: str) -> Line | None:
        """A column by its canonical name or one of its aliases, the canonical ones first."""
        return self._columns.get(name)

    @cached_property
    def _columns(self) -> Mapping[str, Line]:
        by_alias = {alias: column for column in self.columns for alias in column.aliases}
        return by_alias | {column.name: column for column in self.columns}

    def row(self, name: str) -> Region | None:
        """The part of a region that a row stands for; None for a row that the block cannot have."""
        for line in self.rows:
            if line.name == name:
                return line.region
        if self.by and name.isdecimal():
            return _by_code(self.by, name)
        return None


@dataclass(frozen=True)
class FormSpec:
    number: str
    title: str
    region: Region
    blocks: tuple[Block, ...]
    whole: "FormSpec | None" = field(default=None, compare=False, repr=False)
    """The form that it is a part of, some columns left out: its cells print the same regions there."""

    def block(self, name: str) -> Block | None:
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Block]:
        return {block.name: block for block in reversed(self.blocks)}

    def region_of(self, address: Address) -> Region:
        """The region that a cell prints. Raises KeyError for an address that the form does not have."""
        return (self.whole or self)._regions(address)

    def __getstate__(self) -> dict[str, Any]:
        """Its fields, and nothing that follows from them: another process finds that out for itself."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def _regions(self) -> Callable[[Address], Region]:
        """The regions of cells, kept: the same ones are asked for document after document."""
        return lru_cache(maxsize=1 << 14)(self._region)

    def _region(self, address: Address) -> Region:
        block = self.block(address.block)
        row = block.row(address.row) if block else None
        column = block.column(address.column) if block else None
        if row is None or column is None:
            raise KeyError(address)
        return self.region & row & column.region


@lru_cache(maxsize=8192)
def _by_code(dimension: str, code: str) -> Region | None:
    """What a row by code stands for; None where its length is none of the classification's."""
    if dimension == "function" and len(code) in (3, 5, 7):
        return Region(named("全部").coarse, Tree(frozenset({code})))
    if dimension == "economic" and len(code) in (3, 5):
        return Region.of({"economic": code})
    return None
