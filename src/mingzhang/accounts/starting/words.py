"""The words of a new books folder: how to fill it in, and an example of every sheet (words.toml)."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any, TypeAlias

Rows: TypeAlias = Sequence[Mapping[str, str]]
"""Rows of a sheet: column → text."""
_given: Mapping[str, Any] = tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))
GUIDE: Sequence[str] = tuple(_given["guide"])
TEXTS: str = _given["texts"]
"""文字.yaml of a new unit, with its parts empty."""
DEPARTMENT_NOTES: str = _given["department_notes"]
"""What 部门.yaml of a new department explains below its settings."""
DEPARTMENT_TEXTS: str = TEXTS.lstrip().replace("# 本单位的文字", "# 部门的文字")
"""文字.yaml of a new department."""
EXAMPLES: Mapping[str, Rows] = {
    name: tuple({key: str(value) for key, value in row.items()} for row in rows)
    for name, rows in _given["examples"].items()
}
"""A small unit whose rows, taken together, are books that build."""
