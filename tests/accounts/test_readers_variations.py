"""How published documents vary: each test is a small document of one province's habit, and what it must be read as."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure

Row = Sequence[str]
"""Boxes of a row; "收入*3" stands over three columns, "项目^2" over two rows."""


def table(*rows: Row) -> str:
    parts = []
    for row in rows:
        cells = []
        for given in row:
            spanned, _, down = given.partition("^")
            text, _, across = spanned.partition("*")
            cells.append(f"<td colspan={across or 1} rowspan={down or 1}>{escape(text)}</td>")
        parts.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(parts)}</table>"


def form(title: str, *rows: Row, amounts: str = "单位：万元") -> str:
    return f"<p>{title}</p><p>{amounts}</p>{table(*rows)}"


def read(folder: Path, *parts: str) -> ReadDisclosure:
    path = folder / "决算.html"
    head = "<p>某市财政局2024年度部门决算</p>"
    path.write_text(f"<html><meta charset=utf-8><body>{head}{''.join(parts)}</body></html>", "utf-8")
    return read_disclosure(path)


def cells(found: ReadDisclosure, number: str) -> dict[tuple[str, str], str]:
    """Row and column → figure, blanks left out."""
    read_form = found.disclosure.form(number)
    assert read_form is not None, [item.text() for item in found.findings]
    return {(cell.row, cell.column): cell.printed for cell in read_form.cells if cell.printed}


def codes(found: ReadDisclosure) -> list[str]:
    """Codes of findings but R206, which tells the forms that a test leaves out."""
    return [item.code.code for item in found.findings if item.code.code != "R206"]


HEAD_05 = ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出")
BODY_05 = (("合计*2", "3.00", "2.00", "1.00"), ("2010601", "行政运行", "3.00", "2.00", "1.00"))
HEAD_02 = (
    "科目编码",
    "科目名称",
    "本年收入合计",
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
ROW_02 = ("合计*2", "3.00", "3.00", "", "", "", "", "")
TITLE_05 = "一般公共预算财政拨款支出决算表"
WANT_05 = {
    ("合计", "本年支出合计"): "3.00",
    ("合计", "基本支出"): "2.00",
    ("合计", "项目支出"): "1.00",
    ("2010601", "本年支出合计"): "3.00",
    ("2010601", "基本支出"): "2.00",
    ("2010601", "项目支出"): "1.00",
}


@pytest.mark.parametrize(
    ("habit", "rows"),
    [
        ("one box of seven digits", (HEAD_05, *BODY_05)),
        ("合计 last", (HEAD_05, *reversed(BODY_05))),
        (
            "three boxes 类 款 项 under 科目编码, 合计 beside them",
            (
                ("项目*4", "合计^4", "基本支出^4", "项目支出^4"),
                ("支出功能分类*3", "科目名称^3"),
                ("科目编码*3",),
                ("类", "款", "项"),
                ("201", "06", "01", "行政运行", "3.00", "2.00", "1.00"),
                ("合计*4", "3.00", "2.00", "1.00"),
            ),
        ),
        (
            "类 款 项 share their row with 合计",
            (
                ("项目*4", "本年支出合计^2", "基本支出^2", "项目支出^2"),
                ("支出功能分类科目编码*3", "科目名称"),
                ("类", "款", "项", "合计", "3.00", "2.00", "1.00"),
                ("201", "06", "01", "行政运行", "3.00", "2.00", "1.00"),
            ),
        ),
        (
            "cumulative codes in three boxes",
            (
                ("类", "款", "项", "科目名称", "小计", "基本支出", "项目支出"),
                ("合计*4", "3.00", "2.00", "1.00"),
                ("201", "20106", "2010601", "行政运行", "3.00", "2.00", "1.00"),
            ),
        ),
        (
            "leading spaces and full-width digits",
            (HEAD_05, BODY_05[0], ("　　２０１０６０１", "　行政运行", "３．００", "2.00", "１.００")),
        ),
        ("dots between the parts of a code", (HEAD_05, BODY_05[0], ("201.06.01", *BODY_05[1][1:]))),
        (
            "names before codes",
            (("科目名称", "科目编码", *HEAD_05[2:]), BODY_05[0], ("行政运行", "2010601", *BODY_05[1][2:])),
        ),
        (
            "the year over its figures, 小计 under it",
            (
                ("项目*2", "2024年决算数*3"),
                ("功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"),
                *BODY_05,
            ),
        ),
        (
            "code and name fused",
            (("项目", *HEAD_05[2:]), ("合计", *BODY_05[0][1:]), ("2010601行政运行", *BODY_05[1][2:])),
        ),
        (
            "code in brackets",
            (("项目", *HEAD_05[2:]), ("合计", *BODY_05[0][1:]), ("[2010601]行政运行", *BODY_05[1][2:])),
        ),
        (
            "本年支出 over 小计",
            (("项目*2", "本年支出*3"), ("功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"), *BODY_05),
        ),
        (
            "columns in another order",
            (
                ("科目编码", "科目名称", "项目支出", "基本支出", "合计"),
                *((*row[:-3], row[-1], row[-2], row[-3]) for row in BODY_05),
            ),
        ),
        (
            "栏次 and blank rows",
            (HEAD_05, ("栏次*2", "1", "2", "3"), ("", "", "", "", ""), *BODY_05, ("", "", "", "", "")),
        ),
        (
            "headings broken over lines",
            (("功能分类\n科目编码", "科目\n名称", "合  计", "基本支\n出", "项目支\n出"), *BODY_05),
        ),
        (
            "决算数 below each column",
            (
                ("项目*4", "合计", "基本支出", "项目支出"),
                ("功能分类科目编码*3", "科目名称", "决算数", "决算数", "决算数"),
                ("类", "款", "项", "合计", "3.00", "2.00", "1.00"),
                ("2010601*3", "行政运行", "3.00", "2.00", "1.00"),
            ),
        ),
        ("the total is called 本年支出合计", (HEAD_05, ("本年支出合计*2", "3.00", "2.00", "1.00"), BODY_05[1])),
        ("codes left out, items known by name", (HEAD_05, BODY_05[0], ("", "行政运行", "3.00", "2.00", "1.00"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows_by_code(tmp_path: Path, habit: str, rows: Sequence[Row]) -> None:
    del habit
    found = read(tmp_path, form(TITLE_05, *rows))
    if rows[-1][0] == "" and rows[-1][1]:  # 行政运行 is the name of many items: it must not be guessed
        assert codes(found) == ["R202"]
        assert not found.facts["05"].whole
        return
    assert cells(found, "05") == WANT_05
    assert codes(found) == []


@pytest.mark.parametrize(
    "title",
    [
        "一般公共预算财政拨款支出决算表",
        "五、一般公共预算财政拨款支出决算表",
        "表五 一般公共预算财政拨款支出决算表",
        "附表5：一般公共预算财政拨款支出决算表",
        "某市财政局2024年度一般公共预算财政拨款支出决算表",
        "2024年度部门一般公共预算财政拨款支出决算表",
        "公开05表 一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款支出决算表（公开05表）",
        "一般公共预算财政拨款支出决算表单位：万元",
        "一般公共预算财政拨款支出决算表（单位：万元）",
        "公开05表 一般公共预算财政拨款支出决算表 编制单位：某市某局 金额单位：万元",
    ],
)
def test_titles(tmp_path: Path, title: str) -> None:
    assert cells(read(tmp_path, form(title, HEAD_05, *BODY_05)), "05") == WANT_05


def test_amounts_in_yuan_are_exact(tmp_path: Path) -> None:
    rows = (HEAD_05, ("合计*2", "1,234,567.89", "0.00", ""))
    found = read(tmp_path, form(TITLE_05, *rows, amounts="金额单位：元"))
    read_form = found.disclosure.form("05")
    assert read_form is not None
    assert found.facts["05"].amounts == "元"
    assert [cell.fen for cell in read_form.cells] == [123_456_789, 0, None]


def test_two_sides_with_24_classes_and_other_labels(tmp_path: Path) -> None:
    rows = (
        ("收入*2", "支出*2"),
        ("项目", "决算数", "项目", "决算数"),
        ("一、一般公共预算财政拨款收入", "10.00", "一、一般公共服务支出", "6.00"),
        ("二、政府性基金预算财政拨款收入", "", "八、社会保障和就业支出", "4.50"),
        ("八、其他收入", "1.00", "二十四、抗疫特别国债安排的支出", ""),
        ("本年收入合计", "11.00", "本年支出合计", "10.50"),
        ("使用非财政拨款结余（含专用结余）", "", "结余分配", ""),
        ("上年结转和结余", "0.50", "年末结转和结余", "1.00"),
        ("收入总计", "11.50", "支出总计", "11.50"),
    )
    found = read(tmp_path, form("收入支出决算总表", *rows))
    got = {(cell.block, cell.row): cell.printed for cell in found.disclosure.forms[0].cells}
    assert got[("收入", "年初结转和结余")] == "0.50"
    assert got[("收入", "使用非财政拨款结余")] == ""
    assert got[("支出", "社会保障和就业支出")] == "4.50"
    assert (got[("收入", "总计")], got[("支出", "总计")]) == ("11.50", "11.50")
    assert len(got) == 14
    assert codes(found) == []


def test_labels_that_repeat_in_form_04(tmp_path: Path) -> None:
    rows = (
        ("收入*2", "支出*5"),
        ("项目", "金额", "项目", "小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
        ("一、一般公共预算财政拨款", "10.00", "一、一般公共服务支出", "9.00", "9.00", "", ""),
        ("二、政府性基金预算财政拨款", "2.00", "二、城乡社区支出", "2.50", "", "2.50", ""),
        ("本年收入合计", "12.00", "本年支出合计", "11.50", "9.00", "2.50", ""),
        ("年初财政拨款结转和结余", "0.70", "年末财政拨款结转和结余", "1.20", "1.10", "0.10", ""),
        ("一般公共预算财政拨款", "0.10", "", "", "", "", ""),
        ("政府性基金预算财政拨款", "0.60", "", "", "", "", ""),
        ("总计", "12.70", "总计", "12.70", "10.10", "2.60", ""),
    )
    found = read(tmp_path, form("财政拨款收入支出决算总表", *rows))
    got = {(cell.block, cell.row, cell.column): cell.printed for cell in found.disclosure.forms[0].cells}
    assert got[("收入", "一般公共预算财政拨款", "金额")] == "10.00"
    assert got[("年初", "一般公共预算财政拨款", "金额")] == "0.10"
    assert got[("年初", "政府性基金预算财政拨款", "金额")] == "0.60"
    assert got[("支出", "城乡社区支出", "政府性基金预算财政拨款")] == "2.50"
    assert got[("支出", "总计", "一般公共预算财政拨款")] == "10.10"


def test_the_side_of_form_04_named_over_its_columns(tmp_path: Path) -> None:
    funds = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    found = read(
        tmp_path,
        form(
            "财政拨款收入支出决算总表",
            ("收入决算数*2", "支出决算数*5"),
            ("项目", "决算数", "项目", *funds),
            ("一、一般公共预算财政拨款", "5.00", "一、一般公共服务支出", "5.00", "5.00", "0.00", "0.00"),
            ("本年收入合计", "5.00", "本年支出合计", "5.00", "5.00", "0.00", "0.00"),
        ),
    )
    assert cells(found, "04")["本年支出合计", "合计"] == "5.00"
    assert codes(found) == []


def test_form_06_in_two_groups_with_codes_in_two_boxes(tmp_path: Path) -> None:
    rows = (
        ("经济分类科目编码*2", "科目名称^2", "决算数^2", "经济分类科目编码*2", "科目名称^2", "决算数^2"),
        ("类", "款", "类", "款"),
        ("301", "", "工资福利支出", "5.00", "302", "", "商品和服务支出", "2.00"),
        ("301", "01", "基本工资", "5.00", "302", "01", "办公费", "1.50"),
        ("", "", "", "", "302", "02", "印刷费", "0.50"),
        ("人员经费合计*3", "5.00", "公用经费合计*3", "2.00"),
    )
    want = {("301", "决算数"): "5.00", ("30101", "决算数"): "5.00", ("302", "决算数"): "2.00"}
    want |= {("30201", "决算数"): "1.50", ("30202", "决算数"): "0.50"}
    want |= {("人员经费合计", "决算数"): "5.00", ("公用经费合计", "决算数"): "2.00"}
    found = read(tmp_path, form("一般公共预算财政拨款基本支出决算表", *rows))
    assert cells(found, "06") == want
    assert codes(found) == []


def test_form_06_in_one_list_with_columns_by_kind_of_cost(tmp_path: Path) -> None:
    rows = (
        ("经济分类科目编码", "经济分类科目名称", "合计", "人员经费", "公用经费"),
        ("301", "工资福利支出", "5.00", "5.00", ""),
        ("30101", "基本工资", "5.00", "5.00", ""),
        ("302", "商品和服务支出", "2.00", "", "2.00"),
        ("合计*2", "7.00", "5.00", "2.00"),
    )
    found = read(tmp_path, form("一般公共预算财政拨款基本支出决算表", *rows))
    got = cells(found, "06")
    assert (got[("301", "决算数")], got[("302", "决算数")]) == ("5.00", "2.00")
    assert (got[("人员经费合计", "决算数")], got[("公用经费合计", "决算数")]) == ("5.00", "2.00")
    assert "R202" not in codes(found)


PAIRED_07 = (
    ("财政拨款“三公”经费*12",),
    ("合计*2^2", "因公出国（境）费*2^2", "公务用车购置及运行维护费*6", "公务接待费*2^2"),
    ("小计*2", "公务用车购置费*2", "公务用车运行维护费*2"),
    tuple(["预算数", "决算数"] * 6),
    ("3.00", "2.00", "", "", "2.00", "1.50", "", "", "2.00", "1.50", "1.00", "0.50"),
)
WANT_07 = {
    ("合计", "预算数"): "3.00",
    ("合计", "决算数"): "2.00",
    ("公务用车购置及运行费", "预算数"): "2.00",
    ("公务用车购置及运行费", "决算数"): "1.50",
    ("公务用车运行维护费", "预算数"): "2.00",
    ("公务用车运行维护费", "决算数"): "1.50",
    ("公务接待费", "预算数"): "1.00",
    ("公务接待费", "决算数"): "0.50",
}


def test_form_07_in_pairs_of_columns(tmp_path: Path) -> None:
    found = read(tmp_path, form("财政拨款“三公”经费支出决算表", *PAIRED_07))
    assert cells(found, "07") == WANT_07
    assert len(found.disclosure.forms[0].cells) == 12


def test_form_07_in_pairs_with_column_numbers(tmp_path: Path) -> None:
    numbers = tuple(str(number) for number in range(1, 13))
    rows = (*PAIRED_07[:-1], numbers, PAIRED_07[-1])
    assert cells(read(tmp_path, form("财政拨款“三公”经费支出决算表", *rows)), "07") == WANT_07


def test_form_07_budget_columns_beside_actual_columns(tmp_path: Path) -> None:
    """预算数 over six columns, then 决算数 over six."""
    items = ("合计^2", "因公出国（境）费^2", "公务用车购置及运行费*3", "公务接待费^2")
    rows = (
        ("预算数*6", "决算数*6"),
        (*items, *items),
        ("小计", "公务用车购置费", "公务用车运行费", "小计", "公务用车购置费", "公务用车运行费"),
        ("3.00", "", "2.00", "", "2.00", "1.00", "2.00", "", "1.50", "", "1.50", "0.50"),
    )
    found = read(tmp_path, form("一般公共预算财政拨款“三公”经费支出决算表", *rows))
    assert cells(found, "07") == WANT_07


def test_form_07_as_a_list_with_the_adjusted_budget(tmp_path: Path) -> None:
    rows = (
        ("项目", "全年预算数", "决算数"),
        ("合  计", "3.00", "2.00"),
        ("1.因公出国（境）费用", "", ""),
        ("2.公务用车购置及运行维护费", "2.00", "1.50"),
        ("（1）公务用车购置费", "", ""),
        ("（2）公务用车运行费", "2.00", "1.50"),
        ("3.公务接待费", "1.00", "0.50"),
    )
    found = read(tmp_path, form("财政拨款“三公”经费支出决算表", *rows))
    assert cells(found, "07") == WANT_07
    assert found.facts["07"].measures == {"预算数": "adjusted_budget"}


def test_form_07_beside_meetings_and_training(tmp_path: Path) -> None:
    """A 合计 over more than the three public expenses is not their total."""
    rows = (
        ("合计^3", "“三公”经费*6", "会议费^3", "培训费^3"),
        ("小计^2", "因公出国（境）费^2", "公务接待费^2", "公务用车购置及运行维护费*3"),
        ("小计", "公务用车购置费", "公务用车运行维护费"),
    )
    pairs = [("预算数*9",), *rows, ("9.00", "3.00", "", "1.00", "2.00", "", "2.00", "2.00", "4.00")]
    found = read(tmp_path, form("财政拨款“三公”经费支出决算表", *pairs))
    got = cells(found, "07")
    assert got[("合计", "预算数")] == "3.00"
    assert got[("公务用车购置及运行费", "预算数")] == "2.00"


def test_form_08_with_sub_headings_beside_the_total(tmp_path: Path) -> None:
    rows = (
        ("项目*2", "年初结转和结余^2", "本年收入^2", "本年支出*3^2", "年末结转和结余^2"),
        ("功能分类科目编码", "科目名称"),
        ("合计*2", "", "", "合计", "基本支出", "项目支出", ""),
        ("2120801", "征地和拆迁补偿支出", "1.00", "2.00", "2.50", "", "2.50", "0.50"),
    )
    found = read(tmp_path, form("政府性基金预算财政拨款收入支出决算表", *rows))
    assert cells(found, "08") == {
        ("2120801", "年初结转和结余"): "1.00",
        ("2120801", "本年收入"): "2.00",
        ("2120801", "本年支出合计"): "2.50",
        ("2120801", "项目支出"): "2.50",
        ("2120801", "年末结转和结余"): "0.50",
    }
    assert codes(found) == []
    heads = [("项目*2", "年初结转和结余^2", "本年收入^2", "本年支出*3", "年末结转和结余^2")]
    heads += [("科目编码", "科目名称", "合计", "基本支出", "项目支出")]
    without = read(tmp_path, form("政府性基金预算财政拨款收入支出决算表", *heads, rows[3]))
    assert cells(without, "08") == cells(found, "08")
    assert [("X137" in {item.code.code for item in check(each)}) for each in (found, without)] == [False, True]


def test_an_empty_form_with_sub_headings_beside_the_total_is_whole(tmp_path: Path) -> None:
    """As in Shanghai's template: no row prints a total of expenditure, and nothing is left unread."""
    rows = (
        ("项目*2", "年初结转和结余^2", "本年收入^2", "本年支出*3^2", "年末结转和结余^2"),
        ("功能分类科目编码", "科目名称"),
        ("合计*2", "", "", "合计", "基本支出", "项目支出", ""),
        ("", "", "", "", "", "", "", ""),
    )
    found = read(tmp_path, form("国有资本经营预算财政拨款收入支出决算表", *rows))
    assert cells(found, "09") == {}
    assert found.facts["09"].whole


