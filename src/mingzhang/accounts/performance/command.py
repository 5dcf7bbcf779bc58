"""`mingzhang monitor`: a unit's projects in the middle of the year."""

from datetime import datetime
from pathlib import Path

import click

from mingzhang.terminal.commands import ChineseCommand, asked_day
from mingzhang.terminal.telling import show_findings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="账册文件夹", type=FOLDER)
@click.option(
    "--at", "day", metavar="日期", required=True, callback=asked_day, help="截至哪一天（含当日），如 2024-09-30。"
)
@click.option(
    "--lag", metavar="百分点", type=click.IntRange(0, 100), default=10, help="执行率落后多少算偏慢，默认 10。"
)
def monitor(folder: Path, day: datetime, lag: int) -> int:
    """年中绩效监控：各项目的执行进度，和偏离目标的指标。例：mingzhang monitor 账册 --at 2024-09-30"""
    from mingzhang.accounts.performance.watching import monitor_text, watch

    watched, findings = watch(folder, day.date())
    show_findings(findings, limit=50)
    if not watched:
        return 1
    click.echo(monitor_text(watched, day.date(), lag))
    return 0
