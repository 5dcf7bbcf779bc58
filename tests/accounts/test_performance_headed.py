"""Self-evaluations in other provinces' shapes: understood by their headings, and checked."""

from typing import NamedTuple

import pytest

from mingzhang.accounts.performance.check import check_evaluation
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.headed import headed_evaluation
from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.table import rows_of_boxes

Rows = list[list[str]]
NATIONAL = """
项目支出绩效自评表
项目名称|档案整理|||||||
主管部门|某市人社局||||实施单位|某市社保中心||
项目资金（万元）||年初预算数|全年预算数|全年执行数||分值|执行率|得分
|年度资金总额|20.00|20.00|18.00||10|90%|9
|其中：当年财政拨款|20.00|20.00|18.00||-|-|-
|上年结转资金|0|0|0||-|-|-
年度总体目标|预期目标||||实际完成情况|||
|整理档案||||已整理|||
一级指标|二级指标|三级指标|年度指标值|实际完成值||分值|得分|偏差原因分析及改进措施
产出指标|数量指标|整理卷数|≥50个|50个||20|20|
|质量指标|合格率|≥95%|98%||15|15|
|时效指标|完成时间|12月底前|达成预期指标||15|15|
效益指标|社会效益指标|查询便利|明显提高|达成预期指标||30|30|
满意度指标|服务对象满意度指标|满意度|≥90%|95%||10|10|
总分||||||100|99|
"""
SICHUAN = """
部门预算项目支出绩效自评表
项目名称|档案整理|||||||||
主管部门|某局||实施单位（盖章）|某中心|||||
预算执行情况（10分）|年度预算数（万元）|年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因|
|总额|20.00|20.00|18.00|90.00%|10|9|分期付款|
绩效指标（90分）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
|产出指标|数量指标|整理卷数|≥|50|个|50|50|50|
|效益指标|社会效益指标|查询便利|定性|明显提高||达成|30|30|
|满意度指标|服务对象满意度指标|满意度|≥|90|%|95|10|10|
合计||||||||100|99|
"""


def rows(text: str) -> Rows:
    return [line.split("|") for line in text.strip().splitlines()]


def read(text: str) -> Evaluation:
    found = headed_evaluation(rows(text))
    assert found is not None
    return found


@pytest.mark.parametrize("text", [NATIONAL, SICHUAN], ids=["国家", "四川"])
def test_the_form_is_understood(text: str) -> None:
    form = read(text)
    assert (form.project, form.budget, form.executed) == ("档案整理", "20.00", "18.00")
    assert (form.rate.rstrip("0%.")[:1], form.execution_score, form.total) == ("9", "9", "99")
    first, last = form.indicators[0], form.indicators[-1]
    assert (first.first, first.third, first.operator, first.target, first.unit) == (
        "产出指标", "整理卷数", "≥", "50", "个",
    )  # fmt: skip
    assert (first.actual, first.weight[-1], last.first, last.target) == ("50", "0", "满意度指标", "90")


@pytest.mark.parametrize("text", [NATIONAL, SICHUAN], ids=["国家", "四川"])
def test_a_form_that_is_right_has_no_error(text: str) -> None:
    found = check_evaluation(read(text), load_policy("national-2020"))
    assert [item.text() for item in found if item.severity.value == "错误"] == []


# 原文 | 改成 | 应报
SLIPS = """
≥50个|50个|>|≥50个|40个|>|P153
90%|9|>|80%|9|>|P151
|100|99||>||100|98||>|P155
18.00||10|90%|9|>|18.00||10|90%|10|>|P152
≥95%|98%||15|15|>|≥95%|98%||15|16|>|P129
""".strip().splitlines()


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_found(slip: str) -> None:
    old, new, code = slip.split("|>|")
    assert old in NATIONAL
    found = check_evaluation(read(NATIONAL.replace(old, new, 1)), load_policy("national-2020"))
    assert code in {item.code.code for item in found}


def test_a_table_of_targets_without_scores_is_none() -> None:
    """绩效目标表: what is planned, not what was reached."""
    targets = "项目名称|甲|||\n一级指标|二级指标|三级指标|指标值|分值\n产出|数量|卷数|≥50|20"
    assert headed_evaluation(rows(targets)) is None


def test_amounts_in_yuan_are_told_in_wan() -> None:
    form = read(NATIONAL.replace("（万元）", "（元）").replace("20.00", "200,000.00").replace("18.00", "180000"))
    assert (form.budget, form.executed) == ("20.000000", "18.000000")


def test_other_weights_of_execution_are_not_judged() -> None:
    assert headed_evaluation(rows(NATIONAL.replace("|10|90%|9", "|20|90%|18"))) is None


class Piece(NamedTuple):
    """A box of a table."""

    row: int
    column: int
    across: int
    text: str


def test_columns_that_no_box_fills_alone_are_slivers() -> None:
    """A word processor's page: 完成值 begins a hair left of its values, so that there is a column between."""
    boxes = [Piece(0, 0, 2, "目标值"), Piece(0, 2, 2, "完成值"), Piece(0, 4, 1, "分值")]
    for row in (1, 2):
        boxes += [Piece(row, 0, 1, "="), Piece(row, 1, 2, "50"), Piece(row, 3, 1, "40"), Piece(row, 4, 1, "8.3")]
    assert rows_of_boxes(boxes, 3, 5) == [["目标值", "", "完成值", "分值"], *[["=", "50", "40", "8.3"]] * 2]


def test_a_table_of_wide_boxes_keeps_their_order() -> None:
    assert rows_of_boxes([Piece(0, 0, 3, "甲"), Piece(0, 3, 3, "乙")], 1, 6) == [["甲", "乙"]]
    assert rows_of_boxes([], 1, 4) == [[""]]
