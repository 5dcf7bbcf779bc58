"""A table of people as the frame that a scheme reads, and findings for what cannot be read, by row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from mingzhang.findings import Finding, ProblemsFound, Severity, finding
from mingzhang.insurance.award.carried import CARRIED, carried_problems
from mingzhang.insurance.award.columns import reduced
from mingzhang.insurance.award.fact_reading import FactRead, read_fact
from mingzhang.insurance.award.side_by_side import side_by_side
from mingzhang.insurance.award.source import FEN, Source
from mingzhang.insurance.award.wording import meant
from mingzhang.insurance.engine.exact import Exact, Mask, column, repeated, stored_once, taken
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.frame import Frame, Index, Values, Words
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Unit

APART = 1 << 14
"""Rows up to which facts are read one after the other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The frame of the usable rows; `rows` are their positions in the table."""

    frame: Frame
    rows: Index
    findings: tuple[Finding, ...]


def read_table(table: pl.DataFrame, scheme: Scheme, law: Law, source: Source, left_out: Mask | None = None) -> Reading:
    """Everything that the scheme asks for, from the table's columns. Raises ProblemsFound for unfit columns."""
    bad = np.zeros(table.height, dtype=np.bool_)
    if left_out is not None:
        bad |= left_out
    findings = list(_unread_columns(table, scheme, law, source))
    if findings and source.keyed:
        bad[:] = True
    for row, told in carried_problems(table, source):
        findings.append(told)
        bad[row] = True

    def read(at: int) -> FactRead:
        fact = scheme.facts[at]
        regions = law.regions if fact.title == scheme.region else None
        return read_fact(fact, table, source, regions, _in_months(fact, scheme))

    held = {name.removesuffix(FEN) for name in table.columns} if table.height > APART else set()
    apart = [at for at, fact in enumerate(scheme.facts) if fact.title in held]
    known = dict(zip(apart, side_by_side(read, apart), strict=True))
    facts = [known.get(at) or read(at) for at in range(len(scheme.facts))]
    for fact in facts:
        findings += fact.findings
        if fact.bad is not None:
            bad |= fact.bad
    if any(not item.place.row and not source.keyed and item.severity is Severity.ERROR for item in findings):
        raise ProblemsFound(findings)
    rows = np.flatnonzero(~bad)
    return Reading(_frame(scheme, facts, rows, law), rows, tuple(findings))


def _in_months(fact: Fact, scheme: Scheme) -> str:
    """The fact that states the same years in months; empty where there is none."""
    title = fact.title.replace("年限", "月数")
    return title if fact.unit is Unit.YEARS and any(other.title == title for other in scheme.facts) else ""


def _unread_columns(table: pl.DataFrame, scheme: Scheme, law: Law, source: Source) -> list[Finding]:
    """Columns that nobody reads: in a case a mistake, in a table worth saying."""
    known = [fact.title for fact in scheme.facts]
    known += [fact.title + FEN for fact in scheme.facts if fact.unit is Unit.YUAN]
    every = "、".join(fact.title for fact in scheme.facts)
    found = []
    for name in table.columns:
        if name in known or name in CARRIED:
            continue
        proposed = meant(name, (*known, *CARRIED), law.definitions)
        expected, every = proposed or every, every if proposed else "项目名称见上"
        code = "I202" if source.keyed else "I208"
        found.append(finding(code, source.whole(name), printed=name, expected=expected))
    return found


def _frame(scheme: Scheme, facts: Sequence[FactRead], rows: Index, law: Law) -> Frame:
    """The facts of the usable rows."""
    read = {fact.title: found for fact, found in zip(scheme.facts, facts, strict=True)}
    words = read[scheme.region].values
    assert isinstance(words, Words)
    whole = len(rows) == len(words.codes)
    regions = [law.regions.find(word) for word in words.words]
    known = tuple(region for region in regions if region is not None)
    position = np.cumsum([region is not None for region in regions], dtype=np.int64) - 1
    codes = words.codes if whole else taken(words.codes, rows)
    codes = repeated(position[codes[:1]], len(rows)) if stored_once(codes) else position[codes]
    frame = Frame(len(rows), law, known, codes)
    for fact in scheme.facts:
        if fact.title == scheme.region:
            continue
        values, given = read[fact.title].values, read[fact.title].given
        if not whole:
            values, given = _cut(values, rows), taken(given, rows)
        if isinstance(values, Exact) and given.any():
            values = column(values.units, values.denominator)
        frame.facts[fact.title] = values
        if not fact.required:
            frame.given[fact.title] = given
    return frame


def _cut(values: Values, rows: Index) -> Values:
    """The usable rows, without the decimals that only unusable rows had."""
    cut = values.take(rows)
    return cut if isinstance(cut, Words) else column(*reduced(cut.units, cut.denominator))
