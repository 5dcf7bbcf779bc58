"""Tables in the shapes of further provinces: every figure in its cell, and no finding about what belongs there."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from sample_documents import Box, Printed, boxes, write_docx, write_html, write_saved_text, write_xlsx

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.readers.captions import Caption, caption, form_of_title
from mingzhang.accounts.readers.document import Text
from mingzhang.accounts.readers.narrative import narrative
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_back import read_back
from mingzhang.accounts.readers.read_json import as_json
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Severity

WRITERS = {"html": write_html, "docx": write_docx, "txt": write_saved_text, "xlsx": write_xlsx}
CAPTIONS = ("公开07表", "部门：某市社会保险中心", "2023年度", "金额单位：万元")


def read(folder: Path, kind: str, title: str, rows: Sequence[tuple[Box, ...]]) -> ReadDisclosure:
    table = Printed(title, CAPTIONS, tuple(rows))
    path = folder / f"决算.{kind}"
    if kind == "xlsx":
        return read_disclosure(write_xlsx(path, [table]))
    return read_disclosure(WRITERS[kind](path, [table], ["某市社会保险中心2023年度部门决算"]))  # type: ignore[operator]


def cells(found: ReadDisclosure, number: str) -> dict[tuple[str, str], str]:
    form = found.disclosure.form(number)
    assert form is not None, [item.text() for item in found.findings]
    return {(cell.row, cell.column): cell.printed for cell in form.cells if cell.printed}


def told(found: ReadDisclosure) -> set[str]:
    """Codes of what was told, but for the forms that the small document does not hold."""
    return {item.code.code for item in found.findings} - {"R206"}


SHAANXI = [
    boxes("项目^3", "“三公”经费*6", "会议费^3", "培训费^3"),
    boxes("小计^2", "因公出国（境）费用^2", "公务接待费^2", "公务用车购置及运行维护费*3"),
    boxes("小计", "公务用车购置费", "公务用车运行维护费"),
    boxes("栏次", "1", "2", "3", "4", "5", "6", "7", "8"),
    boxes("预算数", "11.00", "0.00", "1.00", "10.00", "0.00", "10.00", "1.00", "2.00"),
    boxes("决算数", "10.00", "0.00", "0.50", "9.50", "0.00", "9.50", "0.50", "1.00"),
]
YUNNAN = [
    boxes("项目", "行次", "预算数", "决算统计数"),
    boxes("一、“三公”经费支出", "1", "—", "—"),
    boxes("（一）支出合计", "2", "11.00", "10.00"),
    boxes("1．因公出国（境）费", "3", "0.00", "0.00"),
    boxes("2．公务用车购置及运行维护费", "4", "10.00", "9.50"),
    boxes("（1）公务用车购置费", "5", "0.00", "0.00"),
    boxes("（2）公务用车运行维护费", "6", "10.00", "9.50"),
    boxes("3．公务接待费", "7", "1.00", "0.50"),
    boxes("（1）国内接待费", "8", "—", "0.50"),
    boxes("其中：外事接待费", "9", "—", "0.00"),
    boxes("（2）国（境）外接待费", "10", "—", "0.00"),
    boxes("（二）相关统计数", "11", "—", "—"),
    boxes("1．因公出国（境）团组数（个）", "12", "—", "0"),
    boxes("4．公务用车保有量（辆）", "13", "—", "2"),
    boxes("5．国内公务接待批次（个）", "14", "—", "3"),
    boxes("二、机关运行经费", "15", "—", "—"),
    boxes("（二）参照公务员法管理事业单位", "16", "—", "0.00"),
]

BALANCES = ("合计^2", "基本支出结转^2", "项目支出结转和结余^2")
AMOUNTS = (
    *("30.00", "10.00", "20.00", "90.00", "60.00", "30.00"),
    *("95.00", "65.00", "40.00", "25.00", "30.00", "25.00", "5.00", "20.00"),
)
YUNNAN_FIVE = [
    boxes("项目*2", "年初结转和结余*3", "本年收入*3", "本年支出*5", "年末结转和结余*3"),
    boxes(
        *("支出功能分类科目编码^2", "科目名称^2", *BALANCES, "合计^2", "基本支出^2", "项目支出^2"),
        *("合计^2", "基本支出*3", "项目支出^2", *BALANCES),
    ),
    boxes("小计", "人员经费", "公用经费"),
    *(
        boxes(*head, *AMOUNTS)
        for head in (
            ("合计*2",),
            ("208", "社会保障和就业支出"),
            ("20801", "人力资源和社会保障管理事务"),
            ("2080109", "社会保险经办机构"),
        )
    ),
]


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_general_budget_with_what_came_in_and_is_left(tmp_path: Path, kind: str) -> None:
    """云南's form 05 holds balances and income beside the expenditure, each by kind, and people apart from the rest."""
    found = read(tmp_path, kind, "一般公共预算财政拨款收入支出决算表", YUNNAN_FIVE)
    assert told(found) == set()
    item = {column: printed for (row, column), printed in cells(found, "05").items() if row == "2080109"}
    assert item == {
        "年初结转和结余": "30.00",
        "年初基本支出结转和结余": "10.00",
        "年初项目支出结转和结余": "20.00",
        "本年收入": "90.00",
        "本年收入（基本支出）": "60.00",
        "本年收入（项目支出）": "30.00",
        "本年支出合计": "95.00",
        "基本支出": "65.00",
        "人员经费": "40.00",
        "公用经费": "25.00",
        "项目支出": "30.00",
        "年末结转和结余": "25.00",
        "年末基本支出结转和结余": "5.00",
        "年末项目支出结转和结余": "20.00",
    }
    assert not [item for item in check(found) if item.severity is Severity.ERROR]
    wrong = [*YUNNAN_FIVE[:-1], boxes(*(box[0].replace("60.00", "61.00") for box in YUNNAN_FIVE[-1]))]
    told_of = check(read(tmp_path, kind, "一般公共预算财政拨款收入支出决算表", wrong))
    assert any(item.code.code == "F101" and "61.00" in item.text() for item in told_of)


