"""城乡养老保险制度衔接: moves between the employees' and the residents' scheme (人社部发〔2014〕17号)."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Check, Scheme
from mingzhang.insurance.engine.words import at_least, either, every, given, law, says, stated, unless
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION

RULE = "城乡养老保险制度衔接暂行办法（人社部发〔2014〕17号）"
MONTH = Fact("办理年月", Unit.MONTH, "达到法定退休年龄、办理衔接的年月")
INTO = Fact("转入", None, "不写则按职工养老缴费月数确定", required=False, words=("职工养老", "居民养老"))
WORKER_MONTHS = Fact("职工养老缴费月数", Unit.MONTHS, "含延长缴费", most=840)
RESIDENT_MONTHS = Fact("居民养老缴费月数", Unit.MONTHS, "含重复缴费的月数", most=840)
WORKER_BALANCE = Fact("职工养老个人账户", Unit.YUAN, "职工养老个人账户储存额")
RESIDENT_BALANCE = Fact("居民养老个人账户", Unit.YUAN, "居民养老个人账户储存额")
TWICE = Fact("重复缴费月数", Unit.MONTHS, "同一月份两边都缴费的月数", required=False, most=840)
TWICE_PAID = Fact("重复缴费个人部分", Unit.YUAN, "居民养老重复时段的个人缴费和集体补助", required=False)
AT = MONTH.name

ENOUGH = Line("转入职工养老的最低月数", Unit.MONTHS, law("城乡衔接最低缴费月数", at=AT), f"{RULE}第三条")
TO_WORKERS = either(
    says(INTO.label, "职工养老"),
    every(unless(stated(INTO.label)), at_least(WORKER_MONTHS.name, ENOUGH.name)),
)
TO_RESIDENTS = unless(TO_WORKERS)
REFUND = Line("退还本人的重复缴费", Unit.YUAN, given(TWICE_PAID.name, 0), f"{RULE}第七条")
ONCE = Line(
    "居民养老有效缴费月数",
    Unit.MONTHS,
    RESIDENT_MONTHS.name - given(TWICE.name, 0),
    f"{RULE}第七条：重复的只计职工养老的缴费年限",
)
ACCOUNT = Line(
    "并入后的个人账户",
    Unit.YUAN,
    WORKER_BALANCE.name + RESIDENT_BALANCE.name - REFUND.name,
    f"{RULE}第五、六条：个人账户全部储存额并入，统筹基金不转移",
)
WORKER_LINE = Line(
    "转入职工养老后的缴费月数",
    Unit.MONTHS,
    WORKER_MONTHS.name,
    f"{RULE}第五条：居民养老的缴费年限不合并、不折算",
    only=TO_WORKERS,
)
RESIDENT_LINE = Line(
    "转入居民养老后的缴费月数",
    Unit.MONTHS,
    WORKER_MONTHS.name + ONCE.name,
    f"{RULE}第六条：职工养老的缴费年限合并计算",
    only=TO_RESIDENTS,
)
BRIDGING = Scheme(
    title="城乡养老保险制度衔接",
    about="达到法定退休年龄时，职工养老缴费满最低年限的转入职工养老，不满的转入居民养老；个人账户并入，重复缴费退还。",
    region="参保地",
    facts=(
        *(REGION, MONTH, INTO, WORKER_MONTHS, RESIDENT_MONTHS, WORKER_BALANCE, RESIDENT_BALANCE, TWICE, TWICE_PAID),
    ),
    lines=(ENOUGH, REFUND, ONCE, ACCOUNT, WORKER_LINE, RESIDENT_LINE),
    key="并入后的个人账户",
    checks=(
        Check("I408", WORKER_MONTHS.name, ">=", ENOUGH.name, says(INTO.label, "职工养老")),
        Check("I409", RESIDENT_MONTHS.name, ">=", TWICE.name, stated(TWICE.name)),
        Check("I409", RESIDENT_BALANCE.name, ">=", REFUND.name, stated(TWICE_PAID.name)),
    ),
)
