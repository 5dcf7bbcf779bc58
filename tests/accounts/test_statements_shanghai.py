"""The narrative as Shanghai's template mandates it, with a budget and a last year, and what its registers ask for."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from statement_units import FILLED, USES, registers, unit, with_last_year, without

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.findings import Finding, Severity

LAST_YEAR = {"财政拨款收入总计": "750.00", "一般公共预算财政拨款支出": "700.00"}
ASKED = {
    "预算绩效.绩效目标项目数": 4,
    "预算绩效.自评项目数": 4,
    "预算绩效.涉及金额": 5_984_200,
    "预算绩效.评级优项目数": 3,
    "预算绩效.评级合格项目数": 1,
    "预算绩效.发现问题数": 2,
    "预算绩效.完成整改数": 1,
    "预算绩效.正在整改数": 1,
    "政府采购.面向中小企业预留": 200_000,
    "政府采购.中小企业预留中标": 150_000,
}


def shanghai(kind: UnitKind = UnitKind.ADMINISTRATIVE) -> Books:
    books = with_last_year(unit(kind=kind), LAST_YEAR)
    texts = replace(
        books.texts, remarks={"绩效管理制度": "制定了项目绩效管理办法。"}, uses=USES | {"公务接待费": "调研接待"}
    )
    return replace(books, layout="shanghai-2024", texts=texts, registers=registers({**FILLED, **ASKED}))


def told(books: Books) -> tuple[dict[str, str], list[Finding]]:
    """Key of the statement → its text (the last of a repetition), and all findings."""
    disclosure, findings = compile_disclosure(books)
    assert disclosure is not None, [item.text() for item in findings if item.severity is Severity.ERROR]
    return {paragraph.key: paragraph.text for paragraph in disclosure.paragraphs}, findings


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("收入.金额", "本年收入合计789.46万元，其中：财政拨款收入739.46万元，占93.67%；事业收入50.00万元，占6.33%。"),
        (
            "财政拨款.金额",
            (
                "某市社会保险中心2023年度财政拨款收入支出总计749.46万元。与2022年度相比，财政拨款收入支出总计"
                "减少0.54万元，下降0.07%。主要原因：业务量变化。"
            ),
        ),
        (
            "一般公共预算.类",
            "一般公共预算财政拨款支出708.46万元，主要用于以下方面：社会保障和就业支出（类）708.46万元，占100.00%。",
        ),
        (
            "一般公共预算.项",
            (
                "3、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。"
                "主要用于：在职人员基本养老保险缴费。年初预算为80.00万元，支出决算为80.00万元。决算数与预算数持平。"
            ),
        ),
        (
            "政府性基金.项",
            (
                "1、社会保障和就业支出（类）大中型水库移民后期扶持基金支出（款）移民补助（项）。主要用于：移民补助。"
                "无年初预算，支出决算为30.00万元。决算数大于预算数的主要原因：年中调整预算。"
            ),
        ),
        (
            "绩效.等次",
            "绩效自评的项目中，绩效评级为“优”的项目3个；绩效评级为“良”的项目0个；绩效评级为“合格”的项目1个；绩效评级为“不合格”的项目0个。",
        ),
        ("绩效.问题", "绩效自评中共发现问题2个，已经完成整改的1个，正在整改的1个。"),
        ("机关运行经费.金额", "机关运行经费支出100.00万元。与2022年度相比，机关运行经费支出持平。"),
    ],
)
def test_mandated_sentences(key: str, text: str) -> None:
    assert told(shanghai())[0][key] == text


def test_the_three_public_expenses_are_compared_with_budget_and_last_year() -> None:
    said = told(shanghai())[0]
    assert said["三公.预算"].startswith(
        "“三公”经费财政拨款支出年初预算为11.00万元，支出决算为10.00万元，完成预算的90.91%，其中：因公出国（境）费"
        "支出决算为0.00万元，与预算数持平；"
    )
    assert "总额减少0.50万元，下降4.76%，其中：因公出国（境）费支出决算持平；" in said["三公.上年"]
    assert "公务用车购置及运行维护费支出减少的主要原因是业务量变化。" in said["三公.上年"]


def test_what_is_not_there_is_said_to_be_none() -> None:
    lines = [entry for entry in shanghai().measures.actual.facets[0].entries if entry.coarse.fund != "funds"]
    facet = replace(shanghai().measures.actual.facets[0], entries=tuple(lines))
    measures = replace(shanghai().measures, actual=replace(shanghai().measures.actual, facets=(facet,)))
    said = told(replace(shanghai(), measures=measures))[0]
    assert said["政府性基金.无"] == "某市社会保险中心2023年度无政府性基金预算财政拨款收入和支出。"
    assert told(shanghai(UnitKind.INSTITUTION))[0]["机关运行经费.无"].endswith("无机关运行经费支出。")


def test_a_new_unit_states_no_rate_of_change_or_completion() -> None:
    said = "".join(told(without(shanghai(), "last_year", "opening_budget"))[0].values())
    assert not re.search(r"增长|下降|完成预算|年初预算为|持平", said)
    assert "以下各项不作上年对比" in said


def test_registers_that_only_this_layout_asks_for_are_asked_for_and_left_out() -> None:
    filled = {subject: dict(items) for subject, items in shanghai().registers.items()}
    del filled["预算绩效"]["正在整改数"], filled["政府采购"]["面向小微企业预留"]
    said, findings = told(replace(shanghai(), registers=filled))
    assert not {"绩效.问题", "政府采购.中小"} & set(said)
    assert [item.expected for item in findings if item.code.code == "S122"] == [
        "预算绩效，正在整改数",
        "政府采购，面向小微企业预留",
    ]


def test_counts_that_do_not_add_up_are_told() -> None:
    filled = {subject: dict(items) for subject, items in shanghai().registers.items()}
    filled["预算绩效"]["评级优项目数"] = Fraction(9)
    filled["预算绩效"]["完成整改数"] = Fraction(2)
    _, findings = compile_disclosure(replace(shanghai(), registers=filled))
    assert [item.code.code for item in findings if item.severity is Severity.ERROR] == ["S110", "S110"]


def test_without_self_evaluations_nothing_is_said_of_their_grades_and_problems() -> None:
    filled = {subject: dict(items) for subject, items in shanghai().registers.items()}
    filled["预算绩效"] = dict.fromkeys(filled["预算绩效"], Fraction(0))
    said, _ = told(replace(shanghai(), registers=filled))
    assert said["绩效.自评.无"] == "2023年度未开展项目绩效自评。"
    assert not {"绩效.等次", "绩效.问题"} & set(said)
