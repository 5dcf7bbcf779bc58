"""The command `mingzhang read`: a published document as data."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import Limits
from mingzhang.terminal.commands import ChineseCommand

if TYPE_CHECKING:
    from mingzhang.accounts.readers.reading import ReadDisclosure


@click.command("read", cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--json", "as_data", is_flag=True, help="在标准输出写出全部数据：九张表的每一格、文字和数字、位置和问题。"
)
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
        found, said = _read_and_told(file, limits) if as_data else (read_apart(file, limits), {})
    except ProblemsFound as problems:
        if as_data:
            failed = {"format": FORMAT, "version": VERSION, "file": file.name}
            told = [item.as_json() for item in problems.findings]
            click.echo(json.dumps({**failed, "findings": told}, ensure_ascii=False, indent=1))
        show_findings(problems.findings)
        return 2
    if as_data:
        click.echo(json.dumps(as_json(found) | said, ensure_ascii=False, indent=1))
    else:
        click.echo(summary(found))
    show_findings(found.findings)
    return 1 if has_errors(found.findings) or found.unread else 0


def _read_and_told(file: Path, limits: Limits) -> "tuple[ReadDisclosure, dict[str, Any]]":
    """The document and what its text says, both in a process of its own. Raises ProblemsFound."""
    from mingzhang.accounts.readers.guarded import guarded
    from mingzhang.findings import ProblemsFound

    ((_, result),) = guarded(_told, [(file.name, (file, limits))], limits)
    if isinstance(result, ProblemsFound):
        raise result
    return result


def _told(given: tuple[Path, Limits]) -> "tuple[ReadDisclosure, dict[str, Any]]":
    from mingzhang.accounts.checks.told_json import told_as_json
    from mingzhang.accounts.readers.apart import read_given

    read = read_given(given)
    return read, told_as_json(read)
