"""Yearly records against the person's life: none before birth, none beyond the month of retirement."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from mingzhang.findings import Finding, finding
from mingzhang.insurance.award.account_years import Recorded
from mingzhang.insurance.award.dense import Careers, Numbers
from mingzhang.insurance.award.months import LISTED, last_of
from mingzhang.insurance.award.people import whole_numbers
from mingzhang.insurance.award.source import PERSON, Source
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.frame import Index
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_text
from mingzhang.insurance.schemes import account
from mingzhang.insurance.schemes.common import BORN
from mingzhang.insurance.schemes.entitlement import UNTIL


def outside_life(
    people: pl.DataFrame, careers: Careers, until: str, last_months: Numbers, left_out: Mask, source: Source
) -> tuple[Mask, list[Finding]]:
    """People whose records cannot be theirs, and what is told of them and of records that are not used.

    `last_months`: the month up to which each one's records count, `until` its title.
    """
    told = [
        *_before_birth(people, careers, source),
        *_beyond_the_month(careers, until, last_months, source),
    ]
    wrong = np.zeros(people.height, dtype=np.bool_)
    for row, _ in told:
        wrong[row] = True
    findings = [said for row, said in told if not left_out[row]]
    if until != UNTIL.title:
        findings += list(_later_years(people, careers, last_months, left_out | wrong, source))
    return wrong, findings


def _before_birth(people: pl.DataFrame, careers: Careers, source: Source) -> Iterator[tuple[int, Finding]]:
    """Paid months in a year before that of the birth; the first such year."""
    born, unfit = whole_numbers(people, BORN.title, Unit.MONTH, 0, source)
    unfit = unfit.copy()
    for year in range(careers.first_year, int(born.max()) // MONTHS_PER_YEAR if len(born) else 0):
        recorded = careers.of_year(year)
        if recorded:
            found = (recorded[account.MONTHS.title] > 0) & (born // MONTHS_PER_YEAR > year) & ~unfit
            for row in np.flatnonzero(found).tolist():
                said = f"{BORN.title} {month_text(int(born[row]))}，有{year}年的记录"
                yield row, finding("I407", source.place(row, PERSON), printed=said)
            unfit |= found


def _beyond_the_month(
    careers: Careers, until: str, last_months: Numbers, source: Source
) -> Iterator[tuple[int, Finding]]:
    """Months of the last year that lie beyond the month; or beyond December, in any year."""
    last_years = last_months // MONTHS_PER_YEAR
    for year in range(careers.first_year, careers.first_year + careers.years):
        recorded = careers.of_year(year)
        for row, end in _past_december(recorded):
            said, expected = f"{year}年计到{end}月", f"{account.FIRST.title}加{account.MONTHS.title}不超过12月"
            yield row, finding("I413", source.place(row, PERSON), printed=said, expected=expected)
        rows: Index = np.flatnonzero(last_years == year)
        ends, most = _ends(recorded, rows), last_months[rows] % MONTHS_PER_YEAR + 1
        for at in np.flatnonzero((ends > most) & (ends <= MONTHS_PER_YEAR)).tolist():
            row = int(rows[at])
            said = f"{year}年计到{ends[at]}月"
            expected = f"不晚于{until} {month_text(int(last_months[row]))}"
            yield row, finding("I413", source.place(row, PERSON), printed=said, expected=expected)


def _past_december(recorded: Recorded) -> list[tuple[int, int]]:
    """Rows whose months, counted from the first, go on in the next year; with the number of the last."""
    if account.FIRST.title not in recorded:
        return []
    past = recorded[account.MONTHS.title] + recorded[account.FIRST.title] > MONTHS_PER_YEAR + 1
    rows: Index = np.flatnonzero(past)
    ends = _ends(recorded, rows)
    return [(row, end) for row, end in zip(rows.tolist(), ends.tolist(), strict=True) if end > MONTHS_PER_YEAR]


def _ends(recorded: Recorded, rows: Index) -> Numbers:
    """The number of the last month that each record counts; 0 where there is none."""
    months = recorded[account.MONTHS.title][rows].astype(np.int64)
    first = recorded.get(account.FIRST.title)
    ends = months if first is None else np.where(months > 0, months + first[rows] - 1, 0)
    listed = recorded[LISTED][rows] if LISTED in recorded else np.zeros(len(rows), dtype=np.int64)
    return np.where(listed > 0, last_of(listed), ends)


def _later_years(
    people: pl.DataFrame, careers: Careers, last_months: Numbers, left_out: Mask, source: Source
) -> Iterator[Finding]:
    """Records of years after that of retirement are not used, and that is told."""
    counts = np.zeros(people.height, dtype=np.int64)
    last_years = last_months // MONTHS_PER_YEAR
    first = int(last_years.min()) + 1 if len(last_years) else 0
    for year in range(max(first, careers.first_year), careers.first_year + careers.years):
        counts += (careers.of_year(year)[account.MONTHS.title] > 0) & (last_years < year)
    for row in np.flatnonzero((counts > 0) & ~left_out).tolist():
        said = f"退休年月 {month_text(int(last_months[row]))}"
        yield finding("I214", source.place(row, PERSON), printed=said, arithmetic=f"共 {counts[row]} 年的记录")
