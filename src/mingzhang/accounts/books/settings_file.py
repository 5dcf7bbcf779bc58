"""Reading a settings file: its encoding, its YAML, and what to do where it is none."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.findings import Place, finding

if TYPE_CHECKING:
    pass
from mingzhang.accounts.books.settings import Settings, settings_of, shape


def read_settings(path: Path, file: str) -> Settings:
    """The settings of a file; what cannot be read is told in its findings."""
    import yaml
    from yaml.nodes import MappingNode

    empty = Settings(file, "", 0, {}, {})
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        empty.findings.append(finding("B202", Place(file=file), printed=error.strerror or "打不开"))
        return empty
    if text is None:
        empty.findings.append(finding("B202", Place(file=file), expected="UTF-8 或 GB18030 编码的文字"))
        return empty
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except RecursionError:
        empty.findings.append(finding("B202", Place(file=file), printed="括号层层相套"))
        return empty
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file=file, row=mark.line + 1 if mark else None)
        shown = text.splitlines()[mark.line].strip()[:60] if mark and mark.line < len(text.splitlines()) else ""
        remedy = _full_width_colon(text.splitlines(), mark.line) if mark else ""
        empty.findings.append(finding("B202", place, printed=shown, remedy=remedy))
        return empty
    if node is None:
        return empty
    if not isinstance(node, MappingNode):
        empty.findings.append(finding("B205", Place(file=file), printed=shape(node), expected="“名称: 内容”的若干行"))
        return empty
    return settings_of(file, "", node, [])


def _full_width_colon(lines: list[str], at: int) -> str:
    """What to do where the line of an error, or the one before it, has a key with a full-width colon."""
    for number in (at, at - 1):
        if 0 <= number < len(lines) and re.match(r"[\s-]*[^:：#\s]+：", lines[number]):
            return f"第{number + 1}行“{lines[number].strip()[:30]}”的冒号是全角的，请改为半角冒号，后留一个空格"
    return "请检查这一行和上一行的缩进、冒号（半角冒号后留一个空格）和引号"


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
