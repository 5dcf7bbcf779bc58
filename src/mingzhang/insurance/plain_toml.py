"""TOML with Chinese keys, words and months: the standard wants quotes, a clerk does not. Numbers keep their digits."""

import re
import tomllib
from datetime import date
from typing import Any

_KEY = re.compile(r"^(\s*)([^\s\"'#\[\]=.,{}]*[^\x00-\x7f][^\s\"'#\[\]=.,{}]*)(\s*=)", re.MULTILINE)
_TABLE = re.compile(r"^(\s*\[{1,2}\s*)([^\s\"'#\[\]=.]*[^\x00-\x7f][^\s\"'#\[\]=.]*)(\s*\]{1,2})", re.MULTILINE)
_BARE_MONTH = re.compile(r"(=\s*)(\d{4}-\d{2})(\s*(?:#.*)?)$", re.MULTILINE)
_BARE = re.compile(r"^([^\S\n]*[^\s#\[=][^=\n]*=[^\S\n]*)([^\s\"'\[{#=][^\"\\#\n]*?)([^\S\n]*(?:#.*)?)$", re.MULTILINE)
_VALUE = re.compile(
    r"true|false|[-+]?(0|[1-9][0-9_]*)(\.[0-9_]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{2}:[0-9:.]+"
)
"""What TOML reads without quotes."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def loads(text: str) -> dict[str, Any]:
    """The content of a TOML text, fractions as their text. Raises tomllib.TOMLDecodeError."""
    quoted = _TABLE.sub(r'\1"\2"\3', _KEY.sub(r'\1"\2"\3', text))
    quoted = _BARE_MONTH.sub(r'\1"\2"\3', quoted)
    return tomllib.loads(_BARE.sub(_in_quotes, quoted), parse_float=str)


def _in_quotes(line: re.Match[str]) -> str:
    """A word without quotes, or in Chinese ones; what TOML reads as it stands stays."""
    before, value, after = line.groups()
    if _VALUE.fullmatch(value) and not _is_no_day(value):
        return line[0]
    return f'{before}"{value.strip("“”")}"{after}'


def _is_no_day(value: str) -> bool:
    """30 February: written as a day, so what reads the item tells what is wrong with it, not the syntax of the file."""
    if not _DAY.match(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return True
    return False
