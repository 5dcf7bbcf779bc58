"""The command `mingzhang reconcile`: the books of a unit held against its approved final accounts."""

from pathlib import Path

import click

from mingzhang.terminal.commands import ChineseCommand
from mingzhang.terminal.progress import StepProgress
from mingzhang.terminal.telling import show_findings

SHOWN = 40
"""Cells that the console lists; the file lists all."""


@click.command("reconcile", cls=ChineseCommand, short_help="把账册与批复决算逐表逐格核对，提出调整。")
@click.argument("folder", metavar="账册文件夹", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把逐格差异和建议的调整写成这个工作簿（.xlsx）；给文件夹名则写成几个 csv。",
)
@click.option(
    "--accept",
    "accepted",
    metavar="文件",
    type=click.Path(exists=True, path_type=Path),
    help="接受以前写出的建议（可先改、先删）：加进账册的 调整分录.csv、年初调整.csv，再核对。",
)
def reconcile(folder: Path, output: Path | None, accepted: Path | None) -> int:
    """把账册与同一文件夹里的批复决算（财决报表）核对：年初、收支、结余分配、使用非财政拨款结余和年末。

    逐表逐格列出公开时会印得不同的数（两边的金额以分列出），每个差异给出一行建议的调整。

    退出码：0 相符；1 有差异；2 账册或批复决算有错误，无法核对。
    """
    from mingzhang.accounts.books.load import load
    from mingzhang.accounts.reconciliation.accept import accept
    from mingzhang.accounts.reconciliation.compare import compared
    from mingzhang.accounts.reconciliation.write import tables_of, write_folder, write_workbook

    if output is not None and output.suffix.lower() != ".xlsx" and output.exists() and not output.is_dir():
        raise click.UsageError(f"{output} 已存在而且不是文件夹；请写成 .xlsx 工作簿，或另给一个文件夹名")
    if output is not None and output.resolve() == folder.resolve():
        raise click.UsageError("建议请写到账册文件夹以外，核对后用 --accept 加进账册")
    for each in accept(folder, accepted) if accepted is not None else ():
        again = f"；已有 {each.known} 行，不重复加" if each.known else ""
        click.echo(f"{each.file} 加了 {each.added} 行{again}")
    found = compared(load(folder, StepProgress()), folder)
    if found.reconciliation is None:
        show_findings(found.findings)
        return 2
    click.echo("\n".join(found.lines(SHOWN)))
    if output is not None:
        tables = tables_of(found.reconciliation, found.cells)
        if output.suffix.lower() == ".xlsx":
            write_workbook(output, tables)
        else:
            write_folder(output, tables)
        click.echo(f"已写到 {output}")
    return int(found.differs)
