"""No false alarm on other phrasings, and every kind of slip is found in them."""

import pytest
from check_samples import swapped
from provincial_narratives import provinces, told

from mingzhang.accounts.checks.check import check


@pytest.mark.parametrize("bare", [False, True], ids=["0.50", "0.5"])
@pytest.mark.parametrize("province", provinces())
def test_a_consistent_narrative_is_left_alone(province: str, bare: bool) -> None:
    assert [item.text() for item in check(told(province, bare=bare))] == []


# province | as it is | as it is seeded | what may tell it
SLIPS = """
四川     | 收、支总计均为801.46万元       | 收、支总计均为810.46万元      | N101
四川     | 增长5.46%                      | 增长5.64%                     | N112
四川     | 下降0.78%                      | 增长0.78%                     | N113
四川     | 占79.15%                       | 占79.51%                      | N111
四川     | 占本年支出合计的89.29%         | 占本年支出合计的89.29         | N140
四川     | 80.29%，决算数小于预算数       | 80.29%，决算数大于预算数      | N116
四川     | 支出决算为500.00万元           | 支出决算为500.00元            | N103
四川     | 较上年度减少0.50万元，下降4.76% | 较上年度减少0.50万元，下降4.67% | N112
四川     | 占95.00%                       | 占59.00%                      | N111
四川     | 事业运行（项）                 | 事业行运（项）                | N123
四川     | 政府采购货物支出20.00万元      | 政府采购货物支出28.00万元     | N133
四川     | 占政府采购支出总额的50.00%     | 占政府采购支出总额的55.00%    | N111
四川     | 主要变动原因是业务量增加。     | 主要变动原因是XXXX。          | X101
四川     | 主要变动原因是业务量增加。     | 主要变动原因是业务量增加。。  | X102
四川     | “三公”经费财政拨款支出         | “三公经费财政拨款支出         | X103
中央部门 | 支出总计801.46万元             | 支出总计801.64万元            | N101
中央部门 | 支出决算为128.46万元           | 支出决算为124.86万元          | N101
中央部门 | 完成年初预算的99.80%           | 完成年初预算的98.80%          | N114
中央部门 | 支出决算为9.50万元，完成预算的95.00% | 支出决算为9.50万元，完成预算的90.00% | N114
中央部门 | 支出预算为11.00万元            | 支出预算为12.00万元           | N105 N114
中央部门 | 人员经费480.00万元             | 人员经费480.00元              | N103
中央部门 | 退休费；                       | 退休费、离休费；              | N120
中央部门 | 机要通信用车2辆                | 机要通信用车3辆               | N130
浙江     | 完成全年预算的90.91%           | 完成全年预算的99.10%          | N114
浙江     | 占收入合计93.67%               | 占收入合计93.76%              | N111
浙江     | 下降4.76%                      | 下降7.46%                     | N112
河南     | 占授予中小企业合同金额的33.33% | 占授予中小企业合同金额的30.33% | N111
河南     | 授予小微企业合同金额5.00万元   | 授予小微企业合同金额25.00万元 | N136 N111
河南     | 收、支总计均为801.46万元       | 收、支总计均为801.46元        | N103
河南     | 增加41.46万元                  | 减少41.46万元                 | N113
广东     | 总收入801.46万元               | 总收入810.46万元              | N101
广东     | 占93.67%                       | 占39.67%                      | N111
广东     | 3批次、21人次                  | 31批次、21人次                | N138
广东     | 公务接待费支出0.50万元         | 公务接待费支出5.00万元        | N101
""".strip().splitlines()


@pytest.mark.parametrize("slip", SLIPS)
def test_each_kind_of_slip_is_found(slip: str) -> None:
    province, old, new, codes = (part.strip() for part in slip.split("|"))
    found = {item.code.code for item in check(swapped(old, new)(told(province)))}
    assert found & set(codes.split()), found
