"""转移接续: the paying place and the fund that moves from each place, as a statement.

The rule is about provinces: stays in one province count together, and within it no fund moves.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.case import STAYS, Case
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.stating import plain_statement
from mingzhang.insurance.engine.explain import Explained
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import NATION
from mingzhang.insurance.month import month_of
from mingzhang.insurance.schemes.transfer import (
    ENOUGH_MONTHS,
    POOL_SHARE,
    RULE,
    TEMPORARY_AGE,
    MovedFund,
    Stay,
    moved_fund,
    paying_place,
)
from mingzhang.money import fen_of_yuan, percent_text, yuan_text

TRANSFER = "转移接续"
HOME, CURRENT = "户籍地", "关系所在地"
ACCOUNT, WAGES = "个人账户储存额", "1998年以来缴费工资合计"
BORN, SEX = "出生年月", "性别"
KNOWN = (HOME, CURRENT, ACCOUNT, WAGES, BORN, SEX, "编号", "姓名")
WHOLE = "全部缴费本息"
"""Of a temporary account everything moves: what the unit and the person paid, with interest."""
OF_STAY = ("地区", "月数", "临时账户", "起", ACCOUNT, WAGES, WHOLE)
ONE_PROVINCE = "各段参保都在一个省内：省内流动只转移关系和个人账户信息，不转移基金，以本省的规定为准。"
NOTHING = Fraction(0)
Amounts = tuple[str, int, int | None]
"""Place, account in 分, wages in 分; no wages for a temporary account, of which everything moves."""
Moved = tuple[str, int | None, MovedFund]
"""Title, wages, what moves."""


def transfer_statement(case: Case, law: Law) -> Statement:
    """Raises ProblemsFound with everything that is wrong."""
    month = case.made_at if case.made_at is not None else month_of(f"{datetime.now(tz=UTC):%Y-%m}")
    findings = _wrong_facts(case, law)
    stays = [_stay(case, number, row, law, month, findings) for number, row in enumerate(case.stays, 1)]
    if not stays:
        findings.append(finding("I404", Place(file=case.file, key=STAYS), expected="以 [[参保经历]] 开头的若干段"))
    amounts = _amounts(case, stays, findings)
    if findings:
        raise ProblemsFound(findings)
    home, current = (_province(case.facts[title], law) for title in (HOME, CURRENT))
    enough, share = (_national(law, name, month) for name in (ENOUGH_MONTHS, POOL_SHARE))
    found = paying_place(home, stays, current, int(Fraction(enough.value)))
    pool = Fraction(share.value)
    moved: list[Moved] = []
    for place, account, wages in amounts:
        title = f"从{_full(place, law)}转出" if place else "转移资金"
        if not place or _province(place, law) != found.place:
            fund = MovedFund(account, 0, NOTHING) if wages is None else moved_fund(account, wages, pool)
            moved.append((title, wages, fund))
    lines = [Explained("待遇领取地", None, found.place, found.reason, "", "", "", f"{RULE}第六条", (enough,))]
    lines += [_moved(*item, share) for item in moved]
    lines.append(_sum([fund for _, _, fund in moved]))
    notes = (_within(found.place, case, law), *((ONE_PROVINCE,) if _one_province(case, law) else ()))
    return plain_statement("基本养老保险关系转移接续表", TRANSFER, case, tuple(lines), notes)


def _within(province: str, case: Case, law: Law) -> str:
    """Which city of the province: a matter of its own rules; the cities that come into question are named."""
    said = (case.facts[HOME], case.facts[CURRENT], *(row.get("地区", "") for row in case.stays))
    cities = [name for name in map(partial(_full, law=law), said) if _province(name, law) == province != name]
    named = f"（案卷中有{'、'.join(dict.fromkeys(cities))}）" if cities else ""
    return f"待遇领取地按省确定；{province}内由哪个市发给{named}，按本省的规定。"


def _one_province(case: Case, law: Law) -> bool:
    return len({_province(row.get("地区", ""), law) for row in case.stays}) == 1


def _wrong_facts(case: Case, law: Law) -> list[Finding]:
    found = [
        finding("I202", Place(file=case.file, key=title), printed=title, expected="、".join(KNOWN))
        for title in case.facts
        if title not in KNOWN
    ]
    for title in (HOME, CURRENT):
        said = case.facts.get(title, "")
        if law.regions.find(said) is None:
            place = Place(file=case.file, key=title)
            found.append(finding("I104", place, printed=said or "空", expected=law.regions.hint(said)))
    return found


def _amounts(case: Case, stays: list[Stay], findings: list[Finding]) -> list[Amounts]:
    """Of each stay where the stays tell them; else of all together, the place empty."""
    rows = [(f"{STAYS}第{number}段.", row) for number, row in enumerate(case.stays, 1)]
    if not any(title in row for _, row in rows for title in (ACCOUNT, WAGES, WHOLE)):
        account, wages = (_amount(case.file, title, case.facts.get(title, ""), findings) for title in (ACCOUNT, WAGES))
        return [("", account, wages)]
    found: list[Amounts] = []
    for (key, row), stay in zip(rows, stays, strict=True):
        titles = (WHOLE,) if stay.temporary else (ACCOUNT, WAGES)
        told = [_amount(case.file, key + title, row.get(title, ""), findings) for title in titles]
        found.append((row.get("地区", ""), told[0], None if stay.temporary else told[1]))
    return found


def _moved(title: str, wages: int | None, fund: MovedFund, share: Parameter) -> Explained:
    value, shown = Fraction(fund.total_fen, 100), f"{yuan_text(fund.total_fen)} 元"
    if wages is None:
        return Explained(title, value, shown, f"临时账户的{WHOLE}", "", "", "", f"{RULE}第五条", ())
    numbers = f"{yuan_text(fund.account_fen)} + {yuan_text(wages)} × {percent_text(Fraction(share.value), 0)}"
    formula = "个人账户储存额 + 1998年以来缴费工资合计 × 转移统筹基金比例（四舍五入到分）"
    return Explained(title, value, shown, formula, numbers, "", "", f"{RULE}第四条", (share,))


def _sum(funds: list[MovedFund]) -> Explained:
    total = sum(fund.total_fen for fund in funds)
    numbers = " + ".join(yuan_text(fund.total_fen) for fund in funds) or "0"
    value = Fraction(total, 100)
    return Explained("转移合计", value, f"{yuan_text(total)} 元", "各项相加", numbers, "", "", f"{RULE}第四条", ())


def _national(law: Law, name: str, month: int, item: str = "") -> Parameter:
    nation = law.regions.find(NATION)
    assert nation is not None
    found = law.find(name, nation, month, item)
    if isinstance(found, Missing):
        raise ProblemsFound([finding("I301", printed=found.asked, expected=found.reason, remedy=found.remedy)])
    return found


def _stay(case: Case, number: int, row: Mapping[str, str], law: Law, month: int, findings: list[Finding]) -> Stay:
    at = Place(file=case.file, key=f"{STAYS}第{number}段")
    place, months, temporary = (row.get(name, "") for name in ("地区", "月数", "临时账户"))
    unknown = [name for name in row if name not in OF_STAY]
    if unknown:
        findings.append(finding("I202", at, printed="、".join(unknown), expected="、".join(OF_STAY)))
    if law.regions.find(place) is None:
        findings.append(finding("I104", at, printed=place or "空", expected=law.regions.hint(place)))
    if temporary not in ("", "是", "否"):
        findings.append(finding("I204", at, printed=temporary, expected="临时账户写“是”或“否”"))
    if not months.isdecimal():
        findings.append(finding("I404", at, printed=months or "空", expected="整数的月数"))
        return Stay(place, 0)
    late = temporary == "是" or (not temporary and _begun_late(case, row, law, month, findings))
    return Stay(_province(place, law), int(months), late)


def _begun_late(case: Case, row: Mapping[str, str], law: Law, month: int, findings: list[Finding]) -> bool:
    """First insured away from home at an age from which only a temporary account is opened."""
    sex, born, begun = case.facts.get(SEX, ""), case.facts.get(BORN, ""), row.get("起", "")
    away = _province(row.get("地区", ""), law) != _province(case.facts.get(HOME, ""), law)
    if not (sex and born and begun and away):
        return False
    try:
        age = month_of(begun) - month_of(born)
    except ValueError:
        place = Place(file=case.file, key=STAYS)
        findings.append(finding("I204", place, printed=f"{born}、{begun}", expected="出生年月和起写年月，如 1965-04"))
        return False
    return age >= Fraction(_national(law, TEMPORARY_AGE, month, sex).value) * 12


def _full(place: str, law: Law) -> str:
    region = law.regions.find(place)
    return region.name if region is not None else place


def _province(place: str, law: Law) -> str:
    region = law.regions.find(place)
    return law.regions.province(region).name if region is not None else place


def _amount(file: str, title: str, text: str, findings: list[Finding]) -> int:
    try:
        fen = fen_of_yuan(text)
        if fen < 0:
            raise ValueError(title)
    except ValueError:
        place = Place(file=file, key=title)
        findings.append(finding("I204", place, printed=text or "空", expected="不小于0的金额"))
        return 0
    return fen
