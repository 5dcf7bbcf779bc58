"""企业职工遗属待遇: funeral grant and survivors' grant (人社部发〔2021〕18号); the account is inherited besides.

Under five years of contributions both grants together are no more than what the person paid in.
"""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    above,
    below,
    bracket,
    given,
    larger,
    law,
    rounded_as,
    smaller,
    stated,
    when,
    whole,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION

RULE = "人社部发〔2021〕18号"
DIED = Fact("死亡年月", Unit.MONTH, "死亡的年月")
MONTHS = Fact("缴费月数", Unit.MONTHS, "含视同缴费的累计缴费月数", most=840)
DRAWN = Fact("已领取月数", Unit.MONTHS, "已退休的，领取养老金的月数；在职死亡不写", required=False, most=960)
INCOME = Fact("月人均可支配收入", Unit.YUAN, "本省上年度城镇居民人均可支配收入的月平均", required=False)
OWN = Fact(
    "个人缴费之和",
    Unit.YUAN,
    "缴费不满5年的必须写：个人缴费合计；灵活就业等个人身份参保的，为记入个人账户的部分",
    required=False,
)
BALANCE = Fact("个人账户余额", Unit.YUAN, "死亡时的余额，由继承人继承", required=False)
AT = DIED.name

INCOME_LINE = Line("月人均可支配收入", Unit.YUAN, given(INCOME.name, law("城镇居民月人均可支配收入", at=AT)), RULE)
YEARS = Line("计算抚恤金的年限", Unit.NUMBER, rounded_as("遗属年限取位", MONTHS.name / 12, at=AT), RULE)
BY_YEARS = Line("按年限的月数", Unit.MONTHS, bracket("抚恤金月数", MONTHS.name / 12, at=AT), RULE)
MORE = smaller(BY_YEARS.name + YEARS.name - 15, law("抚恤金月数上限", at=AT))
FULL = Line("抚恤金月数", Unit.NUMBER, when(above(MONTHS.name, 180), MORE, BY_YEARS.name), RULE)
LESS = larger(FULL.name - whole(DRAWN.name / 12), law("退休人员抚恤金最少月数", at=AT))
PAID_MONTHS = Line("发给的抚恤金月数", Unit.NUMBER, when(stated(DRAWN.name), LESS, FULL.name), RULE)
FUNERAL = Line(
    "丧葬补助金",
    Unit.YUAN,
    rounded_as("遗属待遇取整", INCOME_LINE.name * law("丧葬补助金月数", at=AT), at=AT),
    RULE,
)
GRANT = Line("抚恤金", Unit.YUAN, rounded_as("遗属待遇取整", INCOME_LINE.name * PAID_MONTHS.name, at=AT), RULE)
INHERITED = Line("继承的个人账户余额", Unit.YUAN, given(BALANCE.name, 0), "中华人民共和国社会保险法第十四条")
FEW = below(MONTHS.name, 60)
LIMITED = Line(
    "丧葬补助金和抚恤金限额",
    Unit.YUAN,
    smaller(FUNERAL.name + GRANT.name, OWN.name),
    f"{RULE}：缴费不满5年的，不超过个人缴费之和",
    only=FEW,
)
TOTAL = Line(
    "一次性待遇合计",
    Unit.YUAN,
    when(FEW, LIMITED.name, FUNERAL.name + GRANT.name) + INHERITED.name,
    RULE,
)

SURVIVORS = Scheme(
    title="企业职工遗属待遇",
    about="丧葬补助金、抚恤金（缴费不满5年的以个人缴费之和为限），以及另行继承的个人账户余额；与工伤、居民养老的丧葬待遇重叠的择一领取。",
    region="参保地",
    facts=(REGION, DIED, MONTHS, DRAWN, INCOME, OWN, BALANCE),
    lines=(INCOME_LINE, YEARS, BY_YEARS, FULL, PAID_MONTHS, FUNERAL, GRANT, LIMITED, INHERITED, TOTAL),
    key="一次性待遇合计",
)