@pytest.mark.parametrize("wide", [False, True])
def test_form_09_with_three_or_six_columns(tmp_path: Path, wide: bool) -> None:
    three = (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("223", "国有资本经营预算支出", "1.00", "", "1.00"),
    )
    six = (
        (
            "科目编码",
            "科目名称",
            "年初结转和结余",
            "本年收入",
            "本年支出合计",
            "基本支出",
            "项目支出",
            "年末结转和结余",
        ),
        ("223", "国有资本经营预算支出", "", "1.00", "1.00", "", "1.00", ""),
    )
    found = read(tmp_path, form("国有资本经营预算财政拨款收入支出决算表", *(six if wide else three)))
    got = cells(found, "09")
    assert got[("223", "本年支出合计")] == "1.00"
    assert (("223", "本年收入") in got) is wide


def test_an_empty_form_keeps_its_note(tmp_path: Path) -> None:
    head = (
        "科目编码",
        "科目名称",
        "年初结转和结余",
        "本年收入",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "年末结转和结余",
    )
    blank = ("", "", "", "", "", "", "", "")
    note = "<p>注：本部门2024年度无政府性基金预算财政拨款收支，故本表无数据。</p>"
    found = read(tmp_path, form("政府性基金预算财政拨款收入支出决算表", head, ("合计*2", *blank[2:]), blank), note)
    assert cells(found, "08") == {}
    assert [text.text[:2] for text in found.facts["08"].notes] == ["注："]


