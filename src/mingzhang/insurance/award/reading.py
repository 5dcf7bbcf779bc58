"""A table of people as the frame that a scheme reads, and findings for what cannot be read, by row."""

import difflib
from dataclasses import dataclass

import numpy as np
import polars as pl

from mingzhang.findings import Finding, ProblemsFound, Severity, finding
from mingzhang.insurance.award.carried import CARRIED, carried_problems
from mingzhang.insurance.award.columns import EXPECTED, Read, UnusableColumn, read_fen, read_numbers, reduced, shown
from mingzhang.insurance.award.source import FEN, Source
from mingzhang.insurance.engine.exact import Exact, Mask, column
from mingzhang.insurance.engine.frame import Frame, Index, Values, Words, words_of
from mingzhang.insurance.engine.scheme import Fact, Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Unit

WHOLE = (Unit.MONTHS, Unit.DAYS, Unit.PERSONS)


@dataclass(frozen=True, slots=True)
class Reading:
    """The frame of the usable rows; `rows` are their positions in the table."""

    frame: Frame
    rows: Index
    findings: tuple[Finding, ...]


def read_table(table: pl.DataFrame, scheme: Scheme, law: Law, source: Source, left_out: Mask | None = None) -> Reading:
    """Everything that the scheme asks for, from the table's columns. Raises ProblemsFound for unfit columns."""
    reader = _Reader(table, scheme, law, source)
    if left_out is not None:
        reader.bad |= left_out
    reader.check_columns()
    for row, told in carried_problems(table, source):
        reader.findings.append(told)
        reader.bad[row] = True
    for fact in scheme.facts:
        reader.read(fact)
    if any(not item.place.row and not source.keyed and item.severity is Severity.ERROR for item in reader.findings):
        raise ProblemsFound(reader.findings)
    return reader.reading()


