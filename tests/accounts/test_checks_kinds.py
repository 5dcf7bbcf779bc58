"""Reports of hospitals, courts, townships, universities and new units: left alone where they hold, else told.

Sentences and figures are ours; what varies is what such units have: 医疗收入, operating business, funds, vehicles of
judges, no last year, what their town or county did.
"""

import re
from dataclasses import replace

import pytest
from kinds_of_units import narratives, told
from test_checks_provinces import NUMBER, changed

from mingzhang.accounts.checks.check import NARRATIVE, check
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.walk import tell
from mingzhang.accounts.readers.of_data import as_read

OF_THE_REST = re.compile("X1|N170|N122")
"""The documents are forms and parts of a report: what should stand around them, and other items, are not there."""


@pytest.mark.parametrize("narrative", narratives())
def test_a_consistent_report_is_left_alone(narrative: str) -> None:
    found = [item.text() for item in check(told(narrative)) if not OF_THE_REST.match(item.code.code)]
    assert found == []


PARTS = ("", "01 02 03", "05 06", "07", "01 04 05 07")
"""Forms that a page prints beside its report; the others are in another file."""


@pytest.mark.parametrize("forms", PARTS)
@pytest.mark.parametrize("narrative", narratives())
def test_a_consistent_report_is_left_alone_without_its_forms(narrative: str, forms: str) -> None:
    given = told(narrative).disclosure
    kept = tuple(form for form in given.forms if form.number in forms.split())
    found = check(as_read(replace(given, forms=kept), "说明.txt"))
    assert [item.text() for item in found if not OF_THE_REST.match(item.code.code)] == []


def test_most_numbers_are_held_to_something() -> None:
    """A number that is changed by more than rounding is told in nine of ten cases, one of five of them tried."""
    outcomes = []
    for narrative, lines in narratives().items():
        places = ((at, n, match) for at, line in enumerate(lines) for n, match in enumerate(NUMBER.finditer(line)))
        for at, number, match in places:
            if (number + at) % 5 == 0 and not UNBOUND.search(lines[at]):
                known = Known(told(narrative, {at: changed(lines[at], match)}))
                said = tell(known)
                outcomes.append(any(True for run in NARRATIVE for _ in run(known, said)))
    assert len(outcomes) > 150
    assert sum(outcomes) >= 0.9 * len(outcomes)


UNBOUND = re.compile(
    "全镇|全县|全校|按支出经济分类|固定资产|诉讼费|罚没|其他收入中|项目支出.*：商品|本级|债券|收入预算包括|车辆\\d台"
)
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
镇 广西   | 较2022年度决算数减少2.30万元  | 较2022年度决算数减少3.20万元   | N153
法院 内蒙古 | 增加45.00万元，增长39.13%   | 增加45.00万元，增长31.93%      | N112
法院 合并 | 分别占75.34%、24.66%          | 分别占75.34%、26.46%           | N111
法院 合并 | （3300.00万元）增加185.36万元 | （3300.00万元）增加158.36万元  | N119
镇 汇总   | 部门支出合计2990.70万元       | 部门支出合计2909.70万元        | N101
镇 汇总   | 完成调整预算的83.33%          | 完成调整预算的80.00%           | N114
住建 基金 | 完成年初预算的91.20%          | 完成年初预算的92.10%           | N114
部属 中央 | 占“三公”经费支出决算的89.92% | 占“三公”经费支出决算的98.92%  | N111
新单位 人大 | 分别占90.00%和10.00%        | 分别占90.00%和1.00%            | N111
""".strip().splitlines()


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_told(slip: str) -> None:
    narrative, old, new, code = (part.strip() for part in slip.split("|"))
    lines = narratives()[narrative]
    at = next(at for at, line in enumerate(lines) if old in line)
    found = {item.code.code for item in check(told(narrative, {at: lines[at].replace(old, new, 1)}))}
    assert code in found