@pytest.mark.parametrize("kind", ["html", "docx", "txt", "xlsx"])
@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("财政拨款“三公”经费及会议费、培训费支出决算表", SHAANXI),
        ("“三公”经费、行政参公单位机关运行经费情况表", YUNNAN),
    ],
    ids=["陕西", "云南"],
)
def test_form_07_with_more_than_the_three(tmp_path: Path, kind: str, title: str, rows: list[tuple[Box, ...]]) -> None:
    found = read(tmp_path, kind, title, rows)
    said = cells(found, "07")
    assert said[("合计", "预算数")] == "11.00"
    assert said[("合计", "决算数")] == "10.00"
    assert said[("公务接待费", "决算数")] == "0.50"
    assert said[("公务用车购置及运行费", "预算数")] == "10.00"
    assert said[("公务用车运行维护费", "决算数")] == "9.50"
    assert not told(found)
    assert found.facts["07"].whole


def test_headings_over_three_rows_of_a_saved_text(tmp_path: Path) -> None:
    """What a merged heading covers follows from the headings under it."""
    three = ("小计", "公务用车购置费", "公务用车运行费")
    pairs = [
        boxes("预算数*6", "决算数*6"),
        boxes(*("合计^2", "因公出国（境）费^2", "公务用车购置及运行费*3", "公务接待费^2") * 2),
        boxes(*three * 2),
        boxes("11.00", "0.00", "10.00", "0.00", "10.00", "1.00", "10.00", "0.00", "9.50", "0.00", "9.50", "0.50"),
    ]
    said = cells(read(tmp_path, "txt", "财政拨款“三公”经费支出决算表", pairs), "07")
    assert said[("公务接待费", "预算数")] == "1.00"
    assert said[("公务接待费", "决算数")] == "0.50"
    assert said[("公务用车购置及运行费", "决算数")] == "9.50"


SEVEN_HEADS = ("合计^2", "因公出国（境）费^2", "公务用车购置及运行维护费*3", "公务接待费^2")
THREE_HEADS = ("小计", "公务用车购置费", "公务用车运行维护费")
OTHERS = ("12.00", "0.00", "11.00", "0.00", "11.00", "1.00")
PLANNED = ("11.00", "0.00", "10.00", "0.00", "10.00", "1.00")
SPENT_ON_THREE = ("10.00", "0.00", "9.50", "0.00", "9.50", "0.50")
SEVEN_ROWS = (
    "合计",
    "①因公出国（境）费",
    "②公务用车购置及运行维护费",
    "公务用车购置费",
    "公务用车运行维护费",
    "③公务接待费",
)


