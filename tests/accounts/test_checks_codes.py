"""Every code of the checks by a good and a bad document: the same document, changed in one place."""

import pytest
from check_samples import (
    Change,
    captioned,
    cell,
    class_labelled,
    codes_of,
    consistent,
    contents,
    defined,
    labelled,
    row_gone,
    swapped,
    text,
    unexplained,
    without_text,
)

from mingzhang import codes
from mingzhang.findings import catalogue

ITEM = "社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）"
FEE = "一、财政拨款“三公”经费支出决算情况说明"
GENERAL = "一、一般公共预算财政拨款支出决算情况说明"
OTHER = "一、其他重要事项的情况说明"
CONTENTS = ("目录", "第一部分概况", "第二部分说明", "一、收入支出决算总体情况说明")
BUDGETS = f"一般公共预算财政拨款支出年初预算为{{}}万元，支出决算为708.46万元。{ITEM}"
PHASES = "编报绩效目标的2023年度项目{}个，涉及预算金额5.00万元；绩效自评的2023年度项目{}个，涉及预算金额5.00万元。"
PROBLEMS = "绩效自评中共发现问题3个，已经完成整改的{}个，正在整改的1个。"
GRADES = (
    "绩效自评的2023年度项目4个，涉及预算金额5.00万元，平均得分{}分（其中，绩效评级为“优”的项目4个；"
    "绩效评级为“良”的项目0个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个）。"
)
RESERVED = (
    "政府采购金额为30.00万元。面向中小企业预留政府采购项目预算金额20.00万元，"
    "由中小企业供应商中标或成交的，采购金额{}.00万元。"
)

