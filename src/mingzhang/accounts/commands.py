"""The accounts wing's commands. Heavy imports stand inside each command, so that `mingzhang --help` is quick."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from mingzhang.accounts.checks.command import check
from mingzhang.accounts.checks.read_command import read
from mingzhang.accounts.comparison.command import compare
from mingzhang.accounts.performance.command import monitor
from mingzhang.accounts.proposing.command import mapping
from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.reconciliation.command import reconcile
from mingzhang.accounts.relations.command import reconstruct
from mingzhang.accounts.starting.command import new
from mingzhang.accounts.starting.texts_command import texts
from mingzhang.terminal.commands import ChineseCommand, asked_day
from mingzhang.terminal.progress import StepProgress
from mingzhang.terminal.telling import show_findings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUTPUT = click.Path(file_okay=False, path_type=Path)


@click.command(cls=ChineseCommand)
@click.argument("books", metavar="账册文件夹", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", metavar="文件夹", type=OUTPUT, required=True, help="写到哪个文件夹。")
@click.option("--rescore", is_flag=True, help="绩效自评一律按目标值计分，不用认定得分。")
@click.option(
    "--kept",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把核对过的凭证存成这个 parquet 文件（部门：文件夹），凭证没有改动时下次直接使用，百万行也只需一瞬。",
)
@click.option(
    "--layout",
    metavar="版式",
    default="",
    help="不用 单位.yaml 中的版式，改用这个版式，如 shanghai-2024，或自己的版式文件，如 版式/甘肃-2023.toml。",
)
@click.option(
    "--date",
    metavar="日期",
    callback=asked_day,
    help="写进各文件的编制日期，如 2024-08-20；不给则为下一年1月1日。同样的账册和日期，编出的文件逐字节相同。",
)
@click.option(
    "--draft",
    is_flag=True,
    help="编成草稿传阅：缺少的原因、登记、用途、定义等在文中原处标出，文首列出待补事项。只编一个单位的。",
)
@click.option("--without-units", is_flag=True, help="部门文件夹：只编部门的决算，不另编各单位的。")
@click.option("--units-web", is_flag=True, help="部门文件夹：各单位只编公开版的网页和数据，单位多时快得多。")
@limit_options
def build(
    books: Path,
    output: Path,
    *,
    rescore: bool,
    kept: Path | None,
    layout: str,
    date: datetime | None,
    draft: bool,
    without_units: bool,
    units_web: bool,
    limits: Limits,
) -> None:
    """读入一个单位一年的账册，编出部门决算的公开版和内部版。

    给出部门文件夹（有 部门.yaml，各单位的账册在子文件夹里）时，汇总各单位、抵销内部往来，编出部门和各单位的决算。

    也可以给出一个文件：disclosure.json、mingzhang read --json 写出的数据或一份已公开的决算，按版式重印成公开版。
    --max- 开头的各项只用于读这样的文件。
    """
    if draft:
        _only_books(books)
    if books.is_file():
        _reprint(books, output, layout, date, limits)
        return
    from mingzhang.accounts.department.marker import is_department
    from mingzhang.accounts.summary import summary

    asked: dict[str, Any] = {"rescore": rescore, "kept": kept, "layout": layout, "created": date}
    if is_department(books):
        if without_units and units_web:
            raise click.UsageError("--without-units 和 --units-web 只能用一个")
        from mingzhang.accounts.department.asked import UnitFiles, crew_for

        units = UnitFiles.NONE if without_units else UnitFiles.WEB if units_web else UnitFiles.ALL
        with crew_for(books, units) as crew:
            from mingzhang.accounts.department.build import build_department

            built = build_department(books, output, StepProgress(), units=units, crew=crew, **asked)
    else:
        from mingzhang.accounts.pipeline import build as run

        built = run(books, output, StepProgress(), draft=draft, **asked)
    show_findings(built.findings, limit=50)
    click.echo(summary(built))


def _only_books(books: Path) -> None:
    """A draft is made of one unit's books: what a document or a department lacks stands elsewhere."""
    from mingzhang.accounts.department.marker import is_department

    if books.is_file() or is_department(books):
        said = "一份文件" if books.is_file() else "部门文件夹；请对缺少内容的单位分别编草稿"
        raise click.UsageError(f"--draft 只用于一个单位的账册文件夹，{books} 是{said}")


def _reprint(file: Path, output: Path, layout: str, date: datetime | None, limits: Limits) -> None:
    from mingzhang.accounts.renderers.files import PUBLIC_NAMES
    from mingzhang.accounts.republish import republish

    made = republish(file, output, layout, StepProgress(), created=date, limits=limits)
    show_findings(made.findings, limit=50)
    disclosure = made.read.disclosure
    click.echo(f"{disclosure.unit.name} {disclosure.year} 年度部门决算，由 {made.read.file} 重印")
    click.echo(f"  版式：{made.layout.name}（{made.layout.key}）{'，按各表的行和列选定' if made.chosen else ''}")
    click.echo("\n".join(["  请打开：", *(f"    {made.folder / name}" for name in PUBLIC_NAMES)]))


@click.command(cls=ChineseCommand)
@click.option("-o", "--output", metavar="文件夹", type=OUTPUT, default=Path("out"), help="写到哪个文件夹，默认 out。")
def demo(output: Path) -> None:
    """编出随软件附带的示例：盘锦市社会保险事业服务中心2023年度部门决算。"""
    from mingzhang.accounts.pipeline import build as run
    from mingzhang.accounts.pipeline import example_folder
    from mingzhang.accounts.summary import summary

    folder = example_folder("panjin-2023")
    built = run(folder, output / "panjin-2023", StepProgress())
    show_findings(built.findings, limit=50)
    click.echo(summary(built))


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="账册文件夹", type=FOLDER)
@click.argument("form", metavar="表号")
@click.argument("row", metavar="行")
@click.argument("column", metavar="[列]", required=False, default="")
@click.option("--block", metavar="部分", default="", help="同名的行分属几个部分时指明：收入、支出、年初。")
@click.option("--limit", metavar="行数", type=click.IntRange(min=0), default=200, help="最多列出多少行，0 为全部。")
def trace(folder: Path, form: str, row: str, column: str, block: str, limit: int) -> None:
    """列出一个公开数字由哪些凭证行相加而成。例：mingzhang trace 账册 03 2080505 项目支出"""
    from mingzhang.accounts.tracing import trace_text

    click.echo(trace_text(folder, (form, block, row, column), limit or None, StepProgress()))


COMMANDS: tuple[click.Command, ...] = (
    new,
    mapping,
    texts,
    build,
    demo,
    trace,
    read,
    check,
    compare,
    reconstruct,
    reconcile,
    monitor,
)
