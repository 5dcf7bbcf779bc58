"""The command: outputs, several documents, broken ones, switching findings off."""

import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from check_samples import cell, consistent
from click.testing import CliRunner, Result
from sample_documents import UNIT, YEAR, printed, write_html

from mingzhang.accounts.checks import pool
from mingzhang.accounts.checks.report_html import page
from mingzhang.accounts.checks.run import Checked, Order, Source, check_file
from mingzhang.accounts.checks.silenced import silence
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.readers.limits import Limits
from mingzhang.cli import cli
from mingzhang.findings import ProblemsFound, finding

LIMITS = Limits()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["check", *map(str, arguments)], standalone_mode=False)


def document(path: Path, *, wrong: bool = False) -> Path:
    """The nine forms of the consistent unit as a page; wrong: 03 合计 is not what its rows add up to."""
    read = consistent()
    if wrong:
        read = cell("03", "", "合计", "本年支出合计", "893.46")(read)
    forms: tuple[Form, ...] = read.disclosure.forms
    return write_html(path, [printed(form) for form in forms], [f"{UNIT}{YEAR}年度部门决算"])


def test_a_consistent_document(tmp_path: Path) -> None:
    result = run(document(tmp_path / "好.html"))
    assert result.return_value == 0
    assert "没有发现问题" in result.output


def test_findings_stand_in_every_output(tmp_path: Path) -> None:
    path = document(tmp_path / "错.html", wrong=True)
    report, sheet = tmp_path / "报告.html", tmp_path / "清单.xlsx"
    result = run(path, "--json", "--html", report, "--xlsx", sheet)
    assert result.return_value == 1
    told = json.loads(result.stdout)["documents"][0]
    assert [item["code"] for item in told["findings"]] == ["F102"]
    assert told["findings"][0]["place"]["form"] == "03"
    assert told["findings"][0]["expected"] == "793.46"
    text = report.read_text("utf-8")
    assert "<td class='n error'>893.46</td>" in text
    assert sheet.stat().st_size > 0
    assert "【错误】1 条" in run(path).output


def test_one_broken_file_stops_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "批"
    folder.mkdir()
    document(folder / "a.html")
    document(folder / "b.html", wrong=True)
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    for jobs in ("1", "2"):
        result = run(folder, "--json", "--jobs", jobs)
        assert result.return_value == 2
        assert [each["status"] for each in json.loads(result.stdout)["documents"]] == [0, 1, 2]


def test_a_zip_and_its_names(tmp_path: Path) -> None:
    inside = document(tmp_path / "x.html", wrong=True)
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as pack:
        pack.write(inside, "../../外面/决算.html")
    result = run(tmp_path / "包.zip", "--json")
    assert [each["status"] for each in json.loads(result.stdout)["documents"]] == [1]
    assert not (tmp_path.parent.parent / "外面").exists()
    with zipfile.ZipFile(tmp_path / "空.zip", "w") as pack:
        pack.writestr("说明.png", b"")
    assert run(tmp_path / "空.zip").return_value == 2
    assert "X191" in run(tmp_path / "空.zip").output


def test_switched_off_with_a_reason(tmp_path: Path) -> None:
    path = document(tmp_path / "错.html", wrong=True)
    (tmp_path / "核对.yaml").write_text("关闭:\n  F102: 已另行说明\n", "utf-8")
    result = run(path)
    assert result.return_value == 0
    assert "已另行说明" in result.output


@pytest.mark.parametrize("text", ["关闭:\n  N999: 无", "关闭:\n  F102: ", "关闭: 1", "[关", "别的:\n  a: 1", "- 关闭"])
def test_a_wrong_file_switches_nothing_off(tmp_path: Path, text: str) -> None:
    path = tmp_path / "错.html"
    (tmp_path / "错.html.核对.yaml").write_text(text, "utf-8")
    told, off = silence(path, [finding("F102")])
    assert sorted(item.code.code for item in told) == ["F102", "X190"]
    assert off == []


def test_the_report_escapes_what_the_document_says() -> None:
    read = consistent()
    told = [finding("F102", printed="<script>alert(1)</script>")]
    assert "<script>" not in page(read, told, [])


