"""Everything in which two disclosures differ, and what the one says that the other contradicts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.accounts.comparison.cells import CellChange, cell_changes
from mingzhang.accounts.comparison.pair import Pair, Relationship, pair_of
from mingzhang.accounts.comparison.within import check_within
from mingzhang.accounts.comparison.words import WordChange, word_changes
from mingzhang.accounts.comparison.years import check_years
from mingzhang.accounts.readers.apart import read_all_apart
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Place, ProblemsFound, finding

CHECKS: Mapping[Relationship, Callable[[Pair], Iterable[Finding]]] = {
    Relationship.YEARS: check_years,
    Relationship.UNIT: check_within,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    pair: Pair
    cells: tuple[CellChange, ...]
    words: tuple[WordChange, ...]
    """Without a unit and its department: their words are their own."""
    findings: tuple[Finding, ...]


def compare(one: ReadDisclosure, other: ReadDisclosure, asked: Relationship | None = None) -> Comparison:
    """The two in the order of their relationship, which is recognised unless it is asked for."""
    pair = pair_of(one, other, asked)
    unclear = [finding("C120")] if asked is None and pair.kind is Relationship.OTHER else []
    found = [*_reading(pair), *unclear, *_forms(pair), *CHECKS.get(pair.kind, _nothing)(pair)]
    words = word_changes(pair) if pair.kind in (Relationship.VERSIONS, Relationship.YEARS) else ()
    return Comparison(pair, tuple(cell_changes(pair)), tuple(words), tuple(found))


def opened(paths: Sequence[Path], limits: Limits) -> list[ReadDisclosure]:
    """Documents, data of some, or folders of books, whose disclosures are made. Raises ProblemsFound of them all."""
    problems: list[Finding] = []
    found: dict[Path, ReadDisclosure] = {}
    for path in paths:
        if path.is_dir():
            try:
                found[path] = _made(path)
            except ProblemsFound as told:
                problems += told.findings
    files = [path for path in paths if not path.is_dir()]
    try:
        found |= zip(files, read_all_apart(files, limits), strict=True)
    except ProblemsFound as told:
        problems += told.findings
    if problems:
        raise ProblemsFound(problems)
    return [found[path] for path in paths]


def _made(books: Path) -> ReadDisclosure:
    from mingzhang.accounts.department.prepare import prepared
    from mingzhang.accounts.readers.of_data import as_read

    with prepared(books) as (_, disclosure):
        return as_read(disclosure, books.name)


def _nothing(_: Pair) -> Iterable[Finding]:
    return ()


def _reading(pair: Pair) -> Iterable[Finding]:
    return [*pair.first.findings, *pair.second.findings]


def _forms(pair: Pair) -> Iterable[Finding]:
    """Forms that only one of the two has: their figures are not compared."""
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        lacking = [form for form in one.disclosure.forms if form.number not in other.facts]
        if lacking:
            titles = "、".join(f"{form.number}表 {form.title}" for form in lacking)
            yield finding("C104", Place(file=other.file), printed=titles, expected=f"{one.file} 有这些表")
