"""Files that hang, crash or overfill what reads them: every command that reads ends, and says why."""

import http.server
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from office import convert
from sample_documents import printed, sample_form, write_html

from mingzhang.accounts.comparison import compare
from mingzhang.accounts.readers import apart
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.opening import read_document
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.cli import main
from mingzhang.findings import ProblemsFound

RTF = rb"{\rtf1\ansi text}"
COMMANDS = {
    "read": lambda file, out: ["read", file],
    "check": lambda file, out: ["check", file],
    "compare": lambda file, out: ["compare", file, file],
    "build": lambda file, out: ["build", file, "-o", out],
    "reconstruct": lambda file, out: ["reconstruct", file, "-o", out],
}


def a_page(folder: Path) -> Path:
    return write_html(folder / "决算.html", [printed(sample_form("05"))])


def status(arguments: list[str | Path]) -> tuple[int, str]:
    """Of the program as a user runs it."""
    runner = CliRunner()
    with runner.isolation() as (out, err, _):
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        return int(ended.value.code or 0), out.getvalue().decode() + (err.getvalue().decode() if err else "")


@pytest.mark.processes
@pytest.mark.parametrize("command", COMMANDS)
def test_too_much_memory_ends_every_command_with_status_two(command: str, tmp_path: Path) -> None:
    call = COMMANDS[command](a_page(tmp_path), tmp_path / "out")
    ended, said = status([*call, "--max-memory", "1"])
    assert ended == 2, said
    assert "R107" in said
    assert "占用内存过多" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.processes
def test_a_fault_of_ours_is_told_like_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "_opened", _faulty)
    with pytest.raises(ProblemsFound) as problems:
        compare.opened([a_page(tmp_path), tmp_path / "缺.html"], Limits())
    told = [(item.code.code, item.place.file, item.printed) for item in problems.value.findings]
    assert told == [
        ("R114", "决算.html", "ZeroDivisionError: 决算.html"),
        ("R114", "缺.html", "ZeroDivisionError: 缺.html"),
    ]


@pytest.mark.processes
def test_a_result_that_cannot_be_sent_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "read_given", _unsendable)
    with pytest.raises(ProblemsFound) as problems:
        apart.read_apart(a_page(tmp_path))
    assert [item.code.code for item in problems.value.findings] == ["R114"]


def _unsendable(given: tuple[Path, Limits]) -> object:
    return lambda: given


def _faulty(given: tuple[Path, Limits]) -> ReadDisclosure:
    raise ZeroDivisionError(given[0].name)


@pytest.mark.skipif(sys.platform == "win32", reason="转换程序的替身是 sh 脚本")
def test_a_converter_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/child\nwait\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    file = tmp_path / "a.rtf"
    file.write_bytes(RTF)
    began = time.monotonic()
    with pytest.raises(ProblemsFound) as problems:
        read_document(file, Limits(seconds=0.5))
    assert time.monotonic() - began < 10
    assert [(item.code.code, item.printed) for item in problems.value.findings] == [("R107", "转换超时")]
    assert _ends(int((tmp_path / "child").read_text()))


def _ends(process: int) -> bool:
    """Whether a process is gone, or will be as soon as its parent looks."""
    import psutil

    for _ in range(50):
        if not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address, and what was asked for there."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}", asked
        serving.shutdown()


@pytest.mark.parametrize("suffix", ["html", "doc"])
def test_a_picture_elsewhere_is_not_fetched(suffix: str, server: tuple[str, list[str]], tmp_path: Path) -> None:
    """LibreOffice with its own settings fetches it."""
    address, asked = server
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body><p>前</p><img src='{address}/a.png' width=9 height=9><p>后</p></body></html>", "utf-8"
    )
    if suffix == "doc":
        (path,) = convert([path], "doc:MS Word 97", tmp_path)
        assert address.encode("utf-16-le") in path.read_bytes()
        assert asked, "the picture can be fetched"
    asked.clear()
    assert [text.text for text in read_document(path).texts()][-1] == "后"
    assert asked == []
