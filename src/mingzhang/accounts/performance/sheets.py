"""The sheets 绩效项目 and 绩效指标 of a unit's books → projects, with a finding for every cell that cannot be used."""

from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource, find_table, missing_table
from mingzhang.accounts.performance.exact import exact
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, Project
from mingzhang.accounts.performance.sheet_rows import INDICATORS, PROJECTS, Row, Usable, usable_rows
from mingzhang.findings import Finding, finding

SOURCES = ("财政拨款", "上年结转", "其他资金")
"""Columns of the sources of a project's money; what is executed of each stands in a column of its own."""


@dataclass(frozen=True)
class Read:
    """The projects that could be read, and the findings about what could not."""

    projects: tuple[Project, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def read_projects(folder: Path, policy: Policy) -> Read:
    """The projects of a books folder in the order of their sheet; none where it has no such sheet."""
    source, below = find_table(folder, PROJECTS), find_table(folder, INDICATORS)
    if source is None and below is None:
        return Read()
    if source is None or below is None:
        return Read(findings=[missing_table(INDICATORS if source else PROJECTS)])
    findings: list[Finding] = []
    above, under = usable_rows(PROJECTS, source, findings), usable_rows(INDICATORS, below, findings)
    if above is None or under is None:
        return Read(findings=findings)
    return Read(_joined(above, under, policy, findings), findings)


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


def _joined(above: Usable, under: Usable, policy: Policy, findings: list[Finding]) -> tuple[Project, ...]:
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
