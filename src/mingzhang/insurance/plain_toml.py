"""TOML with Chinese keys and months: the standard wants them in quotes, a clerk does not. Numbers keep their digits."""

import re
import tomllib
from typing import Any

_KEY = re.compile(r"^(\s*)([^\s\"'#\[\]=.,{}]*[^\x00-\x7f][^\s\"'#\[\]=.,{}]*)(\s*=)", re.MULTILINE)
_TABLE = re.compile(r"^(\s*\[{1,2}\s*)([^\s\"'#\[\]=.]*[^\x00-\x7f][^\s\"'#\[\]=.]*)(\s*\]{1,2})", re.MULTILINE)
_BARE_MONTH = re.compile(r"(=\s*)(\d{4}-\d{2})(\s*(?:#.*)?)$", re.MULTILINE)


def loads(text: str) -> dict[str, Any]:
    """The content of a TOML text, fractions as their text. Raises tomllib.TOMLDecodeError."""
    quoted = _TABLE.sub(r'\1"\2"\3', _KEY.sub(r'\1"\2"\3', text))
    return tomllib.loads(_BARE_MONTH.sub(r'\1"\2"\3', quoted), parse_float=str)
