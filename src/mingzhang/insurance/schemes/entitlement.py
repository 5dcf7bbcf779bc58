"""个人权益记录: what a person has paid and holds at the end of a year, from the yearly records."""

from dataclasses import replace

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import says, stated, when
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.account import EMPLOYEES, OF_PUBLIC_SERVICE
from mingzhang.insurance.schemes.account import INSURANCE as ACCOUNT_OF
from mingzhang.insurance.schemes.basic import DOCUMENT, average_index
from mingzhang.insurance.schemes.common import BORN, REGION
from mingzhang.insurance.schemes.public import actual_index

RULE = "社会保险个人权益记录管理办法（令14号）"
UNTIL = Fact("截止年月", Unit.MONTH, "记录到哪个月，如 2025-12")
FROM_RECORDS = "由缴费记录计算"
MONTHS = Fact(fact.MONTHS.title, Unit.MONTHS, FROM_RECORDS, most=840)
PAID = Fact(fact.PAID_MONTHS.title, Unit.MONTHS, FROM_RECORDS, most=840)
INDEX_SUM = Fact(fact.INDEX_SUM.title, Unit.NUMBER, FROM_RECORDS)
BALANCE = Fact(fact.BALANCE.title, Unit.YUAN, FROM_RECORDS)
INSURANCE = replace(ACCOUNT_OF, about=f"不写为{EMPLOYEES}", required=False)
ENTITLEMENT = Scheme(
    title="个人权益记录单",
    about="截止年月的累计缴费月数、平均缴费指数和个人账户储存额，逐年的缴费、记账和利息列在其后。",
    region="参保地",
    facts=(
        *(REGION, BORN, UNTIL, MONTHS, PAID, INDEX_SUM, BALANCE),
        *(fact.EARLY_MONTHS, fact.DEEMED_MONTHS, fact.INDEX, fact.ESTIMATED, INSURANCE),
    ),
    lines=(
        Line("累计缴费月数", Unit.MONTHS, MONTHS.name, RULE),
        Line("其中实际缴费月数", Unit.MONTHS, PAID.name, RULE),
        Line(
            "历年平均缴费指数",
            Unit.NUMBER,
            when(OF_PUBLIC_SERVICE, actual_index(PAID), average_index(UNTIL.name)),
            f"{DOCUMENT}；机关事业单位为人社部发〔2015〕28号",
        ),
        Line(
            "建立个人账户前的缴费月数",
            Unit.MONTHS,
            fact.EARLY_MONTHS.name,
            RULE,
            only=stated(fact.EARLY_MONTHS.name),
        ),
        Line("期末个人账户储存额", Unit.YUAN, BALANCE.name, RULE),
    ),
    key="期末个人账户储存额",
    provisional=says(fact.ESTIMATED.label, "是"),
    account=EMPLOYEES,
)
