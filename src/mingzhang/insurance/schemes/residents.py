"""城乡居民基本养老保险: basic pension by level, account over 139, years beyond 15; and the contribution of a year."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Check, Scheme
from mingzhang.insurance.engine.words import (
    above,
    at_least,
    given,
    larger,
    law,
    law_has,
    says,
    stated,
    tiers,
    to_fen,
    unless,
    when,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import BORN, REGION

RULE = "国发〔2014〕8号"
START = Fact("开始领取年月", Unit.MONTH, "从这个月起领取")
YEARS = Fact("缴费年限", Unit.YEARS, "累计缴费年限，含补缴", most=60)
BALANCE = Fact("个人账户储存额", Unit.YUAN, "个人账户的本息合计")
LOCAL = Fact(
    "地方基础养老金", Unit.YUAN, "省、市在国家最低标准之上增加的部分；没有的写 0；不写则查参数", required=False
)
LONGER = Fact("年限加发", Unit.YUAN, "当地对缴费年限长的加发；没有的写 0；不写则查参数", required=False)
AT = START.name

NATIONAL = Line("国家基础养老金最低标准", Unit.YUAN, law("城乡居民基础养老金最低标准", at=AT), RULE)
LOCAL_LINE = Line("地方基础养老金", Unit.YUAN, given(LOCAL.name, law("城乡居民地方基础养老金", at=AT)), RULE)
BEYOND = larger(YEARS.name - law("城乡居民最低缴费年限", at=AT), 0)
LONGER_LINE = Line(
    "年限加发",
    Unit.YUAN,
    given(
        LONGER.name,
        when(
            law_has("城乡居民年限加发分段", at=AT),
            to_fen(tiers("城乡居民年限加发分段", YEARS.name, at=AT)),
            when(above(BEYOND, 0), to_fen(BEYOND * law("城乡居民年限加发", at=AT)), 0),
        ),
    ),
    RULE,
)
ACCOUNT = Line("个人账户养老金", Unit.YUAN, to_fen(BALANCE.name / law("城乡居民计发月数", at=AT)), RULE)
TOTAL = Line("月养老金", Unit.YUAN, NATIONAL.name + LOCAL_LINE.name + LONGER_LINE.name + ACCOUNT.name, RULE)
FIRST = Line("首次领取年月", Unit.MONTH, START.name, RULE)
AGE = Line("领取时月龄", Unit.MONTHS, AT - BORN.name, RULE)
LEAST_AGE = Line("领取年龄", Unit.MONTHS, law("城乡居民领取年龄", at=AT) * 12, RULE)
EXEMPT = Fact("制度实施时已满60周岁", None, "不用缴费，只领基础养老金的，写“是”", required=False, words=("是",))
LEAST_YEARS = Line("最低缴费年限", Unit.YEARS, law("城乡居民最低缴费年限", at=AT), RULE)
DRAWN = Fact("已领取月数", Unit.MONTHS, "死亡或者查询余额的，写已领取的月数", required=False, most=960)
LEFT = Line(
    "个人账户余额（死亡的由继承人继承）",
    Unit.YUAN,
    larger(BALANCE.name - ACCOUNT.name * DRAWN.name, 0),
    f"{RULE}；领取期间的利息不计",
    only=stated(DRAWN.name),
)
DIED = Fact("死亡年月", Unit.MONTH, "领取期间死亡的，写死亡的年月", required=False)
BASIC_AT_DEATH = law("城乡居民基础养老金最低标准", at=DIED.name) + given(
    LOCAL.name, law("城乡居民地方基础养老金", at=DIED.name)
)
FUNERAL = Line(
    "丧葬补助金",
    Unit.YUAN,
    to_fen(BASIC_AT_DEATH * law("城乡居民丧葬补助金月数", at=DIED.name)),
    f"{RULE}；标准由当地规定",
    only=stated(DIED.name),
)
RESIDENTS = Scheme(
    title="城乡居民基本养老保险待遇",
    about="基础养老金（国家最低标准、地方增加、年限加发）加个人账户养老金。",
    region="参保地",
    facts=(REGION, BORN.demanded(), START, YEARS, BALANCE, LOCAL, LONGER, DRAWN, DIED, EXEMPT),
    lines=(NATIONAL, LOCAL_LINE, LONGER_LINE, ACCOUNT, TOTAL, FIRST, AGE, LEAST_AGE, LEAST_YEARS, LEFT, FUNERAL),
    key="月养老金",
    checks=(
        Check("I411", AGE.name, ">=", LEAST_AGE.name, at_least(AGE.name, 0)),
        Check("I414", YEARS.name, ">=", LEAST_YEARS.name, unless(says(EXEMPT.label, "是"))),
    ),
)

PAID = Fact("缴费年月", Unit.MONTH, "缴费的年月")
TIER = Fact("缴费档次", Unit.NUMBER, "每年多少元，如 500", whole=True)
ARREARS = Fact("补缴年数", Unit.NUMBER, "同时补缴以前年度的年数，补缴不享受补贴", required=False, most=15, whole=True)
SUBSIDY = Line("政府补贴", Unit.YUAN, law("城乡居民缴费补贴", TIER.name, at=PAID.name), RULE)
ARREARS_LINE = Line("补缴金额", Unit.YUAN, TIER.name * given(ARREARS.name, 0), RULE)
OWN = Line("个人缴费", Unit.YUAN, TIER.name + ARREARS_LINE.name, RULE)
RESIDENTS_CONTRIBUTION = Scheme(
    title="城乡居民基本养老保险缴费",
    about="按档次缴费，政府给予补贴，全部记入个人账户；补缴以前年度的不补贴。",
    region="参保地",
    facts=(REGION, PAID, TIER, ARREARS),
    lines=(SUBSIDY, ARREARS_LINE, OWN, Line("记入个人账户", Unit.YUAN, OWN.name + SUBSIDY.name, RULE)),
    key="记入个人账户",
)
