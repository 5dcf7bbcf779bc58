"""`mingzhang contribute`: the contributions of one wage, month by month, for every insurance of the kind."""

import json
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import click

from mingzhang.insurance.award.screen import statement_text
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.stating import make_statement
from mingzhang.insurance.award.tasks import asked_month
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_text
from mingzhang.insurance.schemes.contribution import MORE_PERSON, MORE_UNIT, PAID_PERSON, PAID_UNIT
from mingzhang.money import decimal_text, yuan_text
from mingzhang.terminal.telling import show_findings

KINDS = {
    "企业职工": ("企业职工基本养老保险",),
    "灵活就业": ("灵活就业基本养老保险",),
    "机关事业": ("机关事业单位基本养老保险", "职业年金"),
}
OLD_RATE_ENDS = date(2011, 6, 30)
SUMMED = ("单位缴费", "个人缴费", "合计应缴", "记入个人账户", "滞纳金", MORE_UNIT.title, MORE_PERSON.title)


def show_contributions(asked: Mapping[str, str], own_files: Sequence[Path], json_wanted: bool) -> None:
    law = load_law(own_files)
    first = asked_month(asked["month"], "--month")
    assert first is not None, "a required option"
    last = asked_month(asked.get("to_month"), "--to") or first
    if last < first:
        raise click.BadParameter("不早于 --month", param_hint="选项 --to")
    paid_at = asked_month(asked.get("paid_at"), "--paid-at")
    if "floating" in asked and "injury_class" not in asked:
        raise click.UsageError("--floating 是工伤保险的浮动费率，要和 --injury-class 一起写")
    late = _late_days(asked, last - first + 1)
    statements: list[Statement] = []
    for month in range(first, last + 1):
        statements += _month(asked, law, month, paid_at, late[month - first])
    if json_wanted:
        click.echo(json.dumps([item.as_json() for item in statements], ensure_ascii=False, indent=2))
        return
    for statement in statements:
        click.echo(statement_text(statement) + "\n")
    click.echo(_summary(statements))
    show_findings(list(dict.fromkeys(item for statement in statements for item in statement.findings)))


def _late_days(asked: Mapping[str, str], months: int) -> list[dict[str, str]]:
    """Of each month: days stated, or from the day after the last day for paying up to that of payment; empty: none.

    Of those found from the dates, the ones up to 30 June 2011 are told apart: they have another rate.
    `--due` is that of the first month; the later months' is the same day of the months that follow.
    """
    due, paid = (_day(asked.get(name), f"--{name.replace('_', '-')}") for name in ("due", "paid_on"))
    if (due is None) is not (paid is None):
        raise click.UsageError("--due 和 --paid-on 要一起写")
    if "late_days" in asked and months > 1:
        raise click.UsageError("几个月的欠缴天数各不相同：写 --due 和 --paid-on，逐月推算")
    if due is None or paid is None:
        return [{"滞纳天数": asked["late_days"]} if "late_days" in asked else {}] * months
    if "late_days" in asked:
        raise click.UsageError("滞纳天数写 --late-days，或者写 --due 和 --paid-on，不能都写")
    return [_late_facts(_later(due, step), paid) for step in range(months)]


def _late_facts(due: date, paid: date) -> dict[str, str]:
    early = max((min(paid, OLD_RATE_ENDS) - due).days, 0)
    told = {"早期滞纳天数": str(early)} if due.year <= OLD_RATE_ENDS.year else {}
    return {"滞纳天数": str(max((paid - due).days, 0))} | told


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise click.BadParameter("应为日期，如 2025-04-15", param_hint=f"选项 {option}") from problem


def _later(day: date, months: int) -> date:
    """The same day some months later; the last of a shorter month."""
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month(
    asked: Mapping[str, str], law: Law, month: int, paid_at: int | None, late: Mapping[str, str]
) -> list[Statement]:
    """The statements of one month, one for each insurance."""
    common = {"参保地": asked["region"], "费款所属期": month_text(month), "申报工资": asked["wage"]}
    common |= late
    found = []
    for insurance in KINDS[asked["kind"]]:
        facts = common | {"险种": insurance}
        if paid_at is not None:
            before = _make("缴费", facts, law, paid_at)
            facts |= {PAID_UNIT.title: _plain(before, "单位缴费"), PAID_PERSON.title: _plain(before, "个人缴费")}
        found.append(_make("缴费", facts, law, None))
    if "injury_class" in asked:
        facts = common | {"行业类别": asked["injury_class"]}
        facts |= {"浮动比例": asked["floating"]} if "floating" in asked else {}
        found.append(_make("工伤缴费", facts, law, None))
    return found


def _make(scheme: str, facts: dict[str, str], law: Law, at: int | None) -> Statement:
    return make_statement(facts, scheme, law, made_at=at, source=Source(keyed=True))


def _plain(statement: Statement, title: str) -> str:
    value = statement.value(title)
    assert value is not None, title
    return decimal_text(value, 2)


def _summary(statements: Sequence[Statement]) -> str:
    """Sums over all months and insurances."""
    parts = []
    for title in SUMMED:
        values = [value for item in statements if (value := item.value(title)) is not None]
        if values:
            parts.append(f"{title} {yuan_text(int(sum(values, Fraction(0)) * 100))} 元")
    return "合计：" + "，".join(parts)
