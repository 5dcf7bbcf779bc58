"""The nine forms as declared in nine.toml: their rows and columns, and the region that every cell prints."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from mingzhang import codes
from mingzhang.accounts.code_tree import Tree
from mingzhang.accounts.forms.vocabulary import former_classes, named, region_at
from mingzhang.accounts.region import Region

TOTAL_ROW = "合计"
"""The first row of a form by functional code."""
_COLUMNS = {"columns", "optional", "elsewhere"}
"""The members of a form by code that hold columns."""
CLASSES = "*classes"


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


def line_of(given: str | Mapping[str, Any]) -> Line:
    """A row or column as declared: its name alone, or a table of its own, whose region may be a table too."""
    if isinstance(given, str):
        return Line(given, region_at(given))
    region = given.get("region", given["name"])
    return Line(
        given["name"],
        region_at(region) if isinstance(region, str) else Region.of(region),
        given.get("measure", "actual"),
        tuple(given.get("aliases", ())),
    )


def _rows(given: Sequence[str | Mapping[str, Any]], classes: Mapping[str, str]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for row in given:
        if row == CLASSES:
            former = [(name, told["code"]) for name, told in former_classes().items() if name not in classes.values()]
            lines += [
                Line(
                    name,
                    Region.of({"flow": "expenditure", "function": code}),
                    aliases=tuple(old for old, own in former if own == code),
                )
                for code, name in classes.items()
            ]
        else:
            lines.append(line_of(row))
    return tuple(lines)


def _tail(given: Mapping[str, Any] | None, classes: Mapping[str, str]) -> Tail | None:
    if given is None:
        return None
    rows = [name for row in given["rows"] for name in (classes.values() if row == CLASSES else [row])]
    return Tail(given["total"], tuple(rows))


def form_spec(
    number: str,
    given: Mapping[str, Any],
    classes: Mapping[str, str],
    *,
    optional: bool = False,
    beside: Collection[str] | None = (),
) -> FormSpec:
    """A form from its declaration. `classes` are the functional classes of the layout, code → name; `beside` names the
    columns to have of those that only some provinces print, None all of them.
    """
    region = region_at(given["region"])
    if "blocks" in given:
        blocks = [
            Block(
                name,
                tuple(line_of(column) for column in block["columns"]),
                _rows(block["rows"], classes),
                tail=_tail(block.get("tail"), classes),
            )
            for name, block in given["blocks"].items()
        ]
        return FormSpec(number, given["title"], region, tuple(blocks))
    columns = [line_of(column) for column in given["columns"]]
    if optional:
        opening, income, closing = (line_of(column) for column in given["optional"])
        columns = [opening, income, *columns, closing]
    further = [line_of(column) for column in given.get("elsewhere", ())]
    columns += [column for column in further if beside is None or column.name in beside]
    by = given["rows"]
    totals = [Line(TOTAL_ROW, named("全部"))] if by == "function" else []
    totals += [line_of(total) for total in given.get("totals", ())]
    return FormSpec(number, given["title"], region, (Block("", tuple(columns), tuple(totals), by=by),))


@cache
def declared() -> Mapping[str, Mapping[str, Any]]:
    """The nine forms as they stand in nine.toml, the columns that they share put in."""
    forms = tomllib.loads((resources.files("mingzhang.accounts.forms") / "nine.toml").read_text("utf-8"))
    shared = forms.pop("shared")
    return {
        number: form | {part: _with_shared(form[part], shared) for part in _COLUMNS & form.keys()}
        for number, form in forms.items()
    }


def _with_shared(columns: Sequence[str | Mapping[str, Any]], shared: Mapping[str, list[Any]]) -> list[Any]:
    """The columns of a form, those that it names alone or by their list as they are declared for all forms."""
    named = {f"*{name}": lines for name, lines in shared.items()}
    named |= {line["name"]: [line] for lines in shared.values() for line in lines}
    return [line for given in columns for line in (named.get(given, [given]) if isinstance(given, str) else [given])]


@cache
def widest(number: str, year: int) -> FormSpec:
    """One of the nine forms in its widest shape, with every functional class of the year."""
    classes = {code.code: code.name for code in codes.functional(year).level(3)}
    given = declared()[number]
    return form_spec(number, given, classes, optional="optional" in given, beside=None)
