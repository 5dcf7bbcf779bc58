"""The books of a department: its units' measures added up, what they paid each other taken out on both sides."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.accounts.books.model import Books, Ledger, Withheld
from mingzhang.accounts.books.registers import TEXT
from mingzhang.accounts.books.unit_file import UNIT_FILE
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.department import registers
from mingzhang.accounts.department.department_file import DepartmentFile
from mingzhang.accounts.department.eliminations import Between
from mingzhang.accounts.department.hierarchy import Hierarchy
from mingzhang.accounts.department.last_year import agencies_of, last_year
from mingzhang.accounts.department.member import Member
from mingzhang.accounts.department.own_books import OwnBooks
from mingzhang.accounts.department.sums import parts_of, summed
from mingzhang.accounts.department.texts import joined
from mingzhang.accounts.department.transfer_groups import Group
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.measures import Measure, Measures
from mingzhang.accounts.region import EVERYTHING
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text


def consolidate(
    file: DepartmentFile, own: OwnBooks, members: Sequence[Member], between: Between, ledger: Ledger
) -> tuple[Books, list[Finding]]:
    """The department's books, with the lines of all its units and of what was eliminated as their `ledger`."""
    kind = file.about.kind
    assert kind is not None  # a finding told, and nobody asked for the sum
    found = [*_alike(members), *_of_other_years(members, file.about.year), *between.findings]
    hierarchy, even = between.hierarchy, between.even
    actual = Measure((Facet(EVERYTHING, (*_entries(members), *_taken_out(even))),))
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
        ledger=ledger,
        withheld=withheld,
        notices=(*file.about.notes, *_notices(members, even)),
    )
    return books, found


def _entries(members: Sequence[Member]) -> Iterator[Entry]:
    for member in members:
        for facet in member.measures.actual.facets:
            yield from facet.entries


def _taken_out(groups: Sequence[Group]) -> Iterator[Entry]:
    for group in groups:
        for line in group.lines:
            yield Entry(line.coarse, line.function, line.economic, "", line.unit, -line.fen)


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
