"""Careers computed year by year for all people at once, by the rule of one account year."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from mingzhang.insurance.award.dense import Careers, Numbers
from mingzhang.insurance.award.months import BITS, LISTED, SUMS
from mingzhang.insurance.engine.exact import Exact, Mask, column, constant, over
from mingzhang.insurance.engine.frame import Failure, Frame, Index, Words
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_from
from mingzhang.insurance.schemes import account

APART = 100_000
"""People up to which a thread of its own would not pay."""
UNCUT = ("regions", "insurance")
INDEX_SCALE = 10_000
NOT_STATED = -1
OPENED, OPENED_YEAR = "期初余额", "期初年份"
START = "建账年月"
CONSUMED = (OPENED, OPENED_YEAR, START)
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
    """At whose end the balance stands; NOT_STATED where none is carried in."""
    opened_account: Numbers
    """Month in which the account begins; NOT_STATED: by the law of the region."""
    index_stated: Mask
    rows: Index
    """Positions among all people."""

    def take(self, rows: Index) -> "People":
        """Those rows only."""
        cut = {item.name: getattr(self, item.name)[rows] for item in fields(self) if item.name not in UNCUT}
        return replace(self, insurance=self.insurance.take(rows), **cut)

    def part(self, rows: slice) -> "People":
        """Neighbouring rows as people of their own."""
        whole = self.take(np.arange(rows.start, rows.stop))
        return replace(whole, rows=np.arange(rows.stop - rows.start))


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

    closing_fen: Numbers
    index_units: Numbers
    """The sum of the yearly indices, in INDEX_SCALE-ths."""
    months: Numbers
    early_months: Numbers
    estimated: Mask
    """The last interest uses the year before, as the year's own rate is not out."""
    failures: list[tuple[int, Failure]] = field(default_factory=list)
    """Each with the year in which it stops somebody; 0 for the beginning of the account."""
    history: list[YearRow] = field(default_factory=list)
    used: dict[Parameter, None] = field(default_factory=dict)


def compute_careers(careers: Careers, people: People, law: Law) -> Totals:
    """From the first record, or balance carried in, to each person's month of retirement.

    Nobody's career depends on another's: a city is computed in parts, as many at a time as there are processors.
    """
    size = len(people.retired)
    parts = ceil(size / APART) if size > APART else 1
    bounds = [size * at // parts for at in range(parts + 1)]
    slices = [slice(begin, end) for begin, end in pairwise(bounds)]
    if parts == 1:
        return _computed(careers, people, law)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda rows: _computed(careers.part(rows), people.part(rows), law), slices))
    return _joined(found, slices)


def _joined(parts: Sequence[Totals], slices: Sequence[slice]) -> Totals:
    """The totals of all; failures in the order of their years, as they would be told of all at once."""
    totals = Totals(
        np.concatenate([part.closing_fen for part in parts]),
        np.concatenate([part.index_units for part in parts]),
        np.concatenate([part.months for part in parts]),
        np.concatenate([part.early_months for part in parts]),
        np.concatenate([part.estimated for part in parts]),
    )
    told = [
        (year, replace(failure, rows=failure.rows + rows.start))
        for part, rows in zip(parts, slices, strict=True)
        for year, failure in part.failures
    ]
    totals.failures = sorted(told, key=itemgetter(0))
    for part in parts:
        totals.used |= part.used
    return totals


def _computed(careers: Careers, people: People, law: Law) -> Totals:
    size = len(people.retired)
    closing, index, months, early = np.zeros((4, size), dtype=np.int64)
    totals = Totals(closing, index, months, early, np.zeros(size, dtype=np.bool_))
    start, start_failures = _account_start(people, law)
    totals.failures += [(0, failure) for failure in start_failures]
    last = int(people.retired.max()) // MONTHS_PER_YEAR if size else careers.first_year
    carried_in = people.opened_year[people.opened_year > 0]
    first = min(careers.first_year, int(carried_in.min())) if len(carried_in) else careers.first_year
    for year in range(first, last + 1):
        _compute_year(careers, people, law, year, start=start, totals=totals)
    return totals


