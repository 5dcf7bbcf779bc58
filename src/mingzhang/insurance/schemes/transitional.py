"""过渡性养老金: what provinces add for years before the account, by their several formulas."""

from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.words import (
    above,
    as_law_says,
    either,
    equal,
    every,
    given,
    larger,
    law,
    law_has,
    rounded_as,
    stated,
    to_fen,
    unless,
    when,
    whole,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import basic
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.basic import AT, BASE_MONTH, REGIONAL, YEARS

HAS_DEEMED = either(
    every(stated(fact.DEEMED_MONTHS.name), above(fact.DEEMED_MONTHS.name, 0)),
    every(stated(fact.DEEMED_YEARS.name), above(fact.DEEMED_YEARS.name, 0)),
)
"""Who has deemed years has years before the account: a case that does not state them is incomplete, not without."""
EARLY = Line(
    "过渡性缴费年限",
    Unit.YEARS,
    given(
        fact.EARLY_YEARS.name,
        when(
            either(stated(fact.EARLY_MONTHS.name), every(unless(stated(fact.TRANSITIONAL.name)), HAS_DEEMED)),
            rounded_as("年限取位", fact.EARLY_MONTHS.name / 12, at=AT),
            0,
        ),
    ),
    REGIONAL,
)
HAS = either(law_has("过渡加发定额", at=AT), above(EARLY.name, 0), stated(fact.VIRTUAL.name))
BASE = Line(
    "过渡计发基数",
    Unit.YUAN,
    given(
        fact.OTHER_BASE.name,
        as_law_says(
            "过渡基数取法",
            {
                "同计发基数": basic.BASE.name,
                "全省计发基数": basic.PROVINCE_BASE,
                "另定基数": law("过渡计发基数", at=BASE_MONTH.name),
            },
            at=AT,
        ),
    ),
    REGIONAL,
    only=HAS,
    in_tables=False,
)
INDEX = Line(
    "过渡性养老金指数",
    Unit.NUMBER,
    larger(given(fact.OTHER_INDEX.name, basic.INDEX.name), law("过渡指数下限", at=AT)),
    REGIONAL,
    only=HAS,
    in_tables=False,
)
SAME = every(stated(fact.WAGE.name), equal(BASE.name, basic.BASE.name), equal(INDEX.name, basic.INDEX.name))
WAGE = Line(
    "过渡性指数化工资",
    Unit.YUAN,
    given(
        fact.OTHER_WAGE.name,
        when(SAME, basic.WAGE.name, rounded_as("指数化工资取位", BASE.name * INDEX.name, at=AT)),
    ),
    REGIONAL,
    only=HAS,
    in_tables=False,
)
SHARE = law("过渡系数", at=AT)
DEEMED = given(fact.DEEMED_YEARS.name, rounded_as("年限取位", fact.DEEMED_MONTHS.name / 12, at=AT))
FROM_VIRTUAL = when(
    stated(fact.VIRTUAL.name),
    to_fen(fact.VIRTUAL.name / law("视同账户计发月数", at=AT)),
    when(stated(fact.OLD_WAGE.name), to_fen(fact.OLD_WAGE.name * fact.OLD_SHARE.name), 0),
)
NEW = to_fen(BASE.name * given(fact.INDEX_YEARS.name, EARLY.name * INDEX.name) * SHARE)
ALLOWANCE = whole(YEARS.name) * law("过渡年限津贴", at=AT)
GIVEN_TO_ALL = law("过渡加发定额", at=AT) + ALLOWANCE
MORE = to_fen(larger(NEW - FROM_VIRTUAL - ALLOWANCE, 0) * law("过渡新办法差额比例", at=AT))
BEYOND_OLD = larger(NEW - fact.OLD_AMOUNT.name, 0) * law("过渡新办法差额比例", at=AT)
TRANSITIONAL = Line(
    "过渡性养老金",
    Unit.YUAN,
    given(
        fact.TRANSITIONAL.name,
        when(
            HAS,
            rounded_as(
                "分项取位",
                as_law_says(
                    "过渡公式",
                    {
                        "指数化工资": WAGE.name * EARLY.name * SHARE,
                        "基数与指数化工资平均": (BASE.name + WAGE.name) / 2 * EARLY.name * SHARE,
                        "视同部分指数为一": BASE.name * (DEEMED + INDEX.name * (EARLY.name - DEEMED)) * SHARE,
                        "指数为一另加视同账户": BASE.name * EARLY.name * SHARE + FROM_VIRTUAL,
                        "视同账户另补新办法差额": FROM_VIRTUAL + GIVEN_TO_ALL + MORE,
                        "新旧办法从高": larger(NEW, FROM_VIRTUAL + GIVEN_TO_ALL),
                        "原办法另补新办法差额": fact.OLD_AMOUNT.name + to_fen(BEYOND_OLD),
                    },
                    at=AT,
                ),
                at=AT,
            ),
            0,
        ),
    ),
    REGIONAL,
)
LINES = (EARLY, BASE, INDEX, WAGE, TRANSITIONAL)
