"""The nine forms from their declaration in nine.toml, as a layout has them and in their widest shape."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from mingzhang import codes
from mingzhang.accounts.forms.spec import TOTAL_ROW, Block, FormSpec, Line, Tail
from mingzhang.accounts.forms.vocabulary import former_classes, named, region_at
from mingzhang.accounts.region import Region

_COLUMNS = {"columns", "optional", "elsewhere"}
"""The members of a form by code that hold columns."""
CLASSES = "*classes"


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
    columns to have of those that only some provinces print, None all of them and all such rows.
    """
    region = region_at(given["region"])
    if "blocks" in given:
        blocks = [
            Block(
                name,
                tuple(line_of(column) for column in block["columns"]),
                _rows([*block["rows"], *(block.get("elsewhere", ()) if beside is None else ())], classes),
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