def _sets(*heads: str, figures: Sequence[str]) -> list[tuple[Box, ...]]:
    """A set of columns below each heading."""
    top = boxes(*(f"{head}*6" for head in heads))
    return [top, boxes(*SEVEN_HEADS * len(heads)), boxes(*THREE_HEADS * len(heads)), boxes(*figures)]


def _listed(*heads: str, figures: Sequence[Sequence[str]]) -> list[tuple[Box, ...]]:
    """The expenses as rows, a column below each heading."""
    return [boxes("项目", *heads), *(boxes(name, *row) for name, *row in zip(SEVEN_ROWS, *figures, strict=True))]


@pytest.mark.parametrize("kind", ["html", "docx", "txt"])
@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (_sets("2023年度预算数", "2023年度决算数", figures=PLANNED + SPENT_ON_THREE), set()),
        (_sets("2023年度全年预算数", "2023年度支出决算数", figures=PLANNED + SPENT_ON_THREE), set()),
        (_sets("2022年度决算数", "2023年预算数", "2023年决算数", figures=OTHERS + PLANNED + SPENT_ON_THREE), {"R205"}),
        (_sets("年初预算数", "全年预算数", "决算数", figures=PLANNED + OTHERS + SPENT_ON_THREE), set()),
        (_listed("年初预算数", "全年预算数", "决算数", figures=(PLANNED, OTHERS, SPENT_ON_THREE)), set()),
        (
            [
                boxes("项目^2", *SEVEN_HEADS),
                boxes(*THREE_HEADS),
                boxes("2022年决算数", *OTHERS),
                boxes("2023年预算数", *PLANNED),
                boxes("2023年决算数", *SPENT_ON_THREE),
            ],
            set(),
        ),
    ],
    ids=["年度", "全年预算", "上年", "两个预算", "两列预算", "上年一行"],
)
def test_form_07_of_several_years_or_budgets(
    tmp_path: Path, kind: str, rows: list[tuple[Box, ...]], codes: set[str]
) -> None:
    """Another year's figures are told, and neither they nor a second budget are figures of the form."""
    found = read(tmp_path, kind, "财政拨款“三公”经费支出决算表", rows)
    assert told(found) == codes
    assert found.facts["07"].whole
    said = cells(found, "07")
    assert [said[(row, "预算数")] for row in ("合计", "公务用车运行维护费", "公务接待费")] == ["11.00", "10.00", "1.00"]
    assert [said[(row, "决算数")] for row in ("合计", "公务用车运行维护费", "公务接待费")] == ["10.00", "9.50", "0.50"]


