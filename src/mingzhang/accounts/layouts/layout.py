"""Layouts: how a province prints the forms, as data. Adding one is adding a file to this folder."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mingzhang import codes
from mingzhang.accounts.forms.spec import CLASSES, FormSpec, declared, form_spec
from mingzhang.money import FEN_PER_TICK

ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
TICKS = {"万元": FEN_PER_TICK, "元": 1}
"""分 in the last printed digit, by the unit of amounts."""
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A printed line of a side: its label, and the block and row whose cells it shows ("" for an empty line)."""

    label: str
    block: str
    row: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the tables that stand side by side in a form. No lines: one a functional code that has money."""

    block: str
    columns: tuple[str, ...]
    """label, number, code, name, or a column of the form."""
    lines: tuple[PlacedLine, ...] | None


@dataclass(frozen=True, slots=True)
class FormLayout:
    spec: FormSpec
    title: str
    zero: str
    """What an exact zero prints as: "" or "0.00"."""
    header: tuple[tuple[str, ...], ...]
    footer: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sides: tuple[Side, ...]
    measures: Mapping[str, str]
    """Column → measure where the layout decides it (预算数: opening_budget or adjusted_budget)."""


@dataclass(frozen=True, slots=True)
class Layout:
    key: str
    name: str
    year: int
    """The year whose code lists name its classes."""
    order: tuple[str, ...]
    grouped: bool
    number_rows: bool
    unit_of_amounts: str
    form_code: str
    forms: Mapping[str, FormLayout]

    @property
    def tick_fen(self) -> int:
        return TICKS[self.unit_of_amounts]


def layout_keys() -> list[str]:
    """The layouts that come with the package."""
    folder = resources.files("mingzhang.accounts.layouts")
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


@cache
def load_layout(key: str, year: int) -> Layout:
    """A layout by its key (liaoning-2023), its class names by the code list of `year`. Raises KeyError if unknown."""
    source = resources.files("mingzhang.accounts.layouts") / f"{key}.toml"
    if not source.is_file():
        raise KeyError(key)
    return layout_of(key, tomllib.loads(source.read_text("utf-8")), year)


def layout_of(key: str, given: Mapping[str, Any], year: int) -> Layout:
    """A layout from its declaration. Raises KeyError or ValueError for what the forms or regions do not know."""
    names = codes.functional(year)
    classes = {code: names.name(code) for code in given["classes"]}
    forms = declared() | given.get("declare", {})
    placed = {number: _form(number, forms[number], part, classes, year) for number, part in given["forms"].items()}
    return Layout(
        key=key,
        name=given["name"],
        year=year,
        order=tuple(given["order"]),
        grouped=given["grouped"],
        number_rows=given["number_rows"],
        unit_of_amounts=given["unit_of_amounts"],
        form_code=given["form_code"],
        forms=placed,
    )


def _form(
    number: str, form: Mapping[str, Any], given: Mapping[str, Any], classes: Mapping[str, str], year: int
) -> FormLayout:
    spec = form_spec(number, form, classes, optional=given.get("optional", False))
    sides = tuple(_side(side, classes, year) for side in given["sides"])
    for side in sides:
        _check_side(spec, side)
    return FormLayout(
        spec=spec,
        title=given.get("title", spec.title),
        zero=given["zero"],
        header=tuple(tuple(row) for row in given["header"]),
        footer=tuple(tuple(row) for row in given.get("footer", ())),
        notes=tuple(given["notes"]),
        sides=sides,
        measures=given.get("measures", {}),
    )


def _side(given: Mapping[str, Any], classes: Mapping[str, str], year: int) -> Side:
    block = given.get("block", "")
    if "lines" not in given:
        return Side(block, tuple(given["columns"]), None)
    lines: list[PlacedLine] = []
    for line in given["lines"]:
        if line == CLASSES:
            lines += [
                PlacedLine(f"{chinese_number(index)}、{name}", block, name)
                for index, name in enumerate(classes.values(), 1)
            ]
        elif isinstance(line, str):
            lines.append(_plain_line(line, block, year))
        else:
            label = line["label"]
            lines.append(PlacedLine(label, line.get("block", block), line.get("row", ORDINAL.sub("", label))))
    return Side(block, tuple(given["columns"]), tuple(lines))


def _plain_line(text: str, block: str, year: int) -> PlacedLine:
    """A line given by one text: an economic code, or a label whose row is the label without its ordinal."""
    if text.isdigit():
        return PlacedLine(codes.economic(year).name(text), block, text)
    return PlacedLine(text, block, ORDINAL.sub("", text))


def _check_side(spec: FormSpec, side: Side) -> None:
    """Every printed column and row must be one that the form has."""
    block = spec.block(side.block)
    if block is None:
        raise ValueError(f"form {spec.number} has no block {side.block!r}")
    for column in side.columns:
        if column not in {"label", "number", "code", "name"} and block.column(column) is None:
            raise ValueError(f"form {spec.number}, block {side.block!r} has no column {column!r}")
    for line in side.lines or ():
        home = spec.block(line.block)
        if line.row and (home is None or home.row(line.row) is None):
            raise ValueError(f"form {spec.number}, block {line.block!r} has no row {line.row!r}")


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 26 → 二十六; up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not tens else "")
