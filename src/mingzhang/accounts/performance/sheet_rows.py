"""The rows of the sheets 绩效项目 and 绩效指标 as values, with a finding for every cell that cannot be used."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from mingzhang.accounts.books.amounts import amount_columns
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.strays import EVALUATION_TABLES
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.accounts.books.tables import read_table
from mingzhang.accounts.performance.exact import exact, percentage
from mingzhang.findings import Finding, finding

PROJECTS, INDICATORS = EVALUATION_TABLES
YES_NO = {"是": True, "否": False}
Row: TypeAlias = dict[str, Any]


class Column(NamedTuple):
    name: str
    value: str
    filled: bool = False


@cache
def _declared() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("mingzhang.accounts.performance") / "sheets.toml").read_text("utf-8"))


@cache
def columns(sheet: str) -> tuple[Column, ...]:
    """The declared columns of a sheet."""
    return tuple(Column(**column) for column in _declared()[sheet]["columns"])


def use(sheet: str) -> str:
    """What a sheet is for, in Chinese."""
    return str(_declared()[sheet]["use"])


@dataclass(frozen=True, slots=True)
class Usable:
    """The rows of a sheet in which every cell can be used, as values by column."""

    source: TableSource
    rows: list[Row]
    spoiled: set[str]
    """The projects of the other rows."""


def usable_rows(sheet: str, source: TableSource, findings: list[Finding]) -> Usable | None:
    """None where the sheet cannot be read at all."""
    declared = columns(sheet)
    filled = [column.name for column in declared if column.filled]
    frame, found = read_table(source, filled, [column.name for column in declared if not column.filled])
    findings += found
    if frame is None:
        return None
    amounts = [column.name for column in declared if column.value == "amount"]
    texts = frame
    frame, bad = amount_columns(frame, amounts, source)
    findings += bad
    unusable: set[int] = set()
    for name in amounts:
        unusable.update(texts.filter(texts[name].is_not_null() & frame[name].is_null())[ROW].to_list())
    for name in filled:
        blank = texts.filter(texts[name].is_null())
        findings += row_findings("P113", source, blank, column=name, expected=f"填写“{name}”")
        unusable.update(blank[ROW].to_list())
    converted = [column for column in declared if column.value in _READERS]
    rows: list[Row] = []
    spoiled: set[str] = set()
    for row in frame.with_columns(pl.col(pl.String).fill_null("")).iter_rows(named=True):
        if _converted(row, converted, source, findings) and row[ROW] not in unusable:
            rows.append(row)
        else:
            spoiled.add(row["项目名称"])
    return Usable(source, rows, spoiled)


def _converted(row: Row, declared: list[Column], source: TableSource, findings: list[Finding]) -> bool:
    """Turn the texts of `row` into values in place; False where one cannot be."""
    sound = True
    for name, value, _ in declared:
        text = row[name]
        row[name] = _READERS[value](text) if text else None
        if text and row[name] is None:
            findings.append(finding("P115" if value == "flag" else "P114", source.place(row[ROW], name), printed=text))
            sound = False
    return sound


def _flag(text: str) -> bool | None:
    return YES_NO.get(text)


_READERS: Mapping[str, Callable[[str], Any]] = {"number": exact, "percent": percentage, "flag": _flag}
