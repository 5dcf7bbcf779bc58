"""The command: outputs, several documents, broken ones, switching findings off."""

import io
import json
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from check_samples import cell, consistent
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook
from sample_documents import UNIT, YEAR, printed, write_docx, write_html

from mingzhang.accounts.checks import many
from mingzhang.accounts.checks.order import Checked, Order
from mingzhang.accounts.checks.report_html import page
from mingzhang.accounts.checks.run import check_file
from mingzhang.accounts.checks.silenced import silence
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.readers import guarded
from mingzhang.accounts.readers.document import NOWHERE, Table
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.reading import ExtraGrid
from mingzhang.cli import cli
from mingzhang.findings import FileUnusable, finding

LIMITS = Limits()


@pytest.fixture(autouse=True)
def _in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of their own take a second each: only tests marked so need them."""
    if not request.node.get_closest_marker("processes"):
        monkeypatch.setattr(many, "guarded", _here)


def _here(
    work: Callable[[tuple[Source, Order]], Checked],
    given: Sequence[tuple[str, tuple[Source, Order]]],
    limits: Limits,
    jobs: int,
) -> Iterator[tuple[int, Checked]]:
    assert limits
    assert jobs
    return ((at, work(argument)) for at, (_, argument) in enumerate(given))


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
    assert re.search(r"<td class='n error'><span id='m1'></span>893.46<sup><a href='#f1'", text)
    assert "<a href='#m1'>1. F102" in text
    assert sheet.stat().st_size > 0
    assert "【错误】1 条" in run(path).output


def test_the_list_prints_all_columns_on_a_page(tmp_path: Path) -> None:
    """A unit prints it, signs it and sends it back: on A4 in landscape, not a column a page."""
    run(document(tmp_path / "错.html", wrong=True), "--xlsx", tmp_path / "清单.xlsx")
    with zipfile.ZipFile(tmp_path / "清单.xlsx") as pack:
        sheets = [pack.read(name).decode() for name in pack.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2
    for sheet in sheets:
        assert re.search(r'<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"', sheet)
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheets[0])]
    assert sum(widths) < 260, "smaller type than anyone reads"


@pytest.mark.processes
def test_one_broken_file_stops_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "批"
    folder.mkdir()
    document(folder / "a.html")
    document(folder / "b.html", wrong=True)
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    for jobs in ("2",):
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
    told, off, _ = silence(path, [finding("F102")])
    assert sorted(item.code.code for item in told) == ["F102", "X190"]
    assert off == []


def test_the_report_escapes_what_the_document_says() -> None:
    read = consistent()
    told = [finding("F102", printed="<script>alert(1)</script>")]
    assert "<script>" not in page(read, told, [])


@pytest.mark.processes
def test_a_document_that_kills_its_process_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = pooled(monkeypatch, _dying, tmp_path)
    assert [(each.file, each.status) for each in told] == [("a.html", 0), ("b.html", 2), ("c.html", 0)]
    assert told[1].findings[0].code.code == "R114"


@pytest.mark.processes
def test_a_document_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(guarded, "GRACE_SHARE", 0.0)
    told = pooled(monkeypatch, _endless, tmp_path, Limits(seconds=8))
    assert [(each.file, each.status) for each in told] == [("a.html", 0), ("b.html", 2), ("c.html", 0)]
    assert told[1].findings[0].code.code == "R107"


@pytest.mark.processes
def test_a_document_that_takes_all_memory_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = pooled(monkeypatch, _greedy, tmp_path, Limits(memory_megabytes=600))
    assert [(each.file, each.status) for each in told] == [("a.html", 0), ("b.html", 2), ("c.html", 0)]
    assert (told[1].findings[0].code.code, told[1].findings[0].printed) == ("R107", "占用内存过多")


Work = Callable[[tuple[Source, Order]], Checked]


def pooled(monkeypatch: pytest.MonkeyPatch, work: Work, folder: Path, limits: Limits = LIMITS) -> list[Checked]:
    """Three documents checked by `work` in two processes."""
    monkeypatch.setattr(many, "_check", work)
    given = [Source(document(folder / name), name, name) for name in ("a.html", "b.html", "c.html")]
    return sorted(many.check_all(given, Order(limits), 2), key=lambda each: each.file)


def _dying(given: tuple[Source, Order]) -> Checked:
    if given[0].name == "b.html":
        os._exit(1)
    return check_file(given)


def _never(given: tuple[Source, Order]) -> Checked:
    raise AssertionError(given[0].name)


def _endless(given: tuple[Source, Order]) -> Checked:
    while given[0].name == "b.html":
        time.sleep(1)
    return check_file(given)


def _greedy(given: tuple[Source, Order]) -> Checked:
    taken = []
    while given[0].name == "b.html":
        taken.append(bytearray(20 << 20))
    return check_file(given)


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
        patched.setattr(many, "_check", _never)
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
    other = tmp_path / "别的.html"
    other.write_bytes(path.read_bytes())
    told = run(path, "--resume", other).exception
    assert isinstance(told, FileUnusable)  # status 2: nothing was checked
    assert [item.code.code for item in told.findings] == ["X193"]
    assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("option", ["--html", "--xlsx", "--resume", "--annotate"])
def test_no_output_takes_the_place_of_a_document(tmp_path: Path, option: str) -> None:
    path = document(tmp_path / "a.html")
    before = path.read_bytes()
    assert "是要核对的文件" in str(run(path, option, path).exception)
    assert path.read_bytes() == before


@pytest.mark.parametrize("option", ["--html", "--xlsx", "--resume"])
def test_where_nothing_can_be_written_nothing_is_checked(tmp_path: Path, option: str) -> None:
    """A folder that is a file: told at once, and not as a fault of the document."""
    path = document(tmp_path / "a.html")
    (tmp_path / "不是文件夹").write_text("x")
    result = run(path, option, tmp_path / "不是文件夹" / "出")
    assert isinstance(result.exception, OSError)
    assert Path(result.exception.filename) == tmp_path / "不是文件夹" / "出"
    assert result.output == ""


def test_a_code_that_does_not_occur_is_told(tmp_path: Path) -> None:
    path = document(tmp_path / "错.html", wrong=True)
    (tmp_path / "核对.yaml").write_text("关闭：\n  F102：已另行说明\n  F101：无\n", "gb18030")
    found = json.loads(run(path, "--json").stdout)["documents"][0]
    assert [(item["code"], item["printed"][:4]) for item in found["findings"]] == [("X196", "F101")]
    assert [item["reason"] for item in found["silenced"]] == ["已另行说明"]


def test_of_many_documents_it_is_told_once_where_none_has_it(tmp_path: Path) -> None:
    """F102 occurs in one of them, F101 in none."""
    for name in ("a.html", "b.html", "c.html"):
        document(tmp_path / name, wrong=name == "b.html")
    (tmp_path / "核对.yaml").write_text("关闭:\n  F102: 已另行说明\n  F101: 无\n", "utf-8")
    told = json.loads(run(tmp_path, "--json").stdout)["documents"]
    assert [[item["printed"][:4] for item in each["findings"]] for each in told] == [["F101"], [], []]
    assert [len(each["silenced"]) for each in told] == [0, 1, 0]


def test_what_is_switched_off_stands_in_every_output(tmp_path: Path) -> None:
    path = document(tmp_path / "错.html", wrong=True)
    (tmp_path / "错.html.核对.yaml").write_text("关闭:\n  F102: 已另行说明\n", "utf-8")
    report, sheet = tmp_path / "报告.html", tmp_path / "清单.xlsx"
    assert "已另行说明" in run(path, "--html", report, "--xlsx", sheet).output
    assert "已另行说明" in report.read_text("utf-8")
    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_name("问题").to_python()
    assert [row[10] for row in rows] == ["关闭原因", "已另行说明"]


def test_zips_in_zips_and_what_cannot_be_unpacked(tmp_path: Path) -> None:
    """Each thing in it stands for itself: a broken member, a zip too deep, a file of another kind, one too large."""
    good = document(tmp_path / "x.html").read_bytes()
    deep = b""
    for level in range(5):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as pack:
            pack.writestr(f"第{level}层/决算.html", good)
            if deep:
                pack.writestr("内.zip", deep)
        deep = content.getvalue()
    with zipfile.ZipFile(tmp_path / "包.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("a.html", good)
        pack.writestr("大.html", b" " * (2 << 20))
        pack.writestr("版式.ofd", b"PK\x03\x04")
        pack.writestr("__MACOSX/._a.html", b"x")
        pack.writestr("~$决算.docx", b"x")
        pack.writestr("深.zip", deep)
        pack.writestr("坏.zip", b"PK\x03\x04")
    told = json.loads(run(tmp_path / "包.zip", "--json", "--max-megabytes", "1").stdout)["documents"]
    found = {each["file"].removeprefix("包.zip/"): [item["code"] for item in each["findings"]] for each in told}
    assert found == {
        "a.html": [],
        "大.html": ["R107"],
        "版式.ofd": ["R104"],
        "深.zip/第4层/决算.html": [],
        "深.zip/内.zip/第3层/决算.html": [],
        "深.zip/内.zip/内.zip/第2层/决算.html": [],
        "深.zip/内.zip/内.zip/内.zip": ["R115"],
        "坏.zip": ["R104"],
    }


def test_a_member_that_is_damaged_stops_no_other(tmp_path: Path) -> None:
    good = document(tmp_path / "x.html").read_bytes()
    with zipfile.ZipFile(tmp_path / "包.zip", "w", zipfile.ZIP_STORED) as pack:
        pack.writestr("a.html", b"damage me" + good)
        pack.writestr("b.html", good)
    (tmp_path / "包.zip").write_bytes((tmp_path / "包.zip").read_bytes().replace(b"damage me", b"damaged!!"))
    told = json.loads(run(tmp_path / "包.zip", "--json").stdout)["documents"]
    assert [[item["code"] for item in each["findings"]] for each in told] == [["R104"], []]


def test_switched_off_inside_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as pack:
        pack.write(document(tmp_path / "x.html", wrong=True), "甲/决算.html")
        pack.writestr("甲/核对.yaml", "关闭:\n  F102: 已另行说明\n")
    told = json.loads(run(tmp_path / "包.zip", "--json").stdout)["documents"]
    assert [(each["status"], len(each["silenced"])) for each in told] == [(0, 1)]


def test_an_archive_is_no_larger_than_allowed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        for number in range(4):
            pack.writestr(f"{number}.txt", b"0" * (1 << 20))
    told = json.loads(run(tmp_path / "包.zip", "--json", "--max-archive", "2").stdout)["documents"]
    assert [each["findings"][0]["code"] for each in told][2:] == ["R107", "R107"]


@pytest.mark.parametrize(
    ("name", "checked"),
    [
        ("决算.mht", True),
        ("决算.mhtml", True),
        ("决算.shtml", True),
        ("决算.TXT", True),
        ("~$决算.docx", False),
        ("决算_files/广告.html", False),
        ("决算.files/frame.htm", False),
        ("清单.csv", False),
    ],
)
def test_what_of_a_folder_is_checked(tmp_path: Path, name: str, checked: bool) -> None:
    """Whatever can be read by itself is found in a folder too; what belongs to a saved page is no document."""
    document(tmp_path / "甲.html")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    document(tmp_path / name)
    files = [each["file"] for each in json.loads(run(tmp_path, "--json").stdout)["documents"]]
    assert (name in files) == checked


def test_a_report_beside_its_document_is_no_document(tmp_path: Path) -> None:
    """The report holds the document's own tables: checked again it would tell every finding twice, and false ones."""
    run(document(tmp_path / "甲.html", wrong=True), "--html", tmp_path / "报告.html")
    assert [each["file"] for each in json.loads(run(tmp_path, "--json").stdout)["documents"]] == ["甲.html"]


