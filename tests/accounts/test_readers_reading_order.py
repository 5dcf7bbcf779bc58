"""Text saved in the order in which a pdf draws it, empty lines between cells: no line tells an empty cell."""

from pathlib import Path

import pytest
from test_readers_aligned_text import read
from test_readers_variations import form
from test_readers_variations import read as read_page

from mingzhang.findings import ProblemsFound

HEAD = ("项目", "功能分类科\n目编码", "本年支出", "科目名称", "小计", "基本支出", "项目支出", "栏次", "1", "2", "3")
BODY = (
    ("合计", "9.00", "5.00", "4.00"),
    ("208", "社会保障和就业支出", "6.00", "5.00", "1.00"),
    ("20805", "行政事业单位养老支出", "6.00", "5.00", "1.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "5.00", "5.00", "0.00"),
    ("2080599", "其他行政事业单位养老支出", "1.00", "0.00", "1.00"),
    ("210", "卫生健康支出", "3.00", "0.00", "3.00"),
    ("21011", "行政事业单位医疗", "3.00", "0.00", "3.00"),
    ("2101102", "事业单位医疗", "3.00", "0.00", "3.00"),
)
THREE = """\
财政拨款“三公”经费支出决算表
公开07表
单位：某市财政局

2024年度

项目

金额单位：万元

预算数

合计

决算数
2.10

1、因公出国（境）费
2、公务接待费
3、公务用车购置及运行费

2.10

其中：（1）公务用车运行维护费

2.10

（2）公务用车购置费
"""


def told(folder: Path, text: str) -> set[str]:
    """What is said of a document whose only form is not read."""
    with pytest.raises(ProblemsFound) as raised:
        read(folder, text)
    return {item.code.code for item in raised.value.findings}


def test_cells_parted_by_empty_lines_are_told_and_no_empty_columns(tmp_path: Path) -> None:
    parts = ["一般公共预算财政拨款支出决算表\n公开05表\n金额单位：万元", *HEAD, *(cell for row in BODY for cell in row)]
    assert told(tmp_path, "\n\n".join(parts)) == {"R112", "R201"}


def test_headings_that_head_nothing_make_a_form_unread(tmp_path: Path) -> None:
    """决算数 stands beside 合计, its figures below 预算数."""
    assert told(tmp_path, THREE) == {"R112", "R201"}


NAMES = ("科目编码", "科目名称")
PARTS = ("合计", "基本支出", "项目支出")
ROW, NEXT = ("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出")
FIGURES = ("3.00", "2.00", "1.00")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ((*NAMES, *PARTS, *NAMES, "", "", ""), (*ROW, *FIGURES, *NEXT, *FIGURES)), id="two rows beside each other"
        ),
        pytest.param((("本年支出合计", *NAMES, *PARTS[1:]), ("3.00", *ROW, "2.00", "1.00")), id="figures before names"),
        pytest.param(
            (("合计", "基本支出", "项目支出", *NAMES), (*ROW, *FIGURES)), id="figures under headings of names"
        ),
        pytest.param(
            ((*NAMES, *PARTS), ("项目", "208", "", "", ""), (*NEXT, *FIGURES)), id="a code among the headings"
        ),
    ],
)
def test_a_table_in_another_order_is_not_read(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_page(tmp_path, form("一般公共预算财政拨款支出决算表", *rows))
    assert "R201" in {item.code.code for item in raised.value.findings}


PAIRED = (
    *("财政拨款“三公”经费支出决算表", "", "单位：万元", "财政拨款“三公”经费", "合计", "因公出国（境）费"),
    *("公务用车购置及运行维护费", "公务接待费", "小计", "公务用车购置费", "公务用车运行维护费"),
    *("预算数", "决算数") * 6,
    *("", "10.29", "", "8.07", "", "", "", "", "", "", "", "2.22"),
)


def test_headings_on_two_levels_without_empty_lines_below_the_upper_are_told(tmp_path: Path) -> None:
    """Which of them stand on which level no line tells: 8.07 was read as 因公出国（境）费."""
    assert told(tmp_path, "\n".join(PAIRED)) == {"R112", "R201"}
