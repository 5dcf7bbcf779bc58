"""Careers computed year by year for all people at once."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from operator import itemgetter

import numpy as np

from mingzhang.insurance.award.account_years import AccountYear, Recorded, Totals
from mingzhang.insurance.award.dense import Careers, Numbers
from mingzhang.insurance.award.people import NOT_STATED, START, STARTS, People
from mingzhang.insurance.award.side_by_side import parts_of, side_by_side
from mingzhang.insurance.engine.exact import once_if_alike
from mingzhang.insurance.engine.frame import Failure
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.month import MONTHS_PER_YEAR
from mingzhang.insurance.schemes import account

APART = 200_000
"""People that are computed at a time; parts are computed side by side, and each asks every rule anew."""


def compute_careers(careers: Careers, people: People, law: Law) -> Totals:
    """From the first record, or balance carried in, to each person's month of retirement.

    Nobody's career depends on another's: a city is computed in parts, some at the same time.
    """
    slices = parts_of(len(people.retired), APART)
    if len(slices) == 1:
        return _computed(careers, people, law)
    found = side_by_side(lambda rows: _computed(careers.part(rows), people.part(rows), law), slices)
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
    people, failures = _with_beginnings(people, law)
    totals.failures += [(0, failure) for failure in failures]
    last = int(people.retired.max()) // MONTHS_PER_YEAR if size else careers.first_year
    carried_in = people.opened_year[people.opened_year > 0]
    first = min(careers.first_year, int(carried_in.min())) if len(carried_in) else careers.first_year
    last_years = people.retired // MONTHS_PER_YEAR
    for year in range(first, last + 1):
        _compute_year(people, careers.of_year(year), last_years, law, year, totals)
        if len(carried_in):
            totals.closing_fen = np.where(people.opened_year == year, people.opened_fen, totals.closing_fen)
    return totals


def _compute_year(people: People, recorded: Recorded, last_years: Numbers, law: Law, year: int, totals: Totals) -> None:
    """One year of all who pay in it or hold a balance; after retirement nothing happens any more."""
    living = totals.closing_fen > 0
    if recorded:
        living |= recorded[account.MONTHS.title] > 0
    living &= last_years >= year
    if living.all():
        AccountYear(year, people, recorded, None).compute(law, totals)
        return
    rows = np.flatnonzero(living)
    if len(rows):
        AccountYear(year, people.take(rows), recorded, rows).compute(law, totals)


def _with_beginnings(people: People, law: Law) -> tuple[People, list[Failure]]:
    """The month in which each account begins: stated, or by the law of the region for the insurance."""
    found = people.begins.copy()
    failures = []
    for (code, region), insurance in product(enumerate(people.regions), dict.fromkeys(people.insurance.words)):
        rows = np.flatnonzero((people.region_codes == code) & (found == NOT_STATED) & people.insurance.are(insurance))
        if not len(rows):
            continue
        entry = law.find(STARTS.get(insurance, START), region, int(people.retired[rows].max()))
        if isinstance(entry, Missing):
            series = f"{entry.name} {entry.region}"
            failures.append(Failure("I301", entry.asked, entry.reason, entry.remedy, series, rows))
            found[rows] = 0
        else:
            found[rows] = int(Fraction(entry.value))
    return replace(people, begins=once_if_alike(found)), failures