class _Reader:
    def __init__(self, table: pl.DataFrame, scheme: Scheme, law: Law, source: Source) -> None:
        self.table, self.scheme, self.law, self.source = table, scheme, law, source
        self.findings: list[Finding] = []
        self.bad: Mask = np.zeros(table.height, dtype=np.bool_)
        self.values: dict[str, Values] = {}
        self.given: dict[str, Mask] = {}

    def check_columns(self) -> None:
        """Columns that nobody reads: in a case a mistake, in a table worth saying."""
        known = [fact.title for fact in self.scheme.facts]
        known += [fact.title + FEN for fact in self.scheme.facts if fact.unit is Unit.YUAN]
        for name in self.table.columns:
            if name in known or name in CARRIED:
                continue
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            expected = f"是否想写“{near[0]}”？" if near else "、".join(fact.title for fact in self.scheme.facts)
            code = "I202" if self.source.keyed else "I208"
            place = self.source.whole(name)
            self.findings.append(finding(code, place, printed=name, expected=expected))
            if self.source.keyed:
                self.bad[:] = True

    def read(self, fact: Fact) -> None:
        series = self._series(fact)
        if series is None:
            if fact.required:
                self.findings.append(
                    finding("I203", self.source.whole(fact.title), expected=f"{fact.title}（{fact.about}）")
                )
                self.bad[:] = True
            self.values[fact.title] = _nothing(fact, self.table.height)
            self.given[fact.title] = np.broadcast_to(np.False_, self.table.height)
        elif fact.unit is None:
            self._read_words(fact, series)
        else:
            self._read_numbers(fact, series)

    def _whole(self, code: str, title: str, printed: str = "", expected: str = "") -> None:
        self.findings.append(finding(code, self.source.whole(title), printed=printed, expected=expected))

    def _series(self, fact: Fact) -> pl.Series | None:
        for name in (fact.title, fact.title + FEN):
            if name in self.table.columns:
                return self.table[name]
        return None

    def _read_numbers(self, fact: Fact, series: pl.Series) -> None:
        assert fact.unit is not None
        try:
            read = read_fen(series) if series.name.endswith(FEN) else read_numbers(series, _as_read(fact))
        except UnusableColumn as problem:
            self._unfit(fact, series, str(problem), _expected(fact))
            return
        self._report(fact, series, read.bad, "I204", _expected(fact))
        if fact.unit is Unit.YUAN and not fact.fine and read.denominator > 100:
            factor = read.denominator // 100
            self._report(fact, series, read.units % factor != 0, "I204", _expected(fact))
        elif (fact.whole or fact.unit in WHOLE) and read.denominator > 1:
            self._report(fact, series, read.units % read.denominator != 0, "I204", "整数")
        self._within(fact, series, read)
        self._missing(fact, series, ~read.given)
        self.values[fact.title] = Exact(read.units, read.denominator, 0, 0)
        self.given[fact.title] = read.given

    def _unfit(self, fact: Fact, series: pl.Series, printed: str, expected: str) -> None:
        """A column of a type that cannot hold the fact: one finding, and nothing is computed."""
        self._whole("I205", series.name, printed=printed, expected=expected)
        self.bad[:] = True
        self.values[fact.title] = _nothing(fact, len(series))
        self.given[fact.title] = np.broadcast_to(np.False_, len(series))

    def _within(self, fact: Fact, series: pl.Series, read: Read) -> None:
        least, most = fact.bounds
        if len(read.units) and read.given.all():
            low, high = int(read.units.min()), int(read.units.max())
            least = None if least is not None and low >= least * read.denominator else least
            most = None if most is not None and high <= most * read.denominator else most
        if least is not None:
            said = f"不小于{fact.shown(least)}"
            self._report(fact, series, read.given & ~read.bad & (read.units < least * read.denominator), "I204", said)
        if most is not None:
            said = f"不大于{fact.shown(most)}"
            self._report(fact, series, read.given & ~read.bad & (read.units > most * read.denominator), "I204", said)

    def _read_words(self, fact: Fact, series: pl.Series) -> None:
        if series.dtype not in (pl.String, pl.Null, pl.Categorical, pl.Enum) and not series.dtype.is_integer():
            self._unfit(fact, series, str(series.dtype), fact.about)
            return
        text = series.cast(pl.String).fill_null("")
        raw = text.unique(maintain_order=True)
        words = words_of([word.strip() for word in raw.to_list()])
        codes = text.replace_strict(raw, pl.Series(words.codes), return_dtype=pl.Int64)
        values = Words(codes.cast(pl.Int64).to_numpy(), words.words)
        given = np.array([bool(word) for word in values.words], dtype=np.bool_)[values.codes]
        self._missing(fact, series, ~given)
        allowed = np.array([not word or self._is_word(fact, word) for word in values.words], dtype=np.bool_)
        code = "I104" if fact.title == self.scheme.region else "I204"
        self._report(fact, series, ~allowed[values.codes], code, "、".join(fact.words) or fact.about)
        self.values[fact.title] = values
        self.given[fact.title] = given

    def _is_word(self, fact: Fact, word: str) -> bool:
        if fact.title == self.scheme.region:
            return self.law.regions.find(word) is not None
        return not fact.words or word in fact.words

    def _missing(self, fact: Fact, series: pl.Series, mask: Mask) -> None:
        if fact.required:
            self._report(fact, series, mask, "I203", f"{fact.title}（{fact.about}）")

    def _report(self, fact: Fact, series: pl.Series, mask: Mask, code: str, expected: str) -> None:
        """One finding for each row of the mask, which is then not computed."""
        if not mask.any():
            return
        for row in np.flatnonzero(mask).tolist():
            place = self.source.place(row, series.name)
            self.findings.append(finding(code, place, printed=shown(series[row]), expected=expected))
        self.bad |= mask

    def reading(self) -> Reading:
        rows = np.flatnonzero(~self.bad)
        region_words = self.values.pop(self.scheme.region)
        assert isinstance(region_words, Words)
        regions = [self.law.regions.find(word) for word in region_words.words]
        known = [region for region in regions if region is not None]
        position = np.cumsum([region is not None for region in regions]) - 1
        whole = len(rows) == self.table.height
        codes = region_words.codes if whole else region_words.codes[rows]
        frame = Frame(len(rows), self.law, tuple(known), np.asarray(position, dtype=np.int64)[codes])
        for fact in self.scheme.facts:
            if fact.title == self.scheme.region:
                continue
            values, given = self.values[fact.title], self.given[fact.title]
            if not whole:
                values, given = _cut(values, rows), given[rows]
            frame.facts[fact.title] = (
                values if isinstance(values, Words) or not given.any() else column(values.units, values.denominator)
            )
            if not fact.required:
                frame.given[fact.title] = given
        return Reading(frame, rows, tuple(self.findings))


def _cut(values: Values, rows: Index) -> Values:
    """The usable rows, without the decimals that only unusable rows had."""
    cut = values.take(rows)
    return cut if isinstance(cut, Words) else column(*reduced(cut.units, cut.denominator))


def _nothing(fact: Fact, rows: int) -> Values:
    zeros = np.broadcast_to(np.int64(0), rows)
    return Words(zeros, ("",)) if fact.unit is None else Exact(zeros, 1, 0, 0)


def _as_read(fact: Fact) -> Unit:
    """An amount with parts of a 分 is read as any number."""
    assert fact.unit is not None
    return Unit.NUMBER if fact.fine else fact.unit


def _expected(fact: Fact) -> str:
    assert fact.unit is not None
    return EXPECTED.get(_as_read(fact), "不带单位的数")