def test_forms_of_a_province_are_kept_and_never_read_as_one_of_the_nine(tmp_path: Path) -> None:
    other = form("一般公共预算财政拨款支出决算明细表", HEAD_05, ("合计*2", "9.00", "9.00", ""))
    mine = form("项目支出决算表", HEAD_05, ("合计*2", "8.00", "", "8.00"))
    units = form("收入决算表（按单位）", ("单位名称", "本年收入合计", "财政拨款收入"), ("某局", "7.00", "7.00"))
    found = read(tmp_path, other, mine, units, form(TITLE_05, HEAD_05, *BODY_05))
    assert cells(found, "05") == WANT_05
    assert [item.number for item in found.disclosure.forms] == ["05"]
    assert [(grid.kind, grid.title) for grid in found.extra] == [
        ("form", "一般公共预算财政拨款支出决算明细表"),
        ("form", "项目支出决算表"),
        ("form", "收入决算表（按单位）"),
    ]


FUNDS_02 = {
    "小计": ("小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    "合计": ("合计", "一般公共预算", "政府性基金", "国有资本经营预算"),
    "其中": ("小计", "其中：一般公共预算财政拨款收入", "其中：政府性基金预算财政拨款", "国有资本经营财政拨款"),
}


@pytest.mark.parametrize("named", FUNDS_02)
def test_form_02_with_fiscal_income_by_fund(tmp_path: Path, named: str) -> None:
    head = ("科目编码^2", "科目名称^2", "本年收入合计^2", "财政拨款收入*4", "事业收入^2", "其他收入^2")

    def told(general: str) -> ReadDisclosure:
        rows = (
            ("合计*2", "10.00", "7.00", "4.00", "2.00", "1.00", "2.00", "1.00"),
            ("208", "社会保障和就业支出", "9.00", "6.00", general, "2.00", "", "2.00", "1.00"),
            ("223", "国有资本经营预算支出", "1.00", "1.00", "", "", "1.00", "", ""),
        )
        return read(tmp_path, form("收入决算表", head, FUNDS_02[named], *rows))

    found = told("4.00")
    names = ("财政拨款收入", "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入")
    assert [cells(found, "02")[("合计", name)] for name in names] == ["7.00", "4.00", "2.00", "1.00"]
    assert codes(found) == []
    assert ["F101" in {item.code.code for item in check(each)} for each in (found, told("5.00"))] == [False, True]


def test_form_02_with_funds_and_no_sum_of_them(tmp_path: Path) -> None:
    head = (
        "科目编码",
        "科目名称",
        "本年收入合计",
        "一般公共预算财政拨款收入",
        "政府性基金预算财政拨款收入",
        "其他收入",
    )
    found = read(tmp_path, form("收入决算表", head, ("合计*2", "7.00", "4.00", "2.00", "1.00")))
    assert cells(found, "02")[("合计", "政府性基金预算财政拨款收入")] == "2.00"
    assert codes(found) == []


def test_a_column_that_the_form_does_not_have_is_told_and_not_read(tmp_path: Path) -> None:
    head = ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入*2", "其他收入")
    sub = ("", "", "", "", "小计", "其中：教育收费", "")
    found = read(tmp_path, form("收入决算表", head, sub, ("合计*2", "6.00", "1.00", "3.00", "2.00", "2.00")))
    assert cells(found, "02")[("合计", "事业收入")] == "3.00"
    assert cells(found, "02")[("合计", "其他收入")] == "2.00"
    assert codes(found) == ["R205"]


@pytest.mark.parametrize("text", ["12.3.4", "#REF!", "1,2345.00", "见附件", "(3.00)", "XX"])
def test_what_is_no_figure_is_told_and_is_neither_blank_nor_zero(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, form(TITLE_05, HEAD_05, ("合计*2", "3.00", text, "1.00")))
    assert codes(found) == ["R203"]
    assert ("合计", "基本支出") not in cells(found, "05")
    assert Address("05", "", "合计", "基本支出") not in found.places
    assert not found.facts["05"].whole


@pytest.mark.parametrize("text", ["", "-", "—", "/", "－"])
def test_what_stands_for_nothing_is_a_blank(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, form(TITLE_05, HEAD_05, ("合计*2", "3.00", text, "3.00")))
    assert codes(found) == []
    assert found.disclosure.forms[0].cells[1].printed == ""


def test_totals_said_again_in_each_place_that_they_cover(tmp_path: Path) -> None:
    rows = (
        ("人员经费", "人员经费", "人员经费", "公用经费", "公用经费", "公用经费"),
        ("科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"),
        ("301", "工资福利支出", "2.00", "302", "商品和服务支出", "1.00"),
        ("人员经费合计", "人员经费合计", "2.00", "公用经费合计", "公用经费合计", "1.00"),
    )
    found = read(tmp_path, form("一般公共预算财政拨款基本支出决算表", *rows))
    want = {"301": "2.00", "302": "1.00", "人员经费合计": "2.00", "公用经费合计": "1.00"}
    assert cells(found, "06") == {(row, "决算数"): text for row, text in want.items()}
    assert codes(found) == []


def test_a_code_among_amounts_is_no_amount(tmp_path: Path) -> None:
    """A row that lost a cell: the next row's code stands where a figure was."""
    found = read(tmp_path, form(TITLE_05, HEAD_05, BODY_05[0], ("2010601", "行政运行", "3.00", "2010602", "1.00")))
    assert cells(found, "05") == {at: text for at, text in WANT_05.items() if at != ("2010601", "基本支出")}
    assert codes(found) == ["R203"]


def test_a_row_of_dashes_is_an_empty_row(tmp_path: Path) -> None:
    found = read(tmp_path, form(TITLE_05, HEAD_05, *BODY_05, ("-", "—", "－", "--", "/"), ("其他", "", "—", "-", "无")))
    assert cells(found, "05") == WANT_05
    assert codes(found) == []


def test_a_row_with_money_and_an_unknown_code_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, form(TITLE_05, HEAD_05, *BODY_05, ("20106O2", "一般行政管理事务", "1.00", "", "1.00")))
    assert codes(found) == ["R202"]
    assert cells(found, "05") == WANT_05