def test_links_to_tables_of_one_title_are_told_apart() -> None:
    titles = ("项目绩效自评表", "", "项目绩效自评表", "基金表")
    grids = tuple(ExtraGrid(title, "table", Table((), 0, 0, NOWHERE)) for title in titles)
    text = page(replace(consistent(), extra=grids), (), ())
    links = re.findall(r"<a href='#table\d'>([^<]*)</a>", text)
    assert links == ["项目绩效自评表 1", "其他表格", "项目绩效自评表 2", "基金表"]


def test_a_document_named_as_a_zip_is_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "决算.zip", [printed(form) for form in consistent().disclosure.forms])
    result = run(path, "--json")
    (told,) = json.loads(result.stdout)["documents"]
    assert "R108" in [item["code"] for item in told["findings"]]
    assert result.return_value == 0


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(b"x")
    result = run(tmp_path)
    assert result.return_value == 2
    assert "X191" in result.output


def test_reports_of_names_that_no_file_may_have(tmp_path: Path) -> None:
    """Two names that become one file name; the reports beside their documents are no documents next time."""
    folder = tmp_path / "批"
    (folder / "a").mkdir(parents=True)
    document(folder / "a" / "b.html")
    document(folder / "a_b.html")
    for _ in range(2):
        assert run(folder, "--html", folder / "报告").return_value == 0
        names = sorted(each.name for each in (folder / "报告").iterdir())
        assert names == ["2-a_b.html.html", "a_b.html.html", "汇总.html"]