CASES: list[tuple[str, list[Change], list[Change]]] = [
    ("F102", [], [cell("03", "", "合计", "本年支出合计", "893.46")]),
    ("F101", [], [cell("06", "", "30201", "决算数", "91.00")]),
    ("F102", [], [cell("01", "收入", "总计", "金额", "811.46")]),
    (
        "F103",
        [],
        [
            cell("07", "", "公务用车运行维护费", "决算数", "9.40"),
            cell("07", "", "公务用车购置及运行费", "决算数", "9.40"),
            cell("07", "", "合计", "决算数", "9.90"),
        ],
    ),
    ("F104", [], [cell("01", "支出", "社会保障和就业支出", "金额", "787.47")]),
    ("F105", [], [cell("05", "", "2230105", "项目支出", "6.00")]),
    ("F106", [], [cell("06", "", "30108", "决算数", "79.00"), cell("06", "", "30101", "决算数", "391.00")]),
    ("N101", [], [swapped("收入总计801.46", "收入总计810.46")]),
    ("N101", [], [swapped("（项）128.46万元", "（项）182.46万元")]),
    ("N102", [], [swapped("收入总计801.46", "收入总计801.47")]),
    ("N103", [], [swapped("（项）128.46万元", "（项）128.46元")]),
    (
        "N104",
        [text(OTHER, "机关运行经费支出90.00万元。")],
        [text(OTHER, "机关运行经费支出190.00万元。")],
    ),
    ("N105", [], [swapped("年初预算11.00万元，完成年初预算的90.91%", "年初预算12.00万元，完成年初预算的83.33%")]),
    ("N106", [text(GENERAL, BUDGETS.format("741.00"))], [text(GENERAL, BUDGETS.format("791.00"))]),
    ("N110", [], [swapped("增加5.00万元，上年无此项，变动率不可比", "增加5.00万元，增长100.00%")]),
    ("N110", [], [swapped("无年初预算，决算数大于", "无年初预算，完成年初预算的0.00%，决算数大于")]),
    (
        "N110",
        [text(OTHER, "政府采购支出总额0.00万元，授予中小企业合同金额0.00万元。")],
        [text(OTHER, "政府采购支出总额0.00万元，授予中小企业合同金额0.00万元，占政府采购支出总额的0.00%。")],
    ),
    ("N111", [], [swapped("占收入总计的92.26%", "占收入总计的92.28%")]),
    (
        "N111",
        [
            text(
                OTHER, "政府采购支出总额9.00万元。政府采购支出中，货物支出0.00万元，占0.00%；服务支出9.00万元，占100%。"
            )
        ],
        [
            text(
                OTHER, "政府采购支出总额9.00万元。政府采购支出中，货物支出3.00万元，占33.33%；服务支出6.00万元，占60%。"
            )
        ],
    ),
    ("N112", [], [swapped("增长5.45%", "增长5.54%")]),
    ("N113", [], [swapped("下降0.74%", "增长0.74%")]),
    ("N114", [], [swapped("完成年初预算的80.29%", "完成年初预算的82.09%")]),
    (
        "N115",
        [text(GENERAL, "一般公共预算财政拨款支出完成年初预算的95.00%。")],
        [text(GENERAL, "一般公共预算财政拨款支出完成年初预算的0.00%。")],
    ),
    (
        "N116",
        [text(FEE, "公务接待费0.50万元，决算数小于预算数。")],
        [text(FEE, "公务接待费0.50万元，决算数大于预算数。")],
    ),
    (
        "N117",
        [text(GENERAL, "与上年持平，主要原因是人员和标准都没有变动。")],
        [text(GENERAL, "与上年持平，主要原因是合同进度减少支付。")],
    ),
    ("N118", [], [text(OTHER, "培训费支出比上年增加5.00万元。")]),
    (
        "N119",
        [text(FEE, "公务接待费0.50万元，比年初预算数减少0.50万元，主要原因是接待减少。")],
        [text(FEE, "公务接待费0.50万元，比年初预算数减少5.50万元，主要原因是接待减少。")],
    ),
    ("N120", [], [swapped("包括基本工资、", "包括基本工资、奖金、")]),
    (
        "N121",
        [swapped("包括基本工资、机关事业", "包括机关事业"), swapped("、退休费；", "、退休费等；")],
        [swapped("包括基本工资、", "包括")],
    ),
    ("N122", [], [without_text("机关事业单位基本养老保险缴费支出（项）")]),
    ("N123", [], [text(GENERAL, "社会保障和就业支出（类）抚恤（款）伤残抚恤金（项）8.94万元。")]),
    ("N130", [], [swapped("共有车辆2辆", "共有车辆3辆")]),
    ("N131", [], [swapped("公务用车保有量2辆", "公务用车保有量4辆")]),
    (
        "N132",
        [
            text(
                OTHER,
                "房屋面积60.00平方米，其中：办公用房面积30.00平方米，业务用房面积20.00平方米，其他面积10.00平方米。",
            )
        ],
        [
            text(
                OTHER,
                "房屋面积60.00平方米，其中：办公用房面积30.00平方米，业务用房面积20.00平方米，其他面积11.00平方米。",
            )
        ],
    ),
    ("N133", [], [swapped("政府采购货物支出20.00", "政府采购货物支出26.00")]),
    (
        "N144",
        [text(OTHER, "培训费年初预算为2.00万元，支出决算为1.00万元。")],
        [text(OTHER, "培训费年初预算为2.00万元，支出决算为1.00。")],
    ),
    (
        "N145",
        [text(FEE, "公务接待费支出决算减少0.00万元。会议费与上年持平。")],
        [text(FEE, "公务接待费支出决算减少为0.50万元，与上年持平。")],
    ),
    (
        "N146",
        [text(GENERAL, f"{ITEM}128.46万元。主要用于：社保经办等项目支出。")],
        [text(GENERAL, f"{ITEM}128.46万元。主要用于：社保经办等基本支出。")],
    ),
    (
        "N147",
        [text(GENERAL, f"1.{ITEM}128.46万元。", "2.社会保障和就业支出（类）小计708.46万元。")],
        [text(GENERAL, f"1.{ITEM}128.46万元。", f"2.{ITEM}128.46万元。")],
    ),
    ("N101", [], [text(GENERAL, f"{ITEM}128.46万元。年初预算为160.00万元，支出决算为116.85万元。")]),
    (
        "N111",
        [],
        [text(FEE, "“三公”经费财政拨款支出决算中，公务用车购置及运行维护费支出决算9.50万元，占5.00%。")],
    ),
    ("N140", [], [text(OTHER, "城乡社区支出（类）5.00万元，占76.23；")]),
    ("X101", [], [text(OTHER, "决算数大小于预算数的主要原因是年中调减。")]),
    ("X114", [], [swapped("2023年度财政拨款支出744.46", "某市医疗保障局2023年度财政拨款支出744.46")]),
    ("X115", [], [text("一、2022年度部门决算情况说明")]),
    ("X115", [], [text(OTHER, "截至2022年12月31日，共有车辆2辆。")]),
    ("X115", [], [swapped("2023年度财政拨款支出744.46", "2022年度财政拨款支出744.46")]),
    ("X115", [], [contents("目录", "第三部分某市社会保险中心202年度部门决算情况说明")]),
    (
        "N134",
        [],
        [
            text(
                OTHER,
                "绩效自评的2023年度项目4个，绩效评级为“优”的项目4个；绩效评级为“良”的项目1个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个。",
            )
        ],
    ),
    (
        "N135",
        [text(OTHER, "对7个项目开展绩效自评，自评覆盖率100%。")],
        [text(OTHER, "对7个项目开展绩效自评，自评覆盖率0%。")],
    ),
    ("N136", [], [swapped("授予中小企业合同金额15.00", "授予中小企业合同金额45.00")]),
    ("N137", [], [swapped("团组0个", "团组2个")]),
    ("N138", [], [swapped("3批次、21人次", "21批次、3人次")]),
    ("N139", [], [swapped("21人次、0.50万元", "21人次、5.50万元")]),
    ("N140", [], [swapped("占收入总计的92.26%", "占收入总计的92.26")]),
    (
        "N136",
        [text("（一）政府采购支出情况", RESERVED.format(20))],
        [text("（一）政府采购支出情况", RESERVED.format(40))],
    ),
    ("N141", [text(OTHER, PHASES.format(4, 4))], [text(OTHER, PHASES.format(4, 5))]),
    ("N142", [text(OTHER, PROBLEMS.format(2))], [text(OTHER, PROBLEMS.format(1))]),
    ("N143", [text(OTHER, GRADES.format("95.00"))], [text(OTHER, GRADES.format("85.00"))]),
    ("X101", [], [text(OTHER, "收入支出总计增加（减少）12.00万元，主要原因是业务变化。")]),
    ("X102", [], [text(OTHER, "本部门没有其他事项，，特此说明。")]),
    ("X103", [text(OTHER, "1）“三公”经费（不含基建）。")], [text(OTHER, "“三公经费（不含基建）没有变化。")]),
    ("X104", [defined("项目支出", "反映项目的支出。")], [defined("项目支出", "反应项目的支出。")]),
    ("X105", [text(OTHER, "本部门没有其他需要说明的重要事项。")], [text(OTHER, "本部门没有其他需要说明的重要事项；")]),
    (
        "X106",
        [text(OTHER, "截至2023年12月31日，本部门共有房屋60.00平方米。")],
        [text(OTHER, "截至2023年12月31日，", "本部门共有房屋60.00平方米。")],
    ),
    (
        "X106",
        [defined("事业运行", "反映事业单位用于保障机构正常运行的支出。")],
        [defined("事业运行", "反映人力资源事业单位。用于保障机构正常运行的支出。")],
    ),
    (
        "X116",
        [class_labelled("01", "卫生健康支出", "三、卫生健康支出")],
        [class_labelled("01", "卫生健康支出", "三、医疗卫生与计划生育支出")],
    ),
    (
        "X110",
        [labelled("05", "2080109", "社会保险经办机构")],
        [cell("02", "", "2089877", "财政拨款收入", ""), labelled("02", "2089877", "某项")],
    ),
    (
        "X111",
        [labelled("05", "2080505", "机关事业单位基本养老保险缴费支出")],
        [labelled("05", "2080505", "机关事业单位职业年金缴费支出")],
    ),
    ("X113", [], [row_gone("05", "20801")]),
    ("X114", [captioned("02", "单位：社会保险中心")], [captioned("02", "单位：某市医疗保障局")]),
    ("X115", [captioned("02", "2023年度")], [captioned("02", "2022年度")]),
    (
        "X120",
        [contents(*CONTENTS, "第一部分概况")],
        [contents(*CONTENTS, "二、收支总体说明", "第一部分概况")],
    ),
    ("X121", [], [unexplained("2080505")]),
]


