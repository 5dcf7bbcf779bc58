"""Where the wordings of the package stand."""

import tomllib
from importlib import resources

from mingzhang.accounts.layouts.shelf import SUFFIX


def packaged(name: str) -> str:
    """A file of the package; "" where there is none."""
    source = resources.files("mingzhang.accounts.statements") / f"{name}{SUFFIX}"
    return source.read_text("utf-8") if source.is_file() else ""


def wording_keys() -> list[str]:
    """The wordings of the package: the files that name their sections."""
    folder = resources.files("mingzhang.accounts.statements")
    files = (item for item in folder.iterdir() if item.name.endswith(SUFFIX))
    return sorted(
        item.name.removesuffix(SUFFIX) for item in files if "sections" in tomllib.loads(item.read_text("utf-8"))
    )
