"""People and their yearly records → the facts of a form: months, index and balance, ready for the award."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.careers import (
    CONSUMED,
    INDEX_SCALE,
    NOT_STATED,
    OPENED,
    OPENED_YEAR,
    START,
    Numbers,
    People,
    Totals,
    YearRow,
    compute_careers,
)
from mingzhang.insurance.award.columns import UnusableColumn, read_fen, read_numbers
from mingzhang.insurance.award.reading import FEN, PERSON, Source
from mingzhang.insurance.award.records import Careers, read_records
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.frame import Failure, words_of
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter, Unit
from mingzhang.insurance.law.regions import NATION
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_from, year_of
from mingzhang.insurance.schemes import account
from mingzhang.insurance.schemes import pension_facts as pension
from mingzhang.insurance.schemes.common import BORN, REGION
from mingzhang.insurance.schemes.entitlement import UNTIL

INDEX_PLACES = len(str(INDEX_SCALE)) - 1


@dataclass(frozen=True, slots=True)
class Joined:
    """The people with what their records come to; rows of the mask cannot be awarded."""

    people: pl.DataFrame
    left_out: Mask
    findings: tuple[Finding, ...]
    history: tuple[YearRow, ...]
    used: tuple[Parameter, ...]
    """Parameters that the years were computed with."""


def join_records(
    people: pl.DataFrame, records: pl.DataFrame, law: Law, source: Source, records_source: Source
) -> Joined:
    """Raises ProblemsFound when a column that both need is missing or unfit."""
    until = UNTIL.title if UNTIL.title in people.columns else pension.RETIRED.title
    needed = [title for title in (PERSON, REGION.title, until) if title not in people.columns]
    if needed:
        raise ProblemsFound([finding("I203", source.whole(title), expected=title) for title in needed])
    findings, left_out = _doubled(people[PERSON], source)
    known, unfit = _people(people, law, source, until)
    careers = read_records(records, people[PERSON], records_source)
    findings += careers.findings
    left_out |= unfit
    totals = compute_careers(careers, known, law)
    unborn = _before_birth(people, careers, source)
    findings += [finding("I407", source.place(row, PERSON)) for row in np.flatnonzero(unborn & ~left_out).tolist()]
    left_out |= unborn
    broken = careers.bad.copy()
    for failure in totals.failures:
        broken[failure.rows] = True
    findings += list(_missing(totals.failures, records_source))
    for row in np.flatnonzero(broken & ~left_out).tolist():
        findings.append(finding("I211", source.place(row, PERSON), printed=str(people[PERSON][row])))
    return Joined(
        _joined(people, totals, known), left_out | broken, tuple(findings), tuple(totals.history), tuple(totals.used)
    )


def _doubled(ids: pl.Series, source: Source) -> tuple[list[Finding], Mask]:
    """Rows whose person stands in the table more than once, or nowhere."""
    mask = (ids.is_duplicated() | ids.is_null()).to_numpy().copy()
    found = [finding("I207", source.place(row, PERSON), printed=str(ids[row])) for row in np.flatnonzero(mask).tolist()]
    return found, mask


def _before_birth(people: pl.DataFrame, careers: Careers, source: Source) -> Mask:
    """People with paid months in a year before that of their birth."""
    born, unfit = _numbers(people, BORN.title, Unit.MONTH, 0, source)
    paid = careers.values[account.MONTHS.title] > 0
    first_year = np.where(paid.any(axis=0), careers.first_year + paid.argmax(axis=0), year_of(month_from(9999, 1)))
    return (first_year < born // MONTHS_PER_YEAR) & ~unfit


def _people(people: pl.DataFrame, law: Law, source: Source, until: str) -> tuple[People, Mask]:
    """What cannot be read here is told by the award itself, which reads the same columns."""
    names = people[REGION.title].cast(pl.String).fill_null("").str.strip_chars()
    words = words_of(names.unique(maintain_order=True).to_list())
    nation = law.regions.find(NATION)
    assert nation is not None
    codes = names.replace_strict(pl.Series(words.words), pl.Series(words.codes), return_dtype=pl.Int64).to_numpy()
    size = people.height
    retired, unfit = _numbers(people, until, Unit.MONTH, month_from(1990, 1), source)
    unfit |= (retired < month_from(1990, 1)) | (retired > month_from(2100, 1))
    known = People(
        region_codes=codes,
        regions=tuple(law.regions.find(word) or nation for word in words.words),
        insurance=words_of([account.INSURANCE.words[0]]).take(np.zeros(size, dtype=np.int64)),
        retired=np.where(unfit, month_from(1990, 1), retired),
        deemed_months=_numbers(people, pension.DEEMED_MONTHS.title, Unit.MONTHS, 0, source)[0],
        opened_fen=_numbers(people, OPENED, Unit.YUAN, 0, source)[0],
        opened_year=_numbers(people, OPENED_YEAR, Unit.NUMBER, 0, source)[0],
        opened_account=_numbers(people, START, Unit.MONTH, NOT_STATED, source)[0],
        index_stated=_stated(people, pension.INDEX.title),
        rows=np.arange(size),
    )
    return known, unfit


def _stated(people: pl.DataFrame, title: str) -> Mask:
    if title not in people.columns:
        return np.zeros(people.height, dtype=np.bool_)
    return np.asarray((people[title].is_not_null() & (people[title].cast(pl.String) != "")).to_numpy())


def _numbers(people: pl.DataFrame, title: str, unit: Unit, gap: int, source: Source) -> tuple[Numbers, Mask]:
    """Whole units, 分 for money, the gap where nothing stands; and which rows are unfit."""
    name = next((item for item in (title, title + FEN) if item in people.columns), None)
    if name is None:
        return np.full(people.height, gap, dtype=np.int64), np.zeros(people.height, dtype=np.bool_)
    try:
        read = read_fen(people[name]) if name.endswith(FEN) else read_numbers(people[name], unit)
    except UnusableColumn as problem:
        raise ProblemsFound([finding("I205", source.whole(name), printed=str(problem), expected=title)]) from problem
    scale = 100 if unit is Unit.YUAN else 1
    units, rest = np.divmod(read.units * scale, read.denominator)
    unfit = read.bad | (rest != 0)
    return np.where(read.given & ~unfit, units, gap), unfit


def _missing(failures: Iterable[Failure], source: Source) -> Iterable[Finding]:
    """Each series of the law that lacks values once, with the number of people whom it stops."""
    told: dict[tuple[str, str], list[Failure]] = {}
    for failure in failures:
        told.setdefault((failure.series, "" if failure.series else failure.printed), []).append(failure)
    for (series, _), alike in told.items():
        first = alike[0]
        people = {row for failure in alike for row in failure.rows.tolist()}
        asked = list(dict.fromkeys(failure.printed for failure in alike))
        more = f"，共缺 {len(asked)} 个：{asked[0]} 至 {asked[-1]}" if len(asked) > 1 else ""
        yield finding(
            "I212",
            Place(file=source.file),
            printed=(series or first.printed) + more if more else first.printed,
            expected=first.expected,
            arithmetic=f"涉及 {len(people)} 人",
            remedy=first.remedy + ("；其余各年同样各加一行" if more else ""),
        )


def _joined(people: pl.DataFrame, totals: Totals, known: People) -> pl.DataFrame:
    """The people's own statements stand; what they leave open comes from the records."""
    new = {
        pension.PAID_MONTHS.title: pl.Series(totals.months),
        pension.MONTHS.title: pl.Series(totals.months + known.deemed_months),
        pension.EARLY_MONTHS.title: pl.Series(totals.early_months + known.deemed_months),
        pension.INDEX_SUM.title: _decimals(totals.index_units),
        pension.BALANCE.title + FEN: pl.Series(totals.closing_fen),
    }
    if totals.estimated.any():
        said = pl.when(pl.Series(totals.estimated)).then(pl.lit(pension.ESTIMATED.words[0]))
        new[pension.ESTIMATED.title] = pl.select(said.alias("said"))["said"]
    stated = {
        pension.MONTHS.title: pension.YEARS.title,
        pension.EARLY_MONTHS.title: pension.EARLY_YEARS.title,
        pension.BALANCE.title + FEN: pension.BALANCE.title,
    }
    columns = [
        series.alias(title)
        for title, series in new.items()
        if title not in people.columns and stated.get(title) not in people.columns
    ]
    return people.drop(_consumed(people)).with_columns(columns)


def _consumed(people: pl.DataFrame) -> list[str]:
    return [name for title in CONSUMED for name in (title, title + FEN) if name in people.columns]


def _decimals(units: Numbers) -> pl.Series:
    scaled = pl.col("units").cast(pl.Decimal(38, 0)) * pl.lit(Decimal(1).scaleb(-INDEX_PLACES))
    return pl.DataFrame({"units": units}).select(scaled)["units"]