def _compute_year(careers: Careers, people: People, law: Law, year: int, *, start: Numbers, totals: Totals) -> None:
    """One year of all who pay in it or hold a balance; after retirement nothing happens any more."""
    row = year - careers.first_year
    matrices = {title: matrix[row] for title, matrix in careers.values.items() if 0 <= row < len(matrix)}
    living = (people.retired // MONTHS_PER_YEAR >= year) & (totals.closing_fen > 0)
    if matrices:
        living |= (people.retired // MONTHS_PER_YEAR >= year) & (matrices[account.MONTHS.title] > 0)
    carried_in = people.opened_year == year
    rows = np.flatnonzero(living)
    if len(rows):
        everyone = len(rows) == len(living)
        frame = _year_frame(matrices, people if everyone else people.take(rows), law, year)
        if not everyone:
            start = start[rows]
        _state_balances(frame, people.opened_year[rows], totals.closing_fen[rows], start, year)
        account.ACCOUNT_YEAR.compute(frame)
        totals.failures += [(year, replace(failure, rows=rows[failure.rows])) for failure in frame.failures]
        totals.used |= frame.used
        if len(living) == 1:
            totals.history.append(_history(frame, year, people))
        listed = matrices[LISTED][rows].astype(np.int64) if LISTED in matrices else None
        _carry_on(totals, frame, rows, start, year, listed)
    totals.closing_fen = np.where(carried_in, people.opened_fen, totals.closing_fen)


def _year_frame(matrices: dict[str, NDArray[np.integer]], people: People, law: Law, year: int) -> Frame:
    """What the records say of the year."""
    size = len(people.retired)
    last_year = people.retired // MONTHS_PER_YEAR == year
    counted = np.where(last_year, people.retired % MONTHS_PER_YEAR + 1, MONTHS_PER_YEAR)

    def units(title: str, gap: int) -> Numbers:
        found = matrices.get(title)
        if found is None:
            return np.broadcast_to(np.int64(gap), size)
        return (found if size == len(found) else found[people.rows]).astype(np.int64, copy=False)

    frame = Frame(size, law, people.regions, people.region_codes)
    credited, listed = units(account.CREDITED.title, NOT_STATED), units(LISTED, 0)
    frame.facts = {
        account.INSURANCE.title: people.insurance,
        account.YEAR.title: constant(Fraction(year), size),
        account.DECEMBER.title: constant(Fraction(month_from(year, MONTHS_PER_YEAR)), size),
        account.WAGES.title: column(units(account.WAGES.title, 0), 100),
        account.MONTHS.title: column(units(account.MONTHS.title, 0)),
        account.FIRST.title: column(units(account.FIRST.title, 1)),
        account.MONTH_SUM.title: column(SUMS[listed]),
        account.LAST_MONTH.title: column(counted),
        account.CREDITED.title: column(credited, 100),
        account.INDEX_STATED.title: constant(Fraction(0), size),
    }
    frame.given = {
        account.CREDITED.title: credited != NOT_STATED,
        account.INDEX_STATED.title: people.index_stated,
        account.MONTH_SUM.title: listed > 0,
    }
    return frame


def _state_balances(frame: Frame, opened_year: Numbers, closing_fen: Numbers, start: Numbers, year: int) -> None:
    """The balance brought forward; nothing is credited before the account begins, or up to a balance carried in."""
    frame.facts[account.OPENING.title] = column(closing_fen, 100)
    no_credit = (opened_year >= year) | (start > month_from(year, MONTHS_PER_YEAR))
    if no_credit.any():
        credited = frame.facts[account.CREDITED.title]
        assert isinstance(credited, Exact)
        frame.facts[account.CREDITED.title] = column(np.where(no_credit, 0, credited.units), 100)
        frame.given[account.CREDITED.title] = frame.given[account.CREDITED.title] | no_credit


def _carry_on(totals: Totals, frame: Frame, rows: Index, start: Numbers, year: int, listed: Numbers | None) -> None:
    """Adds the year to the totals of the rows; `listed`: the months as bits where they do not follow each other."""
    closing, index = frame.columns[account.CLOSING.title], frame.columns[account.INDEX.title]
    months, first = frame.facts[account.MONTHS.title], frame.facts[account.FIRST.title]
    assert isinstance(closing, Exact)
    assert isinstance(index, Exact)
    assert isinstance(months, Exact)
    assert isinstance(first, Exact)
    totals.closing_fen[rows] = over(closing, 100).units
    totals.index_units[rows] += over(index, INDEX_SCALE).units
    totals.months[rows] += months.units
    begins = month_from(year, 1) + first.units - 1
    early = np.clip(start - begins, 0, months.units)
    if listed is not None:
        before = np.clip(start - month_from(year, 1), 0, MONTHS_PER_YEAR)
        early = np.where(listed > 0, BITS[listed & ((1 << before) - 1)], early)
    totals.early_months[rows] += early
    totals.estimated[rows] |= account.ACCOUNT_YEAR.is_provisional(frame)


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
            series = f"{entry.name} {entry.region}"
            failures.append(Failure("I301", entry.asked, entry.reason, entry.remedy, series, rows))
            found[rows] = 0
        else:
            found[rows] = int(Fraction(entry.value))
    return found, failures