def test_a_row_printed_twice_with_different_figures_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, form(TITLE_05, HEAD_05, *BODY_05, ("2010601", "行政运行", "3.00", "2.00", "1.10")))
    assert codes(found) == ["R204"]


def test_figures_without_a_heading_are_told(tmp_path: Path) -> None:
    head = ("科目编码", "科目名称", "合计", "", "项目支出")
    found = read(tmp_path, form(TITLE_05, head, ("合计*2", "3.00", "2.00", "1.00")))
    assert "R211" in codes(found)
    assert not found.facts["05"].whole


def test_a_label_broken_over_two_rows(tmp_path: Path) -> None:
    rows = (
        ("收入*2", "支出*2"),
        ("项目", "决算数", "项目", "决算数"),
        ("一、一般公共预算财政", "", "一、一般公共服务支出", "1.00"),
        ("拨款收入", "1.00", "", ""),
        ("本年收入合计", "1.00", "本年支出合计", "1.00"),
    )
    found = read(tmp_path, form("收入支出决算总表", *rows))
    assert cells(found, "01")[("一般公共预算财政拨款收入", "金额")] == "1.00"
    assert codes(found) == []


def test_title_number_and_unit_inside_the_table(tmp_path: Path) -> None:
    """As spreadsheets saved as web pages have it."""
    rows = (
        ("一般公共预算财政拨款支出决算表*5",),
        ("*3", "公开05表*2"),
        ("部门：某市财政局*3", "金额单位：万元*2"),
        HEAD_05,
        *BODY_05,
        ("注：本表反映部门本年度一般公共预算财政拨款支出情况。*5",),
    )
    found = read(tmp_path, table(*rows))
    assert cells(found, "05") == WANT_05
    assert found.disclosure.unit.name == "某市财政局"
    assert found.facts["05"].amounts_stated
    assert len(found.facts["05"].notes) == 1


