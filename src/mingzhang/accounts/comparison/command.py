"""The command `mingzhang compare`: two disclosures side by side."""

import json
from pathlib import Path

import click

from mingzhang.accounts.readers.limit_options import limit_options
from mingzhang.accounts.readers.limits import Limits
from mingzhang.terminal.commands import ChineseCommand

WORDS = ("版本", "年度", "单位", "其他")


@click.command("compare", cls=ChineseCommand)
@click.argument("one", metavar="甲", type=click.Path(exists=True, path_type=Path))
@click.argument("other", metavar="乙", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as", "asked", metavar="关系", type=click.Choice(WORDS), help="版本、年度、单位、其他；不给则自动识别。"
)
@click.option("--json", "as_data", is_flag=True, help="在标准输出写出全部数据。")
@click.option("--html", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="并排对照的网页。")
@click.option("--xlsx", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="对照的工作簿。")
@limit_options
def compare(
    one: Path,
    other: Path,
    asked: str | None,
    as_data: bool,
    html: Path | None,
    xlsx: Path | None,
    limits: Limits,
) -> int:
    """比较两份部门决算：一个单位的两年、送审稿与公开稿、单位与部门。

    甲、乙：决算公开文件（pdf、docx、doc、xlsx、html、txt）、disclosure.json、mingzhang read --json 的数据或账册文件夹。

    相邻两年时，核对本年年初数与上年年末数、说明中的增减额与上年公开的数字；单位与部门时，核对单位的数字不大于部门。

    退出码：0 没有错误；1 有错误；2 有文件不能读。
    """
    from mingzhang.accounts.comparison import compare as room
    from mingzhang.accounts.comparison.outputs import as_json, text
    from mingzhang.accounts.comparison.pair import Relationship
    from mingzhang.accounts.comparison.report_html import write_html
    from mingzhang.accounts.comparison.report_xlsx import write_xlsx
    from mingzhang.findings import ProblemsFound, has_errors
    from mingzhang.terminal.telling import show_findings

    try:
        first, second = room.opened([one, other], limits)
    except ProblemsFound as problems:
        show_findings(problems.findings)
        return 2
    found = room.compare(first, second, Relationship(asked) if asked else None)
    if html is not None:
        write_html(html, found)
    if xlsx is not None:
        write_xlsx(xlsx, found)
    click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1) if as_data else text(found))
    return int(has_errors(found.findings))
