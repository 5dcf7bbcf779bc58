"""Single projects in the narrative against their forms; the form on all of a unit against its final accounts."""

from dataclasses import replace

import pytest
from test_performance_shapes import form_of

from mingzhang.accounts.performance.called import form_meant, likeness, may_have_form
from mingzhang.accounts.performance.evaluation import MoneyPart
from mingzhang.accounts.performance.synopsis import check_named
from mingzhang.accounts.performance.whole_unit import check_whole_unit

FORMS = (form_of("国家"), form_of("四川"), form_of("整体"))
"""档案数字化 20.00 17.99 89.95% 99 分；系统运行维护费 33.60 28.00 83.33% 95 分；整体支出 1200.00 1140.00 95% 99.5 分"""

# 说明 | 应报 写明的数
TEXTS = """
“档案数字化”项目绩效自评综述：项目自评得分为99分。项目全年预算数为20.00万元，执行数为17.99万元，完成预算的89.95%。 |
（1）档案数字化项目自评综述：自评得分为99分。全年预算数为20万元，执行数为18万元，完成预算的90%。 |
档案数字化项目自评综述：根据年初设定的绩效目标，自评得分为98分。 | P175 得分98
档案数字化项目自评综述：全年预算数（调整后）为21万元，执行数为17.99万元。 | P175 全年预算数
档案数字化项目自评综述：全年预算数为200000元，执行数为179,900元。 |
档案数字化项目自评综述：全年预算数为200000元，执行数为179000元。 | P175 179000元
2.系统运行维护费绩效目标完成情况综述。全年预算数33.6万元，执行数为28万元，完成预算的93.33%。 | P175 执行率
培训项目支出绩效自评综述：全年预算数10.00万元，执行数5.00万元，执行率55%。 | P151 50% P167 培训
档案数字化项目自评得分99分，系统运行维护费项目自评得分90分，就业补助项目自评得分95分。 | P175 得分90 P167 就业补助
部门整体支出绩效自评综述：自评得分96分。全年预算数1200万元，执行数1140万元，完成预算的95%。 | P175 得分96
本单位自评得分90分。各项目平均自评得分95分，其中自评得分90分以上的2个。 |
对档案数字化、系统运行维护费、培训费等3个项目开展绩效自评。 | P167 培训费
项目支出45万元，占12%。主要包括档案数字化、系统维护费、困难补助等业务支出。 | P176 困难补助
项目支出45万元，主要用于档案数字化17.99万元、系统运行维护费27万元。 | P175 27万元
项目支出45万元，主要用于开展培训、维修设备、购买服务等。 |
""".strip().splitlines()


@pytest.mark.parametrize("line", TEXTS)
def test_a_project_that_the_text_names_is_held_to_its_form(line: str) -> None:
    text, _, rest = line.partition(" |")
    found = check_named(FORMS, text)
    words = rest.split()
    assert [item.code.code for item in found] == words[::2]
    for item, said in zip(found, words[1::2], strict=True):
        assert said in f"{item.printed}{item.arithmetic}".replace(" ", "")


def test_a_document_without_forms_is_asked_only_whether_its_own_figures_agree() -> None:
    text = "培训费项目自评综述：自评得分为98分。全年预算数10.00万元，执行数5.00万元，执行率55%。"
    assert [item.code.code for item in check_named((), text)] == ["P151"]


# 说明里的名称 | 自评表的名称 | 同一个项目（是、可能、否）
NAMES = """
办公用房物业费 | 物业费 | 是
盘化公司退休教师补差 | 盘化公司退休教师待遇补差经费 | 是
社会保障计算机网络系统维护费及专线租用费 | 社会保障计算机网络系统维护、专用线路租用费 | 可能
51000022T000000123456-系统运行维护费 | 系统运行维护费项目 | 是
社保系统维护费 | 社保系统建设费 | 可能
困难企业军转干生活补助 | 企业职工基本养老保险补助 | 否
社会保障业务工作经费 | 物业费 | 否
""".strip().splitlines()


@pytest.mark.parametrize("line", NAMES)
def test_names_of_projects_in_texts(line: str) -> None:
    told, named, same = line.split(" | ")
    form = replace(FORMS[0], project=named)
    assert (form_meant(told, [form]) is not None) == (same == "是")
    assert may_have_form(told, [form]) == (same != "否")
    assert likeness(told, named) == likeness(named, told)


# 整体支出自评表的执行数 基本支出 项目支出 | 应报（决算表：3623.33，财政拨款 3600.00，基本 2771.06，项目 852.26）
WHOLES = """
3623.33 2771.06 852.26 |
3623.3 2771.1 852.3 |
3600 2771.06 852.26 |
3612 2771.06 852.26 | P177
3623.33 2771.06 852.62 | P177
3624.00 2771.06 852.26 |
""".strip().splitlines()


@pytest.mark.parametrize("line", WHOLES)
def test_the_form_of_the_whole_unit_is_held_to_the_final_accounts(line: str) -> None:
    given, _, codes = line.partition(" |")
    executed, basic, projects = given.split()
    parts = (MoneyPart("基本支出", executed=basic), MoneyPart("项目支出", executed=projects))
    printed = {
        ("03", "合计", "本年支出合计"): "3,623.33",
        ("04", "本年支出合计", "合计"): "3,600.00",
        ("03", "合计", "基本支出"): "2,771.06",
        ("03", "合计", "项目支出"): "852.26",
    }
    form = replace(FORMS[2], executed=executed, parts=parts)
    found = check_whole_unit([form], lambda *where: printed.get(where, ""))
    assert [item.code.code for item in found] == codes.split()
