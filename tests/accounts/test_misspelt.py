"""Words often mistaken: told where they are wrong, left alone where the same characters are right."""

import pytest

from mingzhang.accounts.checks.misspelt import misspelt

# what is written | what it should be
WRONG = """
2023年度部门绝算编制范围 | 决算
支出结算数为5.00万元 | 决算
年初予算5.00万元 | 预算
收入总计801.46万圆 | 万元
财政拔款收入5.00万元 | 拨款
使用非财政拨款节余2.00万元 | 结余
上年接转和结余 | 结转
财政拨款收人5.00万元 | 收入
支岀总计5.00万元 | 出
截止2023年12月31日 | 截至
年未结转和结余5.00万元 | 年末
本年度末安排公务接待 | 未
公物用车保有量2辆 | 公务
公务接侍费0.50万元 | 接待
公务用车购制及运行 | 购置
公务用车运行维户费 | 维护
基本养老保险交费支出 | 缴费
人员经废480.00万元 | 经费
累计0人此 | 人次
增加41.46万元，增涨5.45% | 增长
部份合同跨年支付 | 部分
社会保章和就业支出 | 保障
政府采够支出总额 | 采购
完城年初预算的95% | 完成
政府基金预算财政拨款 | 政府性基金
国有资产经营预算财政拨款 | 国有资本经营预算
其它收入5.00万元 | 其他
本表反应部门本年度的收支 | 反映
离退休人员的帐户 | 账
一般公供预算财政拨款 | 一般公共预算
政府性基今预算 | 政府性基金预算
财政拨收款入 | 财政拨款收入
对个人和家廷的补助 | 对个人和家庭的补助
因公出国（镜）费 | （境）
2023年渡收支 | 年度
己完成采购 | 已
实施预算绩效管制制度 | 绩效管理
""".strip().splitlines()
RIGHT = """
年度中追加的支出结算到本单位
2023年未开展绩效评价
年末安排使用的资金
报名截止日期为6月30日
当年结转和结余5.00万元
给予中小企业合同款
机构运行经费5.00万元
财政拨款收支总计5.00万元
一般公共财政拨款支出
接收人员5名，招收人员2名
化学反应与环境工程实验室
节余的材料退库
国有资产占用情况
接待外宾0批次
自己完成的采购
其中：公务用车购置费
本年度未安排支出
保证支出的进度
生态环境保障，其它方面没有变化
""".strip().splitlines()


@pytest.mark.parametrize("row", WRONG)
def test_a_mistaken_word_is_told(row: str) -> None:
    written, right = (part.strip() for part in row.split("|"))
    assert [one.expected for one in misspelt(written)] == [right]
    assert list(misspelt(written.replace(next(misspelt(written)).printed, right))) == []


@pytest.mark.parametrize("text", RIGHT)
def test_the_same_characters_elsewhere_are_left_alone(text: str) -> None:
    assert list(misspelt(text)) == []
