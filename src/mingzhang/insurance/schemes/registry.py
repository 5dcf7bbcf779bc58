"""All schemes that a case may ask for, by the word that it writes after 待遇."""

from functools import cache

from mingzhang.insurance.engine.scheme import Scheme


@cache
def schemes() -> dict[str, Scheme]:
    """The short name of a benefit → its scheme; the first is meant where a case names none."""
    from mingzhang.insurance.schemes.account import ACCOUNT_YEAR
    from mingzhang.insurance.schemes.adjustment import ADJUSTMENT
    from mingzhang.insurance.schemes.annuity import ANNUITY_PAYOUT, ANNUITY_YEAR
    from mingzhang.insurance.schemes.bridging import BRIDGING
    from mingzhang.insurance.schemes.contribution import CONTRIBUTION, INJURY_CONTRIBUTION
    from mingzhang.insurance.schemes.disability import DISABILITY
    from mingzhang.insurance.schemes.entitlement import ENTITLEMENT
    from mingzhang.insurance.schemes.injury import INJURY
    from mingzhang.insurance.schemes.injury_death import INJURY_DEATH
    from mingzhang.insurance.schemes.pension import PENSION
    from mingzhang.insurance.schemes.public import PUBLIC
    from mingzhang.insurance.schemes.residents import RESIDENTS, RESIDENTS_CONTRIBUTION
    from mingzhang.insurance.schemes.retirement import RETIREMENT
    from mingzhang.insurance.schemes.survivors import SURVIVORS

    return {
        "企业职工养老": PENSION,
        "退休年龄": RETIREMENT,
        "缴费": CONTRIBUTION,
        "工伤缴费": INJURY_CONTRIBUTION,
        "年度记账": ACCOUNT_YEAR,
        "权益记录": ENTITLEMENT,
        "机关事业养老": PUBLIC,
        "职业年金": ANNUITY_YEAR,
        "职业年金待遇": ANNUITY_PAYOUT,
        "居民养老": RESIDENTS,
        "居民缴费": RESIDENTS_CONTRIBUTION,
        "城乡衔接": BRIDGING,
        "工伤伤残": INJURY,
        "工亡": INJURY_DEATH,
        "遗属": SURVIVORS,
        "病残津贴": DISABILITY,
        "养老金调整": ADJUSTMENT,
    }
