"""The command line: `mingzhang …`. Chinese help and usage errors; imports stand inside the commands, so help is quick.

Exit status: 0 done, 1 problems found in the input, 2 the call itself, or nothing of a file, can be used.
"""

import sys
from typing import Any

import click

from mingzhang import __version__
from mingzhang.rings import look_rarely
from mingzhang.terminal.commands import ChineseGroup
from mingzhang.terminal.encoding import survive_console
from mingzhang.terminal.telling import show_findings


@click.group(cls=ChineseGroup, invoke_without_command=True)
@click.version_option(__version__, "--version", message="mingzhang 明账 %(version)s", help="显示版本后退出。")
@click.pass_context
def cli(context: click.Context) -> None:
    """明账：从单位账册编制部门决算并公开；依法计算社会保险待遇。"""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _register() -> None:
    from mingzhang.accounts.commands import COMMANDS as ACCOUNTS
    from mingzhang.insurance.commands import COMMANDS as INSURANCE

    for command in (*ACCOUNTS, *INSURANCE):
        cli.add_command(command)


_register()


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its status. Problems in the input are told as findings, never as a traceback."""
    from mingzhang.findings import FileUnusable, ProblemsFound

    survive_console()
    look_rarely()
    try:
        result: Any = cli.main(args=arguments, prog_name="mingzhang", standalone_mode=False)
    except ProblemsFound as problems:
        show_findings(problems.findings)
        sys.exit(2 if isinstance(problems, FileUnusable) else 1)
    except click.ClickException as error:
        from mingzhang.terminal.usage import usage_text

        click.echo(usage_text(error), err=True)
        sys.exit(2)
    except OSError as error:
        from mingzhang.terminal.usage import system_text

        click.echo(system_text(error), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断；写成的文件是完整的，没有写完的没有留下。", err=True)
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)