def test_basic_expenditure_by_side_under_one_heading(tmp_path: Path) -> None:
    rows = [
        boxes("经济分类科目*2", "基本支出*3"),
        boxes("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
        boxes("合计*2", "490.00", "390.00", "100.00"),
        boxes("301", "工资福利支出", "390.00", "390.00", ""),
        boxes("30101", "基本工资", "390.00", "390.00", ""),
        boxes("302", "商品和服务支出", "100.00", "", "100.00"),
        boxes("30201", "办公费", "100.00", "", "100.00"),
    ]
    found = read(tmp_path, "html", "一般公共预算财政拨款基本支出决算公开表", rows)
    said = cells(found, "06")
    assert (said[("人员经费合计", "决算数")], said[("公用经费合计", "决算数")]) == ("390.00", "100.00")
    assert told(found) == set()
    assert found.facts["06"].whole


OVERVIEW = ("某市社会保险中心概况", "一、部门职责", "经办社会保险。")
SECTION = ("一、收入支出决算总体情况说明", "2023年度收入总计10.00万元。")


@pytest.mark.parametrize(
    "called",
    [
        "第三部分 2023年度部门决算数据说明",
        "第三部分 2023年度部门决算收支增减变化情况说明",
        "第三部分 决算公开文字说明",
        "第三部分 2023年度部门决算相关情况",
        "第三部分 2023年度部门决算",
        "第三部分|2023年度部门决算情况说明",
        "第三部分|2023年度部门决算数据说明",
    ],
)
def test_the_report_by_whatever_name_its_part_goes(called: str) -> None:
    """Also where the number of a part stands on a line of its own, over its name."""
    divided = "|" in called
    first = ["第一部分", *OVERVIEW] if divided else [f"第一部分 {OVERVIEW[0]}", *OVERVIEW[1:]]
    last = ["第四部分", "名词解释"] if divided else ["第四部分 名词解释"]
    lines = [*first, *called.split("|"), *SECTION, *last, "一、基本支出：指为保障机构正常运转而发生的支出。"]
    found = narrative([Text(line) for line in lines], 2023)
    assert [(one.part, one.text) for one in found.paragraphs] == [
        *(("概况", text) for text in OVERVIEW[1:]),
        *(("说明", text) for text in SECTION),
    ]
    assert [term.term for term in found.terms] == ["基本支出"]


BY_FUND = [
    boxes("项目*4", "年初结转和结余^3", "本年收入^3", "本年支出*3", "年末结转和结余^3"),
    boxes("功能分类科目编码*3", "科目名称^2", "小计^2", "基本支出^2", "项目支出^2"),
    boxes("类", "款", "项"),
    boxes("合计*4", "", "30.00", "30.00", "", "30.00", ""),
    boxes("208", "", "", "社会保障和就业支出", "", "30.00", "30.00", "", "30.00", ""),
    boxes("208", "22", "", "大中型水库移民后期扶持基金支出", "", "30.00", "30.00", "", "30.00", ""),
    boxes("208", "22", "01", "移民补助", "", "30.00", "30.00", "", "30.00", ""),
]
BASIC = [
    boxes("人员经费*4", "公用经费*4"),
    boxes(*("科目编码*2", "科目名称", "决算数") * 2),
    boxes("301", "", "工资福利支出", "470.00", "302", "", "商品和服务支出", "100.00"),
    boxes("301", "01", "基本工资", "390.00", "302", "01", "办公费", "90.00"),
    boxes("301", "08", "机关事业单位基本养老保险缴费", "80.00", "302", "31", "公务用车运行维护费", "10.00"),
    boxes("人员经费合计*3", "470.00", "公用经费合计*3", "100.00"),
]


@pytest.mark.parametrize("kind", ["html", "docx", "txt", "xlsx"])
def test_codes_in_boxes_of_their_own(tmp_path: Path, kind: str) -> None:
    """类 款 项 in three boxes; a workbook holds 01 as the number 1."""
    found = read(tmp_path, kind, "政府性基金预算财政拨款收入支出决算表", BY_FUND)
    said = cells(found, "08")
    assert {row for row, _ in said} == {"合计", "208", "20822", "2082201"}
    assert {column for _, column in said} == {"本年收入", "本年支出合计", "项目支出"}
    said = cells(read(tmp_path, kind, "一般公共预算财政拨款基本支出决算表", BASIC), "06")
    assert said[("30101", "决算数")] == "390.00"
    assert said[("30231", "决算数")] == "10.00"
    assert said[("公用经费合计", "决算数")] == "100.00"


CALLED = """
01 | 收入支出决算总表 部门收支决算总表 收入支出决算表 收入支出决算总表（部门） 某市政府采购中心收入支出决算总表
01 | 甘决01表收入支出决算总表
01 | 收入支出决算公开表 收入支出决算批复表 收入支出决算总表（公开表） 某市公安局兴隆分局收入支出决算总表
01 | 某市社会保险基金管理中心收入支出决算总表 某市住房和城乡建设局（本级）收入支出决算总表
02 | 收入决算公开表 某市机关事业单位养老保险中心收入决算表
03 | 支出决算批复表 某县重点项目服务中心支出决算表
04 | 财政拨款收入支出决算公开表
05 | 一般公共预算财政拨款收入支出决算公开表 一般公共预算财政拨款收入支出决算批复表
06 | 一般公共预算财政拨款基本支出决算公开表
07 | 一般公共预算财政拨款“三公”经费支出决算公开表 “三公”经费决算表
08 | 政府性基金预算财政拨款收入支出决算公开表 政府基金预算财政拨款收入支出决算表
09 | 国有资本经营预算财政拨款收入支出决算公开表
-- | 政府性基金预算财政拨款“三公”经费支出决算公开表 国有资本经营预算财政拨款“三公”经费支出决算公开表
-- | 社会保险基金收入支出决算总表 分部门收入决算表 分单位支出决算表
02 | 收入决算表 收入决算总表 2023年度收入决算表 某市机关事务服务中心收入决算表
03 | 支出决算表 支出决算总表 某市政府采购中心2023年度支出决算表
02 | 收入决算表（按功能分类列示） 收入决算表（分科目） 收入决算表(按科目)
03 | 支出决算表（按功能分类列示） 支出决算表（按功能分类科目填列） 支出决算表（分科目）
06 | 一般公共预算财政拨款基本支出决算表（按经济分类列示）
-- | 收入决算表（按单位列示） 收入决算表（分单位） 支出决算表（按单位列示）
05 | 一般公共预算财政拨款支出决算表（一） 某街道办事处2021年一般公共预算财政拨款支出决算表(一)
05 | 一般公共预算支出决算表（功能科目） 一般公共预算财政拨款支出决算表（公开） 一般公共预算财政拨款收入支出决算表
06 | 一般公共预算财政拨款支出决算表（二）
06 | 一般公共预算基本支出决算表（经济科目） 一般公共预算财政拨款基本支出决算明细表
07 | 财政拨款“三公”经费、会议费和培训费支出决算表 一般公共预算“三公”经费、会议费、培训费支出决算表
01 | 部门收支决算总体情况表
04 | 财政拨款收支决算总表 2019年度财政拨款收支决算表
05 | 公共预算财政拨款支出决算表 一般公共预算财政拨款支出决算情况表 一般公共预算拨款支出决算表
06 | 公共预算财政拨款基本支出决算表 一般公共预算财政拨款基本支出经济分类决算表
07 | 公共预算财政拨款“三公”经费支出决算表 一般公共预算财政拨款安排的“三公”经费支出决算表
08 | 政府性基金收支决算表 政府性基金预算财政拨款收支决算表 政府性基金预算支出决算表 政府基金预算收入支出决算表
09 | 国有资本经营预算财政拨款收支决算表 国有资本经营支出决算表
-- | 政府性基金预算财政拨款基本支出决算表 项目收入支出决算表 政府购买服务决算公开情况表
-- | 机关运行经费支出决算表 政府采购支出决算表 基本支出决算表 项目支出决算表 非财政拨款支出决算表
-- | 财政拨款支出决算表（功能科目）
-- | 财政拨款基本支出决算表（经济科目） 一般公共预算财政拨款支出决算明细表 一般公共预算财政拨款项目支出决算表
-- | 基本支出决算明细表
-- | 政府性基金预算财政拨款“三公”经费支出决算表 财政专户管理资金收入支出决算表 国有资产占用情况表
"""
"""Titles as provinces and central departments have them, by the form that each is; -- for others."""


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (number.strip(), title)
        for line in CALLED.strip().splitlines()
        for number, _, titles in [line.partition("|")]
        for title in titles.split()
    ],
)
def test_what_a_title_is_the_title_of(number: str, title: str) -> None:
    assert form_of_title(title) == number.strip("-")


