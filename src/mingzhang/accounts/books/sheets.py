"""The sheets beside the vouchers, declared in sheets.toml: each row's cells as values of the cube, or a finding."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from mingzhang import codes
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.cube import LABELS, NO_CODE, Flow, Fund, Kind, Source
from mingzhang.findings import Finding, Place, finding

Sheet = Literal["年初结转", "年初调整", "调整分录", "预算", "上年", "登记", "涉密"]
_CODE = re.compile(r"^[\[（(【]?\s*(\d{3,7})\s*(?:[\]）)】\s\-—_]*)(?!\d)")
"""A code alone, or fused with its name: [2080505]机关事业单位…"""
_DIMENSIONS: Mapping[str, type[StrEnum]] = {"fund": Fund, "source": Source, "kind": Kind, "flow": Flow}


class Column(NamedTuple):
    name: str
    value: str
    filled: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    use: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet; cells that are empty are absent."""

    where: Place
    values: Mapping[str, Any]

    def place(self, column: str = "") -> Place:
        return Place(file=self.where.file, sheet=self.where.sheet, row=self.where.row, column=column)

    def text(self, column: str) -> str:
        return cast(str, self.values.get(column, ""))

    def fen(self, column: str = "金额") -> int:
        return cast(int, self.values[column])

    def fund(self) -> Fund | None:
        return cast("Fund | None", self.values.get("资金"))

    def kind(self) -> Kind | None:
        return cast("Kind | None", self.values.get("支出类型"))

    @property
    def function(self) -> str:
        return cast(str, self.values.get("功能科目", NO_CODE))


@dataclass(frozen=True)
class SheetRows:
    """The sound rows of a sheet and the findings about the others."""

    present: bool
    """Whether the books have the sheet at all."""
    rows: tuple[Row, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    where: Place = field(default_factory=Place)


@cache
def specs() -> Mapping[str, SheetSpec]:
    """The declared sheets."""
    text = (resources.files("mingzhang.accounts.books") / "sheets.toml").read_text("utf-8")
    return {
        name: SheetSpec(given["use"], tuple(Column(**column) for column in given["columns"]))
        for name, given in tomllib.loads(text).items()
    }


@cache
def names_of(dimension: str) -> Mapping[str, StrEnum]:
    """What books may call the values of a dimension: the cube's labels and the further names of names.toml."""
    more = tomllib.loads((resources.files("mingzhang.accounts.books") / "names.toml").read_text("utf-8"))
    kind = _DIMENSIONS[dimension]
    labels = {label: kind(value) for value, label in LABELS[dimension].items() if label}
    return labels | {name: kind(value) for name, value in more.get(dimension, {}).items()}


def read_sheet(folder: Path, name: Sheet, year: int) -> SheetRows:
    """The rows of a sheet whose every cell can be used. Needs nothing where the books do not have the sheet."""
    from mingzhang.accounts.books.amounts import parse_amounts
    from mingzhang.accounts.books.tables import ROW, find_table, read_table

    source = find_table(folder, name)
    if source is None:
        return SheetRows(present=False, where=Place(file=f"{name}.csv"))
    spec = specs()[name]
    required = [column.name for column in spec.columns if column.filled]
    frame, findings = read_table(source, required, [column.name for column in spec.columns if not column.filled])
    if frame is None:
        return SheetRows(present=True, findings=findings, where=source.place())
    amounts: dict[str, list[int | None]] = {}
    for column in spec.columns:
        if column.value == "amount":
            fen, bad = parse_amounts(frame, column.name, source)
            amounts[column.name] = fen.to_list()
            findings += bad
    rows: list[Row] = []
    for at, given in enumerate(frame.iter_rows(named=True)):
        place = source.place(given[ROW])
        row, found = _row(spec, given, {name: column[at] for name, column in amounts.items()}, place, year)
        findings += found
        rows += [row] if row is not None else []
    return SheetRows(present=True, rows=tuple(rows), findings=findings, where=source.place())


def _row(
    spec: SheetSpec, given: Mapping[str, Any], amounts: Mapping[str, int | None], where: Place, year: int
) -> tuple[Row | None, list[Finding]]:
    """A row's cells as values; None where a cell that it needs is empty or cannot be used."""
    values: dict[str, Any] = {}
    found: list[Finding] = []
    usable = True
    for column in spec.columns:
        text = given[column.name]
        place = Place(file=where.file, sheet=where.sheet, row=where.row, column=column.name)
        if text is None:
            if column.filled:
                found.append(finding("B221", place, expected=f"填写“{column.name}”"))
                usable = False
        elif column.value == "amount":
            values[column.name] = amounts[column.name]
            usable = usable and amounts[column.name] is not None
        else:
            value, problem = _value(column.value, text, place, year)
            found += [problem] if problem else []
            values[column.name] = value
            usable = usable and value is not None
    return (Row(where, values) if usable else None), found


def _value(kind: str, text: str, place: Place, year: int) -> tuple[Any, Finding | None]:
    """A cell's value and what is to be said about it; the value is None where it cannot be used."""
    if kind in _DIMENSIONS:
        value = names_of(kind).get(text)
        if value is None:
            known = [label for label in LABELS[kind].values() if label]
            remedy = nearest_remedy(text, names_of(kind))
            return None, finding("B222", place, printed=text, expected="、".join(known) + "之一", remedy=remedy)
        return value, None
    if kind in {"function", "economic"}:
        return _code(kind, text, place, year)
    if kind == "account":
        match = re.match(r"\d{4}", text)
        if match is None or match[0] not in codes.accounts():
            return None, finding("B222", place, printed=text, expected="预算会计科目编码，如 8101")
        return match[0], None
    return text, None


def _code(kind: str, text: str, place: Place, year: int) -> tuple[str | None, Finding | None]:
    digits, known = (7, codes.functional(year)) if kind == "function" else (5, codes.economic(year))
    title = "支出功能分类科目（项级 7 位）" if kind == "function" else "部门预算支出经济分类科目（款级 5 位）"
    match = _CODE.match(text)
    code = match[1] if match else ""
    if len(code) != digits:
        return None, finding("B223", place, printed=text, expected=title)
    if code not in known:
        near = nearest_remedy(code, [item.code for item in known.level(digits) if item.code[:3] == code[:3]])
        return None, finding("B223", place, printed=text, expected=f"{year}年{title}", remedy=near)
    if not known[code].confirmed:
        return code, finding("B224", place, printed=f"{code} {known.name(code)}")
    return code, None
