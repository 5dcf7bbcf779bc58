"""One calendar year of personal accounts, by the rule of one account year, for all who pay in it or hold a balance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from mingzhang.insurance.award.dense import Numbers
from mingzhang.insurance.award.months import BITS, LISTED, SUMS
from mingzhang.insurance.award.people import NOT_STATED, People
from mingzhang.insurance.engine.exact import Exact, Mask, column, constant, over, repeated, stored_once
from mingzhang.insurance.engine.frame import Failure, Frame, Index
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.month import MONTHS_PER_YEAR, month_from
from mingzhang.insurance.schemes import account

INDEX_SCALE = 10_000
Recorded = Mapping[str, NDArray[np.integer]]
"""What the records of the year say, by title."""


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


@dataclass(frozen=True, slots=True)
class AccountYear:
    """The year of those who are `living`: who pay in it or hold a balance, and have not retired before it."""

    year: int
    people: People
    recorded: Recorded
    rows: Index | None
    """Their positions among the people of the totals; None: they are all of them."""

    @property
    def january(self) -> int:
        return month_from(self.year, 1)

    @property
    def december(self) -> int:
        return month_from(self.year, MONTHS_PER_YEAR)

    def compute(self, law: Law, totals: Totals) -> None:
        """Adds the year to the totals."""
        frame = self._frame(law)
        self._state_balances(frame, totals.closing_fen if self.rows is None else totals.closing_fen[self.rows])
        account.ACCOUNT_YEAR.compute(frame)
        for failure in frame.failures:
            totals.failures.append((self.year, failure if self.rows is None else failure.among(self.rows)))
        totals.used |= frame.used
        if len(totals.closing_fen) == 1:
            totals.history.append(self._history(frame))
        self._carry_on(totals, frame)

    def _frame(self, law: Law) -> Frame:
        """What the records say of the year."""
        size = len(self.people.retired)
        credited, listed = self._units(account.CREDITED.title, NOT_STATED), self._units(LISTED, 0)
        frame = Frame(size, law, self.people.regions, self.people.region_codes)
        frame.facts = {
            account.INSURANCE.title: self.people.insurance,
            account.YEAR.title: constant(Fraction(self.year), size),
            account.DECEMBER.title: constant(Fraction(self.december), size),
            account.WAGES.title: self._column(account.WAGES.title, 0, 100),
            account.MONTHS.title: self._column(account.MONTHS.title, 0),
            account.FIRST.title: self._column(account.FIRST.title, 1),
            account.MONTH_SUM.title: column(SUMS[listed]) if LISTED in self.recorded else constant(Fraction(0), size),
            account.LAST_MONTH.title: self._last_month(),
            account.CREDITED.title: column(credited, 100),
            account.INDEX_STATED.title: constant(Fraction(0), size),
        }
        nobody = repeated(np.zeros(1, dtype=np.bool_), size)
        frame.given = {
            account.CREDITED.title: credited != NOT_STATED if account.CREDITED.title in self.recorded else nobody,
            account.INDEX_STATED.title: self.people.index_stated,
            account.MONTH_SUM.title: listed > 0 if LISTED in self.recorded else nobody,
        }
        return frame

    def _units(self, title: str, gap: int) -> Numbers:
        found = self.recorded.get(title)
        if found is None:
            return repeated(np.array([gap], dtype=np.int64), len(self.people.retired))
        return (found if self.rows is None else found[self.rows]).astype(np.int64, copy=False)

    def _column(self, title: str, gap: int, denominator: int = 1) -> Exact:
        """The units with bounds that hold for all who were recorded: narrow types are looked through sooner."""
        units, found = self._units(title, gap), self.recorded.get(title)
        if found is None or not len(units):
            return column(units, denominator)
        return Exact(units, denominator, int(found.min()), int(found.max()))

    def _last_month(self) -> Exact:
        """December, or the month of retirement."""
        retiring = np.flatnonzero(self.people.retired <= self.december)
        if not len(retiring):
            return constant(Fraction(MONTHS_PER_YEAR), len(self.people.retired))
        counted = np.full(len(self.people.retired), MONTHS_PER_YEAR, dtype=np.int64)
        counted[retiring] = self.people.retired[retiring] - self.january + 1
        return column(counted)

    def _state_balances(self, frame: Frame, closing_fen: Numbers) -> None:
        """The balance brought forward; nothing is credited before the account begins, or up to one carried in."""
        frame.facts[account.OPENING.title] = column(closing_fen, 100)
        alike = stored_once(self.people.opened_year) and stored_once(self.people.begins)
        asked = slice(1) if alike else slice(None)
        no_credit = (self.people.opened_year[asked] >= self.year) | (self.people.begins[asked] > self.december)
        if no_credit.any():
            credited = frame.facts[account.CREDITED.title]
            assert isinstance(credited, Exact)
            frame.facts[account.CREDITED.title] = column(np.where(no_credit, 0, credited.units), 100)
            frame.given[account.CREDITED.title] = frame.given[account.CREDITED.title] | no_credit

    def _carry_on(self, totals: Totals, frame: Frame) -> None:
        closing, index = frame.columns[account.CLOSING.title], frame.columns[account.INDEX.title]
        months = frame.facts[account.MONTHS.title]
        assert isinstance(closing, Exact)
        assert isinstance(index, Exact)
        assert isinstance(months, Exact)
        totals.closing_fen[slice(None) if self.rows is None else self.rows] = over(closing, 100).units
        self._add(totals.index_units, over(index, INDEX_SCALE).units)
        self._add(totals.months, months.units)
        if (self.people.begins > self.january).any():
            self._add(totals.early_months, self._early(frame, months.units))
        estimated = account.ACCOUNT_YEAR.is_provisional(frame)
        if estimated.any():
            totals.estimated[slice(None) if self.rows is None else self.rows] |= estimated

    def _add(self, total: Numbers, units: Numbers) -> None:
        """To the totals of the people of the year."""
        if self.rows is None:
            total += units
        else:
            np.add.at(total, self.rows, units)

    def _early(self, frame: Frame, months: Numbers) -> Numbers:
        """Months paid before the account begins."""
        first = frame.facts[account.FIRST.title]
        assert isinstance(first, Exact)
        found = np.clip(self.people.begins - (self.january + first.units - 1), 0, months)
        if LISTED in self.recorded:
            listed = self._units(LISTED, 0)
            before = np.clip(self.people.begins - self.january, 0, MONTHS_PER_YEAR)
            return np.asarray(np.where(listed > 0, BITS[listed & ((1 << before) - 1)], found))
        return np.asarray(found)

    def _history(self, frame: Frame) -> YearRow:
        """For a frame of one row."""

        def value(title: str) -> Fraction:
            found = frame.columns.get(title, frame.facts.get(title))
            assert isinstance(found, Exact), title
            return found.at(0)

        carried_in = bool(self.people.opened_year[0] == self.year)
        closing = Fraction(int(self.people.opened_fen[0]), 100) if carried_in else value(account.CLOSING.title)
        interest = value(account.ON_OPENING.title) + value(account.ON_CREDIT.title)
        return YearRow(
            year=self.year,
            months=int(value(account.MONTHS.title)),
            wages_fen=int(value(account.WAGES.title) * 100),
            index=value(account.INDEX.title),
            opening_fen=int(value(account.OPENING.title) * 100),
            credit_fen=int(value(account.CREDIT.title) * 100),
            interest_fen=int(interest * 100),
            closing_fen=int(closing * 100),
        )
