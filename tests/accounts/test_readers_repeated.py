"""Merged cells of which a file repeats the text in each place, as exports to html, sheets and Markdown do."""

from pathlib import Path

import pytest
from test_readers_variations import cells, codes, form, read

from mingzhang.accounts.readers.labels import printed_figure
from mingzhang.accounts.readers.read import read_disclosure

PARTS = ("支出功能分类科目编码",) * 3
HEAD = (
    ("项目", "项目", "项目", "项目", "本年支出合计", "基本支出", "项目支出"),
    (*PARTS, "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("类", "款", "项", "科目名称", "本年支出合计", "基本支出", "项目支出"),
)
TOTAL = ("合计", "合计", "合计", "合计", "3.00", "2.00", "1.00")
ROWS = (
    ("208", "", "", "社会保障和就业支出", "3.00", "2.00", "1.00"),
    ("208", "01", "", "人力资源和社会保障管理事务", "3.00", "2.00", "1.00"),
    ("208", "01", "01", "行政运行", "3.00", "2.00", "1.00"),
)
EXPECTED = {
    (row, column): figure
    for row in ("合计", "208", "20801", "2080101")
    for column, figure in zip(("本年支出合计", "基本支出", "项目支出"), ("3.00", "2.00", "1.00"), strict=True)
}


@pytest.mark.parametrize("rows", [(*HEAD, TOTAL, *ROWS), (*HEAD, *ROWS, TOTAL)], ids=["total first", "total last"])
def test_headings_and_totals_that_are_repeated(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    found = read(tmp_path, form("支出决算表", *rows))
    assert codes(found) == []
    assert cells(found, "03") == EXPECTED


def test_a_table_of_bars_with_repeated_headings(tmp_path: Path) -> None:
    path = tmp_path / "决算.md"
    lines = "\n".join(f"| {' | '.join(row)} |" for row in (*HEAD, ("---",) * 7, TOTAL, *ROWS))
    path.write_text(f"某市财政局2024年度部门决算\n\n支出决算表\n单位：万元\n\n{lines}\n", "utf-8")
    found = read_disclosure(path)
    assert codes(found) == []
    assert cells(found, "03") == EXPECTED


def test_form_07_with_repeated_headings(tmp_path: Path) -> None:
    vehicles = ("公务用车购置及运行费",) * 6
    rows = (
        ("财政拨款“三公”经费",) * 12,
        ("合计", "合计", "因公出国（境）费", "因公出国（境）费", *vehicles, "公务接待费", "公务接待费"),
        (
            *("合计", "合计", "因公出国（境）费", "因公出国（境）费", "小计", "小计"),
            *("公务用车购置费", "公务用车购置费", "公务用车运行费", "公务用车运行费", "公务接待费", "公务接待费"),
        ),
        ("预算数", "决算数") * 6,
        ("", "2.10", "", "", "", "2.10", "", "", "", "2.10", "", ""),
    )
    found = read(tmp_path, form("财政拨款“三公”经费支出决算表", *rows))
    assert codes(found) == []
    names = ("合计", "公务用车购置及运行费", "公务用车运行维护费")
    assert cells(found, "07") == {(name, "决算数"): "2.10" for name in names}


def test_two_forms_of_one_number_on_a_sheet_are_not_one_that_goes_on(tmp_path: Path) -> None:
    """四川 prints income and balances of state capital, and its expenditure once more in a form of its own."""
    name = ("22301", "解决历史遗留问题及改革成本支出")
    first = form(
        "国有资本经营预算财政拨款收入支出决算表",
        ("项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"),
        ("科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出", ""),
        ("合计", "", "", "2.00", "2.00", "", "2.00", ""),
        (*name, "", "2.00", "2.00", "", "2.00", ""),
    )
    second = form(
        "国有资本经营预算财政拨款支出决算表",
        ("项目", "", "本年支出", "", "", "", "", ""),
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "", "", ""),
        ("合计", "", "2.00", "", "2.00", "", "", ""),
        (*name, "2.00", "", "2.00", "", "", ""),
    )
    found = read(tmp_path, first, second)
    assert codes(found) == []
    assert ("合计", "年初结转和结余") not in cells(found, "09")
    assert [further.number for further in found.further] == ["09"]


def test_the_part_of_a_code_is_no_amount() -> None:
    assert [printed_figure(text) for text in ("01", "0.01", "0", "10")] == [None, "0.01", "0", "10"]