def test_forms_without_titles_are_known_by_their_headings(tmp_path: Path) -> None:
    head = (
        "科目编码",
        "科目名称",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
    )
    found = read(
        tmp_path, table((*head, "其他收入"), ("合计*2", "3.00", "3.00", "", "", "", "", "")), table(*PAIRED_07)
    )
    assert cells(found, "02")[("合计", "财政拨款收入")] == "3.00"
    assert cells(found, "07") == WANT_07


@pytest.mark.parametrize(
    "terms",
    [
        (
            ("名词", "科目编码", "解释"),
            ("基本支出", "", "日常支出。"),
            ("项目支出", "", "专项。"),
            ("行政运行", "2010601", "经费。"),
        ),
        (("基本支出", "日常支出。"), ("项目支出", "专项。"), ("2010601", "行政运行的经费。")),
        (("科目编码", "基本支出", "项目支出"), ("2010601", "日常的支出", "专项的支出")),
    ],
    ids=["headed as terms", "without a heading", "words under the headings"],
)
def test_a_table_of_words_is_no_form_without_a_title(tmp_path: Path, terms: tuple[Row, ...]) -> None:
    """It names 基本支出, 项目支出 and codes as form 05 does."""
    found = read(tmp_path, form("收入决算表", HEAD_02, ROW_02), "<p>第四部分 名词解释</p>", table(*terms))
    assert codes(found) == []
    assert [one.number for one in found.disclosure.forms] == ["02"]


