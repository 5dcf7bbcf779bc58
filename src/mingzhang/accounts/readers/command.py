"""The command `mingzhang read`: a published document as data."""

import json
from pathlib import Path

import click

from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import Limits
from mingzhang.terminal.commands import ChineseCommand


@click.command("read", cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="在标准输出写出全部数据：九张表的每一格、文字、位置和问题。")
@limit_options
def read(file: Path, as_data: bool, limits: Limits) -> int:
    """把一份公开的部门决算（pdf、docx、doc、xlsx、xls、et、html、txt）读成数据。

    文件：要读的决算公开文件。读不出的地方逐条列出，不当作空白或零。

    退出码：0 全部读出；1 有读不出的地方；2 文件不能读。
    """
    from mingzhang.accounts.readers.apart import read_apart
    from mingzhang.accounts.readers.read_json import FORMAT, VERSION, as_json
    from mingzhang.accounts.readers.summary import summary
    from mingzhang.findings import ProblemsFound, has_errors
    from mingzhang.terminal.telling import show_findings

    try:
        found = read_apart(file, limits)
    except ProblemsFound as problems:
        if as_data:
            failed = {"format": FORMAT, "version": VERSION, "file": file.name}
            told = [item.as_json() for item in problems.findings]
            click.echo(json.dumps({**failed, "findings": told}, ensure_ascii=False, indent=1))
        show_findings(problems.findings)
        return 2
    if as_data:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo(summary(found))
    show_findings(found.findings)
    return 1 if has_errors(found.findings) or found.unread else 0
