"""Running a command on a case, as a user does."""

from pathlib import Path

import pytest

from mingzhang.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return int(str(ended.value.code)), said.out, said.err


def case(folder: Path, text: str) -> Path:
    path = folder / "案卷.toml"
    path.write_text(text, "utf-8")
    return path
