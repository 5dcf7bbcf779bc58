"""What a user meets on the console: Chinese help and usage errors, findings, any console encoding."""

import codecs
import errno
import sys
import time
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from mingzhang.findings import Finding, by_severity, counts

NEAREST = {"−": "－", "‱": "/万", "↵": "/", "\u00a0": " ", "•": "·", "–": "-", "„": '"', "‟": '"'}
"""What a console of GBK shows for a character that it does not have."""


def survive_console() -> None:
    """Print the nearest of what the console cannot encode, else "?": a GBK console never ends in a traceback."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="nearest")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(nearest(char, error.encoding) for char in error.object[error.start : error.end]), error.end


def nearest(char: str, encoding: str) -> str:
    """A character, or what stands for it in an encoding that may not have it."""
    for shown in (char, NEAREST.get(char, ""), unicodedata.normalize("NFKC", char)):
        if shown:
            try:
                shown.encode(encoding)
            except UnicodeEncodeError:
                continue
            return shown
    return "?"


def _chinese_marks(said: str) -> str:
    """click's closing marks of an option in Chinese: [required], [default: 200; x>=0]."""
    return said.replace("  [required]", "（必填）").replace("; required]", "；必填]").replace("[default: ", "[默认 ")


class _Chinese(click.Command):
    """Help pages with Chinese headings."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings.setdefault("context_settings", {}).setdefault("help_option_names", ["-h", "--help"])
        super().__init__(*arguments, **settings)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            (names, _chinese_marks(said))
            for item in self.get_params(ctx)
            if isinstance(item, click.Option) and (record := item.get_help_record(ctx)) is not None
            for names, said in [record]
        ]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明后退出。"
        return option


class ChineseCommand(_Chinese):
    """A command; positional arguments are named in its docstring."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]


class ChineseGroup(_Chinese, click.Group):
    """The group of all commands."""

    command_class = ChineseCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[选项]", "命令", "[参数]…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Chinese.format_options(self, ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=120))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None and not command.hidden
        ]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)


SYSTEM_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.EBUSY: "文件正被别的程序占用",
}


def system_text(error: OSError) -> str:
    """A fault of the file system in Chinese: which file, and why."""
    reason = SYSTEM_REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
    return f"读写不了 {error.filename or '文件'}：{reason}。请检查路径、权限和磁盘后重试；没有留下写到一半的文件。"


def usage_text(error: click.ClickException) -> str:
    """A usage error in Chinese: what is wrong, and where to read on."""
    said = _usage_reason(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "mingzhang"
    return f"用法有误：{said}\n查看用法：{path} --help"


def _usage_reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f"；是否想用 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case click.MissingParameter():
            return f"缺少 {_parameter(error)}"
        case click.BadParameter():
            return f"{_parameter(error)} 不可用：{_bad_value(error)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 需要一个值"
        case click.FileError():
            return f"文件 {error.filename} 打不开"
        case click.UsageError():
            return _plain_usage(error.format_message())
        case _:
            return error.format_message()


def _parameter(error: click.BadParameter) -> str:
    hint: Any = error.param_hint
    if hint:
        return hint if isinstance(hint, str) else "、".join(hint)
    if isinstance(error.param, click.Option):
        return f"选项 {error.param.opts[-1]}"
    return f"参数 {error.param.make_metavar(click.Context(click.Command(''))) if error.param else ''}".strip()


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.Path):
        return "文件或文件夹不存在，或类型不符"
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return ("应为整数" if isinstance(kind, click.types.IntParamType) else "应为数字") + _range(kind)
    return error.message


def _range(kind: object) -> str:
    """The range that a number must lie in: ，在 0 至 100 之间；，不小于 0."""
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is not None and high is not None:
        return f"，在 {low} 至 {high} 之间"
    if low is not None:
        return f"，{'大于' if getattr(kind, 'min_open', False) else '不小于'} {low}"
    return "" if high is None else f"，{'小于' if getattr(kind, 'max_open', False) else '不大于'} {high}"


def _plain_usage(message: str) -> str:
    known = {"No such command": "没有这个命令", "Got unexpected extra argument": "多余的参数"}
    for english, chinese in known.items():
        if message.startswith(english):
            rest = message[len(english) :].strip(" .s")
            return f"{chinese} {rest}"
    return message


def show_findings(findings: Sequence[Finding], *, limit: int | None = None) -> None:
    """All findings on standard error, errors first, with a closing count by severity."""
    ordered = by_severity(findings)
    for item in ordered[:limit]:
        click.echo(item.text(), err=True)
    if limit is not None and len(ordered) > limit:
        click.echo(f"（其余 {len(ordered) - limit} 条从略）", err=True)
    if findings:
        click.echo(f"共计：{counts(findings)}。", err=True)


class StepProgress:
    """Tells each step of long work on standard error as it begins, with the seconds gone by."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def __call__(self, step: str) -> None:
        click.echo(f"[{time.perf_counter() - self._began:5.1f} 秒] {step}", err=True)


def is_watched() -> bool:
    """Whether somebody looks at standard error: else nothing moves there."""
    return sys.stderr.isatty()


class CountProgress:
    """Tells on standard error how many of many are done: a bar on a terminal, else a line each."""

    def __init__(self, label: str, count: int, *, shown: bool = True) -> None:
        self._label, self._count, self._shown, self._ready = label, count, shown, 0
        self._bar: Any = None

    def __enter__(self) -> "CountProgress":
        if self._shown and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True))
            self._bar.add_task(self._label, total=self._count)
            self._bar.start()
        return self

    def __exit__(self, *raised: Any) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, name: str) -> None:
        """One more is done."""
        self._ready += 1
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])
        elif self._shown:
            click.echo(f"[{self._ready}/{self._count}] {name}", err=True)


def asked_day(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """An option that is a day; None where it is not given."""
    try:
        return datetime.strptime(value, "%Y-%m-%d") if value else None  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise click.BadParameter("应为日期，如 2024-09-30") from None