def test_form_05_without_a_title_is_known_by_its_amounts(tmp_path: Path) -> None:
    found = read(tmp_path, "<p>单位：万元</p>", table(HEAD_05, *BODY_05))
    assert cells(found, "05") == WANT_05


@pytest.mark.parametrize("between", [(), ("",), ("", "")])
def test_two_forms_beside_each_other_in_one_table(tmp_path: Path, between: Row) -> None:
    """As on a sheet: titles and units of amounts over their own columns, a blank column between the forms or none."""
    named = ("2010601", "行政运行", "3.00", "3.00", "", "", "", "", "")
    both = zip((HEAD_02, ROW_02, named), (HEAD_05, *BODY_05), strict=True)
    rows = (
        ("收入决算表*9", *between, f"{TITLE_05}*5"),
        ("单位：万元*9", *between, "单位：万元*5"),
        *((*left, *between, *right) for left, right in both),
    )
    found = read(tmp_path, table(*rows))
    assert cells(found, "05") == WANT_05
    whole = {"本年收入合计": "3.00", "财政拨款收入": "3.00"}
    assert cells(found, "02") == {(row, name): text for row in ("合计", "2010601") for name, text in whole.items()}
    assert codes(found) == []


def test_a_title_over_the_wrong_form_is_told(tmp_path: Path) -> None:
    head = (
        "科目编码",
        "科目名称",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    )
    found = read(tmp_path, form("收入决算表", head, ("合计*2", "3.00", "2.00", "1.00", "", "", "")))
    assert codes(found) == ["R212"]
    assert cells(found, "03")[("合计", "基本支出")] == "2.00"


@pytest.mark.parametrize(
    "title",
    ["“三公”经费公共预算财政拨款支出决算表", "财政拨款“三公”经费及会议费、培训费支出决算表", "三公经费支出情况表"],
)
def test_form_07_under_its_many_names(tmp_path: Path, title: str) -> None:
    assert cells(read(tmp_path, form(title, *PAIRED_07)), "07") == WANT_07


@pytest.mark.parametrize(
    "line",
    [
        "部门：某市某局　　　　2024年度　　　　金额单位：万元",
        "编制单位：某市某局 单位：万元",
        "公开05表 单位名称：某市某局 2024年度 金额单位：人民币万元",
        "单位：某市某局 2024年度 单位：万元",
        "填报单位（公章）：某市某局　　　　　　单位：万元",
    ],
)
def test_unit_and_amounts_on_one_line(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, form(TITLE_05, HEAD_05, *BODY_05, amounts=line))
    assert found.disclosure.unit.name == "某市某局"
    assert found.facts["05"].amounts_stated
    assert found.disclosure.year == 2024


def test_a_title_broken_over_two_lines(tmp_path: Path) -> None:
    broken = f"<p>一般公共预算财政拨款“三公”经费</p><p>支出决算表</p><p>单位：万元</p>{table(*PAIRED_07)}"
    found = read(tmp_path, broken)
    assert cells(found, "07") == WANT_07
    assert codes(found) == []


