"""重算: an earlier award against the new one, with what was really paid and the yearly adjustments between."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.carried import NUMBER
from mingzhang.insurance.award.case import PAID_STEPS, RAISES, Case
from mingzhang.insurance.award.settlement import Settlement, settle
from mingzhang.insurance.award.source import PERSON, Source
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.stating import make_statement
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_from, month_of, month_text, year_of
from mingzhang.insurance.schemes.adjustment import AGE, HARDSHIP, MONTH, PENSION, YEARS
from mingzhang.insurance.schemes.common import BORN, REGION
from mingzhang.money import decimal_text, fen_of_yuan, yuan_text

FIRST = "首次领取年月"
RAISE = "月增加额"
AMOUNT_EXPECTED = "起写年月，{}写金额"


@dataclass(frozen=True, slots=True)
class Paying:
    """What an award pays a month, and from which month on."""

    scheme: str
    fen: int
    first: int
    person: Mapping[str, str]
    """What the statement says of the person."""


def read_prior(path: Path) -> Paying:
    """What an earlier statement's JSON pays. Raises ProblemsFound."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
        values = {line["项目"]: Fraction(line["精确值"]) for line in data["项目"] if "精确值" in line}
        said = {str(title): str(value) for title, value in data["案卷"].items()}
        return _paying(data["待遇"], values[data["结果"]["项目"]], values[FIRST], said)
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError, ZeroDivisionError) as problem:
        expected = f"mingzhang award 案卷.toml --json 的输出，其中有按月发给的结果和{FIRST}"
        raise ProblemsFound([finding("I209", Place(file=path.name), expected=expected)]) from problem


def _paying(scheme: str, amount: Fraction, first: Fraction, person: Mapping[str, str]) -> Paying:
    """Raises ValueError for what is no amount in 分 and no month."""
    fen = amount * 100
    if fen.denominator != 1 or first.denominator != 1:
        raise ValueError(scheme)
    return Paying(scheme, int(fen), int(first), person)


def settlement_of(
    statement: Statement, prior: Path, law: Law, last: int | None, stopped: int | None, case: Case
) -> Settlement:
    """The new statement against an earlier one, up to `last` (else the month in which the new one was made).

    From the earlier of both first months: what the new award pays before the old one is due, what only the old one
    paid is to be recovered. The case may tell what was really paid from which month, and the yearly adjustments since.
    """
    before = read_prior(prior)
    amount, begins = statement.key.value, statement.value(FIRST)
    end = last if last is not None else statement.made_at
    if amount is None or begins is None or end is None or before.scheme != statement.scheme:
        expected = f"同一种按月发给的待遇（{statement.scheme}），并用 --until 或核定年月写明已发放到哪个月"
        raise ProblemsFound([finding("I209", Place(file=prior.name), printed=before.scheme, expected=expected)])
    now = _paying(statement.scheme, amount, begins, dict(statement.facts))
    _same_person(before.person, now.person, prior)
    if end < min(before.first, now.first):
        expected = f"不早于{FIRST} {month_text(min(before.first, now.first))}"
        raise ProblemsFound([finding("I209", Place(file=prior.name), printed=month_text(end), expected=expected)])
    paid = sorted([(before.first, before.fen), *_paid_steps(case)], key=lambda step: step[0])
    due = _raised(now, case, statement, law)
    return settle(paid, due, min(before.first, now.first), end, stopped)


def _same_person(before: Mapping[str, str], now: Mapping[str, str], prior: Path) -> None:
    """What one is told from others by must not differ where both statements say it. Raises ProblemsFound."""
    findings = [
        finding("I209", Place(file=prior.name, key=title), printed=before[title], expected=f"同一个人：{now[title]}")
        for title in (PERSON, NUMBER)
        if title in before and title in now and before[title] != now[title]
    ]
    if findings:
        raise ProblemsFound(findings)


def _paid_steps(case: Case) -> list[tuple[int, int]]:
    """Raises ProblemsFound with everything that is wrong."""
    rows = [(_place(case, PAID_STEPS, number), row) for number, row in enumerate(case.paid_steps, 1)]
    findings = [said for place, row in rows for said in _unknown(place, row, ("起", "月额"))]
    found = [step for place, row in rows if (step := _step(place, row, "月额", findings)) is not None]
    if findings:
        raise ProblemsFound(findings)
    return found


def _raised(now: Paying, case: Case, statement: Statement, law: Law) -> list[tuple[int, int]]:
    """What is due from which month: the award, then each yearly adjustment, stated or by the region's tables."""
    findings: list[Finding] = []
    due = [(now.first, now.fen)]
    rows = [(_place(case, RAISES, number), row) for number, row in enumerate(case.raises, 1)]
    for place, row in sorted(rows, key=lambda item: item[1].get("起", "")):
        findings += _unknown(place, row, ("起", RAISE, HARDSHIP.title))
        stated = row if row.get(RAISE) else row | {RAISE: "0"}
        step = _step(place, stated, RAISE, findings)
        if step is None:
            continue
        more = step[1] if row.get(RAISE) else _adjusted(place, row, case, statement, due[-1][1], law, findings)
        due.append((step[0], due[-1][1] + more))
    if findings:
        raise ProblemsFound(findings)
    return due


def _adjusted(
    place: Place, row: dict[str, str], case: Case, statement: Statement, due_fen: int, law: Law, findings: list[Finding]
) -> int:
    """分 that the region's adjustment of that month adds to what was due."""
    years, born = statement.value("缴费年限"), dict(statement.facts).get(BORN.title, "")
    month = month_of(row["起"])
    if years is None or not born:
        said = f"{RAISE}；或者案卷写明{BORN.title}和缴费年限，由当地的调整办法计算"
        findings.append(finding("I203", place, expected=said))
        return 0
    age = (month_from(year_of(month) - 1, MONTHS_PER_YEAR) - month_of(born)) // MONTHS_PER_YEAR
    facts = {REGION.title: case.facts[REGION.title], MONTH.title: month_text(month), AGE.title: str(age)}
    facts |= {YEARS.title: decimal_text(years, 4), PENSION.title: yuan_text(due_fen, grouped=False)}
    facts |= {HARDSHIP.title: row[HARDSHIP.title]} if row.get(HARDSHIP.title) else {}
    try:
        own = law.with_layer(case.parameters)
        source = Source(file=case.file, keyed=True)
        raised = make_statement(facts, "养老金调整", own, made_at=None, source=source)
    except ProblemsFound as problem:
        findings += problem.findings
        return 0
    more = raised.value(RAISE)
    assert more is not None
    return int(more * 100)


def _place(case: Case, title: str, number: int) -> Place:
    return Place(file=case.file, key=f"{title}第{number}段")


def _unknown(place: Place, row: dict[str, str], known: tuple[str, ...]) -> list[Finding]:
    unknown = [key for key in row if key not in known]
    return [finding("I202", place, printed="、".join(unknown), expected="、".join(known))] if unknown else []


def _step(place: Place, row: dict[str, str], amount: str, findings: list[Finding]) -> tuple[int, int] | None:
    """The month and the 分 of a row; None, and a finding, where one of them cannot be read."""
    try:
        return month_of(row.get("起", "")), fen_of_yuan(row.get(amount, ""))
    except ValueError:
        said = f"起 {row.get('起') or '空'}，{amount} {row.get(amount) or '空'}"
        findings.append(finding("I204", place, printed=said, expected=AMOUNT_EXPECTED.format(amount)))
        return None
