"""All schemes that a case may ask for, by the word that it writes after 待遇."""

from functools import cache

from mingzhang.insurance.engine.scheme import Scheme


@cache
def schemes() -> dict[str, Scheme]:
    """The short name of a benefit → its scheme; the first is meant where a case names none."""
    from mingzhang.insurance.schemes.contribution import CONTRIBUTION, INJURY_CONTRIBUTION
    from mingzhang.insurance.schemes.pension import PENSION
    from mingzhang.insurance.schemes.retirement import RETIREMENT

    return {"企业职工养老": PENSION, "退休年龄": RETIREMENT, "缴费": CONTRIBUTION, "工伤缴费": INJURY_CONTRIBUTION}
