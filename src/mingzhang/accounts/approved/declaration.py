"""The sheets of the approved workbook as declared in sheets.toml: what each prints, in the terms of public forms."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from mingzhang import codes
from mingzhang.accounts.forms.declared import declared, form_spec, line_of
from mingzhang.accounts.forms.registers import unit_of
from mingzhang.accounts.forms.spec import TOTAL_ROW, Block, FormSpec, Line
from mingzhang.accounts.forms.vocabulary import named, region_at
from mingzhang.accounts.region import Region

FIXED, FUNCTION, ECONOMIC, INFORMATION = "fixed", "function", "economic", "information"
"""Kinds of sheets: declared rows; a row a functional code; and a column an economic one; counts and amounts."""
ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One declared sheet."""

    title: str
    code: str
    """What it is usually called: 财决01表."""
    confirmed: bool
    kind: str
    spec: FormSpec
    titles: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.titles)


@dataclass(frozen=True, slots=True)
class Information:
    """A row of 机构运行信息表: a named amount, or an item of a register."""

    labels: tuple[str, ...]
    amount: str = ""
    register: str = ""

    @property
    def unit(self) -> str:
        """What the value is counted in."""
        return "元" if self.amount else unit_of(self.register)


@cache
def _given() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("mingzhang.accounts.approved") / "sheets.toml").read_text("utf-8"))


@cache
def sheet_specs(year: int) -> Mapping[str, SheetSpec]:
    """Every declared sheet by its title, with the codes of a year."""
    return {title: _sheet(title, given, year) for title, given in _given()["sheet"].items()}


@cache
def information() -> tuple[Information, ...]:
    """The rows of 机构运行信息表."""
    return tuple(
        Information(tuple(row["labels"]), row.get("amount", ""), row.get("register", ""))
        for row in _given()["information"]["rows"]
    )


def information_columns() -> Mapping[str, str]:
    """Heading → measure of 机构运行信息表."""
    found: Mapping[str, str] = _given()["information"]["measures"]
    return found


def _sheet(title: str, given: Mapping[str, Any], year: int) -> SheetSpec:
    kind, spec = _form(title, given, year)
    return SheetSpec(title, given["code"], given.get("confirmed", False), kind, spec, tuple(given.get("titles", ())))


def _form(title: str, given: Mapping[str, Any], year: int) -> tuple[str, FormSpec]:
    if given.get("information"):
        return INFORMATION, FormSpec(title, title, named("全部"), ())
    if "form" in given:
        classes = {code.code: code.name for code in codes.functional(year).level(3)}
        spec = replace(form_spec(given["form"], declared()[given["form"]], classes), number=title, title=title)
        if given.get("measured"):
            return FIXED, replace(spec, blocks=tuple(_measured(block) for block in spec.blocks))
        return FUNCTION, spec
    whole = given["region"]
    region = region_at(whole) if isinstance(whole, str) else Region.of(whole)
    columns: Sequence[Line] = ()
    if given.get("columns") == ECONOMIC:
        columns = _economic_columns(year)
    elif given.get("balances"):
        more = _given()["operating"] if given.get("operating") else ()
        columns = [line_of(column) for column in (*_given()["balances"], *more)]
    block = Block("", tuple(columns), (Line(TOTAL_ROW, named("全部")),), by="function")
    return (ECONOMIC if "columns" in given else FUNCTION), FormSpec(title, title, region, (block,))


def _measured(block: Block) -> Block:
    """A block whose columns stand once under each measure's heading; a block of one column is that heading alone."""
    columns: list[Line] = []
    whole, *parts = block.columns
    for heading, given in _given()["measures"].items():
        measure, aliases = given["measure"], tuple(given["aliases"])
        own = (*aliases, whole.name, *whole.aliases) if measure == ACTUAL else aliases
        columns.append(Line(heading, whole.region, measure, own))
        columns += [Line(f"{heading}/{part.name}", part.region, measure, (part.name, *part.aliases)) for part in parts]
    return replace(block, columns=tuple(columns))


def _economic_columns(year: int) -> Sequence[Line]:
    """合计, then every class and division by code, known by name too."""
    listed = codes.economic(year).codes.values()
    lines = [
        Line(code.code, Region.of({"economic": code.code}), aliases=(code.name, code.code + code.name))
        for code in listed
    ]
    return [Line(TOTAL_ROW, named("全部"), aliases=("支出合计", "本年支出合计")), *lines]
