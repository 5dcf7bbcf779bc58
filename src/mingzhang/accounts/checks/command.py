"""The command `mingzhang check`: published documents checked."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mingzhang.terminal import ChineseCommand, CountProgress

if TYPE_CHECKING:
    from mingzhang.accounts.checks.run import Checked, Order, Source

FORMAT, VERSION = "mingzhang-check", 1


@click.command("check", cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="在标准输出写出全部问题的数据。")
@click.option(
    "--html", metavar="路径", type=click.Path(path_type=Path), help="核对报告：一个文件时为网页，多个文件时为文件夹。"
)
@click.option(
    "--xlsx", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="问题清单，可发回单位答复。"
)
@click.option("--jobs", metavar="个数", type=click.IntRange(min=1), help="同时核对几个文件，默认为处理器个数。")
@click.option(
    "--resume",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="记下进度的文件；中断后用同一文件再来一次，核对过而没有变的文件不再核对。",
)
@click.option("--max-pages", default=2000, show_default=True, metavar="页数", help="每个文件最多读多少页。")
@click.option("--max-megabytes", default=200, show_default=True, metavar="MB", help="每个文件最大多少 MB。")
@click.option("--max-seconds", default=120, show_default=True, metavar="秒", help="每个文件最多读多少秒。")
@click.option(
    "--joint-seconds", default=5.0, show_default=True, metavar="秒", help="判断各表数字能否同时成立，最多用多少秒。"
)
def check(
    files: tuple[Path, ...],
    as_data: bool,
    html: Path | None,
    xlsx: Path | None,
    jobs: int | None,
    resume: Path | None,
    max_pages: int,
    max_megabytes: int,
    max_seconds: int,
    joint_seconds: float,
) -> int:
    """核对公开的部门决算：报表勾稽关系、文字说明、科目名称、结构。

    文件：一个或几个决算公开文件（pdf、docx、doc、xlsx、html、txt）、文件夹或 zip。

    文件旁的“核对.yaml”（或“文件名.核对.yaml”）可按代码关闭问题：在“关闭:”下面逐行写“代码: 原因”。

    退出码：0 没有错误；1 有错误；2 有文件不能读。
    """
    from mingzhang.accounts.checks.report_xlsx import write_xlsx
    from mingzhang.accounts.checks.run import Order, sources
    from mingzhang.accounts.readers.limits import Limits

    limits = Limits(pages=max_pages, megabytes=max_megabytes, seconds=float(max_seconds))
    with sources(files, limits) as (given, broken):
        several = len(given) + len(broken) > 1
        order = Order(limits, html, several, joint_seconds)
        checked = [*broken, *_checked(given, order, jobs or os.cpu_count() or 1, resume)]
    if xlsx is not None:
        write_xlsx(xlsx, checked)
    if as_data:
        click.echo(json.dumps(as_json(checked), ensure_ascii=False, indent=1))
    else:
        show(checked)
    return max((each.status for each in checked), default=2)


def _checked(given: Sequence["Source"], order: "Order", jobs: int, resume: Path | None) -> list["Checked"]:
    """Every document's result, in the order given; what `resume` knows is not done again."""
    from mingzhang.accounts.checks.pool import check_all
    from mingzhang.accounts.checks.record import Record

    record = Record(resume, order) if resume is not None else None
    todo, known = record.split(given) if record is not None else (given, [])
    with CountProgress("核对", len(given), shown=len(given) > 1) as progress:
        for each in known:
            progress(each.file)

        def done(checked: "Checked") -> None:
            if record is not None:
                record.add(checked)
            progress(checked.file)

        results = {each.file: each for each in (*known, *check_all(todo, order, jobs, done))}
    return [results[source.name] for source in given]


def as_json(checked: Sequence["Checked"]) -> dict[str, Any]:
    """All findings as data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "documents": [
            {
                "file": each.file,
                "title": each.title,
                "status": each.status,
                "findings": [item.as_json() for item in each.findings],
                "silenced": [off.finding.as_json() | {"reason": off.reason} for off in each.silenced],
            }
            for each in checked
        ],
    }


def show(checked: Sequence["Checked"]) -> None:
    """Findings grouped by severity, document by document; a summary at the end."""
    from mingzhang.accounts.checks.report_html import counts
    from mingzhang.findings import Severity

    for each in checked:
        click.echo(f"\n{each.file}  {each.title}")
        for kind in Severity:
            own = [item for item in each.findings if item.severity is kind]
            click.echo(f"\n【{kind.value}】{len(own)} 条") if own else None
            for number, item in enumerate(own, 1):
                click.echo(f"{number}. {item.text().removeprefix(kind.value + ' ')}")
        for off in each.silenced:
            click.echo(f"（已关闭）{off.finding.code.code} {off.finding.place.text()}；原因：{off.reason}")
    click.echo("\n小结")
    for each in checked:
        click.echo(f"  {each.file}：{'不能读' if not each.usable else counts(each.findings)}")
