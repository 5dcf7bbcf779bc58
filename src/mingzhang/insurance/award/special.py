"""中央调剂 from a table of provinces: no line arithmetic of one person."""

from fractions import Fraction

import polars as pl

from mingzhang.findings import Finding, ProblemsFound, finding
from mingzhang.insurance.award.case import Case
from mingzhang.insurance.award.columns import UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.source import FEN, Source
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.stating import plain_statement
from mingzhang.insurance.engine.explain import Explained
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Parameter, Unit
from mingzhang.insurance.schemes.central import (
    LAST_FEN_RULE,
    RULE,
    Adjusted,
    CentralAdjustment,
    Province,
    central_adjustment,
)
from mingzhang.money import percent_text, yuan_text

CENTRAL = "中央调剂"
COLUMNS = {"职工平均工资": Unit.YUAN, "在职应参保人数": Unit.PERSONS, "离退休人数": Unit.PERSONS}
NAME = "省份"
EQUAL = "上解合计与拨付合计相等；净得之和为零。"


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
    names = table[NAME].cast(pl.String).fill_null("").str.strip_chars().to_list()
    for row, name in enumerate(names):
        if not name or name in names[:row]:
            place = source.place(row, NAME)
            findings.append(finding("I405", place, printed=name or "空", expected="每省一行，省份不重复"))
    if not sum(columns["离退休人数"]):
        findings.append(finding("I405", source.whole("离退休人数"), printed="0", expected="合计大于0，否则无从拨付"))
    if findings:
        raise ProblemsFound(findings)
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


def adjust_provinces(table: pl.DataFrame, year: int, law: Law, source: Source) -> CentralAdjustment:
    """What each province pays and gets. Raises ProblemsFound with everything that is wrong."""
    result = central_adjustment(read_provinces(table, source), year, law)
    if isinstance(result, Missing):
        raise ProblemsFound([finding("I301", printed=result.asked, expected=result.reason, remedy=result.remedy)])
    return result


def adjusted_table(result: CentralAdjustment) -> pl.DataFrame:
    """A row a province, amounts in 分."""
    return pl.DataFrame([_row(item) for item in result.provinces])


def _row(item: Adjusted) -> dict[str, str | int]:
    amounts = {"上解": item.paid_fen, "拨付": item.received_fen, "净得": item.net_fen}
    return {NAME: item.province.name} | {title + FEN: fen for title, fen in amounts.items()}


def central_statement(result: CentralAdjustment, file: str, month: int) -> Statement:
    """Both sums first, which are equal; then what each province pays, gets and gains."""
    retired = sum(item.province.retired for item in result.provinces)
    lines = [_total("上解合计", [item.paid_fen for item in result.provinces])]
    lines.append(_total("拨付合计", [item.received_fen for item in result.provinces]))
    for item in result.provinces:
        lines += _of_province(item, result, retired)
    facts = {"年度": f"{result.year}年", "省数": str(len(result.provinces)), "离退休人数合计": f"{retired:,}人"}
    return plain_statement("中央调剂核定表", CENTRAL, Case(file, facts, CENTRAL, month), tuple(lines), (EQUAL,))


def _of_province(item: Adjusted, result: CentralAdjustment, retired: int) -> list[Explained]:
    province, name = item.province, item.province.name
    share, rate = Fraction(result.wage_share.value), Fraction(result.rate.value)
    exactly = province.wage_fen * province.workers * share * rate
    paid = _line(
        f"{name}上解",
        item.paid_fen,
        "职工平均工资 × 在职应参保人数 × 〈中央调剂工资比例〉 × 〈中央调剂上解比例〉",
        f"{yuan_text(province.wage_fen)} × {province.workers:,} × {percent_text(share, 0)} × {percent_text(rate, 1)}",
        "" if exactly == item.paid_fen else "四舍五入到分",
        (result.wage_share, result.rate),
    )
    got = _line(
        f"{name}拨付",
        item.received_fen,
        "上解合计 × 离退休人数 ÷ 离退休人数合计",
        f"{yuan_text(result.total_fen)} × {province.retired:,} ÷ {retired:,}",
        "" if result.total_fen * province.retired % retired == 0 else LAST_FEN_RULE,
    )
    net = f"{yuan_text(item.received_fen)} − {yuan_text(item.paid_fen)}"
    return [paid, got, _line(f"{name}净得（负数为净上解）", item.net_fen, f"{name}拨付 − {name}上解", net)]


def _total(title: str, amounts: list[int]) -> Explained:
    return _line(title, sum(amounts), "各省相加", " + ".join(yuan_text(fen) for fen in amounts))


def _line(
    title: str, fen: int, formula: str, numbers: str, rounding: str = "", used: tuple[Parameter, ...] = ()
) -> Explained:
    said = f"{numbers}，{rounding}" if rounding else numbers
    return Explained(title, Fraction(fen, 100), f"{yuan_text(fen)} 元", formula, said, "", "", RULE, used)
