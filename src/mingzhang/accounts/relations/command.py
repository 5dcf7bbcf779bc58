"""`mingzhang reconstruct`: the way back from a disclosure to books."""

from dataclasses import replace
from pathlib import Path

import click

from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import Limits
from mingzhang.terminal.commands import ChineseCommand


@click.command("reconstruct", cls=ChineseCommand, short_help="由公布数字还原一套能印出它们的账册。")
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    required=True,
    type=click.Path(path_type=Path),
    help="账册写到这里，须不存在或为空。",
)
@click.option(
    "--layout", metavar="版式", default="", help="文件中的表是哪个版式的，如 liaoning-2023；不给则按行列选定。"
)
@limit_options
def reconstruct(file: Path, output: Path, layout: str, limits: Limits) -> None:
    """由公布数字还原账册：求出能印出文件中每一个数字的金额（精确到分），写成余额表等账册文件。

    文件是 mingzhang build 或 mingzhang read --json 写出的数据，或一份已公开的决算。

    没有这样的金额时，列出不能成立的数字，什么也不写。

    退出码：0 已还原；1 不能还原；2 文件不能读。
    """
    from mingzhang.accounts.readers.apart import read_apart
    from mingzhang.accounts.relations.books_writer import write_books
    from mingzhang.accounts.relations.carried import carried
    from mingzhang.accounts.relations.reconstruct import reconstruct as run
    from mingzhang.accounts.republish import layout_for, whole
    from mingzhang.findings import ProblemsFound, has_errors
    from mingzhang.terminal.telling import show_findings

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise click.UsageError(f"{output} 已存在而且不是空文件夹；请换一个，或先清空它")
    read = read_apart(file, limits)
    fitting, chosen = layout_for(read, layout, file.parent)
    placed = fitting.layout
    disclosure, told_first = whole(read, fitting)
    if has_errors(told_first):
        raise ProblemsFound(told_first)
    found = run(disclosure, placed)
    if found.measures is None or has_errors(found.findings):
        raise ProblemsFound(found.findings)
    disclosure = replace(disclosure, tails=found.tails)
    told = carried(disclosure)
    written, findings = write_books(output, disclosure, placed, found.measures, told)
    first = [item for item in found.findings if item not in findings]  # the styles of zeros are told of both
    show_findings([*told_first, *first, *findings, *told.findings])
    cells = sum(len(form.cells) for form in disclosure.forms)
    if chosen:
        click.echo(f"版式：{placed.name}（{placed.key}），按各表的行和列选定")
    click.echo(f"已还原：{cells} 个单元格都能重新印出。账册在 {output}：{'、'.join(path.name for path in written)}")
