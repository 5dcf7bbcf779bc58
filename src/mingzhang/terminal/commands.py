"""Commands whose help is Chinese, and values of options that several of them take."""

from datetime import datetime
from typing import Any

import click


def _chinese_marks(said: str) -> str:
    """click's closing marks of an option in Chinese: [required], [default: 200; x>=0]."""
    return said.replace("  [required]", "（必填）").replace("; required]", "；必填]").replace("[default: ", "[默认 ")


class _Chinese(click.Command):
    """Help pages with Chinese headings."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        settings.setdefault("context_settings", {}).setdefault("help_option_names", ["-h", "--help"])
        super().__init__(*arguments, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An option that takes one value is written once: no value is dropped silently for a later one."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        valued = [item for item in order if isinstance(item, click.Option) and not (item.is_flag or item.multiple)]
        for option in valued:
            if valued.count(option) > 1:
                raise click.UsageError(f"{option.opts[-1]} 写了不止一次；只能写一次", ctx)
        return super().parse_args(ctx, args)

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


def asked_day(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """An option that is a day; None where it is not given."""
    try:
        return datetime.strptime(value, "%Y-%m-%d") if value else None  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise click.BadParameter("应为日期，如 2024-09-30") from None
