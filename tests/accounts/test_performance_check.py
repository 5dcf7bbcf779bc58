"""Checking a printed self-evaluation: one figure changed is one contradiction, and right forms have none."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.performance.check import check_evaluation
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.narrative import check_evaluations, said_in
from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.printing import evaluation
from mingzhang.accounts.performance.project import Indicator, Project
from mingzhang.accounts.performance.score import score
from mingzhang.findings import has_errors

POLICY = load_policy("liaoning-2023")
SICHUAN = load_policy("sichuan")
TIER = "全部或基本达成预期指标100%-80%（含）"
FORM = Evaluation(
    project="物业费",
    department="人社局",
    unit="社保中心",
    budget="143",
    executed="79.34",
    rate="55.48%",
    goal_set="保障运转",
    goal_reached="保障运转",
    indicators=(
        EvaluatedIndicator(
            "产出指标",
            "数量指标",
            "安保人数",
            "=",
            "50",
            "人",
            "40",
            "80%",
            "8.3",
            "6.64",
            {"人员保障": "缺员"},
            "",
            "补招",
        ),
        EvaluatedIndicator("产出指标", "成本指标", "服务费", "<=", "3700", "元/人", "3600", "100%", "41.7", "41.7"),
        EvaluatedIndicator("效益指标", "社会效益指标", "环境", "", "改善环境", "", TIER, "100%", "26.7", "26.7"),
        EvaluatedIndicator("满意度指标", "服务对象满意度指标", "满意度", ">=", "98", "%", "99", "100%", "13.3", "13.3"),
    ),
    subtotal="88.34",
    execution_score="5.55",
    deduction="24.88825175",
    total="69",
)


def line(at: int, **changes: Any) -> dict[str, Any]:
    indicators = list(FORM.indicators)
    indicators[at] = replace(indicators[at], **changes)
    return {"indicators": tuple(indicators)}


def told(form: Evaluation) -> list[tuple[str, str]]:
    return [(item.code.code, item.place.line) for item in check_evaluation(form, POLICY)]


def test_a_right_form_has_no_findings() -> None:
    assert told(FORM) == []


# 改了什么 → 编号和指标
CHANGES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("执行率印错", {"rate": "58.48%"}, [("P151", "")]),
    ("执行率差一个末位，金额四舍五入前可以如此", {"rate": "55.49%"}, []),
    ("执行率差两个末位", {"rate": "55.5%"}, [("P151", "")]),
    ("执行率得分印错，小计和总分随之不合", {"execution_score": "10"}, [("P152", ""), ("P155", "")]),
    ("完成程度印错", line(0, completion="100%"), [("P153", "安保人数")]),
    ("得分印错，小计随之不合", line(0, score="8.3"), [("P153", "安保人数"), ("P154", ""), ("P156", "")]),
    ("达成而没有满分", line(3, score="12"), [("P153", "满意度"), ("P154", ""), ("P156", "")]),
    ("得分大于分值", line(3, score="14"), [("P129", "满意度"), ("P154", ""), ("P156", "")]),
    ("定性得分与完成程度不合", line(2, completion="90%"), [("P153", "环境")]),
    (
        "定性完成程度不在档次内",
        line(2, completion="70%", score="18.69"),
        [("P131", "环境"), ("P135", "环境"), ("P136", "环境"), ("P154", ""), ("P156", "")],
    ),
    ("小计印错", {"subtotal": "90"}, [("P154", ""), ("P155", "")]),
    ("总分印错", {"total": "70"}, [("P155", "")]),
    ("减分项印错", {"deduction": "24.9"}, [("P156", "")]),
    ("没有减分", {"deduction": "0", "total": "93.89"}, [("P156", "")]),
    ("没有写原因", line(0, reasons={}), [("P135", "安保人数")]),
    ("没有写措施", line(0, measure=""), [("P136", "安保人数")]),
    ("没有度量单位", line(0, unit=""), [("P124", "安保人数")]),
    ("没有目标值", line(0, target=""), [("P125", "安保人数")]),
    ("没有完成值", line(3, actual=""), [("P126", "满意度")]),
    ("定性目标用了运算符号", line(2, operator=">="), [("P123", "环境")]),
    ("成本指标用了 >=", line(1, operator=">=", target="3600", actual="3700"), [("P139", "服务费")]),
    ("远超目标", line(3, target="50", unit="分"), [("P137", "满意度")]),
    (
        "远超目标而调减了得分",
        line(3, target="50", unit="分", score="13.2"),
        [("P137", "满意度"), ("P135", "满意度"), ("P136", "满意度"), ("P154", ""), ("P156", "")],
    ),
    ("分值不足", line(3, weight="12.3", score="12.3"), [("P120", ""), ("P154", ""), ("P156", "")]),
    ("数没有读出来", {"rate": "五成"}, [("P150", "")]),
    ("得分没有读出来", line(0, score="6.6.4"), [("P150", "安保人数")]),
    ("超过年度预算", {"executed": "150"}, [("P132", ""), ("P151", ""), ("P152", "")]),
]


@pytest.mark.parametrize(("what", "changes", "expected"), CHANGES, ids=[case[0] for case in CHANGES])
def test_one_change_is_told(what: str, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert sorted(told(replace(FORM, **changes))) == sorted(expected)


def sichuan_form() -> Evaluation:
    """The form with the weights and the total of a province that caps nothing."""
    weights = {"产出指标": ("10", "40"), "效益指标": ("30",), "满意度指标": ("10",)}
    given_weights = [weight for group in weights.values() for weight in group]
    lines = tuple(
        replace(item, weight=weight, score="8" if item.actual == "40" else weight)
        for item, weight in zip(FORM.indicators, given_weights, strict=True)
    )
    return replace(FORM, indicators=lines, subtotal="88", deduction="0", total="93.55")


def test_other_provinces_ask_for_a_reason_of_low_execution() -> None:
    form = sichuan_form()
    assert [item.code.code for item in check_evaluation(form, SICHUAN)] == ["P143"]
    assert check_evaluation(replace(form, reason="合同跨年"), SICHUAN) == []


AMOUNTS = st.integers(10**6, 10**12)
TARGETS = st.decimals(1, 10**6, places=2)


@given(
    AMOUNTS, AMOUNTS, st.lists(st.tuples(st.sampled_from([">=", "<=", "="]), TARGETS, TARGETS), min_size=1, max_size=8)
)
def test_what_is_printed_here_never_contradicts_itself(
    budget: int, executed: int, parts: list[tuple[str, Any, Any]]
) -> None:
    weight = Fraction(9000 // len(parts), 100)
    indicators = tuple(
        Indicator(
            "产出指标", "数量指标", f"指标{at}", sign, str(target), "人", str(actual), weight,
            Fraction(target), Fraction(actual), reason="缺员", measure="补招",
        )
        for at, (sign, target, actual) in enumerate(parts)
    )  # fmt: skip
    project = Project("试例", "人社局", "社保中心", budget, executed, "", "", indicators)
    form = evaluation(score(project, POLICY), POLICY)
    sound = [item for item in check_evaluation(form, POLICY) if item.code.code not in {"P120"}]
    assert not has_errors(sound), [item.text() for item in sound]


NARRATIVE = (
    "2023年度，本单位对本单位1个项目开展绩效自评工作，涉及金额143万元，"
    "其中财政拨款资金79.34万元，自评覆盖率100%，自评平均分69分。"
)
STATEMENTS = [
    (NARRATIVE, ["P165"]),
    (NARRATIVE.replace("79.34", "143"), []),
    (NARRATIVE.replace("79.34", "144"), ["P164"]),
    (NARRATIVE.replace("1个项目", "2个项目").replace("79.34", "143"), ["P160"]),
    (NARRATIVE.replace("金额143", "金额134").replace("79.34", "100"), ["P161"]),
    (NARRATIVE.replace("100%", "0%").replace("79.34", "143"), ["P163"]),
    (NARRATIVE.replace("69分", "96分").replace("79.34", "143"), ["P162"]),
    ("按自评等次：优1个，其中5个项目为新设。", ["P169"]),
    ("自评结果为“中”的项目1个。", []),
    ("自评等次为中的项目2个。", ["P169"]),
    ("本年对“物业费”项目和“培训费”项目开展了绩效自评。", ["P167"]),
    ("年初无预算，未开展部门整体绩效评价工作。", []),
    ("公务用车购置及运行费支出2万元，平均每辆1万元。", []),
]


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_the_narrative_is_held_to_the_forms(text: str, expected: list[str]) -> None:
    assert [item.code.code for item in check_evaluations([FORM], POLICY, [text])] == expected


def test_figures_of_the_narrative() -> None:
    said = said_in(NARRATIVE, POLICY)
    assert said is not None
    assert (said.count, said.amount, said.fiscal, said.coverage, said.average) == ("1", "143", "79.34", "100", "69")


def test_actual_values_that_all_equal_their_targets_are_worth_a_look() -> None:
    same = replace(FORM.indicators[3], actual="98")
    form = replace(FORM, indicators=(same,) * 12)
    codes = [item.code.code for item in check_evaluations([form], POLICY)]
    assert "P166" in codes
    assert "P166" not in [item.code.code for item in check_evaluations([FORM] * 4, POLICY)]


@pytest.mark.parametrize(("expenditure_fen", "codes"), [(79_340_000, []), (158_660_000, ["P168"]), (158_680_000, [])])
def test_own_projects_spend_no_more_than_all_project_expenditure(expenditure_fen: int, codes: list[str]) -> None:
    forms = [FORM, replace(FORM, project="物业费二")] if expenditure_fen > 79_340_000 else [FORM]
    found = check_evaluations(forms, POLICY, project_expenditure_fen=expenditure_fen)
    assert [item.code.code for item in found] == codes


# 二级指标 单位 | 提示否
KINDS = """
数量指标           人     | 否
数量指标           万元   | 否
数量指标           %      | 是
数量指标           ％     | 是
数量指标           百分比 | 是
质量指标           %      | 否
质量指标           万元   | 是
时效指标           天     | 否
时效指标           %      | 否
时效指标           人     | 是
成本指标           元/人  | 否
成本指标           %      | 否
经济效益指标       万元   | 否
社会效益指标       人     | 否
服务对象满意度指标 %      | 否
服务对象满意度指标 分     | 否
服务对象满意度指标 元     | 是
""".strip().splitlines()


@pytest.mark.parametrize("case", KINDS)
def test_a_unit_that_does_not_measure_the_kind_is_asked_about(case: str) -> None:
    second, unit, _, asked = case.split()
    form = replace(FORM, **line(0, second=second, unit=unit))
    assert ("P178" in [item.code.code for item in check_evaluation(form, POLICY)]) == (asked == "是")
