"""The sheets 绩效项目 and 绩效指标 of a unit's books → projects, with a finding for every cell that cannot be used."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from mingzhang.accounts.books.amounts import amount_columns
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.strays import EVALUATION_TABLES
from mingzhang.accounts.books.tables import ROW, TableSource, find_table, missing_table, read_table
from mingzhang.accounts.performance.exact import exact, percentage
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, Project
from mingzhang.findings import Finding, finding

PROJECTS, INDICATORS = EVALUATION_TABLES
SOURCES = ("财政拨款", "上年结转", "其他资金")
"""Columns of the sources of a project's money; what is executed of each stands in a column of its own."""
YES_NO = {"是": True, "否": False}
Row: TypeAlias = dict[str, Any]


class Column(NamedTuple):
    name: str
    value: str
    filled: bool = False


@dataclass(frozen=True)
class Read:
    """The projects that could be read, and the findings about what could not."""

    projects: tuple[Project, ...] = ()
    findings: list[Finding] = field(default_factory=list)


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


def read_projects(folder: Path, policy: Policy) -> Read:
    """The projects of a books folder in the order of their sheet; none where it has no such sheet."""
    source, below = find_table(folder, PROJECTS), find_table(folder, INDICATORS)
    if source is None and below is None:
        return Read()
    if source is None or below is None:
        return Read(findings=[missing_table(INDICATORS if source else PROJECTS)])
    findings: list[Finding] = []
    above, under = _usable(PROJECTS, source, findings), _usable(INDICATORS, below, findings)
    if above is None or under is None:
        return Read(findings=findings)
    return Read(_joined(above, under, policy, findings), findings)


@dataclass(frozen=True, slots=True)
class _Usable:
    """The rows of a sheet in which every cell can be used, as values by column."""

    source: TableSource
    rows: list[Row]
    spoiled: set[str]
    """The projects of the other rows."""


def _usable(sheet: str, source: TableSource, findings: list[Finding]) -> _Usable | None:
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
    return _Usable(source, rows, spoiled)


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


def _indicator(row: Row, source: TableSource, policy: Policy) -> Indicator:
    sign, content, actual = row["运算符号"], row["目标值"], row["完成值"]
    kinds = {kind: text for kind in policy.reasons.kinds if (text := row.get(kind))}
    return Indicator(
        first=row["一级指标"],
        second=row["二级指标"],
        third=row["三级指标"],
        operator=policy.quantitative.aliases.get(sign, sign),
        content=content,
        unit=row["度量单位"],
        actual=actual,
        weight=row["分值"],
        target_value=exact(content) if sign else None,
        actual_value=exact(actual) if sign else None,
        completion=row["完成程度"],
        override=row["认定得分"],
        override_reason=row["认定理由"],
        reasons=kinds,
        reason=row["原因说明"],
        measure=row["改进措施"],
        where=source.place(row[ROW]),
    )


def _joined(above: _Usable, under: _Usable, policy: Policy, findings: list[Finding]) -> tuple[Project, ...]:
    """Projects with all their indicators; names that stand alone on one side are told."""
    indicators: dict[str, list[Indicator]] = {}
    for row in under.rows:
        indicators.setdefault(row["项目名称"], []).append(_indicator(row, under.source, policy))
    found: dict[str, Project] = {}
    for row in above.rows:
        name, where = row["项目名称"], above.source.place(row[ROW], "项目名称")
        if name in found:
            findings.append(finding("P110", where, printed=name))
        elif name not in indicators and name not in under.spoiled:
            findings.append(finding("P112", where, printed=name))
        elif name not in under.spoiled:
            found[name] = _project(row, tuple(indicators[name]), above.source)
    named = {row["项目名称"] for row in above.rows} | above.spoiled
    for name, own in indicators.items():
        if name not in named:
            where = under.source.place(own[0].where.row, "项目名称")
            findings.append(finding("P111", where, printed=name, expected="、".join(sorted(named)[:10])))
    return tuple(found.values())


def _project(row: Row, indicators: tuple[Indicator, ...], source: TableSource) -> Project:
    return Project(
        name=row["项目名称"],
        department=row["主管部门"],
        unit=row["实施单位"],
        budget_fen=row["预算数"],
        executed_fen=row["执行数"],
        goal_set=row["年初目标"],
        goal_reached=row["完成情况"],
        indicators=indicators,
        code=row["项目编码"],
        fiscal_fen=row["财政拨款"],
        outside=row["账外"] is True,
        capped=row["封顶"],
        reason=row["执行偏差原因"],
        measure=row["执行改进措施"],
        where=source.place(row[ROW]),
        opening_fen=row["年初预算数"],
        sources=_sources(row),
    )


def _sources(row: Row) -> dict[str, tuple[int | None, int | None]]:
    """Empty where the unit tells none apart."""
    found = {name: (row[name], row[f"{name}执行数"]) for name in SOURCES}
    told = any(
        amount is not None for name, pair in found.items() for amount in (pair if name != "财政拨款" else pair[1:])
    )
    return found if told else {}
