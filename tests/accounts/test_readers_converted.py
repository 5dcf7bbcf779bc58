"""Our own pdf in every layout, saved as text by pdftotext: what is read is right, and what is not read is told."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import cubes, measures_of
from test_readers_aligned_text import read
from test_readers_variations import cells, codes
from test_round_trip import NINE, YEAR, figures

from mingzhang.accounts.cube import Entry
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.findings import ProblemsFound

CONVERTER = shutil.which("pdftotext")


@pytest.mark.skipif(CONVERTER is None, reason="没有安装 pdftotext")
@pytest.mark.parametrize("options", [["-layout"], []], ids=["as laid out", "in reading order"])
@pytest.mark.parametrize("key", layout_keys())
def test_no_figure_of_a_converted_pdf_is_read_wrong(key: str, options: list[str]) -> None:
    layout = load_layout(key, YEAR)

    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cubes(most=12))
    def holds(entries: tuple[Entry, ...]) -> None:
        forms = fill(layout, measures_of(entries), ())
        written = Disclosure(Unit("某市社会保险事业服务中心", "某市社保中心", "事业"), YEAR, key, forms)
        with tempfile.TemporaryDirectory() as folder:
            pdf, text = Path(folder, "决算.pdf"), Path(folder, "决算.txt")
            pdf.write_bytes(to_pdf(written, layout))
            assert CONVERTER is not None
            subprocess.run([CONVERTER, *options, str(pdf), str(text)], check=True, capture_output=True)
            try:
                found = read_disclosure(text)
            except ProblemsFound:
                return  # nothing is read, and that is told
        told = {item.place.form for item in found.findings if item.code.code in ("R201", "R206")}
        assert {form.number for form in found.disclosure.forms} | told >= NINE
        got, want = figures(found.disclosure.forms), figures(forms)
        assert {address: text for address, text in got.items() if want.get(address) != text} == {}
        whole = {number for number, facts in found.facts.items() if facts.whole}
        due = [one for one in want if one[0] in whole and one[3] in found.facts[one[0]].headings]
        assert [address for address in due if address not in got] == []

    holds()


Pieces = dict[int, str]
"""Where each piece of a line begins, counted in characters as converters do."""


def lines(*given: Pieces) -> str:
    found: list[str] = []
    for pieces in given:
        text = ""
        for at, piece in sorted(pieces.items()):
            text = text.ljust(at) + piece
        found.append(text)
    return "\n".join(found)


FORM_07 = lines(
    {33: "财政拨款“三公”经费支出决算表"},
    {90: "单位：万元"},
    {},
    {44: "财政拨款“三公”经费"},
    {53: "公务用车购置及运行维护费"},
    {7: "合计", 21: "因公出国（境）费", 86: "公务接待费"},
    {39: "小计", 55: "公务用车购置费", 72: "公务用车运行维护费"},
    {at: ("预算数", "决算数")[n % 2] for n, at in enumerate((0, 12, 21, 27, 33, 44, 54, 60, 72, 78, 84, 90))},
    {14: "2.10", 46: "2.00", 80: "2.00", 94: "0.10"},
)


def test_headings_of_form_07_on_lines_of_their_own(tmp_path: Path) -> None:
    """公务用车购置及运行维护费 stands over one group of columns, and over the 小计 before it; 合计 over no column."""
    found = read(tmp_path, f"{FORM_03}\n\n{FORM_07}")
    assert codes(found) == []
    assert cells(found, "07") == {
        ("合计", "决算数"): "2.10",
        ("公务用车购置及运行费", "决算数"): "2.00",
        ("公务用车运行维护费", "决算数"): "2.00",
        ("公务接待费", "决算数"): "0.10",
    }


FORM_03 = lines(
    {33: "支出决算表"},
    {90: "单位：万元"},
    {},
    {18: "项目"},
    {68: "对附属单位补"},
    {0: "功能分类科目编码", 31: "本年支出合计", 45: "基本支出", 57: "项目支出"},
    {20: "科目名称", 70: "助支出"},
    {18: "合计", 32: "100,100.43", 44: "100,100.16", 61: "0.14", 74: "0.13"},
    {2: "208", 11: "社会保障和就业支出", 38: "0.43", 50: "0.16", 61: "0.14", 74: "0.13"},
    {1: "2080101", 11: "行政运行", 34: "1,000.00", 46: "1,000.00"},
)
FORM_05 = lines(
    {20: "一般公共预算财政拨款支出决算表"},
    {60: "单位：万元"},
    {},
    {0: "功能分类科目编码", 20: "科目名称", 33: "合计", 45: "基本支出", 57: "项目支出"},
    {18: "合计", 32: "100,100.43", 44: "100,100.16", 61: "0.14"},
    {2: "208", 11: "社会保障和就业支出", 38: "0.43", 50: "0.16", 61: "0.14"},
)
FORM_09 = lines(
    {16: "国有资本经营预算财政拨款支出决算表"},
    {67: "单位：万元"},
    {},
    {0: "科目编码", 20: "科目名称", 38: "合计", 50: "基本支出", 62: "项目支出"},
    {15: "合计", 43: "2.00", 55: "2.00"},
    {2: "223", 11: "国有资本经营预算支出", 43: "2.00", 55: "2.00"},
)


def test_a_heading_that_begins_alone_above_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, FORM_03)
    assert codes(found) == []
    assert cells(found, "03")["208", "对附属单位补助支出"] == "0.13"


def test_amounts_are_set_as_those_of_the_other_forms(tmp_path: Path) -> None:
    """Form 09 prints figures of one width, all between two headings; two others show that they end their columns."""
    found = read(tmp_path, f"{FORM_03}\n\n{FORM_05}\n\n{FORM_09}")
    assert codes(found) == []
    expected = {(row, name): "2.00" for row in ("合计", "223") for name in ("本年支出合计", "基本支出")}
    assert cells(found, "09") == expected


def test_amounts_between_headings_are_told_where_no_form_shows_how_they_are_set(tmp_path: Path) -> None:
    found = read(tmp_path, f"{FORM_03}\n\n{FORM_09}")
    assert codes(found) == ["R201"]
    assert found.disclosure.form("09") is None


FORM_04 = lines(
    {34: "财政拨款收入支出决算总表"},
    {95: "单位：万元"},
    {},
    {13: "收入", 62: "支出"},
    {63: "一般公共预算财政拨", 77: "政府性基金预算财政", 91: "国有资本经营预算财"},
    {8: "项目", 20: "决算数", 38: "项目", 50: "合计"},
    {67: "款", 81: "拨款", 94: "政拨款"},
    {0: "一、一般公共预算财政拨款", 26: "0.01", 31: "一、一般公共服务支出", 55: "0.01", 70: "0.01"},
    {0: "二、政府性基金预算财政拨款", 31: "二、外交支出", 55: "0.02", 84: "0.02"},
    {0: "三、国有资本经营预算财政拨款", 31: "三、国防支出"},
    {8: "总计", 26: "0.01", 38: "总计", 55: "0.03", 70: "0.01", 84: "0.02"},
)


def test_an_amount_under_the_first_line_of_a_broken_heading(tmp_path: Path) -> None:
    """It stands beside 拨款, the heading's second line."""
    found = read(tmp_path, f"{FORM_03}\n\n{FORM_04}")
    assert codes(found) == []
    got = cells(found, "04")
    assert got["外交支出", "政府性基金预算财政拨款"] == "0.02"
    assert got["总计", "政府性基金预算财政拨款"] == "0.02"
