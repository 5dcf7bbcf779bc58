"""The limits of `Limits` as options of a command: each is declared here once, with its words and its default."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from mingzhang.accounts.readers.limits import Limits

_OPTIONS = {
    "pages": ("--max-pages", "页数", "每个文件最多读多少页。"),
    "megabytes": ("--max-megabytes", "MB", "每个文件最大多少 MB。"),
    "unpacked_megabytes": ("--max-unpacked", "MB", "docx、xlsx 解开后最大多少 MB。"),
    "archive_megabytes": ("--max-archive", "MB", "一个 zip 里的文件合计最大多少 MB。"),
    "boxes": ("--max-boxes", "格数", "每个文件的表格最多多少格。"),
    "characters": ("--max-characters", "字数", "每个文件最多多少字。"),
    "depth": ("--max-depth", "层数", "网页和 docx 的内容最多嵌套多少层。"),
    "seconds": ("--max-seconds", "秒", "每个文件最多读多少秒。"),
    "memory_megabytes": ("--max-memory", "MB", "读每个文件最多用多少 MB 内存。"),
}
"""Member of `Limits` → option, metavar, help."""


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds every limit as an option; the command takes them together as `limits`."""

    def with_limits(*arguments: Any, **given: Any) -> Any:
        limits = Limits(**{each.name: given.pop(each.name) for each in fields(Limits)})
        return command(*arguments, limits=limits, **given)

    with_limits.__name__, with_limits.__doc__ = command.__name__, command.__doc__
    with_limits.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]
    for each in reversed(fields(Limits)):
        name, metavar, words = _OPTIONS[each.name]
        kind = click.FloatRange(min=0.1) if isinstance(each.default, float) else click.IntRange(min=1)
        option = click.option(
            name, each.name, metavar=metavar, type=kind, default=each.default, show_default=True, help=words
        )
        option(with_limits)
    return with_limits