def test_a_document_that_kills_its_process_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = pooled(monkeypatch, _dying, tmp_path)
    assert [(each.file, each.status) for each in told] == [("a.html", 0), ("b.html", 2), ("c.html", 0)]
    assert told[1].findings[0].code.code == "X192"


def test_a_document_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "GRACE_SECONDS", 0.0)
    told = pooled(monkeypatch, _endless, tmp_path, Limits(seconds=8))
    assert [(each.file, each.status) for each in told] == [("a.html", 0), ("b.html", 2), ("c.html", 0)]
    assert told[1].findings[0].code.code == "R107"


def pooled(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[Source, Order], Checked], folder: Path, limits: Limits = LIMITS
) -> list[Checked]:
    """Three documents checked by `work` in two processes."""
    monkeypatch.setattr(pool, "check_file", work)
    given = [Source(document(folder / name), name) for name in ("a.html", "b.html", "c.html")]
    return pool.check_all(given, Order(limits), 2)


def _dying(source: Source, order: Order) -> Checked:
    if source.name == "b.html":
        os._exit(1)
    return check_file(source, order)


def _never(source: Source, order: Order) -> Checked:
    raise AssertionError(source.name)


def _endless(source: Source, order: Order) -> Checked:
    while source.name == "b.html":
        time.sleep(1)
    return check_file(source, order)


def test_documents_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
    first, second = document(tmp_path / "甲" / "决算.html"), document(tmp_path / "乙" / "决算.html", wrong=True)
    told = json.loads(run(first, second, first, "--json").stdout)["documents"]
    assert [each["status"] for each in told] == [0, 1, 0]
    assert len({each["file"] for each in told}) == 3
    assert told[1]["file"] == second.as_posix()


def test_names_in_a_zip_of_a_chinese_program(tmp_path: Path) -> None:
    name, stand_in = "决算公开.html".encode("gb18030"), b"AAAAAAAA.html"
    with zipfile.ZipFile(tmp_path / "ascii.zip", "w") as pack:
        pack.write(document(tmp_path / "x.html"), stand_in.decode())
    (tmp_path / "包.zip").write_bytes((tmp_path / "ascii.zip").read_bytes().replace(stand_in, name))
    told = json.loads(run(tmp_path / "包.zip", "--json").stdout)["documents"]
    assert [each["file"] for each in told] == ["包.zip/决算公开.html"]


def test_work_broken_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, record, reports = tmp_path / "批", tmp_path / "进度.jsonl", tmp_path / "报告"
    folder.mkdir()
    for name in ("a.html", "b.html"):
        document(folder / name, wrong=name == "b.html")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    call = (folder, "--json", "--html", reports, "--resume", record)
    first = run(*call)
    assert len(record.read_text("utf-8").splitlines()) == 4
    with monkeypatch.context() as patched:
        patched.setattr(pool, "check_file", _never)
        assert json.loads(run(*call).stdout) == json.loads(first.stdout)
    with record.open("a", encoding="utf-8") as file:
        file.write('{"digest":"half a li')
    document(folder / "b.html")
    (reports / "a.html.html").unlink()
    again = json.loads(run(*call).stdout)["documents"]
    assert [each["status"] for each in again] == [0, 0, 2]
    assert (reports / "a.html.html").exists()
    assert len(record.read_text("utf-8").splitlines()) == 6


def test_switching_off_makes_a_document_new(tmp_path: Path) -> None:
    path, record = document(tmp_path / "错.html", wrong=True), tmp_path / "进度.jsonl"
    assert run(path, "--resume", record).return_value == 1
    (tmp_path / "核对.yaml").write_text("关闭:\n  F102: 已另行说明\n", "utf-8")
    assert run(path, "--resume", record).return_value == 0


def test_another_file_is_no_record(tmp_path: Path) -> None:
    path = document(tmp_path / "a.html")
    before = path.read_bytes()
    told = run(path, "--resume", path).exception
    assert isinstance(told, ProblemsFound)
    assert [item.code.code for item in told.findings] == ["X193"]
    assert path.read_bytes() == before
