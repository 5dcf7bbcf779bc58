"""A console that knows GBK only, folders with Chinese names and blanks: the main job works, and every word is shown."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import mingzhang
from mingzhang.cli import cli
from mingzhang.findings import catalogue
from mingzhang.terminal.encoding import nearest

PLAIN = {
    "PATH": os.defpath,
    "LC_ALL": "C.UTF-8",  # names of files are Unicode on Windows
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "gbk",
    "PYTHONWARNDEFAULTENCODING": "1",  # a file opened without saying its encoding would be GBK there
    "PYTHONWARNINGS": "always::EncodingWarning",
}

HOME = str(Path(mingzhang.__file__).parent)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and all output of a command in a console of GBK."""
    program = "import sys; from mingzhang.cli import main; main(sys.argv[1:])"
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=folder, env={**PLAIN, **kept}, capture_output=True, check=False
    )
    told = (done.stdout + done.stderr).decode("gbk")
    assert [line for line in told.splitlines() if "EncodingWarning" in line and HOME in line] == []
    return done.returncode, told


def test_the_main_job(tmp_path: Path) -> None:
    folder = tmp_path / "我的 账册（2023）"
    folder.mkdir()
    status, told = run(folder, "demo", "-o", "输出 文件夹")
    assert (status, "?" in told) == (0, False), told
    assert "辽宁省盘锦市社会保险事业服务中心 2023 年度部门决算" in told
    public = "输出 文件夹/panjin-2023/public"
    status, told = run(folder, "check", f"{public}/final-accounts.pdf", "--html", "报告.html", "--xlsx", "清单.xlsx")
    assert (status, "?" in told) == (1, False), told
    assert "P153" in told
    status, told = run(folder, "new", "新 账册", "--from", "不存在")
    assert (status, "?" in told) == (2, False), told
    status, told = run(folder, "compare", f"{public}/disclosure.json", f"{public}/final-accounts.docx")
    assert (status, "?" in told) == (0, False), told
    status, told = run(folder, "build", f"{public}/disclosure.json", "-o", "重印")
    assert (status, "?" in told) == (0, False), told


def words() -> Iterator[tuple[str, str]]:
    """Everything that is said from declarations, with where it is declared."""
    for code in catalogue().values():
        for part in (code.title, code.remedy, code.basis, code.example):
            yield code.code, part
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command.get_help(click.Context(command, info_name=name))


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_every_word_is_in_the_console_s_characters(encoding: str) -> None:
    lost = {(where, char) for where, text in words() for char in text if nearest(char, encoding) == "?" != char}
    assert lost == set()


def test_a_character_without_any_likeness_is_a_question_mark() -> None:
    assert [nearest(char, "gbk") for char in "−•①㊣\u00a0\U0001f600"] == ["－", "·", "①", "㊣", " ", "?"]
