"""Where the wordings of the package stand."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from mingzhang.accounts.layouts.shelf import SUFFIX


def packaged(name: str) -> str:
    """A file of the package; "" where there is none."""
    source = resources.files("mingzhang.accounts.statements") / f"{name}{SUFFIX}"
    return source.read_text("utf-8") if source.is_file() else ""


def wording_keys() -> list[str]:
    """The wordings of the package: the files that name their sections."""
    return sorted(key for key, head in _files().items() if "sections" in head)


@cache
def mandated_terms() -> tuple[Sequence[str], ...]:
    """The general terms of each glossary that a wording of the package declares itself."""
    return tuple(tuple(head["glossary"]["terms"]) for head in _files().values() if "glossary" in head)


def _files() -> Mapping[str, Mapping[str, Any]]:
    """The files of the package as they stand, by name."""
    folder = resources.files("mingzhang.accounts.statements")
    files = [item for item in folder.iterdir() if item.name.endswith(SUFFIX)]
    return {item.name.removesuffix(SUFFIX): tomllib.loads(item.read_text("utf-8")) for item in files}
