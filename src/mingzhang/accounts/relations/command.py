"""`mingzhang reconstruct`: the way back from a disclosure to books."""

from pathlib import Path

import click

from mingzhang.terminal import ChineseCommand


@click.command("reconstruct", cls=ChineseCommand, short_help="由公布数字还原一套能印出它们的账册。")
@click.argument("file", metavar="公开数据.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    required=True,
    type=click.Path(path_type=Path),
    help="账册写到这里，须不存在或为空。",
)
def reconstruct(file: Path, output: Path) -> None:
    """由公布数字还原账册：求出能印出文件中每一个数字的金额（精确到分），写成余额表等账册文件。

    公开数据.json 是 mingzhang build 或 mingzhang read 写出的文件。没有这样的金额时，列出不能成立的数字，什么也不写。
    """
    from mingzhang.accounts.disclosure_json import from_json
    from mingzhang.accounts.layouts.layout import layout_keys, load_layout
    from mingzhang.accounts.relations.books_writer import write_books
    from mingzhang.accounts.relations.carried import carried
    from mingzhang.accounts.relations.reconstruct import reconstruct as run
    from mingzhang.findings import Place, ProblemsFound, finding, has_errors
    from mingzhang.terminal import show_findings

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise click.UsageError(f"{output} 已存在而且不是空文件夹；请换一个，或先清空它")
    try:
        disclosure = from_json(file.read_text("utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        raise ProblemsFound(
            [finding("D101", Place(file=file.name), printed=f"不是 UTF-8 文字：{error.reason}")]
        ) from None
    if disclosure.layout not in layout_keys():
        known = "、".join(layout_keys())
        raise ProblemsFound(
            [finding("J106", Place(file=file.name, key="layout"), printed=disclosure.layout, expected=f"{known}之一")]
        )
    layout = load_layout(disclosure.layout, disclosure.year)
    found = run(disclosure, layout)
    if found.measures is None or has_errors(found.findings):
        raise ProblemsFound(found.findings)
    told = carried(disclosure)
    written, findings = write_books(output, disclosure, layout, found.measures, told)
    show_findings([*findings, *told.findings])
    cells = sum(len(form.cells) for form in disclosure.forms)
    click.echo(f"已还原：{cells} 个单元格都能重新印出。账册在 {output}：{'、'.join(path.name for path in written)}")
