"""Yearly contribution records, read part by part, with findings for what cannot be read."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.columns import Read, UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.dense import Careers, Dense, Numbers
from mingzhang.insurance.award.months import BITS, LISTED, bits_of
from mingzhang.insurance.award.source import FEN, PERSON, Source
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.frame import Index
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import MONTHS_PER_YEAR
from mingzhang.insurance.schemes import account

YEAR_COLUMN = "年份"
MOST = 10**13
"""The largest amount, in 元, that is no mistake."""
RUNS_A_PERSON = 4
"""Records of more runs than this are looked up one by one."""
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the records: how it is read, what it may be, and what stands for a gap."""

    title: str
    unit: Unit
    required: bool
    least: int
    most: int | None
    gap: int
    kind: type[np.integer]
    """As narrow as its values allow."""


COLUMNS = (
    Column(YEAR_COLUMN, Unit.NUMBER, True, EARLIEST_YEAR, LATEST_YEAR, 0, np.int16),
    Column(account.MONTHS.title, Unit.MONTHS, True, 0, MONTHS_PER_YEAR, 0, np.int8),
    Column(account.WAGES.title, Unit.YUAN, True, 0, None, 0, np.int64),
    Column(account.CREDITED.title, Unit.YUAN, False, 0, None, -1, np.int64),
    Column(account.FIRST.title, Unit.NUMBER, False, 1, MONTHS_PER_YEAR, 1, np.int8),
)


Records = pl.DataFrame | pl.LazyFrame
"""A table, or a file that is read part by part."""
PART = 1 << 20
"""Records that are read at a time: as many as writers of parquet files put into a row group, or some whole groups."""


@dataclass(slots=True)
class Unknown:
    """Records of one who is not asked about."""

    row: int
    records: int = 0


def parts(records: Records, source: Source) -> Iterator[pl.DataFrame]:
    """Neighbouring rows, PART at a time; at least one part, so that its columns can be checked.

    Raises ProblemsFound where a file turns out to be damaged.
    """
    start = 0
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(_part, records, 0)
        while True:
            try:
                part = coming.result()
            except pl.exceptions.PolarsError as problem:
                raise ProblemsFound([finding("I206", Place(file=source.file), printed="文件损坏")]) from problem
            whole = part.height == PART
            if whole:  # read while what is here is worked on
                coming = ahead.submit(_part, records, start + PART)
            if part.height or not start:
                yield part
            if not whole:
                return
            start += PART


def _part(records: Records, start: int) -> pl.DataFrame:
    part = records.slice(start, PART)
    return part.collect() if isinstance(part, pl.LazyFrame) else part


def read_records(records: Records, people: pl.Series, source: Source) -> Careers:
    """The records of the people, by year. Raises ProblemsFound when a column is missing or unfit."""
    names = records.collect_schema().names() if isinstance(records, pl.LazyFrame) else records.columns
    missing = [item.title for item in COLUMNS if item.required and _named(names, item) is None]
    missing += [PERSON] if PERSON not in names else []
    if missing:
        raise ProblemsFound([finding("I203", source.whole(title), expected=title) for title in missing])
    held = {name: item for item in COLUMNS if (name := _named(names, item)) is not None}
    selected = records.select(PERSON, *held, *(name for name in (LISTED,) if name in names))
    types = {item.title: (item.kind, item.gap) for item in held.values() if item.title != YEAR_COLUMN}
    types |= {LISTED: (np.int16, 0)} if LISTED in names else {}
    dense = Dense(len(people), types)
    findings: list[Finding] = []
    bad_people = np.zeros(len(people), dtype=np.bool_)
    strangers: dict[str, Unknown] = {}
    positions, start = Positions(people), 0
    for part in parts(selected, source):
        place = Source(source.file, source.first_row + start, source.keyed)
        numbers, row_bad = _read_part(part, held, place, findings)
        person = positions.of(part[PERSON])
        unknown = person < 0
        _note(strangers, part[PERSON].filter(pl.Series(unknown & ~row_bad)), np.flatnonzero(unknown & ~row_bad) + start)
        bad_people[person[row_bad & ~unknown]] = True
        keep = ~(row_bad | unknown)
        if not keep.all():
            person, numbers = person[keep], {title: units[keep] for title, units in numbers.items()}
        dense.add(numbers.pop(YEAR_COLUMN), person, numbers)
        start += part.height
    findings += [
        finding("I210", source.place(item.row, PERSON), printed=who, arithmetic=f"共 {item.records} 条记录")
        for who, item in strangers.items()
    ]
    if not dense.values:
        dense.reach(LATEST_YEAR, LATEST_YEAR)
    return Careers(dense.first_year, dense.values, bad_people | dense.doubled, findings)


def _named(names: Sequence[str], item: Column) -> str | None:
    return next((title for title in (item.title, item.title + FEN) if title in names), None)


