"""Two benefits that are no line arithmetic of one person: a transfer between places, and the central adjustment."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.case import STAYS, Case
from mingzhang.insurance.award.columns import UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.reading import FEN, Source
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.law.regions import NATION
from mingzhang.insurance.month import month_of
from mingzhang.insurance.schemes.central import (
    LAST_FEN_RULE,
    Adjusted,
    CentralAdjustment,
    Province,
    central_adjustment,
)
from mingzhang.insurance.schemes.deadlines import Deadline, deadlines, events
from mingzhang.insurance.schemes.transfer import ENOUGH_MONTHS, POOL_SHARE, Stay, moved_fund, paying_place
from mingzhang.money import fen_of_yuan, percent_text, yuan_text

TRANSFER, CENTRAL, DEADLINES = "转移接续", "中央调剂", "工伤期限"
HOLIDAYS = "期间的第一天不计；末日是周末的顺延到周一，法定节假日和调休请另行核对。"
HOME, CURRENT = "户籍地", "关系所在地"
ACCOUNT, WAGES = "个人账户储存额", "1998年以来缴费工资合计"
COLUMNS = {"职工平均工资": Unit.YUAN, "在职应参保人数": Unit.PERSONS, "离退休人数": Unit.PERSONS}
NAME = "省份"


def deadlines_text(case: Case) -> str:
    """The calendar of a work injury from the days that the case states. Raises ProblemsFound."""
    known = events()
    findings: list[Finding] = []
    days = {}
    for title, text in case.facts.items():
        place = Place(file=case.file, key=title)
        if title not in known:
            findings.append(finding("I202", place, printed=title, expected="、".join(known)))
            continue
        try:
            days[title] = date.fromisoformat(text)
        except ValueError:
            findings.append(finding("I204", place, printed=text, expected="日期，如 2025-03-01"))
    if not days and not findings:
        findings.append(finding("I203", Place(file=case.file), expected="、".join(known)))
    if findings:
        raise ProblemsFound(findings)
    return "\n".join([*map(_deadline_text, deadlines(days)), HOLIDAYS])


def _deadline_text(item: Deadline) -> str:
    term = item.term
    moved = f"（周末，顺延至 {item.effective}）" if item.effective != item.ends else ""
    note = f"；{term.note}" if term.note else ""
    head = f"{item.ends}{moved} {term.act}"
    return f"{head}：自{term.event} {item.begins} 起 {term.length_text}{note}（{term.basis}）"


def transfer_text(case: Case, law: Law) -> str:
    """The paying place with its article, and the fund that moves. Raises ProblemsFound."""
    file, facts, stays = case.file, case.facts, case.stays
    findings: list[Finding] = []
    for title in (HOME, CURRENT):
        if law.regions.find(facts.get(title, "")) is None:
            said = facts.get(title, "") or "空"
            findings.append(finding("I104", Place(file=file, key=title), printed=said, expected="省、市名称或六位代码"))
    history = [_stay(file, number, row, law, findings) for number, row in enumerate(stays, 1)]
    if not stays:
        findings.append(finding("I404", Place(file=file, key=STAYS), expected="以 [[参保经历]] 开头的若干段"))
    amounts = [_amount(file, title, facts, findings) for title in (ACCOUNT, WAGES)]
    if findings:
        raise ProblemsFound(findings)
    home, current = (_full(facts[title], law) for title in (HOME, CURRENT))
    month = case.made_at if case.made_at is not None else month_of(f"{datetime.now(tz=UTC):%Y-%m}")
    enough, share = (_national(law, name, month) for name in (ENOUGH_MONTHS, POOL_SHARE))
    place = paying_place(home, history, current, int(enough))
    fund = moved_fund(amounts[0], amounts[1], share)
    lines = [f"待遇领取地：{place.place}", f"依据：{place.reason}", f"转移资金：{fund.text(amounts[1])}"]
    return "\n".join(lines)


def _national(law: Law, name: str, month: int) -> Fraction:
    nation = law.regions.find(NATION)
    assert nation is not None
    found = law.find(name, nation, month)
    if isinstance(found, Missing):
        raise ProblemsFound([finding("I301", printed=found.asked, expected=found.reason, remedy=found.remedy)])
    return Fraction(found.value)


def _stay(file: str, number: int, row: Mapping[str, str], law: Law, findings: list[Finding]) -> Stay:
    key = f"{STAYS}第{number}段"
    place, months = row.get("地区", ""), row.get("月数", "")
    unknown = [name for name in row if name not in ("地区", "月数", "临时账户")]
    if unknown:
        findings.append(finding("I202", Place(file=file, key=key), printed="、".join(unknown)))
    if law.regions.find(place) is None:
        findings.append(finding("I104", Place(file=file, key=key), printed=place or "空", expected="省、市名称"))
    if not months.isdecimal():
        findings.append(finding("I404", Place(file=file, key=key), printed=months or "空", expected="整数的月数"))
        return Stay(place, 0)
    return Stay(_full(place, law), int(months), row.get("临时账户", "") == "是")


def _full(place: str, law: Law) -> str:
    region = law.regions.find(place)
    return region.name if region is not None else place


def _amount(file: str, title: str, facts: Mapping[str, str], findings: list[Finding]) -> int:
    try:
        fen = fen_of_yuan(facts.get(title, ""))
        if fen < 0:
            raise ValueError(title)
    except ValueError:
        said = facts.get(title, "") or "空"
        findings.append(finding("I204", Place(file=file, key=title), printed=said, expected="不小于0的金额"))
        return 0
    return fen


def read_provinces(table: pl.DataFrame, source: Source) -> list[Province]:
    """One row a province. Raises ProblemsFound with everything that is wrong."""
    findings: list[Finding] = []
    columns: dict[str, list[int]] = {}
    for title, unit in COLUMNS.items():
        name = next((item for item in (title, title + FEN) if item in table.columns), None)
        if name is None:
            findings.append(finding("I203", source.whole(title), expected=title))
            continue
        columns[title] = _units(table[name], unit, source, findings)
    if NAME not in table.columns:
        findings.append(finding("I203", source.whole(NAME), expected=NAME))
    if findings:
        raise ProblemsFound(findings)
    names = table[NAME].cast(pl.String).fill_null("").to_list()
    return [Province(*row) for row in zip(names, *columns.values(), strict=True)]


def _units(series: pl.Series, unit: Unit, source: Source, findings: list[Finding]) -> list[int]:
    try:
        read = read_fen(series) if series.name.endswith(FEN) else read_numbers(series, unit)
    except UnusableColumn as problem:
        findings.append(finding("I205", source.whole(series.name), printed=str(problem)))
        return []
    scale = 100 if unit is Unit.YUAN else 1
    found = []
    for row, units in enumerate(read.units.tolist()):
        whole, rest = divmod(units * scale, read.denominator)
        if read.bad[row] or not read.given[row] or rest or whole < 0:
            place = source.place(row, series.name)
            findings.append(finding("I405", place, printed=shown(series[row]), expected="不小于0的数"))
        found.append(whole)
    return found


def adjust_provinces(table: pl.DataFrame, year: int, law: Law, path: Path) -> tuple[pl.DataFrame, str]:
    """The table with what each province pays and gets, and the sums in words. Raises ProblemsFound."""
    source = Source(path.name, first_row=2 if path.suffix.lower() == ".csv" else 1)
    result = central_adjustment(read_provinces(table, source), year, law)
    if isinstance(result, Missing):
        raise ProblemsFound([finding("I301", printed=result.asked, expected=result.reason, remedy=result.remedy)])
    return pl.DataFrame([_row(item) for item in result.provinces]), _said(result)


def _row(item: Adjusted) -> dict[str, str | int]:
    amounts = {"上解": item.paid_fen, "拨付": item.received_fen, "净得": item.net_fen}
    return {NAME: item.province.name} | {title + FEN: fen for title, fen in amounts.items()}


def _said(result: CentralAdjustment) -> str:
    rate = f"{percent_text(result.wage_share, 0)} × {percent_text(result.rate, 1)}"
    lines = [f"{result.year} 年中央调剂：上解 = 职工平均工资 × 在职应参保人数 × {rate}，四舍五入到分"]
    for item in result.provinces:
        paid, received, net = (yuan_text(fen) for fen in (item.paid_fen, item.received_fen, item.net_fen))
        lines.append(f"  {item.province.name}：上解 {paid} 元，拨付 {received} 元，净得 {net} 元")
    lines.append(f"  上解合计与拨付合计都是 {yuan_text(result.total_fen)} 元；{LAST_FEN_RULE}")
    return "\n".join(lines)