def test_a_year_in_chinese_numerals(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    head = "<meta charset=utf-8><p>某市财政局</p><p>二〇二四年度部门决算</p>"
    path.write_text(head + form(TITLE_05, HEAD_05, *BODY_05), "utf-8")
    found = read_disclosure(path)
    assert (found.disclosure.unit.name, found.disclosure.year) == ("某市财政局", 2024)


def test_a_third_side_by_kind_of_expenditure_is_told_once_and_not_read(tmp_path: Path) -> None:
    rows = (
        ("收入*2", "支出*4"),
        ("项目", "决算数", "项目（按功能分类）", "决算数", "项目（按支出性质和经济分类）", "决算数"),
        ("一、一般公共预算财政拨款收入", "3.00", "一、一般公共服务支出", "3.00", "一、基本支出", "2.00"),
        ("", "", "", "", "二、项目支出", "1.00"),
        ("本年收入合计", "3.00", "本年支出合计", "3.00", "本年支出合计", "3.00"),
    )
    found = read(tmp_path, form("收入支出决算总表", *rows))
    assert len(cells(found, "01")) == 4
    assert codes(found) == ["R205"]


def test_what_was_read_can_be_given_on(tmp_path: Path) -> None:
    import json

    from mingzhang.accounts.readers.read_back import read_back
    from mingzhang.accounts.readers.read_json import as_json

    found = read(tmp_path, form(TITLE_05, HEAD_05, *BODY_05))
    text = json.dumps(as_json(found), ensure_ascii=False)
    assert read_back(text, "read.json").disclosure == found.disclosure
    assert len(json.loads(text)["forms"]["05"]["cells"]) == len(found.disclosure.forms[0].cells)


def test_a_workbook_with_text_and_glossary_in_sheets_of_their_own(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("公开05表")
        for number, row in enumerate(
            (("一般公共预算财政拨款支出决算表",), ("单位：某局", "2024年度", "金额单位：万元"), HEAD_05)
        ):
            sheet.write_row(number, 0, row)
        sheet.write_row(3, 0, ("合计", "", 3.0000001, 2.000004, 1))
        words = book.add_worksheet("说明")
        for number, text in enumerate(("第二部分 2024年度决算情况说明", "一、收入情况", "收入总计3.00万元。")):
            words.write(number, 0, text)
        terms = book.add_worksheet("名词解释")
        terms.write_row(0, 0, ("名词", "解释"))
        terms.write_row(1, 0, ("基本支出", "为保障机构正常运转发生的支出。"))
        hidden = book.add_worksheet("底稿")
        hidden.hide()
        hidden.write_row(0, 0, ("不公开", "1.00"))
    found = read_disclosure(tmp_path / "a.xlsx")
    read_form = found.disclosure.form("05")
    assert read_form is not None
    assert [(cell.printed, cell.fen) for cell in read_form.cells] == [
        ("3.00", None),
        ("2.00", 2_000_004),
        ("1.00", None),
    ]
    assert [(p.part, p.level, p.text) for p in found.disclosure.paragraphs] == [
        ("说明", 1, "一、收入情况"),
        ("说明", 0, "收入总计3.00万元。"),
    ]
    assert [term.term for term in found.disclosure.glossary] == ["基本支出"]
    assert found.extra == ()
    assert codes(found) == ["R117"]


def test_saved_text_in_which_a_cell_is_missing_is_told_and_not_shifted(tmp_path: Path) -> None:
    rows = [HEAD_05, ("合计", "", "3.00", "2.00", "1.00"), ("2010601", "行政运行", "3.00", "1.00")]
    lines = ["2024年度", TITLE_05, "单位：万元", ""]
    for row in (*rows, ("2010602", "一般行政管理事务", "", "", "")):
        lines += [*(f"\t{text}" for text in row), ""]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), "utf-8")
    found = read_disclosure(path)
    assert {row for row, _ in cells(found, "05")} == {"合计"}
    assert not found.facts["05"].whole
    assert set(codes(found)) & {"R202", "R203", "R213"}


def test_a_class_under_a_former_name_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        form(
            "收入支出决算总表",
            ("收入*2", "支出*2"),
            ("项目", "金额", "项目", "金额"),
            ("一、一般公共预算财政拨款收入", "30.00", "九、医疗卫生与计划生育支出", "30.00"),
            ("本年收入合计", "30.00", "本年支出合计", "30.00"),
            ("总计", "30.00", "总计", "30.00"),
        ),
    )
    assert cells(found, "01")["卫生健康支出", "金额"] == "30.00"
    assert "R202" not in codes(found)


@pytest.mark.parametrize("shown", ["2,080,505.00", "2,080,505", "2080505.00"])
def test_a_code_that_a_workbook_shows_as_an_amount(tmp_path: Path, shown: str) -> None:
    rows = (("合计", "合计", "5.00", "5.00", ""), (shown, "机关事业单位基本养老保险缴费支出", "5.00", "5.00", ""))
    head = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    found = read(tmp_path, form("一般公共预算财政拨款支出决算表", head, *rows))
    assert cells(found, "05")["2080505", "基本支出"] == "5.00"


def test_three_public_expenses_of_another_fund_are_no_second_form_07(tmp_path: Path) -> None:
    head = ("项目", "预算数", "决算数")
    rows = (("合计", "1.00", "1.00"), ("因公出国（境）费", "", ""), ("公务接待费", "1.00", "1.00"))
    found = read(
        tmp_path,
        form("一般公共预算财政拨款“三公”经费支出决算表", head, *rows),
        form("政府性基金预算财政拨款“三公”经费支出决算表", head, *rows),
    )
    assert "R207" not in codes(found)
    assert [grid.title for grid in found.extra] == ["政府性基金预算财政拨款“三公”经费支出决算表"]


THREE_YEARS = (
    ("项目", "2023年决算数", "2024年预算数", "2024年决算数"),
    ("合计", "9.00", "3.00", "2.00"),
    ("1.因公出国（境）费", "", "", ""),
    ("2.公务用车购置及运行费", "8.00", "2.00", "1.50"),
    ("（1）公务用车购置费", "", "", ""),
    ("（2）公务用车运行维护费", "8.00", "2.00", "1.50"),
    ("3.公务接待费", "1.00", "1.00", "0.50"),
)


def test_form_07_beside_the_year_before(tmp_path: Path) -> None:
    found = read(tmp_path, form("财政拨款“三公”经费支出决算表", *THREE_YEARS))
    assert cells(found, "07") == WANT_07
    assert [(item.code.code, item.place.column) for item in found.findings if item.code.code != "R206"] == [
        ("R205", "2023年决算数")
    ]


