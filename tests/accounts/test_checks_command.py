"""The command: outputs, several documents, broken ones, switching findings off."""

import json
import os
import zipfile
from pathlib import Path

import pytest
from check_samples import cell, consistent
from click.testing import CliRunner, Result
from sample_documents import UNIT, YEAR, printed, write_html

from mingzhang.accounts.checks.report_html import page
from mingzhang.accounts.checks.run import Checked, Order, Source, check_file
from mingzhang.accounts.checks.silenced import silence
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.readers.limits import Limits
from mingzhang.cli import cli
from mingzhang.findings import finding


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
    from mingzhang.accounts.checks import run as running

    fine, deadly = document(tmp_path / "a.html"), document(tmp_path / "b.html")
    monkeypatch.setattr(running, "check_file", _dying)
    order = running.Order(Limits())
    told = running.check_all([running.Source(fine, "a.html"), running.Source(deadly, "b.html")], order, 2)
    assert [(each.file, each.status) for each in told] == [("a.html", 0), ("b.html", 2)]
    assert told[1].findings[0].code.code == "X192"


def _dying(source: Source, order: Order) -> Checked:
    if source.name == "b.html":
        os._exit(1)
    return check_file(source, order)