@pytest.mark.parametrize(
    "code", ["公开01表", "甘决01表", "川决公开01表", "财决01表", "决算公开表01", "附表1", "Z01表", "01表"]
)
def test_a_line_that_is_a_forms_code(code: str) -> None:
    assert caption(code) == Caption(code=1)


SPENT = [boxes("项目*2", "本年支出合计^2", "基本支出^2", "项目支出^2"), boxes("科目编码", "科目名称")]


@pytest.mark.parametrize("nothing", ["0.00", "0", "—", "-", "/"])
def test_an_empty_line_that_a_program_filled_is_none(tmp_path: Path, nothing: str) -> None:
    empty = boxes("", "", nothing, nothing, nothing)
    rows = [*SPENT, boxes("合计*2", "2.00", "2.00", "0.00"), boxes("208", "社会保障和就业支出", "2.00", "2.00", "0.00")]
    found = read(tmp_path, "html", "一般公共预算财政拨款支出决算表", [*rows, empty, empty])
    assert told(found) == set()
    assert found.facts["05"].whole
    unnamed = [*rows, boxes("", "", nothing, "1.00", nothing)]
    assert told(read(tmp_path, "html", "一般公共预算财政拨款支出决算表", unnamed)) == {"R202"}


@pytest.mark.parametrize("codes", ["none", "fused"])
def test_a_division_and_its_item_by_the_same_name(tmp_path: Path, codes: str) -> None:
    """其他社会保障和就业支出 is 20899 and 2089999: without codes the division comes first, then its item."""
    named = {
        "208": "社会保障和就业支出",
        "20801": "人力资源和社会保障管理事务",
        "2080109": "社会保险经办机构",
        "20899": "其他社会保障和就业支出",
        "2089999": "其他社会保障和就业支出",
    }
    amounts = dict(zip(named, ("9.00", "4.00", "4.00", "5.00", "5.00"), strict=True))
    rows = [
        boxes("", name, amounts[code], amounts[code], "") if codes == "none"
        else boxes(f"{code} {name}*2", amounts[code], amounts[code], "")
        for code, name in named.items()
    ]  # fmt: skip
    found = read(
        tmp_path, "html", "一般公共预算财政拨款支出决算表", [*SPENT, boxes("合计*2", "9.00", "9.00", ""), *rows]
    )
    assert {row: cell for (row, column), cell in cells(found, "05").items() if column == "基本支出"} == {
        "合计": "9.00",
        **amounts,
    }
    assert told(found) == set()
    assert not {item.code.code for item in check(found)} & {"X111", "X112"}