def test_form_07_with_running_expenses_of_their_own_beside_it(tmp_path: Path) -> None:
    """合计 stands under 预算数, where nothing but the three does."""
    rows = (
        ("预算数*6", "决算数*6", "机关运行经费^3"),
        ("合计^2", "因公出国（境）费^2", "公务用车购置及运行费*3", "公务接待费^2") * 2,
        ("小计", "公务用车购置费", "公务用车运行费") * 2,
        ("3.00", "", "2.00", "", "2.00", "1.00", "2.00", "", "1.50", "", "1.50", "0.50", "7.00"),
    )
    found = read(tmp_path, form("一般公共预算财政拨款“三公”经费及机关运行经费支出决算表", *rows))
    assert cells(found, "07") == WANT_07
    assert codes(found) == []


@pytest.mark.parametrize(("year", "told"), [(2019, []), (2020, ["09"])])
def test_form_09_is_missed_from_the_year_on_that_has_one(tmp_path: Path, year: int, told: list[str]) -> None:
    rows = (HEAD_05, *BODY_05)
    head = f"<p>某市财政局{year}年度部门决算</p><p>第二部分 {year}年度部门决算表</p>"
    path = tmp_path / "决算.html"
    body = form(TITLE_05, *rows) + form("支出决算表", *rows)
    path.write_text(f"<html><meta charset=utf-8><body>{head}{body}</body></html>", "utf-8")
    missing = {item.place.form for item in read_disclosure(path).findings if item.code.code == "R206"}
    assert sorted(missing & {"09"}) == told
    assert "08" in missing


def test_columns_that_a_form_does_not_have_are_told_once(tmp_path: Path) -> None:
    rows = (
        ("项目*2", "年初预算数*3", "决算数*3"),
        ("功能分类科目编码", "科目名称", *("合计", "基本支出", "项目支出") * 2),
        ("合计*2", "9.00", "8.00", "1.00", "3.00", "2.00", "1.00"),
        ("2010601", "行政运行", "9.00", "8.00", "1.00", "3.00", "2.00", "1.00"),
    )
    found = read(tmp_path, form(TITLE_05, *rows))
    assert cells(found, "05") == WANT_05
    assert codes(found) == ["R205"]


def test_amounts_without_decimals_are_no_codes(tmp_path: Path) -> None:
    """390, 30 and 80 stand in a column whose heading the form does not have; rows have numbers of their own."""
    rows = (
        ("序号^2", "项目*2", "2023年决算数*3", "2024年决算数*3"),
        ("功能分类科目编码", "科目名称", *("合计", "基本支出", "项目支出") * 2),
        ("1", "合计*2", "390", "310", "80", "500", "390", "110"),
        ("2", "2010601", "行政运行", "390", "310", "80", "500", "390", "110"),
    )
    found = read(tmp_path, form(TITLE_05, *rows))
    want = {"本年支出合计": "500", "基本支出": "390", "项目支出": "110"}
    assert cells(found, "05") == {(row, name): text for row in ("合计", "2010601") for name, text in want.items()}
    assert "R202" not in codes(found)


def test_kinds_of_cost_in_amounts_without_decimals(tmp_path: Path) -> None:
    rows = (
        ("经济分类科目编码", "科目名称", "合计", "人员经费", "公用经费"),
        ("合计*2", "580", "480", "100"),
        ("301", "工资福利支出", "480", "480", ""),
        ("30101", "基本工资", "390", "390", ""),
        ("30102", "津贴补贴", "80", "80", ""),
        ("30103", "奖金", "10", "10", ""),
        ("302", "商品和服务支出", "100", "", "100"),
    )
    got = cells(read(tmp_path, form("一般公共预算财政拨款基本支出决算表", *rows)), "06")
    assert (got[("人员经费合计", "决算数")], got[("公用经费合计", "决算数")]) == ("480", "100")


def test_form_07_with_a_figure_beside_its_lowest_headings(tmp_path: Path) -> None:
    """上海 up to 2019: what the last column prints reaches from the row of 预算数 and 决算数 down."""
    rows = (
        ("一般公共预算财政拨款“三公”经费*12", "机关运行经费决算数^3"),
        ("合计*2^2", "因公出国（境）费*2^2", "公务用车购置及运行费*6", "公务接待费*2^2"),
        ("小计*2", "公务用车购置费*2", "公务用车运行费*2"),
        (*["预算数", "决算数"] * 6, "7.00^2"),
        PAIRED_07[-1],
    )
    found = read(tmp_path, form("一般公共预算财政拨款“三公”经费及机关运行经费支出决算表", *rows))
    assert cells(found, "07") == WANT_07
    assert codes(found) == []


def test_form_07_with_a_row_for_each_year_and_measure(tmp_path: Path) -> None:
    rows = (
        ("三公经费项目^2", "合计^2", "因公出国（境）费^2", "公务用车购置及运行费*3", "公务接待费^2"),
        ("小计", "公务用车购置费", "公务用车运行费"),
        ("行次", "1", "2", "3", "4", "5", "6"),
        ("2024年度预算数", "3.00", "", "2.00", "", "2.00", "1.00"),
        ("2024年度决算数", "2.00", "", "1.50", "", "1.50", "0.50"),
        ("2023年度决算数", "9.00", "", "8.00", "", "8.00", "1.00"),
    )
    assert cells(read(tmp_path, form("“三公”经费支出决算表", *rows)), "07") == WANT_07


def test_form_07_with_the_unit_of_its_amounts_over_the_column(tmp_path: Path) -> None:
    rows = (
        ("经费项目", "2024年度支出（万元）", "支出减少率"),
        ("因公出国（境）费", "0", "0%"),
        ("公务接待费", "0.50", "-"),
        ("公务用车购置及运行维护费", "1.50", "-"),
        ("总“三公”经费支出", "2.00", "-"),
    )
    found = read(tmp_path, form("2024年度某区“三公”经费决算情况表", *rows, amounts=""))
    assert cells(found, "07")[("合计", "决算数")] == "2.00"
    assert cells(found, "07")[("公务用车购置及运行费", "决算数")] == "1.50"
    assert codes(found) == []
