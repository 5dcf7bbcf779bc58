"""中央调剂 from a table of provinces: no line arithmetic of one person."""

from pathlib import Path

import polars as pl

from mingzhang.findings import Finding, ProblemsFound, finding
from mingzhang.insurance.award.columns import UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.reading import FEN, Source
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.central import (
    LAST_FEN_RULE,
    Adjusted,
    CentralAdjustment,
    Province,
    central_adjustment,
)
from mingzhang.money import percent_text, yuan_text

CENTRAL = "中央调剂"
COLUMNS = {"职工平均工资": Unit.YUAN, "在职应参保人数": Unit.PERSONS, "离退休人数": Unit.PERSONS}
NAME = "省份"


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
