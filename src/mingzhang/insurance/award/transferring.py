"""转移接续: the paying place and the fund that moves from each place, as a statement."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.case import STAYS, Case
from mingzhang.insurance.award.statement import Statement, plain_statement
from mingzhang.insurance.engine.explain import Explained
from mingzhang.insurance.law.law import Law, Missing
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
OF_STAY = ("地区", "月数", "临时账户", "起", ACCOUNT, WAGES)
Moved = tuple[str, int, MovedFund]
"""Title, wages in 分, what moves."""


def transfer_statement(case: Case, law: Law) -> Statement:
    """Raises ProblemsFound with everything that is wrong."""
    month = case.made_at if case.made_at is not None else month_of(f"{datetime.now(tz=UTC):%Y-%m}")
    findings = _wrong_facts(case, law)
    stays = [_stay(case, number, row, law, month, findings) for number, row in enumerate(case.stays, 1)]
    if not stays:
        findings.append(finding("I404", Place(file=case.file, key=STAYS), expected="以 [[参保经历]] 开头的若干段"))
    amounts = _amounts(case, findings)
    if findings:
        raise ProblemsFound(findings)
    home, current = (_full(case.facts[title], law) for title in (HOME, CURRENT))
    enough, share = (_national(law, name, month) for name in (ENOUGH_MONTHS, POOL_SHARE))
    found = paying_place(home, stays, current, int(Fraction(enough.value)))
    moved: list[Moved] = []
    for place, account, wages in amounts:
        title = f"从{_full(place, law)}转出" if place else "转移资金"
        if not place or _full(place, law) != found.place:
            moved.append((title, wages, moved_fund(account, wages, Fraction(share.value))))
    lines = [Explained("待遇领取地", None, found.place, found.reason, "", "", "", f"{RULE}第六条", (enough,))]
    lines += [_moved(*item, share) for item in moved]
    lines.append(_sum([fund for _, _, fund in moved]))
    return plain_statement("基本养老保险关系转移接续表", TRANSFER, case, tuple(lines))


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
            found.append(finding("I104", place, printed=said or "空", expected="省、市名称或六位代码"))
    return found


def _amounts(case: Case, findings: list[Finding]) -> list[tuple[str, int, int]]:
    """Place, account and wages of each stay where the stays tell them; else of all together, the place empty."""
    if any(ACCOUNT in row or WAGES in row for row in case.stays):
        told = [(f"{STAYS}第{number}段.", row) for number, row in enumerate(case.stays, 1)]
    else:
        told = [("", dict(case.facts))]
    found = []
    for key, row in told:
        account, wages = (_amount(case.file, key + title, row.get(title, ""), findings) for title in (ACCOUNT, WAGES))
        found.append((row.get("地区", ""), account, wages))
    return found


def _moved(title: str, wages: int, fund: MovedFund, share: Parameter) -> Explained:
    numbers = f"{yuan_text(fund.account_fen)} + {yuan_text(wages)} × {percent_text(Fraction(share.value), 0)}"
    value = Fraction(fund.total_fen, 100)
    formula = "个人账户储存额 + 1998年以来缴费工资合计 × 转移统筹基金比例（四舍五入到分）"
    return Explained(
        title, value, f"{yuan_text(fund.total_fen)} 元", formula, numbers, "", "", f"{RULE}第四条", (share,)
    )


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
        findings.append(finding("I104", at, printed=place or "空", expected="省、市名称"))
    if temporary not in ("", "是", "否"):
        findings.append(finding("I204", at, printed=temporary, expected="临时账户写“是”或“否”"))
    if not months.isdecimal():
        findings.append(finding("I404", at, printed=months or "空", expected="整数的月数"))
        return Stay(place, 0)
    late = temporary == "是" or (not temporary and _begun_late(case, row, law, month, findings))
    return Stay(_full(place, law), int(months), late)


def _begun_late(case: Case, row: Mapping[str, str], law: Law, month: int, findings: list[Finding]) -> bool:
    """First insured away from home at an age from which only a temporary account is opened."""
    sex, born, begun = case.facts.get(SEX, ""), case.facts.get(BORN, ""), row.get("起", "")
    away = _full(row.get("地区", ""), law) != _full(case.facts.get(HOME, ""), law)
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
