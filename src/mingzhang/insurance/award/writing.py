"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click


def check_outputs(outputs: Sequence[Path], kinds: Sequence[str]) -> None:
    """Before anything is computed: every output is of a kind that can be written. Raises a usage error."""
    for output in outputs:
        if output.suffix.lower() not in kinds:
            said = f"文件名应以 {'、'.join(kinds)} 结尾：{output.name}"
            raise click.BadParameter(said, param_hint="选项 --output")


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside the target first, then puts it in place in one step."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise click.FileError(str(path)) from problem
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