def test_a_consistent_document_has_no_findings() -> None:
    assert codes_of(consistent()) == []


@pytest.mark.parametrize(("code", "good", "bad"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_each_code(code: str, good: list[Change], bad: list[Change]) -> None:
    fine = wrong = consistent()
    for change in good:
        fine = change(fine)
    for change in bad:
        wrong = change(wrong)
    assert code not in codes_of(fine)
    assert code in codes_of(wrong)


ELSEWHERE = {"X112", "X190", "X191", "X193", "X194", "X195", "X196"}
"""Tested by themselves: here and, where files are needed, in test_checks_command.py."""


def test_an_unconfirmed_name_only_warns() -> None:
    listed = codes.functional(2023)
    doubtful = next(code for code in listed.level(7) if not code.confirmed)
    change = cell("02", "", doubtful.code, "财政拨款收入", "")
    right = labelled("02", doubtful.code, doubtful.name)(change(consistent()))
    wrong = labelled("02", doubtful.code, "别的名称")(change(consistent()))
    assert "X112" not in codes_of(right)
    assert {"X112"} == {code for code in codes_of(wrong) if code in ("X110", "X111", "X112")}


def test_every_code_has_its_documents() -> None:
    declared = {code for code in catalogue() if code[0] in "FNX"}
    assert declared - ELSEWHERE == {case[0] for case in CASES}
