"""The command `mingzhang mapping`: how an unknown export is to be read, proposed, confirmed and kept."""

from pathlib import Path

import click

from mingzhang.terminal.commands import ChineseCommand
from mingzhang.terminal.telling import show_findings


@click.command("mapping", cls=ChineseCommand, short_help="看懂导出的凭证：提出哪列是什么，确认后写进 单位.yaml。")
@click.argument("folder", metavar="账册文件夹", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--accept", is_flag=True, help="不逐项询问，采用全部有把握的建议；两可的仍留着，列出来。")
@click.option("--show", is_flag=True, help="只看建议和依据，不询问，不写入。")
@click.option(
    "--file", "files", metavar="文件", multiple=True, help="凭证是账册文件夹里的这个文件，如 导出/*.xls；可给几次。"
)
def mapping(folder: Path, files: tuple[str, ...], *, accept: bool, show: bool) -> int:
    """读账册文件夹里导出的凭证，由标题和内容提出：哪一列是什么，科目编码和辅助核算里哪一段是功能科目、经济科目、资金、项目。

    每项附依据，逐项确认后写进 单位.yaml 的“凭证”部分；已经写明的不改动，两可的只问不猜。随后即可 mingzhang build。

    退出码：0 凭证按此能读全；1 还有没认出或没回答的；2 单位.yaml 有错误。
    """
    from mingzhang.accounts.proposing.run import Answers, run

    if accept and show:
        raise click.UsageError("--accept 和 --show 只用其一")
    answers = Answers.ALL if accept else Answers.NONE if show else Answers.ASKED
    outcome = run(folder, files, answers)
    show_findings(outcome.findings, limit=20)
    return outcome.status
