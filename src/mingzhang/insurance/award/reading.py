"""A table of people as the frame that a scheme reads, and findings for what cannot be read, by row."""

import difflib
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, Severity, finding
from mingzhang.insurance.award.columns import EXPECTED, Read, UnusableColumn, read_fen, read_numbers, reduced, shown
from mingzhang.insurance.engine.exact import Exact, Mask, column
from mingzhang.insurance.engine.frame import Frame, Index, Values, Words, words_of
from mingzhang.insurance.engine.scheme import Fact, Scheme
from mingzhang.insurance.identity import (
    card_problem,
    credit_code_problem,
    person_birth_month,
    person_problem,
    person_sex,
)
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_of
from mingzhang.insurance.schemes.common import BORN, SEX

FEN = "_分"
"""Behind the title of a column of money that counts 分 as whole numbers."""
PERSON = "编号"
NUMBER = "公民身份号码"
CODES = {"统一社会信用代码": credit_code_problem, "银行卡号": card_problem}
"""Columns with a check digit of their own."""
CARRIED = (PERSON, "姓名", NUMBER, *CODES)
"""Columns about the person that no rule reads."""


WHOLE = (Unit.MONTHS, Unit.DAYS, Unit.PERSONS)


@dataclass(frozen=True, slots=True)
class Source:
    """How a finding names a place of the table."""

    file: str = ""
    first_row: int = 1
    keyed: bool = False
    """One case: a place is a key, not a row and column."""

    def place(self, row: int, title: str = "") -> Place:
        if self.keyed:
            return Place(file=self.file, key=title)
        return Place(file=self.file, row=self.first_row + row, column=title)

    def whole(self, title: str) -> Place:
        """The column, or the key of the case."""
        return Place(file=self.file, key=title) if self.keyed else Place(file=self.file, column=title)


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
    reader.check_identity()
    reader.check_codes()
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

    def check_codes(self) -> None:
        """统一社会信用代码 and 银行卡号: a wrong check digit would pay someone else."""
        for title, problem_of in CODES.items():
            for row, code in enumerate(self._texts(title)):
                problem = problem_of(code) if code else ""
                if problem:
                    place = self.source.place(row, title)
                    self.findings.append(finding("I503", place, printed=code, expected=problem))
                    self.bad[row] = True

    def check_identity(self) -> None:
        """公民身份号码 with a wrong check digit, or one that contradicts the stated birth or sex."""
        if NUMBER not in self.table.columns:
            return
        today = datetime.now(tz=UTC).date()
        numbers = self.table[NUMBER].cast(pl.String).fill_null("").to_list()
        stated = {title: self._texts(title) for title in (BORN.title, SEX.title)}
        for row, number in enumerate(numbers):
            problem = person_problem(number, today) if number else ""
            code = "I501" if problem else "I502"
            if number and not problem:
                problem = _contradiction(number, {title: cells[row] for title, cells in stated.items() if cells})
            if problem:
                self.findings.append(finding(code, self.source.place(row, NUMBER), printed=number, expected=problem))
                self.bad[row] = True

    def _texts(self, title: str) -> list[str]:
        if title not in self.table.columns:
            return []
        return self.table[title].cast(pl.String).fill_null("").to_list()

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


def _contradiction(number: str, stated: dict[str, str]) -> str:
    """What the number says otherwise than the row."""
    born, sex = stated.get(BORN.title, ""), stated.get(SEX.title, "")
    if born and _month(born) not in (None, _month(person_birth_month(number))):
        return f"号码中的出生年月是 {person_birth_month(number)}，{BORN.title}写的是 {born}"
    if sex and sex != person_sex(number):
        return f"号码中的性别是{person_sex(number)}，{SEX.title}写的是{sex}"
    return ""


def _month(text: str) -> int | None:
    try:
        return month_of(text[:7])
    except ValueError:
        return None


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


MOST_RUNS = 200
"""Runs of rows that a finding lists."""


def failures_as_findings(reading: Reading, source: Source) -> list[Finding]:
    """What the computation could not do: a parameter that is missing is told once, anything else for each row."""
    found: list[Finding] = []
    missing: dict[tuple[str, ...], list[Index]] = {}
    for failure in reading.frame.failures:
        rows = reading.rows[failure.rows]
        said = (failure.code, failure.printed, failure.expected, failure.remedy)
        if failure.series:
            missing.setdefault(said, []).append(rows)
        else:
            found += [_failure(said, source.place(row)) for row in rows.tolist()]
    for cause, parts in missing.items():
        rows = np.unique(np.concatenate(parts))
        count = f"共 {len(rows)} 行：{_runs(rows + source.first_row)}" if len(rows) > 1 else ""
        found.append(_failure(cause, source.place(int(rows[0])), count))
    return list(dict.fromkeys(found))


def _failure(said: tuple[str, ...], place: Place, count: str = "") -> Finding:
    code, printed, expected, remedy = said
    return finding(code, place, printed=printed, expected=expected, remedy=remedy, arithmetic=count)


def _runs(rows: Index) -> str:
    """Rising numbers in short: 2至5、8."""
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    words = [f"{run[0]}至{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs[:MOST_RUNS]]
    return "、".join(words) + (" 等" if len(runs) > MOST_RUNS else "")
