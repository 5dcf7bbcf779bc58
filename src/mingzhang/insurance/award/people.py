"""What the yearly records need to know of each person, from the table of people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mingzhang.findings import Finding, ProblemsFound, finding
from mingzhang.insurance.award.columns import EXPECTED, UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.dense import Numbers
from mingzhang.insurance.award.fact_reading import read_words
from mingzhang.insurance.award.source import FEN, Source
from mingzhang.insurance.engine.exact import Mask, once_if_alike, repeated, taken
from mingzhang.insurance.engine.frame import Index, Words
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.law.regions import NATION, Region
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_from
from mingzhang.insurance.schemes import account
from mingzhang.insurance.schemes import pension_facts as pension
from mingzhang.insurance.schemes.common import REGION
from mingzhang.insurance.schemes.public import INDEX as ACTUAL_INDEX

LEAST, MOST = month_from(1990, 1), month_from(2100, 1)
NOT_STATED = -1
OPENED, OPENED_YEAR = "期初余额", "期初年份"
START = "建账年月"
STARTS = {account.PUBLIC_SERVICE: "机关事业建账年月"}
"""The parameter that says when accounts of an insurance begin, where it is not the one of the employees."""
CONSUMED = (OPENED, OPENED_YEAR, START)
"""Columns of the people that only the records need."""


@dataclass(frozen=True, slots=True)
class People:
    """What the records need to know about each person, row by row; what is the same for all is stored once."""

    regions: tuple[Region, ...]
    region_codes: Index
    insurance: Words
    retired: Numbers
    deemed_months: Numbers
    opened_fen: Numbers
    opened_year: Numbers
    """At whose end the balance stands; NOT_STATED where none is carried in."""
    begins: Numbers
    """Month in which the account begins; NOT_STATED: by the law of the region."""
    index_stated: Mask

    def take(self, rows: Index) -> "People":
        """Those rows only."""
        return self._cut(lambda column: taken(column, rows))

    def part(self, rows: slice) -> "People":
        """Neighbouring rows."""
        return self._cut(lambda column: column[rows])

    def _cut(self, cut: Callable[[NDArray[Any]], NDArray[Any]]) -> "People":
        return People(
            self.regions,
            cut(self.region_codes),
            Words(cut(self.insurance.codes), self.insurance.words),
            *(cut(column) for column in (self.retired, self.deemed_months, self.opened_fen, self.opened_year)),
            *(cut(column) for column in (self.begins, self.index_stated)),
        )


def read_people(
    people: pl.DataFrame, law: Law, source: Source, until: str, scheme: Scheme
) -> tuple[People, Mask, list[Finding]]:
    """And who cannot be computed. Only columns that the award does not read as well are told of here."""
    names = read_words(people[REGION.title])
    nation = law.regions.find(NATION)
    assert nation is not None
    retired, unfit = whole_numbers(people, until, Unit.MONTH, LEAST, source)
    unfit |= (retired < LEAST) | (retired > MOST)
    balance, balance_bad = whole_numbers(people, OPENED, Unit.YUAN, NOT_STATED, source)
    year, year_bad = whole_numbers(people, OPENED_YEAR, Unit.NUMBER, NOT_STATED, source)
    start, start_bad = whole_numbers(people, START, Unit.MONTH, NOT_STATED, source)
    balance_bad |= balance < NOT_STATED
    year_bad |= ((year != NOT_STATED) & (year < LEAST // MONTHS_PER_YEAR)) | (
        ~unfit & (year > retired // MONTHS_PER_YEAR)
    )
    findings = [
        *_wrong(people, OPENED, balance_bad, f"{EXPECTED[Unit.YUAN]}，不小于0", source),
        *_wrong(people, OPENED_YEAR, year_bad, f"四位的年份，不晚于{until}", source),
        *_wrong(people, START, start_bad, EXPECTED[Unit.MONTH], source),
    ]
    opened_bad = balance_bad | year_bad | start_bad
    alone = ((balance == NOT_STATED) != (year == NOT_STATED)) & ~opened_bad
    for row in np.flatnonzero(alone).tolist():
        lacking = OPENED if balance[row] == NOT_STATED else OPENED_YEAR
        findings.append(finding("I203", source.place(row, lacking), expected=f"{OPENED}和{OPENED_YEAR}要一起写"))
    known = People(
        regions=tuple(law.regions.find(word) or nation for word in names.words),
        region_codes=once_if_alike(names.codes),
        insurance=_insurance(people, scheme),
        retired=np.where(unfit, LEAST, retired) if unfit.any() else retired,
        deemed_months=whole_numbers(people, pension.DEEMED_MONTHS.title, Unit.MONTHS, 0, source)[0],
        opened_fen=once_if_alike(np.maximum(balance, 0)),
        opened_year=once_if_alike(np.where(year_bad, NOT_STATED, year)),
        begins=once_if_alike(start),
        index_stated=once_if_alike(_stated(people, pension.INDEX.title) | _stated(people, ACTUAL_INDEX.title)),
    )
    return known, unfit | opened_bad | alone, findings


def _insurance(people: pl.DataFrame, scheme: Scheme) -> Words:
    """By which each person's records are credited: what the table says, where the scheme asks for it."""
    title = account.INSURANCE.title
    if title not in people.columns or all(fact.title != title for fact in scheme.facts):
        return Words(repeated(np.zeros(1, dtype=np.int64), people.height), (scheme.account,))
    found = read_words(people[title])
    return Words(
        found.codes, tuple(word if word in account.INSURANCE.words else scheme.account for word in found.words)
    )


def whole_numbers(people: pl.DataFrame, title: str, unit: Unit, gap: int, source: Source) -> tuple[Numbers, Mask]:
    """Whole units, 分 for money, the gap where nothing stands; and which rows are unfit."""
    name = next((item for item in (title, title + FEN) if item in people.columns), None)
    if name is None:
        return np.full(people.height, gap, dtype=np.int64), np.zeros(people.height, dtype=np.bool_)
    try:
        read = read_fen(people[name]) if name.endswith(FEN) else read_numbers(people[name], unit)
    except UnusableColumn as problem:
        raise ProblemsFound([finding("I205", source.whole(name), printed=str(problem), expected=title)]) from problem
    scale = 100 if unit is Unit.YUAN else 1
    units, unfit = read.units * scale, read.bad
    if read.denominator > 1:
        units, rest = np.divmod(units, read.denominator)
        unfit = unfit | (rest != 0)
    known = read.given & ~unfit
    return (units if known.all() else np.where(known, units, gap)), unfit.copy()


def _wrong(people: pl.DataFrame, title: str, bad: Mask, expected: str, source: Source) -> list[Finding]:
    name = title if title in people.columns else title + FEN
    return [
        finding("I204", source.place(row, name), printed=shown(people[name][row]), expected=expected)
        for row in np.flatnonzero(bad).tolist()
    ]


def _stated(people: pl.DataFrame, title: str) -> Mask:
    if title not in people.columns:
        return np.zeros(people.height, dtype=np.bool_)
    return np.asarray((people[title].is_not_null() & (people[title].cast(pl.String) != "")).to_numpy())
