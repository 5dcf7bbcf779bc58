"""Careers computed year by year for all people at once, by the rule of one account year."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from mingzhang.insurance.award.records import Careers
from mingzhang.insurance.engine.exact import Exact, Mask, add, column, constant, over
from mingzhang.insurance.engine.frame import Failure, Frame, Index, Words
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_from
from mingzhang.insurance.schemes import account

Numbers = NDArray[np.int64]
NOT_STATED = -1
DEEMED, OPENED, OPENED_YEAR = "视同缴费月数", "期初余额", "期初年份"
START = "建账年月"
CONSUMED = (DEEMED, OPENED, OPENED_YEAR, START)
"""Columns of the people that only the records need."""


@dataclass(frozen=True, slots=True)
class People:
    """What the records need to know about each person, row by row."""

    region_codes: Index
    regions: tuple[Region, ...]
    insurance: Words
    retired: Numbers
    deemed_months: Numbers
    opened_fen: Numbers
    opened_year: Numbers
    """0 where no balance is carried in."""
    opened_account: Numbers
    """Month in which the account begins; NOT_STATED: by the law of the region."""
    index_stated: Mask


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of one person, for the statement."""

    year: int
    months: int
    wages_fen: int
    index: Fraction
    opening_fen: int
    credit_fen: int
    interest_fen: int
    closing_fen: int


@dataclass(slots=True)
class Totals:
    """What a career comes to."""

    closing: Exact
    index_sum: Exact
    months: Numbers
    early_months: Numbers
    estimated: Mask
    """The last interest uses the year before, as the year's own rate is not out."""
    failures: list[Failure] = field(default_factory=list)
    history: list[YearRow] = field(default_factory=list)


def compute_careers(careers: Careers, people: People, law: Law) -> Totals:
    """From the first record to each person's month of retirement."""
    size = len(people.retired)
    nothing = constant(Fraction(0), size)
    totals = Totals(nothing, nothing, np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.bool_))
    start, start_failures = _account_start(people, law)
    totals.failures += start_failures
    last = int(people.retired.max()) // MONTHS_PER_YEAR if size else careers.first_year
    for year in range(careers.first_year, last + 1):
        frame, months = _year_frame(careers, people, law, year, opening=totals.closing, start=start)
        account.ACCOUNT_YEAR.compute(frame)
        totals.failures += frame.failures
        _carry_on(totals, frame, people, year, months=months, start=start)
    return totals


def _year_frame(
    careers: Careers, people: People, law: Law, year: int, *, opening: Exact, start: Numbers
) -> tuple[Frame, Numbers]:
    """The facts of one year; after retirement nothing is paid, credited or borne interest on."""
    size = len(people.retired)
    row = year - careers.first_year
    active = people.retired // MONTHS_PER_YEAR >= year
    counted = np.where(people.retired // MONTHS_PER_YEAR == year, people.retired % MONTHS_PER_YEAR + 1, MONTHS_PER_YEAR)

    def units(title: str, gap: int) -> Numbers:
        matrix = careers.values.get(title)
        if matrix is None or row >= len(matrix):
            return np.full(size, gap, dtype=np.int64)
        return matrix[row] if active.all() else np.where(active, matrix[row], gap)

    months = units(account.MONTHS.title, 0)
    credited = units(account.CREDITED.title, NOT_STATED)
    carried_in = people.opened_year >= year
    before_account = start > month_from(year, MONTHS_PER_YEAR)
    no_credit = carried_in | before_account
    if no_credit.any():
        credited = np.where(no_credit, 0, credited)
    if not active.all():
        opening = Exact(np.where(active, opening.units, 0), opening.denominator, opening.low, opening.high)
    frame = Frame(size, law, people.regions, people.region_codes)
    december = month_from(year, MONTHS_PER_YEAR)
    frame.facts = {
        account.INSURANCE.title: people.insurance,
        account.YEAR.title: constant(Fraction(year), size),
        account.DECEMBER.title: constant(Fraction(december), size),
        account.WAGES.title: column(units(account.WAGES.title, 0), 100),
        account.MONTHS.title: column(months),
        account.FIRST.title: column(units(account.FIRST.title, 1)),
        account.COUNTED.title: column(counted),
        account.CREDITED.title: column(credited, 100),
        account.OPENING.title: opening,
        account.INDEX_STATED.title: constant(Fraction(0), size),
    }
    frame.given = {account.CREDITED.title: credited != NOT_STATED, account.INDEX_STATED.title: people.index_stated}
    return frame, months


def _carry_on(totals: Totals, frame: Frame, people: People, year: int, *, months: Numbers, start: Numbers) -> None:
    """Adds the year to the totals."""
    lines = frame.columns
    closing, index = lines[account.CLOSING.title], lines[account.INDEX.title]
    assert isinstance(closing, Exact)
    assert isinstance(index, Exact)
    active = people.retired // MONTHS_PER_YEAR >= year
    if frame.size == 1 and active[0]:
        totals.history.append(_history(frame, year, people))
    kept = over(closing, 100).units
    if not active.all():
        kept = np.where(active, kept, over(totals.closing, 100).units)
    carried_in = people.opened_year == year
    if carried_in.any():
        kept = np.where(carried_in, people.opened_fen, kept)
    totals.closing = column(kept, 100)
    totals.index_sum = add(totals.index_sum, index)
    totals.months += months
    first = frame.facts[account.FIRST.title]
    assert isinstance(first, Exact)
    begins = month_from(year, 1) + first.units - 1
    totals.early_months += np.clip(start - begins, 0, months)
    provisional = account.ACCOUNT_YEAR.is_provisional(frame)
    totals.estimated |= provisional & active


def _history(frame: Frame, year: int, people: People) -> YearRow:
    def value(title: str) -> Fraction:
        found = frame.columns.get(title, frame.facts.get(title))
        assert isinstance(found, Exact), title
        return found.at(0)

    carried_in = bool(people.opened_year[0] == year)
    closing = Fraction(int(people.opened_fen[0]), 100) if carried_in else value(account.CLOSING.title)
    interest = value(account.ON_OPENING.title) + value(account.ON_CREDIT.title)
    return YearRow(
        year=year,
        months=int(value(account.MONTHS.title)),
        wages_fen=int(value(account.WAGES.title) * 100),
        index=value(account.INDEX.title),
        opening_fen=int(value(account.OPENING.title) * 100),
        credit_fen=int(value(account.CREDIT.title) * 100),
        interest_fen=int(interest * 100),
        closing_fen=int(closing * 100),
    )


def _account_start(people: People, law: Law) -> tuple[Numbers, list[Failure]]:
    """The month in which each account begins: stated, or by the law of the region."""
    found = people.opened_account.copy()
    failures = []
    for code, region in enumerate(people.regions):
        rows = np.flatnonzero((people.region_codes == code) & (found == NOT_STATED))
        if not len(rows):
            continue
        entry = law.find(START, region, int(people.retired[rows].max()))
        if isinstance(entry, Missing):
            failures.append(Failure("I301", entry.asked, entry.reason, entry.remedy, rows))
            found[rows] = 0
        else:
            found[rows] = int(Fraction(entry.value))
    return found, failures
