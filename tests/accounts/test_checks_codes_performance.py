"""Every code that a check tells of self-evaluations by a good and a bad document: the same, changed in one place."""

from dataclasses import replace
from typing import Any

import pytest
from check_samples import Change, assert_told, codes_of, consistent, of, text
from test_performance_check import FORM, NARRATIVE, line, sichuan_form
from test_performance_shapes import form_of

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.readers.reading import ReadDisclosure

HEADING = "十、预算绩效情况说明"
SAID = NARRATIVE.replace("79.34", "143")


def evaluated(*forms: Evaluation, **other: Any) -> Change:
    """The document with self-evaluations attached; `other` changes the whole disclosure: its year, its layout."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        return of(read, replace(read.disclosure, evaluations=forms, **other))

    return change


def form(**changes: Any) -> Evaluation:
    return replace(FORM, **changes)


def told(said: str) -> list[Change]:
    return [evaluated(FORM), text(HEADING, said)]


RIGHT: list[Change] = [evaluated(FORM)]
SAME = replace(FORM.indicators[3], actual="98")
HIGH = replace(FORM, project="设备费", budget="140", executed="120", rate="85.71%")

CASES: list[tuple[str, list[Change], list[Change]]] = [
    ("P116", RIGHT, [evaluated(form(**line(0, operator="≈")))]),
    ("P117", RIGHT, [evaluated(form(**line(0, second="社会效益指标")))]),
    ("P119", RIGHT, [evaluated(form(executed="-79.34"))]),
    ("P120", RIGHT, [evaluated(form(**line(3, weight="12.3")))]),
    ("P121", RIGHT, [evaluated(form(**line(0, first="效益指标")))]),
    ("P122", RIGHT, [evaluated(form(**line(3, first="效益指标")))]),
    ("P123", RIGHT, [evaluated(form(**line(2, operator=">=")))]),
    ("P124", RIGHT, [evaluated(form(**line(0, unit="")))]),
    ("P125", RIGHT, [evaluated(form(**line(0, target="")))]),
    ("P126", RIGHT, [evaluated(form(**line(3, actual="")))]),
    ("P129", RIGHT, [evaluated(form(**line(3, score="14")))]),
    ("P131", RIGHT, [evaluated(form(**line(2, completion="70%", score="18.69")))]),
    ("P132", RIGHT, [evaluated(form(executed="150"))]),
    ("P134", RIGHT, [evaluated(form(budget="0"))]),
    ("P135", RIGHT, [evaluated(form(**line(0, reasons={})))]),
    ("P136", RIGHT, [evaluated(form(**line(0, measure="")))]),
    ("P137", RIGHT, [evaluated(form(**line(3, target="50", unit="分")))]),
    ("P138", RIGHT, [evaluated(form(**line(3, target="102")))]),
    ("P139", RIGHT, [evaluated(form(**line(1, operator=">=", target="3600", actual="3700")))]),
    ("P178", RIGHT, [evaluated(form(**line(0, unit="百分比")))]),
    (
        "P143",
        [evaluated(replace(sichuan_form(), reason="合同跨年"), layout="sichuan")],
        [evaluated(sichuan_form(), layout="sichuan")],
    ),
    ("P145", RIGHT, [evaluated(FORM, year=2012)]),
    ("P150", RIGHT, [evaluated(form(rate="五成"))]),
    ("P151", RIGHT, [evaluated(form(rate="58.48%"))]),
    ("P152", RIGHT, [evaluated(form(execution_score="10"))]),
    ("P153", RIGHT, [evaluated(form(**line(0, completion="100%")))]),
    ("P154", RIGHT, [evaluated(form(subtotal="90"))]),
    ("P155", RIGHT, [evaluated(form(total="70"))]),
    ("P156", RIGHT, [evaluated(form(deduction="24.9"))]),
    ("P160", told(SAID), told(SAID.replace("1个项目", "2个项目"))),
    ("P161", told(SAID), told(SAID.replace("金额143", "金额134"))),
    ("P162", told(SAID), told(SAID.replace("69分", "96分"))),
    ("P163", told(SAID), told(SAID.replace("100%", "0%"))),
    ("P164", told(SAID), told(SAID.replace("资金143", "资金144"))),
    ("P165", told(SAID), told(NARRATIVE)),
    ("P166", RIGHT, [evaluated(form(indicators=(SAME,) * 12))]),
    ("P167", told("对“物业费”项目开展绩效自评。"), told("对“物业费”项目和“培训费”项目开展绩效自评。")),
    ("P168", RIGHT, [evaluated(FORM, HIGH)]),
    ("P169", told("自评结果为“中”的项目1个。"), told("自评等次为中的项目2个。")),
    ("P170", RIGHT, [evaluated(form(indicators=tuple(replace(each, score="") for each in FORM.indicators)))]),
    ("P171", [evaluated(form_of("国家"))], [evaluated(replace(form_of("国家"), budget="21.00"))]),
    ("P172", RIGHT, [evaluated(form(grade="优"))]),
    ("P173", [evaluated(form_of("国家"))], [evaluated(form_of("国家", ("5200卷", "较多")))]),
    (
        "P175",
        [evaluated(form_of("国家")), text(HEADING, "档案数字化项目自评综述：自评得分为99分。")],
        [evaluated(form_of("国家")), text(HEADING, "档案数字化项目自评综述：自评得分为98分。")],
    ),
    (
        "P176",
        [evaluated(form_of("国家"), form_of("四川")), text(HEADING, "主要包括档案数字化、系统维护费等业务支出。")],
        [
            evaluated(form_of("国家"), form_of("四川")),
            text(HEADING, "项目支出45万元，占12%。主要包括档案数字化、系统维护费、困难补助等业务支出。"),
        ],
    ),
    (
        "P177",
        [evaluated(replace(form_of("整体"), executed="793.46", parts=()))],
        [evaluated(replace(form_of("整体"), executed="739.46", parts=()))],
    ),
    ("P174", RIGHT, [evaluated(form(executed="5191"))]),
]


def test_a_right_form_has_no_findings() -> None:
    assert [code for code in codes_of(evaluated(FORM)(consistent())) if code[0] == "P"] == []


@pytest.mark.parametrize(("code", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_each_code(code: str, good: list[Change], bad: list[Change]) -> None:
    assert_told(code, good, bad)
