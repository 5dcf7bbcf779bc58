"""Files that appear whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

import click

from mingzhang import whole


def check_outputs(outputs: Sequence[Path], kinds: Sequence[str]) -> None:
    """Before anything is computed: every output is of a kind that can be written. Raises a usage error."""
    for output in outputs:
        if output.suffix.lower() not in kinds:
            said = f"文件名应以 {'、'.join(kinds)} 结尾：{output.name}"
            raise click.BadParameter(said, param_hint="选项 --output")


def write_whole(path: Path, content: bytes) -> None:
    """The file whole or not at all; where that is impossible it is said of the user's file."""
    try:
        whole.write_whole(path, content)
    except OSError as problem:
        raise click.FileError(str(path)) from problem
