"""Neighbouring rows of yearly records: whole units by title, whose they are, and findings for what cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from mingzhang.findings import Finding, ProblemsFound, finding
from mingzhang.insurance.award.columns import Read, UnusableColumn, read_fen, read_numbers, shown
from mingzhang.insurance.award.dense import Numbers, Places
from mingzhang.insurance.award.months import BITS, LISTED, bits_of
from mingzhang.insurance.award.positions import Positions
from mingzhang.insurance.award.source import FEN, PERSON, Source
from mingzhang.insurance.engine.exact import Mask, repeated
from mingzhang.insurance.engine.frame import Index
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import MONTHS_PER_YEAR
from mingzhang.insurance.schemes import account

YEAR_COLUMN = "年份"
MOST = 10**13
"""The largest amount, in 元, that is no mistake."""
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
    """As narrow as its values mostly allow."""


COLUMNS = (
    Column(YEAR_COLUMN, Unit.NUMBER, True, EARLIEST_YEAR, LATEST_YEAR, 0, np.int16),
    Column(account.MONTHS.title, Unit.MONTHS, True, 0, MONTHS_PER_YEAR, 0, np.int8),
    Column(account.WAGES.title, Unit.YUAN, True, 0, None, 0, np.int32),
    Column(account.CREDITED.title, Unit.YUAN, False, 0, None, -1, np.int32),
    Column(account.FIRST.title, Unit.NUMBER, False, 1, MONTHS_PER_YEAR, 1, np.int8),
)


@dataclass(slots=True)
class Stranger:
    """One who is not asked about: the first row of his records, and how many there are."""

    who: str
    row: int
    records: int = 0


@dataclass(slots=True)
class RecordPart:
    """Rows that can be used, and what is wrong with the others."""

    rows: int
    """Of all kinds."""
    numbers: dict[str, Numbers]
    """By title; 分 for money."""
    person: Places
    findings: list[Finding]
    bad_people: Places
    """Whose records cannot be used."""
    strangers: list[Stranger]


def read_part(part: pl.DataFrame, positions: Positions, source: Source) -> RecordPart:
    """Raises ProblemsFound for a column that is unfit."""
    findings: list[Finding] = []
    numbers, bad = _read_part(part, columns_held(part.columns), source, findings)
    person = positions.of(part[PERSON])
    unknown = person < 0
    strangers = _strangers(part[PERSON], np.flatnonzero(unknown & ~bad)) if unknown.any() else []
    bad_people = person[np.flatnonzero(bad & ~unknown)]
    if bad.any() or unknown.any():
        kept = np.flatnonzero(~(bad | unknown))
        person, numbers = person[kept], {title: units[kept] for title, units in numbers.items()}
    return RecordPart(part.height, numbers, person, findings, bad_people, strangers)


def _strangers(ids: pl.Series, rows: Index) -> list[Stranger]:
    """In the order of their first records."""
    table = pl.DataFrame({"who": ids[rows], "row": rows}).group_by("who", maintain_order=True)
    found = table.agg(pl.col("row").first(), pl.len().alias("records"))
    return [Stranger(shown(who), row, records) for who, row, records in found.iter_rows()]


def columns_held(names: Sequence[str]) -> dict[str, Column]:
    """The columns of records that a table has, by the name that they bear there."""
    return {name: item for item in COLUMNS if (name := named(names, item)) is not None}


def named(names: Sequence[str], item: Column) -> str | None:
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


def _read(series: pl.Series, item: Column, source: Source) -> tuple[Numbers, Mask]:
    """Whole units (分 for money), and which rows are unfit."""
    if series.dtype.is_integer() and not series.null_count() and (item.unit is not Unit.YUAN or _in_fen(series)):
        units = series.to_numpy()
        least, most = _bounds(item)
        if not len(units) or (least <= int(units.min()) and int(units.max()) <= most):
            return units, repeated(np.zeros(1, dtype=np.bool_), len(units))
    try:
        read = read_fen(series) if _in_fen(series) else read_numbers(series, item.unit)
    except UnusableColumn as problem:
        said = finding("I205", source.whole(series.name), printed=str(problem), expected=item.title)
        raise ProblemsFound([said]) from problem
    scale = 100 if item.unit is Unit.YUAN else 1
    units, broken = _scaled(read, scale)
    least, most = _bounds(item)
    whole = read.given.all() and not read.bad.any() and not broken.any()
    if whole and (not len(units) or (units.min() >= least and units.max() <= most)):
        return units, broken
    bad = read.bad | broken | (item.required & ~read.given)
    bad |= read.given & ((units < least) | (units > most))
    if not read.given.all():
        units = np.where(read.given, units, item.gap)
    return units, bad


def _in_fen(series: pl.Series) -> bool:
    return series.name.endswith(FEN)


def _bounds(item: Column) -> tuple[int, int]:
    """The least and most in whole units, 分 for money."""
    scale = 100 if item.unit is Unit.YUAN else 1
    return item.least * scale, (item.most or MOST) * scale


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
