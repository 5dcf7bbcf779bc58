"""More codes of the checks by a good and a bad document: lists that leave something out, zeros, parts and wholes."""

from dataclasses import replace

import pytest
from check_samples import (
    Change,
    assert_told,
    cell,
    codes_of,
    consistent,
    labelled,
    row_gone,
    swapped,
    text,
    text_alone,
    without_text,
    zeros,
)

from mingzhang.accounts.checks.check import check

ITEM = "社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）"
FEE = "一、财政拨款“三公”经费支出决算情况说明"
OTHER = "一、其他重要事项的情况说明"
BOUGHT = "公务用车购置费0.00万元，当年购置公务用车0辆；"
LISTED = (
    "“三公”经费财政拨款支出决算数比2022年度减少3.59万元{}购置及运行维护费支出决算减少3.59万元；"
    "公务接待费支出决算增加0.30万元。"
)
ASSETS = "资产总额10.00万元，其中，流动资产2.00万元，固定资产{}万元，无形资产1.00万元，其他资产0.00万元。"
SMALL = (
    "政府采购支出总额30.00万元，其中：货物支出20.00万元、工程支出0.00万元、服务支出10.00万元。"
    "授予中小企业合同金额15.00万元，货物采购授予中小企业合同金额占货物支出金额的50.00%，"
    "服务采购授予中小企业合同金额占服务支出金额的{}%。"
)
CASES: list[tuple[str, list[Change], list[Change]]] = [
    (
        "N153",  # a list after 其中 leaves no part with a change out; a reason may
        [text(FEE, LISTED.format("，主要是公务用车"))],
        [text(FEE, LISTED.format("，其中：公务用车"))],
    ),
    ("N140", [text(OTHER, "城乡社区支出 5.00 万元，占 76.23%。")], [text(OTHER, "城乡社区支出 5.00 万元，占 76.23；")]),
    ("N140", [], [text(OTHER, "城乡社区支出5.00万元，占比为76.23，其他支出占比23.77%。")]),
    (
        "N140",
        [text(FEE, "因公出国（境）费支出决算0.00万元，占0.00%；")],
        [text(FEE, "因公出国（境）费支出决算0.00万元，0；")],
    ),
    ("X102", [text(FEE, "公务接待费支出0.50万元，占5.00%。")], [text(FEE, "公务接待费支出0.50万元，占，5.00%。")]),
    (
        "N173",
        [text(OTHER, "机关运行经费支出0.00万元，本单位没有机关运行经费。")],
        [text(OTHER, "机关运行经费支出3.00万元，本单位没有机关运行经费。")],
    ),
    ("N166", [text(OTHER, ASSETS.format("7.00"))], [text(OTHER, ASSETS.format("7.50"))]),
    ("N111", [text(OTHER, SMALL.format("50.00"))], [text(OTHER, SMALL.format("60.00"))]),
    (
        "N118",  # of assets, for which templates ask no reason, against those of expenditure
        [text(OTHER, "与上年相比，本年资产总额增加10.00万元，其中：固定资产增加5.00万元。")],
        [text(OTHER, "与上年相比，公务接待费增加0.10万元。")],
    ),
    (
        "N120",  # 0.00 beside blanks of its class is money too little to print; where none is blank it is no money
        [cell("06", "", "30202", "决算数", "0.00"), swapped("包括办公费、", "包括办公费、印刷费、")],
        [zeros("06", "302"), swapped("包括办公费、", "包括办公费、印刷费、")],
    ),
    ("N178", [], [swapped(BOUGHT, "")]),
    (
        "N178",
        [swapped(BOUGHT, "当年没有新增车辆；")],
        [without_text("其中：公务用车购置费"), swapped("、公务用车运行维护费。", "。")],
    ),
    (
        "N180",
        [swapped("预算单位共1个：", "预算单位共3个："), text(OTHER, "本单位没有公务用车购置费支出。")],
        [swapped("预算单位共1个：", "预算单位共3个："), text(OTHER, "本单位没有公务接待费支出。")],
    ),
    (
        "N181",
        [text(OTHER, "培训费5.00万元，上年5.60万元，与上年基本持平。")],
        [text(OTHER, "培训费5.00万元，上年8.00万元，与上年基本持平。")],
    ),
    ("N182", [text(OTHER, "培训费5000元（0.50万元）。")], [text(OTHER, "培训费5000元（5.00万元）。")]),
    ("N183", [text(OTHER, "培训费5049元（0.50万元）。")], [text(OTHER, "培训费5049元（0.51万元）。")]),
    (
        "N184",
        [text_alone("本年支出合计100.00万元，其中：基本支出90.00万元。机关运行经费1.00万元。政府采购1.00万元。")],
        [text_alone("本年支出合计100.00万元，其中：基本支出120.00万元。机关运行经费1.00万元。政府采购1.00万元。")],
    ),
    ("X134", [text(OTHER, "截至2023年12月31日。")], [text(OTHER, "截至2023年12月32日。")]),
    (
        "F108",
        [cell("08", "", "2120801", "本年支出合计", "5.00"), cell("05", "", "2120801", "本年支出合计", "")],
        [cell("05", "", "2120801", "本年支出合计", "5.00")],
    ),
    ("F108", [], [cell("08", "", "2080505", "本年收入", "5.00")]),
    (
        "F108",  # under another name the code may be the slip
        [cell("05", "", "2120801", "本年支出合计", "5.00"), labelled("05", "2120801", "行政运行")],
        [cell("05", "", "2120801", "本年支出合计", "5.00"), labelled("05", "2120801", "征地和拆迁补偿支出")],
    ),
    (
        "F109",
        [cell("08", "", "2296002", "本年支出合计", "5.00"), cell("05", "", "2299999", "本年支出合计", "5.00")],
        [cell("05", "", "2296002", "本年支出合计", "5.00")],
    ),
    ("X137", [row_gone("08", "2082201")], [row_gone("08", "合计")]),
    ("N179", [swapped("的99.39%", "的99.4%"), swapped("的99.83%", "的99.8%")], [swapped("的80.29%", "的80%")]),
]


@pytest.mark.parametrize(("code", "good", "bad"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_each_code(code: str, good: list[Change], bad: list[Change]) -> None:
    assert_told(code, good, bad)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"30217": "8.31"}, ["F101"]),  # set right as the sum calls for, it is no more than form 07 prints
        ({"30201": "190.00", "30217": "8.31"}, ["F101", "F103"]),  # no sum makes 8.31 right
    ],
)
def test_a_part_larger_than_its_whole_beside_a_wrong_sum(changes: dict[str, str], told: list[str]) -> None:
    read = consistent()
    for row, printed in changes.items():
        read = cell("06", "", row, "决算数", printed)(read)
    assert sorted(code for code in codes_of(read) if code in ("F101", "F103")) == told


def test_a_figure_beside_the_row_that_it_belongs_to_is_told() -> None:
    read = consistent()
    for row, printed in {"30216": "0.50", "30217": "5.00", "30201": "85.00"}.items():
        read = cell("06", "", row, "决算数", printed)(read)
    told = next(item for item in check(read) if item.code.code == "F103")
    assert "“30216”决算数印的是 0.50，疑数字错行" in told.arithmetic


def test_items_are_held_to_their_own_forms() -> None:
    """Under a heading of no fund: form 06 says nothing of them, and what could not be read of form 08 may be theirs."""
    for form, told in (("06", True), ("08", False)):
        read = text(OTHER, f"{ITEM}182.46万元。")(consistent())
        facts = {**read.facts, form: replace(read.facts[form], whole=False)}
        assert ("N101" in codes_of(replace(read, facts=facts))) is told
