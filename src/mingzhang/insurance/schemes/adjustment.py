"""基本养老金年度调整: a fixed part, by years, by the pension, by brackets of pension and age; amounts are data."""

from mingzhang.insurance.engine.scheme import Fact, Line, Scheme
from mingzhang.insurance.engine.words import bracket, larger, law, to_fen
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION

BASIS = "各省当年调整基本养老金的通知"
MONTH = Fact("调整年月", Unit.MONTH, "从这个月起调整，如 2014-01")
YEARS = Fact("缴费年限", Unit.YEARS, "含视同缴费", most=70)
PENSION = Fact("调整前月养老金", Unit.YUAN, "上年末的月基本养老金")
AGE = Fact("年龄", Unit.NUMBER, "到上年末的周岁", least=40, most=120, whole=True)
AT = MONTH.name

FIXED = Line("定额部分", Unit.YUAN, to_fen(law("调整定额", at=AT)), BASIS)
BY_YEARS = Line(
    "年限部分",
    Unit.YUAN,
    to_fen(larger(YEARS.name * law("调整每年限额", at=AT), law("调整年限部分下限", at=AT))),
    BASIS,
)
BY_SHARE = Line("比例部分", Unit.YUAN, to_fen(PENSION.name * law("调整挂钩比例", at=AT)), BASIS)
BY_LEVEL = Line("水平分档部分", Unit.YUAN, to_fen(bracket("调整水平分档", PENSION.name, at=AT)), BASIS)
BY_AGE = Line("高龄倾斜部分", Unit.YUAN, to_fen(bracket("调整高龄分档", AGE.name, at=AT)), BASIS)
TOTAL = Line("月增加额", Unit.YUAN, FIXED.name + BY_YEARS.name + BY_SHARE.name + BY_LEVEL.name + BY_AGE.name, BASIS)
AFTER = Line("调整后月养老金", Unit.YUAN, PENSION.name + TOTAL.name, BASIS)

ADJUSTMENT = Scheme(
    title="基本养老金调整",
    about="定额、年限、比例、水平分档和高龄倾斜五部分之和；各部分的数额由当年调整办法规定。",
    region="参保地",
    facts=(REGION, MONTH, YEARS, PENSION, AGE),
    lines=(FIXED, BY_YEARS, BY_SHARE, BY_LEVEL, BY_AGE, TOTAL, AFTER),
    key="调整后月养老金",
)
