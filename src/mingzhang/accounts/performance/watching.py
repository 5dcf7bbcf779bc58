"""`monitor` from a folder: its projects with what the vouchers spent up to a day, and the text that tells of them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from mingzhang.accounts.books.unit_file import UnitFile, read_unit_file
from mingzhang.accounts.books.voucher_lines import voucher_sources
from mingzhang.accounts.performance.exact import printed, printed_rate
from mingzhang.accounts.performance.monitor import ProjectWatch, elapsed, monitor
from mingzhang.accounts.performance.policies import policy_for
from mingzhang.accounts.performance.problems import form_problems
from mingzhang.accounts.performance.sheets import read_projects
from mingzhang.accounts.performance.shelf import own_policies
from mingzhang.accounts.performance.spending import executed_from, spent_until
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors
from mingzhang.money import wan_text

NOT_YET = frozenset({"P118", "P126", "P130", "P131", "P137", "P142"})
"""Questions about actual values, which are only due at the year's end."""


def watch(folder: Path, day: date) -> tuple[list[ProjectWatch], list[Finding]]:
    """The projects of a folder as they stand at the end of a day; none where something is not sound."""
    unit, findings = read_unit_file(folder)
    if unit is None or has_errors(findings):
        return [], findings
    if day.year != unit.year:
        return [], [*findings, finding("P148", Place(), printed=str(day), expected=f"{unit.year} 年的一天")]
    try:
        policy = policy_for(unit.unit.region, unit.year, own_policies(folder))
    except ProblemsFound as problems:
        return [], [*findings, *problems.findings]
    except KeyError:
        said = f"{unit.unit.region or '（未填地区）'} {unit.year} 年度"
        return [], [*findings, finding("P145", Place(), printed=said)]
    read = read_projects(folder, policy)
    findings += read.findings
    spent, found = _spent(folder, unit, day)
    findings += found
    if not read.projects and not has_errors(findings):
        findings.append(finding("P149", Place(file="绩效项目.csv")))
    if has_errors(findings):
        return [], findings
    projects = executed_from(read.projects, spent, over=True)
    asked = [item for project in projects for item in form_problems(project, policy)]
    findings += [item for item in asked if item.code.code not in NOT_YET]
    return monitor(projects, day, policy), findings


def _spent(folder: Path, unit: UnitFile, day: date) -> tuple[dict[str, int], list[Finding]]:
    """Nothing where the books hold no vouchers yet."""
    return spent_until(folder, unit, day) if voucher_sources(folder, unit.vouchers) else ({}, [])


def monitor_text(watched: Sequence[ProjectWatch], day: date, lag: int) -> str:
    """A table of projects, and below each the indicators that are off track."""
    gone = elapsed(day)
    lines = [f"截至 {day}，时间进度 {printed_rate(gone, 2)}"]
    for item in watched:
        project = item.project
        where = "（账外，按填报数）" if project.outside else ""
        rate = "未知" if item.rate is None else printed_rate(item.rate, 2)
        executed = "未知" if project.executed_fen is None else wan_text(project.executed_fen, grouped=True)
        slow = item.lag is not None and item.lag * 100 > lag
        mark = (
            "无法判断进度"
            if item.lag is None
            else f"偏慢，落后时间进度 {printed((item.lag or Fraction(0)) * 100, 2)} 个百分点"
            if slow
            else "正常"
        )
        budget = wan_text(project.budget_fen, grouped=True)
        lines.append(f"{project.name}{where}：预算 {budget} 万元，执行 {executed} 万元，执行率 {rate}，{mark}")
        for off in item.off_track():
            own = off.indicator
            said = f"{own.third} {own.operator} {own.content}{own.unit}，现为 {own.actual}{own.unit}"
            lines.append(f"    {off.state.value}：{said}")
    slow_ones = sum(item.lag is not None and item.lag * 100 > lag for item in watched)
    off_track = sum(len(item.off_track()) for item in watched)
    lines.append(f"共 {len(watched)} 个项目，执行偏慢 {slow_ones} 个，偏离目标的指标 {off_track} 个")
    return "\n".join(lines)