def _read_part(
    part: pl.DataFrame, held: Mapping[str, Column], source: Source, findings: list[Finding]
) -> tuple[dict[str, Numbers], Mask]:
    """Whole units by title, and which rows cannot be used."""
    row_bad = np.zeros(part.height, dtype=np.bool_)
    numbers: dict[str, Numbers] = {}
    for name, item in held.items():
        units, bad = _read(part[name], item, source)
        findings += _bad_rows(part[name], bad, item, source)
        row_bad = row_bad | bad if bad.any() else row_bad
        numbers[item.title] = units
    if LISTED in part.columns:
        numbers[LISTED], bad = _listed(part[LISTED], numbers[account.MONTHS.title], source, findings)
        row_bad = row_bad | bad
    return numbers, row_bad


def _listed(series: pl.Series, months: Numbers, source: Source, findings: list[Finding]) -> tuple[Numbers, Mask]:
    """Months of the year as bits, 0 where they are not listed; as many as the months that are counted."""
    words = series.cast(pl.String).fill_null("").str.strip_chars()
    known = {word: bits_of(word) for word in words.unique().to_list()}
    found = words.replace_strict(known, return_dtype=pl.Int64).to_numpy()
    bad = (found < 0) | ((found > 0) & (BITS[np.maximum(found, 0)] != months))
    for row in np.flatnonzero(bad).tolist():
        expected = f"月份，如 1-3、7-9，共 {months[row]} 个月"
        findings.append(finding("I204", source.place(row, LISTED), printed=words[row], expected=expected))
    return np.where(bad, 0, found), bad


def _note(strangers: dict[str, Unknown], ids: pl.Series, rows: Index) -> None:
    for who, row in zip(ids.to_list(), rows.tolist(), strict=True):
        strangers.setdefault(shown(who), Unknown(row)).records += 1


def _read(series: pl.Series, item: Column, source: Source) -> tuple[Numbers, Mask]:
    """Whole units (分 for money), and which rows are unfit."""
    try:
        read = read_fen(series) if series.name.endswith(FEN) else read_numbers(series, item.unit)
    except UnusableColumn as problem:
        said = finding("I205", source.whole(series.name), printed=str(problem), expected=item.title)
        raise ProblemsFound([said]) from problem
    scale = 100 if item.unit is Unit.YUAN else 1
    units, broken = _scaled(read, scale)
    least, most = item.least * scale, (item.most or MOST) * scale
    whole = read.given.all() and not read.bad.any() and not broken.any()
    if whole and (not len(units) or (units.min() >= least and units.max() <= most)):
        return units, broken
    bad = read.bad | broken | (item.required & ~read.given)
    bad |= read.given & ((units < least) | (units > most))
    if not read.given.all():
        units = np.where(read.given, units, item.gap)
    return units, bad


def _scaled(read: Read, scale: int) -> tuple[Numbers, Mask]:
    if read.denominator <= scale:
        factor = scale // read.denominator
        nothing = np.broadcast_to(np.False_, len(read.units))
        return (read.units if factor == 1 else read.units * factor), nothing
    factor = read.denominator // scale
    return read.units // factor, read.units % factor != 0


def _bad_rows(series: pl.Series, bad: Mask, item: Column, source: Source) -> list[Finding]:
    expected = f"{item.title}，不小于{item.least}" + (f"，不大于{item.most}" if item.most is not None else "")
    return [
        finding(
            "I204",
            source.place(row, series.name),
            printed=shown(series[row]),
            expected=expected,
        )
        for row in np.flatnonzero(bad).tolist()
    ]


@dataclass(slots=True)
class Positions:
    """Where each person stands among those asked about."""

    people: pl.Series
    _by_id: dict[str, int] = field(default_factory=dict)

    def of(self, ids: pl.Series) -> Index:
        """For each record the position of its person, −1 for one who is not asked about.

        Records that stand together by person, as files mostly do, are looked up once a person.
        """
        runs = ids.cast(pl.String).rle()
        if len(runs) > RUNS_A_PERSON * len(self.people):
            return self._each(ids.cast(pl.String))
        if not self._by_id:
            known = enumerate(self.people.cast(pl.String).to_list())
            self._by_id = {who: at for at, who in known if who is not None}
        by_id = self._by_id
        heads = [by_id.get(who, -1) for who in runs.struct.field("value").to_list()]
        return np.repeat(np.array(heads, dtype=np.int64), runs.struct.field("len").to_numpy())

    def _each(self, ids: pl.Series) -> Index:
        table = pl.DataFrame({"id": self.people.cast(pl.String), "position": np.arange(len(self.people))})
        found = pl.DataFrame({"id": ids}).join(table, on="id", how="left", maintain_order="left")
        return found["position"].fill_null(-1).to_numpy()
