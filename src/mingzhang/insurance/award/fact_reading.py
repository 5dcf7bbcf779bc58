"""One fact of a table of people: its values, which rows state it, and findings for the rows where it is unfit."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from mingzhang.findings import Finding, finding
from mingzhang.insurance.award.columns import EXPECTED, Read, UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.source import FEN, Source
from mingzhang.insurance.engine.exact import Exact, Mask, repeated
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.frame import Values, Words, words_of
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.law.regions import Regions

GLANCE = 1 << 12
"""Rows in which mostly all words occur; the others then bring no new one."""
GRADES = {form: str(at) for at, word in enumerate("一二三四五六七八九十", 1) for form in (word, f"{word}级", f"{at}级")}
"""How forms print a grade of disability."""
WHOLE = (Unit.MONTHS, Unit.DAYS, Unit.PERSONS)


@dataclass(slots=True)
class FactRead:
    """A fact of all rows; zero, or no word, where it is not stated."""

    values: Values
    given: Mask
    bad: Mask | None = None
    """Rows that cannot be computed; None where there are none."""
    findings: list[Finding] = field(default_factory=list)


def read_fact(
    fact: Fact, table: pl.DataFrame, source: Source, regions: Regions | None, in_months: str = ""
) -> FactRead:
    """`regions`: those that the words of the fact name; None for any other fact. `in_months`: see _Reader."""
    name = next((name for name in (fact.title, fact.title + FEN) if name in table.columns), None)
    if name is None:
        found = _nothing(fact, table.height)
        if fact.required:
            place = source.whole(fact.title)
            found.findings.append(finding("I203", place, expected=_asked(fact)))
            found.bad = np.ones(table.height, dtype=np.bool_)
        return found
    reader = _Reader(fact, table[name], source, in_months)
    return reader.numbers() if fact.unit is not None else reader.words(regions)


def _nothing(fact: Fact, rows: int) -> FactRead:
    zeros = repeated(np.zeros(1, dtype=np.int64), rows)
    values: Values = Words(zeros, ("",)) if fact.unit is None else Exact(zeros, 1, 0, 0)
    return FactRead(values, repeated(np.zeros(1, dtype=np.bool_), rows))


@dataclass(slots=True)
class _Reader:
    fact: Fact
    series: pl.Series
    source: Source
    in_months: str
    """The fact that takes years and months, where this one takes years."""
    bad: Mask | None = None
    findings: list[Finding] = field(default_factory=list)

    def numbers(self) -> FactRead:
        fact, series = self.fact, self.series
        assert fact.unit is not None
        try:
            if fact.whole and series.dtype == pl.String:
                series = series.str.strip_chars().replace(GRADES)
            read = read_fen(series) if series.name.endswith(FEN) else read_numbers(series, _as_read(fact))
        except UnusableColumn as problem:
            return self._unfit(str(problem), self._expected())
        self._report(read.bad, "I204", self._expected())
        if fact.unit is Unit.YUAN and not fact.fine and read.denominator > 100:
            factor = read.denominator // 100
            self._report(read.units % factor != 0, "I204", self._expected())
        elif (fact.whole or fact.unit in WHOLE) and read.denominator > 1:
            self._report(read.units % read.denominator != 0, "I204", "整数")
        self._within(read)
        self._missing(read.given)
        return FactRead(Exact(read.units, read.denominator, 0, 0), read.given, self.bad, self.findings)

    def words(self, regions: Regions | None) -> FactRead:
        fact, series = self.fact, self.series
        if series.dtype not in (pl.String, pl.Null, pl.Categorical, pl.Enum) and not series.dtype.is_integer():
            return self._unfit(str(series.dtype), fact.about)
        values = read_words(series)
        known = np.array([bool(word) for word in values.words], dtype=np.bool_)
        given = known[values.codes] if not known.all() else repeated(np.ones(1, dtype=np.bool_), len(series))
        self._missing(given)
        allowed = [not word or _is_word(fact, word, regions) for word in values.words]
        if not all(allowed):
            self._report_words(values, allowed, regions)
        return FactRead(values, given, self.bad, self.findings)

    def _report_words(self, values: Words, allowed: list[bool], regions: Regions | None) -> None:
        if regions is None:
            wrong = ~np.array(allowed, dtype=np.bool_)[values.codes]
            self._report(wrong, "I204", "、".join(self.fact.words) or self.fact.about)
            return
        for code in (code for code, known in enumerate(allowed) if not known):
            self._report(values.codes == code, "I104", regions.hint(values.words[code]))

    def _expected(self) -> str:
        fact, months = self.fact, self.in_months
        assert fact.unit is not None
        if months:
            return f'{EXPECTED[fact.unit]}；几年几个月的写到“{months}”，如 {months} = "32年5个月"'
        return EXPECTED.get(_as_read(fact), f"{fact.about}，写不带单位的数")

    def _unfit(self, printed: str, expected: str) -> FactRead:
        """A column of a type that cannot hold the fact: one finding, and nothing is computed."""
        found = _nothing(self.fact, len(self.series))
        place = self.source.whole(self.series.name)
        found.findings.append(finding("I205", place, printed=printed, expected=expected))
        found.bad = np.ones(len(self.series), dtype=np.bool_)
        return found

    def _within(self, read: Read) -> None:
        fact = self.fact
        least, most = fact.bounds
        if len(read.units) and read.given.all():
            low, high = int(read.units.min()), int(read.units.max())
            least = None if least is not None and low >= least * read.denominator else least
            most = None if most is not None and high <= most * read.denominator else most
        if least is not None:
            said = f"不小于{fact.shown(least)}"
            self._report(read.given & ~read.bad & (read.units < least * read.denominator), "I204", said)
        if most is not None:
            said = f"不大于{fact.shown(most)}"
            self._report(read.given & ~read.bad & (read.units > most * read.denominator), "I204", said)

    def _missing(self, given: Mask) -> None:
        if self.fact.required and not given.all():
            self._report(~given, "I203", _asked(self.fact))

    def _report(self, mask: Mask, code: str, expected: str) -> None:
        """One finding for each row of the mask, which is then not computed."""
        if not mask.any():
            return
        for row in np.flatnonzero(mask).tolist():
            place = self.source.place(row, self.series.name)
            self.findings.append(finding(code, place, printed=shown(self.series[row]), expected=expected))
        self.bad = mask if self.bad is None else self.bad | mask


def read_words(series: pl.Series) -> Words:
    """A column of words without the space around them; an empty one where nothing stands."""
    text = series.cast(pl.String).fill_null("")
    raw = text.head(GLANCE).unique(maintain_order=True)
    coded = text.cast(pl.Enum(raw), strict=False)
    if coded.null_count():
        raw = text.unique(maintain_order=True)
        coded = text.cast(pl.Enum(raw))
    words = words_of([word.strip() for word in raw.to_list()])
    if len(raw) == 1:
        return Words(repeated(words.codes, len(series)), words.words)
    written = coded.to_physical().cast(pl.Int64).to_numpy()
    return Words(written if len(raw) == len(words.words) else words.codes[written], words.words)


def _is_word(fact: Fact, word: str, regions: Regions | None) -> bool:
    if regions is not None:
        return regions.find(word) is not None
    return not fact.words or word in fact.words


def _asked(fact: Fact) -> str:
    """A fact that has to be stated: what it is and how it is written."""
    how = f"写{'、'.join(fact.words)}之一" if fact.words else EXPECTED.get(fact.unit, "") if fact.unit else ""
    return f"{fact.title}（{fact.about}）" + (f"，{how}" if how else "")


def _as_read(fact: Fact) -> Unit:
    """An amount with parts of a 分 is read as any number."""
    assert fact.unit is not None
    return Unit.NUMBER if fact.fine else fact.unit
