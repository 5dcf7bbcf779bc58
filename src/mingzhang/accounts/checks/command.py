"""The command `mingzhang check`: published documents checked."""

import json
import os
from pathlib import Path

import click

from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import JOINT_SECONDS, Limits
from mingzhang.terminal.commands import ChineseCommand

FILE = click.Path(dir_okay=False, path_type=Path)
PATH = click.Path(path_type=Path)


@click.command("check", cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="在标准输出写出全部问题的数据。")
@click.option("--html", metavar="路径", type=PATH, help="核对报告：一个文件时为网页，多个文件时为文件夹。")
@click.option("--annotate", metavar="路径", type=PATH, help="在 pdf 上批注：一个文件时为 pdf，多个文件时为文件夹。")
@click.option("--xlsx", metavar="文件", type=FILE, help="问题清单，可发回单位答复。")
@click.option("--jobs", metavar="个数", type=click.IntRange(min=1), help="同时核对几个文件，默认为处理器个数。")
@click.option(
    "--resume",
    metavar="文件",
    type=FILE,
    help="记下进度的文件；中断后用同一文件再来一次，核对过而没有变的文件不再核对。",
)
@click.option(
    "--joint-seconds",
    default=JOINT_SECONDS,
    type=click.FloatRange(min=0.1),
    show_default=True,
    metavar="秒",
    help="判断各表数字能否同时成立，最多用多少秒。",
)
@limit_options
def check(
    files: tuple[Path, ...],
    as_data: bool,
    html: Path | None,
    annotate: Path | None,
    xlsx: Path | None,
    jobs: int | None,
    resume: Path | None,
    joint_seconds: float,
    limits: Limits,
) -> int:
    """核对公开的部门决算：报表勾稽关系、文字说明、科目名称、结构。

    文件：一个或几个决算公开文件（pdf、docx、doc、xlsx、html、txt）、文件夹或 zip。

    文件旁的“核对.yaml”（或“文件名.核对.yaml”）可按代码关闭问题：在“关闭:”下面逐行写“代码: 原因”。

    退出码：0 没有错误；1 有错误；2 有文件不能读。
    """
    from mingzhang.accounts.checks.order import Order
    from mingzhang.accounts.checks.outputs import as_json, show, write_index
    from mingzhang.accounts.checks.report_xlsx import write_xlsx
    from mingzhang.accounts.checks.several import checked_all, not_pdf, refuse
    from mingzhang.accounts.checks.sources import is_several, sources

    several = is_several(files)
    order = Order(limits, html, annotate, several, joint_seconds)
    folders = [each for each in (html, annotate) if several and each is not None]
    with sources(files, limits, folders) as given:
        refuse(given, order, [each for each in (xlsx, resume) if each is not None])
        checked = checked_all(given, order, jobs or os.cpu_count() or 1, resume)
        plain = not_pdf(given) if annotate is not None else []
        if several and html is not None:
            write_index(html, list(zip(given, checked, strict=True)))
    if xlsx is not None:
        write_xlsx(xlsx, checked)
    if as_data:
        click.echo(json.dumps(as_json(checked), ensure_ascii=False, indent=1))
    else:
        show(checked)
    if plain:
        click.echo(f"不是 pdf，没有批注版：{'、'.join(plain)}", err=True)
    return max((each.status for each in checked), default=2)
