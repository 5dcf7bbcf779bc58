"""The command `mingzhang new`: a unit's first hour."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from mingzhang.accounts.books.kinds import FIRST_YEAR, LAST_YEAR, UnitKind
from mingzhang.terminal.commands import ChineseCommand

YEARS = click.IntRange(FIRST_YEAR, LAST_YEAR)
KINDS = tuple(kind.value for kind in UnitKind)


@click.command("new", cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="名称", help="单位全称，如 某市社会保险中心。")
@click.option("--short", metavar="简称", default="", help="说明里的自称；不写则用全称。")
@click.option("--kind", metavar="类型", type=click.Choice(KINDS), help=f"单位类型：{'、'.join(KINDS)}。")
@click.option("--year", metavar="年度", type=YEARS, help="决算年度，如 2024。")
@click.option("--layout", metavar="版式", help="公开报表的版式，如 liaoning-2023，或自己的版式文件。")
@click.option(
    "--unit",
    "units",
    metavar="单位[:类型]",
    multiple=True,
    help="建立部门文件夹：一个所属单位（本级也是一个），可写多次；类型不写则与部门相同。",
)
@click.option("--region", metavar="地区", default="", help="省份，决定绩效评分办法，如 辽宁。")
@click.option(
    "--from",
    "last",
    metavar="上年账册",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="由上一年的账册（部门的文件夹也可以）接着建：带来设置、文字、项目、自己的版式和评分办法、年末数和上年决算数。",
)
def new(folder: Path, last: Path | None, units: tuple[str, ...], **given: Any) -> None:
    """建立一个新的账册文件夹：一本待填的 账册.xlsx、单位.yaml 和 文字.yaml。

    不给选项时逐项询问。填好后用 mingzhang build 编报。

    给出 --unit 时建立部门文件夹：部门.yaml、文字.yaml，每个单位一个待填的账册文件夹；名称、类型等说的是部门。
    """
    from mingzhang.accounts.department.marker import is_department
    from mingzhang.accounts.layouts.shelf import is_own
    from mingzhang.accounts.starting.carry import carried
    from mingzhang.accounts.starting.new import Start, create
    from mingzhang.terminal.telling import show_findings

    if last is not None:
        surplus = [f"--{name}" for name, value in {**given, "unit": units}.items() if value]
        if surplus:
            raise click.UsageError(f"用 --from 时不必再给 {'、'.join(surplus)}：这些都来自上年账册")
        if is_department(last):
            _next_department(folder, last)
            return
        start = carried(last)
    else:
        unit, layout = _asked(given, folder)
        if units:
            _department(folder, unit, units, layout if is_own(layout) else "")
            return
        start = Start(unit=unit, layout_file=layout if is_own(layout) else "")
    written = create(folder, start)
    show_findings(start.findings)
    click.echo(f"已建立 {start.unit['名称']} {start.year} 年度的账册文件夹：")
    click.echo("\n".join(f"  {path}" for path in written))
    click.echo(f"请打开 账册.xlsx，从“填表说明”看起；填好后运行 mingzhang build {folder} -o 输出")


def _department(folder: Path, about: dict[str, Any], units: tuple[str, ...], layout_file: str) -> None:
    from mingzhang.accounts.starting.department import create_department, new_department, units_of

    _begun(
        folder,
        about,
        create_department(folder, new_department(about, units_of(units, about["类型"], KINDS), layout_file)),
    )


def _begun(folder: Path, about: Mapping[str, Any], written: Iterable[Path]) -> None:
    click.echo(f"已建立 {about['名称']} {about['年度']} 年度的部门文件夹：")
    click.echo("\n".join(f"  {path}" for path in written))
    click.echo(f"请逐个填好单位文件夹里的 账册.xlsx 和 文字.yaml；填好后运行 mingzhang build {folder} -o 输出")


def _next_department(folder: Path, last: Path) -> None:
    from mingzhang.accounts.starting.carry_department import carried_department
    from mingzhang.accounts.starting.department import create_department
    from mingzhang.terminal.progress import StepProgress
    from mingzhang.terminal.telling import show_findings

    start = carried_department(last, StepProgress())
    written = create_department(folder, start)
    show_findings(start.findings)
    _begun(folder, start.about, written)


def _asked(given: dict[str, Any], folder: Path) -> tuple[dict[str, Any], str]:
    """单位.yaml and the layout's key from the options; what is missing is asked for, or told at once."""
    from mingzhang.accounts.layouts.shelf import key_of, name_of, names, own_folders

    layouts = names(own_folders(folder))
    needed = {"name": "单位全称", "kind": f"单位类型（{'、'.join(KINDS)}）", "year": "决算年度"}
    needed["layout"] = f"版式（{'、'.join(layouts)}）"
    missing = [name for name in needed if not given[name]]
    if missing and not sys.stdin.isatty():
        raise click.UsageError("缺少 " + "；".join(f"--{name}：{needed[name]}" for name in missing))
    kinds: dict[str, Any] = {"kind": click.Choice(KINDS), "layout": click.Choice(layouts), "year": YEARS}
    for name in missing:
        given[name] = click.prompt(needed[name], type=kinds.get(name, str), show_choices=False)
    layout = key_of(given["layout"], own_folders(folder))
    if not layout:
        raise click.BadParameter(f"没有版式 {given['layout']}，现有 {'、'.join(layouts)}", param_hint="选项 --layout")
    unit = {"名称": given["name"], "简称": given["short"], "地区": given["region"], "类型": given["kind"]}
    said = {key: value for key, value in unit.items() if value}
    return said | {"年度": given["year"], "版式": name_of(layout)}, layout
