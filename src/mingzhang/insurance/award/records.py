"""Yearly contribution records as dense years × people, with findings for what cannot be read."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mingzhang.findings import Finding, ProblemsFound, finding
from mingzhang.insurance.award.columns import Read, UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.reading import FEN, PERSON, Source
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
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the records: how it is read, what it may be, and what stands for a gap."""

    title: str
    unit: Unit
    required: bool
    least: int
    most: int | None
    gap: int


COLUMNS = (
    Column(YEAR_COLUMN, Unit.NUMBER, True, EARLIEST_YEAR, LATEST_YEAR, 0),
    Column(account.MONTHS.title, Unit.MONTHS, True, 0, MONTHS_PER_YEAR, 0),
    Column(account.WAGES.title, Unit.YUAN, True, 0, None, 0),
    Column(account.CREDITED.title, Unit.YUAN, False, 0, None, -1),
    Column(account.FIRST.title, Unit.NUMBER, False, 1, MONTHS_PER_YEAR, 1),
)


@dataclass(slots=True)
class Careers:
    """Years × people, dense: `values[title][year − first_year, person]`; money in 分."""

    first_year: int
    values: dict[str, Numbers]
    bad: Mask
    """People whose records cannot be used."""
    findings: list[Finding] = field(default_factory=list)


def read_records(records: pl.DataFrame, people: pl.Series, source: Source) -> Careers:
    """The records of the people, by year. Raises ProblemsFound when a column is missing or unfit."""
    missing = [item.title for item in COLUMNS if item.required and _series(records, item) is None]
    missing += [PERSON] if PERSON not in records.columns else []
    if missing:
        raise ProblemsFound([finding("I203", source.whole(title), expected=title) for title in missing])
    findings: list[Finding] = []
    row_bad = np.zeros(records.height, dtype=np.bool_)
    numbers: dict[str, Numbers] = {}
    for item in COLUMNS:
        series = _series(records, item)
        if series is None:
            continue
        units, bad = _read(series, item, source)
        findings += _bad_rows(series, bad, item, source)
        row_bad = row_bad | bad if bad.any() else row_bad
        numbers[item.title] = units
    person = _positions(records[PERSON], people)
    unknown = person < 0
    left_out = row_bad | unknown
    for row in np.flatnonzero(unknown & ~row_bad).tolist():
        findings.append(finding("I210", source.place(row, PERSON), printed=shown(records[PERSON][row])))
    bad_people = np.zeros(len(people), dtype=np.bool_)
    bad_people[person[row_bad & ~unknown]] = True
    return _dense(numbers, person, left_out, bad_people, findings)


def _series(records: pl.DataFrame, item: Column) -> pl.Series | None:
    for title in (item.title, item.title + FEN):
        if title in records.columns:
            return records[title]
    return None


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


def _positions(ids: pl.Series, people: pl.Series) -> Index:
    """For each record the position of its person, −1 for one who is not asked about.

    Records that stand together by person, as files mostly do, are looked up once a person.
    """
    runs = ids.cast(pl.String).rle()
    together = len(runs) <= RUNS_A_PERSON * len(people)
    heads = runs.struct.field("value") if together else ids.cast(pl.String)
    table = pl.DataFrame({"id": people.cast(pl.String), "position": np.arange(len(people))})
    found = pl.DataFrame({"id": heads}).join(table, on="id", how="left", maintain_order="left")
    position = found["position"].fill_null(-1).to_numpy()
    return np.repeat(position, runs.struct.field("len").to_numpy()) if together else position


def _dense(numbers: dict[str, Numbers], person: Index, left_out: Mask, bad: Mask, findings: list[Finding]) -> Careers:
    years = numbers.pop(YEAR_COLUMN)
    if left_out.any():
        keep = ~left_out
        years, person = years[keep], person[keep]
        numbers = {title: units[keep] for title, units in numbers.items()}
    first, last = (int(years.min()), int(years.max())) if len(years) else (2000, 2000)
    size = (last - first + 1, len(bad))
    flat = (years - first) * len(bad) + person
    times = np.zeros(size[0] * size[1], dtype=np.int8)
    times[flat] = 1
    if int(times.sum()) != len(flat):
        bad = bad | _doubled(flat, size)
    gaps = {item.title: item.gap for item in COLUMNS}
    values = {}
    for title, units in numbers.items():
        matrix = np.full(size[0] * size[1], gaps[title], dtype=np.int64)
        matrix[flat] = units
        values[title] = matrix.reshape(size)
    return Careers(first, values, bad, findings)


def _doubled(flat: Index, size: tuple[int, int]) -> Mask:
    """People who have two records of the same year."""
    counts = np.bincount(flat, minlength=size[0] * size[1])
    return np.asarray((counts.reshape(size) > 1).any(axis=0), dtype=np.bool_)
