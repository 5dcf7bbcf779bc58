"""Amounts of self-evaluations beside all that the unit spent; the picture of what was missed."""

from dataclasses import replace

import pytest
from test_performance_shapes import form_of

from mingzhang.accounts.performance.beyond import beyond_expenditure
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.renderers.evaluation_chart import evaluation_charts

# 执行数 本年支出合计 说明 | 提示的个数
CASES = """
5191 3623.33 对7个项目开展绩效自评 | 1
5191 3,623.33 对7个项目开展绩效自评 | 1
5191 - 对7个项目开展绩效自评 | 0
3623.33 3623.33 对7个项目开展绩效自评 | 0
3623.34 3623.33 对7个项目开展绩效自评 | 1
5191 3623.33 自评项目中1个不在本单位账内支付 | 0
5191 3623.33 补助项目资金直接拨入基金专户 | 0
5191 3623.33 项目资金由财政直接支付 | 1
""".strip().splitlines()


def project(executed: str) -> Evaluation:
    return replace(form_of("国家"), executed=executed)


@pytest.mark.parametrize("case", CASES)
def test_more_than_the_unit_spent_at_all(case: str) -> None:
    given, _, rest = case.partition(" | ")
    executed, whole, text = given.split()
    found = beyond_expenditure([project(executed)], whole, [text])
    assert [item.code.code for item in found] == ["P174"] * int(rest.split()[0])


def test_a_project_that_is_marked_or_says_so_itself_is_not_asked() -> None:
    outside = replace(project("5191"), outside=True)
    told = replace(project("5191"), goal_set="补助资金直接划入养老保险基金")
    assert beyond_expenditure([outside, told], "3623.33", []) == []


def test_all_expenditure_of_a_unit_is_held_against_the_form_too() -> None:
    whole = replace(form_of("整体"), executed="9999")
    assert [item.place.block for item in beyond_expenditure([whole], "3623.33", [])] == [whole.project]


def test_the_picture_shows_what_was_missed_in_forms_without_completion() -> None:
    form = form_of("四川")
    assert not form.has("completion")
    *_, missed = evaluation_charts([form])
    assert missed.title == "未达成的指标"
    short = [line for line in form.indicators if line.score != line.weight]
    assert [bar.printed for bar in missed.bars] == [f"{line.score} / {line.weight} 分" for line in short]
    assert all(line.third in missed.description for line in short)
