"""Usage errors and faults of the file system in Chinese: what is wrong, and what to do."""

import errno
import re
from typing import Any

import click

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


_NEAR = re.compile(r"\.? \(?(?:Did you mean|Possible commands:) ?(?:one of: )?([^?)]+)\??\)?$")
"""What click adds where it knows commands alike."""


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
    message = _NEAR.sub(lambda near: f"；是否想用 {near[1].replace(', ', '、')}？", message)
    known = {"No such command": "没有这个命令", "Got unexpected extra argument": "多余的参数"}
    for english, chinese in known.items():
        if message.startswith(english):
            rest = message[len(english) :].strip(" .s")
            return f"{chinese} {rest}"
    return message
