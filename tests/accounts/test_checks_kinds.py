"""Reports of hospitals, courts, townships, universities and new units: left alone where they hold, else told.

Sentences and figures are ours; what varies is what such units have: 医疗收入, operating business, funds, vehicles of
judges, no last year, what their town or county did.
"""

import re

import pytest
from kinds_of_units import narratives, told
from test_checks_provinces import NUMBER, changed

from mingzhang.accounts.checks.check import NARRATIVE, check
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.walk import tell

OF_THE_REST = re.compile("X1|N170")
"""The documents are forms and a report alone: what should stand around them is not there."""


@pytest.mark.parametrize("narrative", narratives())
def test_a_consistent_report_is_left_alone(narrative: str) -> None:
    found = [item.text() for item in check(told(narrative)) if not OF_THE_REST.match(item.code.code)]
    assert found == []


@pytest.mark.parametrize("narrative", narratives())
def test_most_numbers_are_held_to_something(narrative: str) -> None:
    """Every fifth number that is changed by more than rounding is told, whatever the kind of unit."""
    outcomes = []
    for at, line in enumerate(narratives()[narrative]):
        for number, match in enumerate(NUMBER.finditer(line)):
            if (number + at) % 5 == 0 and not UNBOUND.search(line):
                known = Known(told(narrative, {at: changed(line, match)}))
                said = tell(known)
                outcomes.append(any(True for run in NARRATIVE for _ in run(known, said)))
    assert sum(outcomes) >= 0.8 * len(outcomes)


UNBOUND = re.compile("全镇|全县|全校|按支出经济分类|固定资产|诉讼费|罚没|其他收入中|项目支出.*:商品|车辆\\d台")
"""What no form prints, and no other sentence tells."""


# report | as it is | as it is seeded | what tells it
SLIPS = """
医院 医疗 | 事业收入（医疗收入）45878.90万元 | 事业收入（医疗收入）45787.90万元 | N111
医院 医疗 | 占0.23%                       | 占0.32%                        | N111
法院 审判 | 占83.28%                      | 占82.38%                       | N111
法院 审判 | 车均购置费15.00万元           | 车均购置费51.00万元            | N149
镇 乡镇   | 均为0.00万元                  | 均为0.10万元                   | N101
镇 乡镇   | 人均60.61元                   | 人均66.01元                    | N149
镇 乡镇   | 下降18.86%                    | 下降16.88%                     | N112
大学 高校 | 含结余分配100.00万元          | 含结余分配10.00万元            | N101
大学 高校 | 占92.75%                      | 占97.25%                       | N111
大学 高校 | 工资福利支出7034.57万元       | 工资福利支出7043.57万元        | N101
新单位 新组建 | 上年同期为0万元           | 上年同期为10.00万元            | N119
镇 北京   | 公务用车保险2.10万元          | 公务用车保险1.20万元           | N166
镇 北京   | 合计300.00万元                | 合计330.00万元                 | N104
镇 北京   | 公务用车购置费2023年决算数0万元 | 公务用车购置费2023年决算数3.00万元 | N101
镇 北京   | 使用政府性基金财政拨款安排基本支出0万元 | 使用政府性基金财政拨款安排基本支出8.00万元 | N101
镇 新疆   | 全年预算数25.00万元           | 全年预算数52.00万元            | N112
镇 新疆   | 213农林水支出400.00万元       | 213农林水支出404.00万元        | N101
镇 新疆   | 应急保障用车1辆               | 应急保障用车2辆                | N130
镇 经济分类 | 财政拨款基本支出1311.91万元 | 财政拨款基本支出1319.11万元    | N101
""".strip().splitlines()


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_told(slip: str) -> None:
    narrative, old, new, code = (part.strip() for part in slip.split("|"))
    lines = narratives()[narrative]
    at = next(at for at, line in enumerate(lines) if old in line)
    found = {item.code.code for item in check(told(narrative, {at: lines[at].replace(old, new, 1)}))}
    assert code in found
