"""What was read, printed again: in the layout that fits it, or in another that has a place for every figure."""

import json
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from check_samples import consistent
from click.testing import CliRunner

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import from_json, to_json
from mingzhang.accounts.forms.fitting import best_fit
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.bound import Unread
from mingzhang.accounts.readers.document import NOWHERE
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_json import as_json
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.renderers.html import render_html
from mingzhang.accounts.republish import republish
from mingzhang.cli import cli
from mingzhang.findings import ProblemsFound
from mingzhang.money import FEN_PER_WAN

SHARED = Path(os.environ.get("MINGZHANG_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "reports"


def example(key: str) -> Disclosure:
    return prepare(example_folder("panjin-2023"), layout=key)[1]


def page(folder: Path, key: str) -> Path:
    path = folder / "决算.html"
    path.write_text(render_html(example(key), load_layout(key, 2023)), "utf-8")
    return path


def data(folder: Path, read: ReadDisclosure) -> Path:
    path = folder / "read.json"
    path.write_text(json.dumps(as_json(read), ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize("key", [key for key in layout_keys() if load_layout(key, 2024).confirmed])
def test_the_layout_of_a_document_is_known_by_its_rows_and_columns(key: str) -> None:
    assert best_fit(example(key)).layout.key == key


def test_a_published_page_is_printed_again(tmp_path: Path) -> None:
    made = republish(page(tmp_path, "shanghai-2024"), tmp_path / "out")
    assert (made.layout.key, made.chosen) == ("shanghai-2024", True)
    again = from_json((made.folder / "disclosure.json").read_text("utf-8"))
    first = example("shanghai-2024")
    printed = [{(f.address(c), c.printed) for f in each.forms for c in f.cells if c.printed} for each in (again, first)]
    assert printed[0] == printed[1]
    assert [each.text for each in again.paragraphs] == [each.text for each in first.paragraphs]
    assert [(term.term, term.definition) for term in again.glossary] == [
        (term.term, term.definition) for term in first.glossary
    ]


def test_a_real_document_is_printed_again(tmp_path: Path) -> None:
    given = SHARED / "putuo-finance-2024.pdf"
    if not given.is_file():
        pytest.skip("没有 ../shared/reports，真实文件的检查略过")
    made = republish(given, tmp_path)
    assert made.layout.key == "shanghai-putuo-2024"
    again = read_disclosure(made.folder / "final-accounts.pdf")
    want = read_disclosure(given).disclosure
    for form in want.forms:
        found = again.disclosure.form(form.number)
        assert found is not None
        printed = [{form.address(c): c.printed for c in each.cells if c.printed} for each in (form, found)]
        assert printed[0] == printed[1]


def test_zeros_are_printed_in_the_workbook_as_on_the_page(tmp_path: Path) -> None:
    """辽宁 prints 0.00 in form 05, 上海 a blank: what is printed again in the other's layout says one thing."""
    made = republish(page(tmp_path, "liaoning-2023"), tmp_path / "out", "shanghai-2024")
    sheet, web = (read_disclosure(made.folder / name).disclosure for name in ("final-accounts.xlsx", "index.html"))
    fifth = [form.cells for each in (sheet, web) for form in each.forms if form.number == "05"]
    assert {cell.printed for cell in fifth[1]} >= {"0.00"}
    assert [(c.row, c.column, c.printed) for c in fifth[0]] == [(c.row, c.column, c.printed) for c in fifth[1]]


def test_figures_without_a_place_are_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as raised:
        republish(page(tmp_path, "shanghai-2024"), tmp_path / "out", "liaoning-2023")
    told = [item for item in raised.value.findings if item.code.code == "D111"]
    assert [(item.place.form, item.place.column) for item in told] == [("09", "本年收入")] * 4
    assert not (tmp_path / "out").exists()


def test_what_was_not_read_is_not_printed(tmp_path: Path) -> None:
    lost = replace(consistent(), unread=(Unread("03", "####", "合计", "项目支出", NOWHERE),))
    with pytest.raises(ProblemsFound) as raised:
        republish(data(tmp_path, lost), tmp_path / "out")
    assert [(item.code.code, item.printed) for item in raised.value.findings] == [("D110", "####")]


def in_yuan(read: ReadDisclosure, *, exact: bool) -> ReadDisclosure:
    """The same document with form 05 in 元."""
    form = read.disclosure.form("05")
    assert form is not None
    cells = tuple(
        replace(cell, fen=int(Fraction(cell.printed.replace(",", "")) * FEN_PER_WAN) if exact else None)
        if cell.printed
        else cell
        for cell in form.cells
    )
    forms = tuple(replace(each, cells=cells) if each is form else each for each in read.disclosure.forms)
    facts = {**read.facts, "05": replace(read.facts["05"], amounts="元")}
    return replace(read, disclosure=replace(read.disclosure, forms=forms), facts=facts)


def test_yuan_become_wan_where_every_fen_is_known(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as raised:
        republish(data(tmp_path, in_yuan(consistent(), exact=False)), tmp_path / "out")
    assert [item.code.code for item in raised.value.findings] == ["D114"]
    made = republish(data(tmp_path, in_yuan(consistent(), exact=True)), tmp_path / "out")
    want, found = consistent().disclosure.form("05"), from_json((made.folder / "disclosure.json").read_text("utf-8"))
    again = found.form("05")
    assert want is not None
    assert again is not None
    assert {c.printed for c in want.cells} == {c.printed for c in again.cells}


def test_missing_and_further_forms_are_told(tmp_path: Path) -> None:
    made = republish(page(tmp_path, "liaoning-2023"), tmp_path / "out", "sichuan-2023")
    assert [item.code.code for item in made.findings] == ["D112"]


NARRATIVE = """某市档案馆2023年度部门决算

第二部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计均为100.00万元。与2022年度相比，收、支总计各增加5.00万元，增长5.26%。主要原因是人员增加。
二、收入决算情况说明
2023年度收入合计100.00万元，其中：一般公共预算财政拨款收入100.00万元，占100%。
三、支出决算情况说明
2023年度支出合计100.00万元，其中：基本支出60.00万元，占60%；项目支出40.00万元，占40%。
"""


def test_a_text_without_forms_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(NARRATIVE, "utf-8")
    for command in ("build", "reconstruct"):
        with pytest.raises(ProblemsFound) as raised:
            CliRunner().invoke(
                cli, [command, str(path), "-o", str(tmp_path / "out")], catch_exceptions=False, standalone_mode=False
            )
        assert [item.code.code for item in raised.value.findings] == ["D115"]
        assert not (tmp_path / "out").exists()


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "disclosure.json"
    path.write_text(to_json(example("liaoning-2023")), "utf-8")
    result = CliRunner().invoke(cli, ["build", str(path), "-o", str(tmp_path / "out")], standalone_mode=False)
    assert result.exception is None
    assert "liaoning-2023" in result.output
    with pytest.raises(ProblemsFound, match="findings"):
        CliRunner().invoke(
            cli, ["build", str(path), "-o", str(tmp_path / "x"), "--layout", "mars"], catch_exceptions=False,
            standalone_mode=False,
        )  # fmt: skip