BOTH_BUDGETS = [
    boxes("项目", "2023年年初预算数", "2023年全年预算数", "2023年决算数"),
    boxes("合计", "11.00", "10.50", "10.00"),
    boxes("1.因公出国（境）费用", "0.00", "0.00", "0.00"),
    boxes("2.公务接待费", "1.00", "1.00", "0.50"),
    boxes("3.公务用车购置及运行维护费", "10.00", "9.50", "9.50"),
    boxes("其中：公务用车购置费", "0.00", "0.00", "0.00"),
    boxes("公务用车运行维护费", "10.00", "9.50", "9.50"),
]


# the text | what is told; form 07 has 11.00 planned at first, 10.50 in the end, and 10.00 spent
OF_TWO_BUDGETS = """
年初预算11.00万元 |
年初预算10.50万元 | N105
全年预算10.50万元 |
全年预算11.00万元 | N105
预算10.50万元 |
预算12.00万元 | N105
决算10.00万元，完成年初预算的90.91% |
决算10.00万元，完成年初预算的95.24% | N114
决算10.00万元，完成全年预算的95.24% |
决算10.00万元，完成全年预算的90.91% | N114
决算10.00万元，完成预算的90.91% |
决算10.00万元，完成预算的92.00% | N114
""".strip().splitlines()


@pytest.mark.parametrize("turned", [False, True], ids=["年初在前", "全年在前"])
@pytest.mark.parametrize("row", OF_TWO_BUDGETS)
def test_a_text_is_held_to_the_budget_that_it_names(tmp_path: Path, row: str, *, turned: bool) -> None:
    """Whichever of the two columns stands first."""
    said, wanted = (part.strip() for part in row.split("|"))
    rows = [
        (name, end, first, spent) if turned else (name, first, end, spent) for name, first, end, spent in BOTH_BUDGETS
    ]
    table = Printed("财政拨款“三公”经费支出决算表", CAPTIONS, tuple(rows))
    text = f"2023年度“三公”经费支出{said}。"
    head = ["某市社会保险中心2023年度部门决算", "第三部分 情况说明", "七、“三公”经费支出决算情况说明", text]
    found = read_disclosure(write_html(tmp_path / "决算.html", [table], head))
    assert [code for item in check(found) if (code := item.code.code) in ("N105", "N114")] == wanted.split()
    back = read_back(json.dumps(as_json(found), ensure_ascii=False), found.file)
    assert back.facts["07"].budgets == found.facts["07"].budgets


def test_two_budgets_beside_each_other_are_no_row_printed_twice(tmp_path: Path) -> None:
    """What the text completes may be either of them, or the one that it states."""
    table = Printed("财政拨款“三公”经费支出决算表", CAPTIONS, tuple(BOTH_BUDGETS))
    said = "2023年度“三公”经费支出决算10.00万元，完成预算的{}%。"
    own = "“三公”经费年初预算11.00万元，全年预算10.50万元，决算10.00万元，完成年初预算的{}%，完成全年预算的95.24%。"
    for text, wrong in ((said.format("95.24"), False), (own.format("90.91"), False), (own.format("95.24"), True)):
        head = ["某市社会保险中心2023年度部门决算", "第三部分 情况说明", "七、“三公”经费支出决算情况说明", text]
        found = read_disclosure(write_html(tmp_path / "决算.html", [table], head))
        assert told(found) == set()
        assert cells(found, "07")[("合计", "预算数")] == "11.00"
        assert found.facts["07"].budgets["全年"]["合计"] == "10.50"
        assert ("N114" in {item.code.code for item in check(found)}) is wrong


