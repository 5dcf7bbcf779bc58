"""What some provinces add to the three parts of a pension: tiers by years, adjustment money, subsidies, percentages."""

from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.words import (
    above,
    bracket,
    either,
    every,
    law,
    law_has,
    rounded_as,
    stated,
    sum_of,
    tiers_of,
    unless,
    when,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import basic
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.basic import ACCOUNT, AT, BASIC, INDEX, REGIONAL, WAGE, YEARS
from mingzhang.insurance.schemes.transitional import EARLY, TRANSITIONAL

BY_SHARE = stated(fact.WAGE_SHARE.name)
ENOUGH = above(fact.PAID_MONTHS.name, law("增发最低实际缴费月数", at=AT))
BY_TIERS = every(
    unless(BY_SHARE), law_has("增发分段比例", at=AT), either(unless(stated(fact.PAID_MONTHS.name)), ENOUGH)
)
LONGER = Line(
    "增发养老金",
    Unit.YUAN,
    rounded_as(
        "分项取位",
        when(
            BY_SHARE,
            WAGE.name * YEARS.name * fact.WAGE_SHARE.name,
            tiers_of(basic.HALF, "增发分段比例", YEARS.name, at=AT),
        ),
        at=AT,
    ),
    REGIONAL,
    only=either(BY_SHARE, BY_TIERS),
)
LEVELLING = Line(
    "过渡调节金",
    Unit.YUAN,
    rounded_as("分项取位", law("调节金定额", at=AT) + INDEX.name * YEARS.name * law("调节金每指数年", at=AT), at=AT),
    REGIONAL,
    only=law_has("调节金定额", at=AT),
)
BY_EARLY = Line(
    "视同年限调节金",
    Unit.YUAN,
    bracket("视同年限调节金", EARLY.name, at=AT),
    REGIONAL,
    only=law_has("视同年限调节金", at=AT),
)
OF_WAGE = Line(
    "按指数化工资加发",
    Unit.YUAN,
    rounded_as("分项取位", WAGE.name * fact.PLATEAU.name, at=AT),
    REGIONAL,
    only=stated(fact.PLATEAU.name),
)
SUBSIDY = Line("养老金补贴", Unit.YUAN, law("养老金补贴", at=AT), REGIONAL, only=law_has("养老金补贴", at=AT))
THREE = BASIC.name + ACCOUNT.name + TRANSITIONAL.name
OF_SUM = Line(
    "按比例加发",
    Unit.YUAN,
    rounded_as("分项取位", THREE * fact.SUM_SHARE.name, at=AT),
    REGIONAL,
    only=stated(fact.SUM_SHARE.name),
)
TERMS = tuple((line.only, line.name) for line in (LONGER, LEVELLING, BY_EARLY, SUBSIDY, OF_WAGE, OF_SUM) if line.only)
ADDED = Line(
    "加发项目合计",
    Unit.YUAN,
    sum_of(*TERMS, (stated(fact.EXTRA.name), fact.EXTRA.name)),
    REGIONAL,
    only=either(*(condition for condition, _ in TERMS), stated(fact.EXTRA.name)),
)
LINES = (LONGER, LEVELLING, BY_EARLY, SUBSIDY, OF_WAGE, OF_SUM, ADDED)
