"""What `read --json` wrote is the document again: the same disclosure, and the same findings by every check."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from check_samples import consistent
from click.testing import CliRunner
from sample_documents import UNIT, YEAR, printed, write_html

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_back import read_back
from mingzhang.accounts.readers.read_json import as_json
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.renderers.html import render_html
from mingzhang.cli import cli
from mingzhang.findings import ProblemsFound, Severity

SHARED = Path(os.environ.get("MINGZHANG_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "reports"


def again(read: ReadDisclosure) -> ReadDisclosure:
    return read_back(json.dumps(as_json(read), ensure_ascii=False), read.file)


def told(read: ReadDisclosure) -> list[str]:
    return [item.text() for item in [*read.findings, *check(read)]]


def assert_same(read: ReadDisclosure) -> None:
    back = again(read)
    assert back.disclosure == read.disclosure
    assert told(back) == told(read)
    assert as_json(back) == as_json(read)


@pytest.mark.parametrize("key", layout_keys())
def test_a_page_in_every_layout(key: str, tmp_path: Path) -> None:
    path = tmp_path / "决算.html"
    path.write_text(render_html(prepare(example_folder("panjin-2023"), layout=key)[1], load_layout(key, 2023)), "utf-8")
    assert_same(read_disclosure(path))


@pytest.mark.parametrize("key", layout_keys())
def test_a_built_disclosure_is_checked_as_its_page_is(key: str, tmp_path: Path) -> None:
    """A layout may have forms beside the nine; no check knows their rows."""
    built = prepare(example_folder("panjin-2023"), layout=key)[1]
    found = check(read_back(to_json(built), "disclosure.json"))
    assert [item.code.code for item in found if item.severity is Severity.ERROR] == ["P153"]


@pytest.mark.parametrize("name", ["panjin-2023.txt", "putuo-finance-2024.pdf"])
def test_a_real_document(name: str) -> None:
    if not (SHARED / name).is_file():
        pytest.skip("没有 ../shared/reports，真实文件的检查略过")
    assert_same(read_disclosure(SHARED / name))


def test_a_second_form_of_one_fund(tmp_path: Path) -> None:
    """四川 and 北京 print a fund twice; what differs between the two is told of the data as of the document."""
    forms = consistent().disclosure.forms
    first = next(form for form in forms if form.number == "08")
    changed = [
        replace(each, printed="1.00") if each.printed == "30.00" and each.row == "合计" else each
        for each in first.cells
    ]
    second = replace(printed(replace(first, cells=tuple(changed))), title="政府性基金预算财政拨款支出决算表")
    tables = [*map(printed, forms), second]
    read = read_disclosure(write_html(tmp_path / "决算.html", tables, [f"{UNIT}{YEAR}年度部门决算"]))
    assert [form.number for form in read.further] == ["08"]
    assert any("F102" in each for each in told(read))
    assert_same(read)


def test_checks_take_data(tmp_path: Path) -> None:
    path = tmp_path / "read.json"
    path.write_text(json.dumps(as_json(consistent()), ensure_ascii=False), "utf-8")
    result = CliRunner().invoke(cli, ["check", str(path)], standalone_mode=False)
    assert result.return_value == 0
    assert "没有发现问题" in result.output


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "D101"),
        ("[" * 100_000, "D101"),
        ("{}", "D102"),
        ('{"format": "mingzhang-read", "version": 2}', "D102"),
        ('{"format": "mingzhang-read", "version": 1}', "D102"),
        ('{"format": "mingzhang-read", "version": 1, "disclosure": []}', "D102"),
    ],
)
def test_what_is_not_our_data_is_told(text: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_back(text, "x.json")
    assert [item.code.code for item in raised.value.findings] == [code]


@pytest.mark.parametrize(
    ("member", "value"),
    [("forms", 1), ("unread", [{}]), ("findings", [{"code": "Z999"}]), ("pages", [{"number": "?"}])],
)
def test_a_spoilt_member_is_told(member: str, value: object) -> None:
    data = as_json(consistent()) | {member: value}
    with pytest.raises(ProblemsFound) as raised:
        read_back(json.dumps(data, ensure_ascii=False), "x.json")
    assert {item.code.code for item in raised.value.findings} == {"D103"}


def test_data_under_another_name(tmp_path: Path) -> None:
    """What a file is follows from its content: data that was renamed is no text with a thousand faults."""
    path = tmp_path / "决算.txt"
    path.write_text(json.dumps(as_json(consistent()), ensure_ascii=False, indent=1), "utf-8")
    read = read_disclosure(path)
    assert read.disclosure == consistent().disclosure
    assert [(item.code.code, item.printed, item.expected) for item in read.findings] == [("R108", ".txt", ".json")]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x80")
    with pytest.raises(ProblemsFound) as raised:
        read_disclosure(path)
    assert [item.code.code for item in raised.value.findings] == ["D101"]
