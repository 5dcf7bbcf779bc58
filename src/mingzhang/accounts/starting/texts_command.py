"""The command `mingzhang texts`: the texts that this year's books ask for, as lines to be filled in."""

from collections import Counter
from pathlib import Path

import click

from mingzhang.terminal.commands import ChineseCommand
from mingzhang.terminal.telling import show_findings


@click.command("texts", cls=ChineseCommand, short_help="在 文字.yaml 里列好要写的原因、用途、名词解释，逐条填写即可。")
@click.argument("folder", metavar="账册文件夹", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--layout", metavar="版式", default="", help="按这个版式要求的文字；不写则按 单位.yaml 的版式。")
def texts(folder: Path, layout: str) -> int:
    """按凭证和预算看还要写哪些文字，在 文字.yaml 里每条留好一行空位，注明要写什么；已经写的不改动，可以反复运行。

    填好后运行 mingzhang build。账册有其他错误时，先列出已能确定的。

    退出码：0 文字已齐；1 有要填的；2 写不进去。
    """
    from mingzhang.accounts.books.texts import TEXT_FILE
    from mingzhang.accounts.books.unit_file import read_unit_file
    from mingzhang.accounts.pipeline import prepare_unit
    from mingzhang.accounts.starting.gaps import fill_gaps, gaps_in
    from mingzhang.findings import Place, finding

    unit, found = read_unit_file(folder)
    if unit is None:
        show_findings(found, limit=20)
        return 2
    gaps = gaps_in(prepare_unit(folder, layout=layout).findings, unit.year)
    if not gaps:
        click.echo(f"{TEXT_FILE} 没有要补的原因、用途、名词解释。")
        return 0
    try:
        lines = fill_gaps(folder, gaps)
    except (ValueError, OSError):
        listed = "、".join(".".join(gap.path) for gap in gaps[:20])
        show_findings([finding("A105", Place(file=TEXT_FILE), printed=listed)], limit=20)
        return 2
    counts = Counter(gap.path[0] for gap in gaps)
    said = "、".join(f"{part} {count} 处" for part, count in counts.items())
    click.echo(f"{TEXT_FILE} 要填的：{said}{'' if lines else '，空位都已列好'}。填好后运行 mingzhang build。")
    return 1
