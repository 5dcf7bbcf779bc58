"""`mingzhang monitor`: a unit's projects in the middle of the year."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.terminal import ChineseCommand, show_findings

if TYPE_CHECKING:
    from mingzhang.accounts.performance.monitor import ProjectWatch
    from mingzhang.findings import Finding

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DAY = "%Y-%m-%d"


def _day(_: click.Context, __: click.Parameter, value: str) -> date:
    try:
        return datetime.strptime(value, DAY).date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise click.BadParameter("应为日期，如 2024-09-30") from None


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="账册文件夹", type=FOLDER)
@click.option("--at", metavar="日期", required=True, callback=_day, help="监控到哪一天（含当日），如 2024-09-30。")
@click.option("--region", metavar="省份", default="", help="按哪个省的评分办法，默认取单位设置里的地区。")
@click.option("--lag", metavar="百分点", type=click.IntRange(0, 100), default=10, help="执行率落后时间进度多少算偏慢，默认 10。")
def monitor(folder: Path, at: date, region: str, lag: int) -> int:
    """年中绩效监控：各项目的执行进度和指标完成情况，列出偏离目标的。例：mingzhang monitor 账册 --at 2024-09-30"""
    watched, findings = watch(folder, at, region)
    show_findings(findings, limit=50)
    if watched:
        from mingzhang.accounts.performance.watching import monitor_text

        click.echo(monitor_text(watched, at, lag))
    return 0 if watched else 1


def watch(folder: Path, at: date, region: str) -> "tuple[list[ProjectWatch], list[Finding]]":
    """The projects of a folder as they stand at the end of a day; none where a sheet is not sound."""
    from mingzhang.accounts.performance.monitor import monitor as run
    from mingzhang.accounts.performance.sheets import NO_PROJECTS, read_projects
    from mingzhang.accounts.performance.watching import policy_at
    from mingzhang.findings import Place, finding, has_errors

    policy, findings = policy_at(folder, at.year, region)
    if policy is None:
        return [], findings
    read = read_projects(folder, policy)
    findings += read.findings
    if has_errors(findings):
        return [], findings
    if not read.projects:
        return [], [*findings, finding(NO_PROJECTS, Place(file="绩效项目.csv"))]
    return run(read.projects, at, policy), findings
