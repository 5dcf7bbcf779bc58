"""The books of a department: its units' measures added up, what they paid each other taken out on both sides."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.ledger import TRACE_SCHEMA
from mingzhang.accounts.books.model import Books, Withheld
from mingzhang.accounts.books.registers import TEXT
from mingzhang.accounts.books.unit_file import UNIT_FILE
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.department import registers
from mingzhang.accounts.department.department_file import DepartmentFile
from mingzhang.accounts.department.hierarchy import Hierarchy, hierarchy_of
from mingzhang.accounts.department.last_year import agencies_of, last_year
from mingzhang.accounts.department.members import DepartmentLedger, Member
from mingzhang.accounts.department.own_books import OwnBooks
from mingzhang.accounts.department.sums import parts_of, summed
from mingzhang.accounts.department.texts import joined
from mingzhang.accounts.department.transfer_groups import Group, differences, grouped
from mingzhang.accounts.department.transfers import Line
from mingzhang.accounts.measures import EVERYTHING, Measure, Measures, full
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

ELIMINATED = "抵销"
"""Origin of the lines of a department's ledger that take out what units paid each other."""


@dataclass(frozen=True, slots=True)
class Consolidated:
    books: Books
    hierarchy: Hierarchy
    groups: tuple[Group, ...]
    """What units paid each other, whether both sides agree or not."""
    findings: tuple[Finding, ...]


def consolidate(
    file: DepartmentFile, own: OwnBooks, members: Sequence[Member], lines: Sequence[Path], *, whole: bool
) -> Consolidated:
    """The department's books. `lines` are the files of its units' lines; `whole` False: some units cannot be used, so
    that nothing can be said of what is missing.
    """
    kind = file.about.kind
    assert kind is not None  # a finding told, and nobody asked for the sum
    found = [*_alike(members), *_of_other_years(members, file.about.year)]
    units = {member.folder: member.unit for member in members}
    hierarchy, told = hierarchy_of(file, units)
    found += told if whole else ()
    groups, told = grouped([line for member in members for line in member.transfers], hierarchy)
    if whole:
        found += told
        found += differences(groups, {folder: unit.name for folder, unit in units.items()})
    even = [group for group in groups if group.even]
    actual = full([*_entries(members), *(_taken_out(line) for group in even for line in group.lines)], EVERYTHING)
    before = last_year(own, members, hierarchy, actual, found)
    measures = Measures(actual, *_budgets(own, members, hierarchy), before, agencies=agencies_of(members))
    sums, told = registers.summed(members)
    found += [*told, *registers.differing(own.registers, sums)]
    filled = {name: {**sums.get(name, {}), **own.registers.get(name, {})} for name in {**sums, **own.registers}}
    codes = frozenset(actual.functions(EVERYTHING))
    withheld = tuple(dict.fromkeys([*own.withheld(codes, filled), *_hidden(members)]))
    found += own.findings
    books = Books(
        unit=file.about.unit,
        kind=kind,
        year=file.about.year,
        layout=file.about.layout,
        tails=file.about.tails,
        measures=measures,
        registers=filled,
        texts=joined(own.texts, members),
        ledger=DepartmentLedger(lines, _eliminations(even)),
        withheld=withheld,
        notices=(*file.about.notes, *_notices(members, even)),
    )
    return Consolidated(books, hierarchy, tuple(groups), tuple(found))


def _entries(members: Sequence[Member]) -> Iterator[Entry]:
    for member in members:
        for facet in member.measures.actual.facets:
            yield from facet.entries


def _taken_out(line: Line) -> Entry:
    return Entry(line.coarse, line.function, line.economic, "", line.unit, -line.fen)


def _budgets(own: OwnBooks, members: Sequence[Member], hierarchy: Hierarchy) -> tuple[Measure | None, Measure | None]:
    """The department's own budgets, else its units' without what they give each other by hierarchy."""
    if own.budgets is not None:
        return own.budgets
    opening, adjusted = (summed(parts_of(members, name, hierarchy)) for name in ("opening_budget", "adjusted_budget"))
    return opening, adjusted


def _hidden(members: Sequence[Member]) -> Iterator[Withheld]:
    """What any unit withholds of codes and registers, the department does: else its sum would tell it."""
    for member in members:
        for mark in member.withheld:
            if mark.category != TEXT:
                yield mark._replace(basis=f"{member.folder}：{mark.basis}")


def _eliminations(groups: Sequence[Group]) -> pl.DataFrame:
    """The lines that were taken out, each the unit's own line with the other sign."""
    rows = [
        {
            **{name: value.value for name, value in line.coarse._asdict().items()},
            "unit": line.unit,
            "file": f"{line.unit}/{line.file}",
            "row": line.row,
            "voucher": line.voucher,
            "memo": line.memo,
            "counterpart": line.counterpart,
            "function": line.function,
            "economic": line.economic,
            "fen": -line.fen,
            "origin": ELIMINATED,
            "reason": f"{line.side.called}，部门内部往来，两边同额抵销",
        }
        for group in groups
        for line in group.lines
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    absent = [pl.lit(None).alias(name) for name in TRACE_SCHEMA if name not in frame.columns]
    return (
        frame.with_columns(absent).select(TRACE_SCHEMA.names()).cast(TRACE_SCHEMA) if rows else TRACE_SCHEMA.to_frame()
    )


def _alike(members: Sequence[Member]) -> Iterator[Finding]:
    """Units that have the same code or name: the same books twice, or a slip."""
    for code, label in (("U112", "代码"), ("U113", "名称")):
        by_word: dict[str, list[Member]] = defaultdict(list)
        for member in members:
            word = member.unit.code if label == "代码" else member.unit.name
            if word:
                by_word[word].append(member)
        for word, those in by_word.items():
            if len(those) > 1:
                first, *others = (member.folder for member in those)
                printed = f"{word}，{'、'.join(others)} 也是"
                yield finding(code, Place(file=f"{first}/{UNIT_FILE}", key=label), printed=printed)


def _of_other_years(members: Sequence[Member], year: int) -> Iterator[Finding]:
    for member in members:
        if member.year != year:
            place = Place(file=f"{member.folder}/{UNIT_FILE}", key="年度")
            yield finding("U114", place, printed=str(member.year), expected=str(year))


def _notices(members: Sequence[Member], groups: Sequence[Group]) -> Iterator[str]:
    yield f"由 {len(members)} 个单位的账册汇总"
    if groups:
        fen = sum(group.paid_fen for group in groups)
        yield f"抵销部门内部往来 {len(groups)} 组，收入和支出各 {yuan_text(fen)} 元，明细见内部版的抵销清单"
