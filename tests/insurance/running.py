"""Running a command on a case, as a user does."""

from pathlib import Path

import pytest

from mingzhang.cli import main

CASE = """
待遇 = "企业职工养老"
核定年月 = 2025-04
参保地 = "沈阳"
出生年月 = 1965-04
性别 = "男"
身份 = "工人"
退休年月 = 2025-04
缴费月数 = 471
过渡性缴费月数 = 120
平均缴费指数 = 0.8053
个人账户储存额 = 114333.21
"""
"""A case that a clerk states: a worker of an enterprise who retires in 沈阳."""


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