def test_income_from_the_funds_together_with_one_of_them(tmp_path: Path) -> None:
    """Up to 2018 form 01 prints 财政拨款收入, and of it 政府性基金."""
    rows = [
        boxes("收入*2", "支出*2"),
        boxes("项目", "决算数", "项目", "决算数"),
        boxes("一、财政拨款收入", "100.00", "一、一般公共服务支出", "95.00"),
        boxes("其中：政府性基金预算财政拨款", "10.00", "二、教育支出", "8.00"),
        boxes("二、事业收入", "5.00", "", ""),
        boxes("本年收入合计", "105.00", "本年支出合计", "103.00"),
        boxes("用事业基金弥补收支差额", "1.00", "结余分配", "1.00"),
        boxes("年初结转和结余", "3.00", "年末结转和结余", "5.00"),
        boxes("总计", "109.00", "总计", "109.00"),
    ]
    found = read(tmp_path, "html", "收入支出决算总表", rows)
    assert told(found) == set()
    assert cells(found, "01")[("财政拨款收入", "金额")] == "100.00"
    assert not [item for item in check(found) if item.code.code.startswith("F")]
    less = [boxes(*(box[0].replace("100.00", "9.00") for box in row)) if row is rows[2] else row for row in rows]
    assert "F103" in {item.code.code for item in check(read(tmp_path, "html", "收入支出决算总表", less))}


FIVE_ALONE = [
    boxes("项目*2", "本年支出*3"),
    boxes("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    boxes("合计*2", "95.00", "65.00", "30.00"),
    boxes("208", "社会保障和就业支出", "95.00", "65.00", "30.00"),
    boxes("20801", "人力资源和社会保障管理事务", "95.00", "65.00", "30.00"),
    boxes("2080109", "社会保险经办机构", "95.00", "65.00", "30.00"),
]
"""北京 prints expenditure alone once more after the form with balances and income."""


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_a_second_form_of_one_fund_prints_the_same(tmp_path: Path, kind: str) -> None:
    titles, first = ("一般公共预算财政拨款收入支出决算表", "一般公共预算财政拨款支出决算表"), YUNNAN_FIVE
    for amount, codes in (("95.00", set()), ("95.01", {"F104"}), ("59.00", {"F102"})):
        second = [*FIVE_ALONE[:-1], boxes("2080109", "社会保险经办机构", amount, "65.00", "30.00")]
        tables = [Printed(title, CAPTIONS, tuple(rows)) for title, rows in zip(titles, (first, second), strict=True)]
        path = tmp_path / f"决算.{kind}"
        found = read_disclosure(WRITERS[kind](path, tables, ["某市社会保险中心2023年度部门决算"]))  # type: ignore[operator]
        assert told(found) == set()
        seen = [item for item in check(found) if item.code.code in ("F101", "F102", "F104")]
        assert {item.code.code for item in seen} == codes
        assert all(titles[1] in item.text() and "95.00" in item.text() for item in seen)


def test_the_three_expenses_of_one_fund_beside_those_of_all(tmp_path: Path) -> None:
    """云南 has both since 2023: no repetition, and they may differ; the same title twice is told."""
    titles = ("财政拨款“三公”经费、行政参公单位机关运行经费情况表", "一般公共预算财政拨款“三公”经费情况表")
    other = [boxes(*(box[0].replace("9.50", "9.00").replace("10.00", "9.50") for box in row)) for row in YUNNAN]
    for second, codes in ((titles[1], set()), (titles[0], {"R207"})):
        tables = [Printed(titles[0], CAPTIONS, tuple(YUNNAN)), Printed(second, CAPTIONS, tuple(other))]
        found = read_disclosure(write_html(tmp_path / "决算.html", tables, ["某市社会保险中心2023年度部门决算"]))
        assert told(found) == codes
        assert not {item.code.code for item in check(found)} & {"F102", "F104"}
