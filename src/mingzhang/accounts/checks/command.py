"""The command `mingzhang check`: published documents checked."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from mingzhang.accounts.checks.order import JOINT_SECONDS, Checked, Order, copy_path, failed, report_path
from mingzhang.accounts.checks.sources import Source, is_several, sources
from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import Limits
from mingzhang.terminal.commands import ChineseCommand
from mingzhang.terminal.progress import CountProgress

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
    from mingzhang.accounts.checks.outputs import as_json, show, write_index
    from mingzhang.accounts.checks.report_xlsx import write_xlsx

    several = is_several(files)
    order = Order(limits, html, annotate, several, joint_seconds)
    folders = [each for each in (html, annotate) if several and each is not None]
    with sources(files, limits, folders) as given:
        _refuse(given, order, [each for each in (xlsx, resume) if each is not None])
        checked = _checked(given, order, jobs or os.cpu_count() or 1, resume)
        plain = [
            source.name for source in given if annotate is not None and not source.problems and not _is_pdf(source)
        ]
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


def _is_pdf(source: Source) -> bool:
    from mingzhang.accounts.readers.opening import is_pdf

    return is_pdf(source.path)


def _refuse(given: Sequence[Source], order: Order, others: Iterable[Path]) -> None:
    """Raises a usage error, before anything is done, where an output would stand in a document's place or cannot be."""
    outputs = {path for source in given for path in (report_path(order, source), copy_path(order, source)) if path}
    inputs = {source.path.resolve() for source in given}
    for path in (*outputs, *others):
        if path.resolve() in inputs:
            raise click.UsageError(f"{path} 是要核对的文件，结果不能写在它上面，请另取一个名字")
    for option, output in (("--html", order.html), ("--annotate", order.annotate)):
        if output is not None and output.exists() and output.is_dir() != order.several:
            wanted = "文件夹" if order.several else "文件"
            raise click.UsageError(f"选项 {option} 要的是{wanted}，而 {output} 不是")
    usable = [source for source in given if not source.problems]
    if order.annotate is not None and usable and not any(_is_pdf(source) for source in usable):
        raise click.UsageError(
            "选项 --annotate 只能在 pdf 上批注，要核对的都不是 pdf；请用 --html 看标在文字和表格中的问题"
        )


def _checked(given: Sequence[Source], order: Order, jobs: int, resume: Path | None) -> list[Checked]:
    """Every document's result, in the order given; what `resume` knows is not done again."""
    from mingzhang.accounts.checks.many import check_all, with_unused
    from mingzhang.accounts.checks.record import Record

    results = {source.name: failed(source, source.problems) for source in given if source.problems}
    documents = [source for source in given if not source.problems]
    record = Record(resume, order) if resume is not None else None
    todo, known = record.split(documents) if record is not None else (documents, [])
    results |= {each.file: each for each in known}
    with CountProgress("核对", len(given), shown=len(given) > 1) as progress:
        for name in results:
            progress(name)
        for done in check_all(todo, order, jobs):
            results[done.file] = done
            if record is not None:
                record.add(done)
            progress(done.file)
    return with_unused([results[source.name] for source in given])
