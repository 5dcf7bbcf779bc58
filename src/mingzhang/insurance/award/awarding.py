"""Awards of a table of people: read, computed, the lines as columns, and findings for those who cannot be awarded."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from mingzhang.findings import Finding
from mingzhang.insurance.award.carried import CARRIED
from mingzhang.insurance.award.failures import failures_as_findings
from mingzhang.insurance.award.lines import Filled, table_of
from mingzhang.insurance.award.reading import Reading, read_table
from mingzhang.insurance.award.side_by_side import parts_of, side_by_side
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.frame import Frame, Index
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.month import month_from, month_of
from mingzhang.insurance.schemes.pension import PENSION
from mingzhang.insurance.schemes.registry import schemes

PROVISIONAL = "预发"
APART = 100_000
"""Rows that are computed at a time: their columns stay near the processor, and the parts are computed side by side."""


@dataclass(frozen=True, slots=True)
class Awards:
    """`table` holds the awarded rows, `rows` their positions in the input; the findings tell of the others."""

    table: pl.DataFrame
    rows: Index
    findings: tuple[Finding, ...]
    reading: Reading
    """Its frame holds the computed lines of up to APART rows; of more, they stand in the table only."""
    used: tuple[Parameter, ...]
    """What of the law the rows were computed with."""


def award(
    table: pl.DataFrame,
    scheme: Scheme | str = PENSION,
    at: int | str | date | None = None,
    *,
    law: Law | None = None,
    source: Source | None = None,
    left_out: Mask | None = None,
) -> Awards:
    """The scheme computed for every row, by the law as it was published in the month `at` (None: as known today).

    `scheme` may be the word that a case writes after 待遇; ValueError where there is no such benefit.
    `at` is a month as an integer (see month.py), as text such as "2025-04", or any day of the month.
    Rows of `left_out` are known to be unfit already. Money is written as whole 分 in columns that end in _分.
    Raises ProblemsFound where a whole column is unfit.
    """
    scheme = _called(scheme) if isinstance(scheme, str) else scheme
    source = source or Source()
    law = law or load_law()
    reading = read_table(table, scheme, law if at is None else law.seen_in(_month(at)), source, left_out)
    filled, provisional, used = _compute(scheme, reading.frame)
    findings = (*reading.findings, *failures_as_findings(reading, source, scheme))
    good = ~reading.frame.failed()
    chosen = None if good.all() else np.flatnonzero(good)
    rows = reading.rows if chosen is None else reading.rows[chosen]
    kept = table.select(name for name in CARRIED if name in table.columns)
    kept = kept if len(rows) == table.height or not kept.width else kept[rows]
    columns = [*kept, *table_of(filled, chosen)]
    if scheme.provisional is not None:
        columns.append(pl.Series(PROVISIONAL, provisional if chosen is None else provisional[chosen]))
    return Awards(pl.DataFrame(columns), rows, findings, reading, used)


def _compute(scheme: Scheme, frame: Frame) -> tuple[list[Filled], Mask, tuple[Parameter, ...]]:
    """The lines of tables, which rows are provisional, and the law they used; what failed stands in the frame."""
    filled = [Filled(line, frame.size) for line in scheme.lines if line.in_tables]
    provisional = np.zeros(frame.size, dtype=np.bool_)
    slices = parts_of(frame.size, APART)

    def compute(rows: slice) -> tuple[Index, dict[Parameter, None]]:
        """The rows that failed, and what of the law was used."""
        part = frame if len(slices) == 1 else frame.part(rows)
        scheme.compute(part)
        for line in filled:
            line.fill(rows, part)
        provisional[rows] = scheme.is_provisional(part)
        failed: Index = np.flatnonzero(part.failed()) + rows.start
        return failed, part.used

    found = side_by_side(compute, slices)
    failed = np.concatenate([rows for rows, _ in found])
    used = tuple(dict.fromkeys(parameter for _, parameters in found for parameter in parameters))
    if len(slices) > 1 and len(failed):
        _fail_together(scheme, frame, failed)
    return filled, provisional, used


def _fail_together(scheme: Scheme, frame: Frame, rows: Index) -> None:
    """What failed in the parts is computed once more by itself, so that it is told as of one batch."""
    again = frame.part(rows)
    scheme.compute(again)
    frame.failures = [failure.among(rows) for failure in again.failures]


def _called(name: str) -> Scheme:
    known = schemes()
    if name not in known:
        raise ValueError(f"没有“{name}”这种待遇；有：{'、'.join(known)}")
    return known[name]


def _month(at: int | str | date) -> int:
    if isinstance(at, date):
        return month_from(at.year, at.month)
    return month_of(at) if isinstance(at, str) else at
