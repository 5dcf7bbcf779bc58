"""Everything in which two disclosures differ, and what the one says that the other contradicts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.accounts.comparison.cells import CellChange, cell_changes
from mingzhang.accounts.comparison.pair import Pair, Relationship, pair_of
from mingzhang.accounts.comparison.within import check_within
from mingzhang.accounts.comparison.words import WordChange, word_changes
from mingzhang.accounts.comparison.years import check_years
from mingzhang.accounts.department.marker import is_department
from mingzhang.accounts.readers.apart import read_given
from mingzhang.accounts.readers.guarded import guarded
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
    given = list(dict.fromkeys(paths))
    own = [path for path in given if path.is_dir() and is_department(path)]  # which starts such processes itself
    apart = [path for path in given if path not in own]
    results: dict[Path, ReadDisclosure | ProblemsFound] = {path: _made_here(path) for path in own}
    asked = [(path.name, (path, limits)) for path in apart]
    results |= {apart[at]: result for at, result in guarded(_opened, asked, limits, len(asked))}
    problems = [item for path in given if isinstance(told := results[path], ProblemsFound) for item in told.findings]
    if problems:
        raise ProblemsFound(problems)
    found = [result for path in paths if isinstance(result := results[path], ReadDisclosure)]
    return [_named(read, path, found) for path, read in zip(paths, found, strict=True)]


def _opened(given: tuple[Path, Limits]) -> ReadDisclosure:
    """Only the process that reads, or makes, needs what that needs."""
    return _made(given[0]) if given[0].is_dir() else read_given(given)


def _made_here(department: Path) -> ReadDisclosure | ProblemsFound:
    try:
        return _made(department)
    except ProblemsFound as told:
        return told


def _made(books: Path) -> ReadDisclosure:
    from mingzhang.accounts.department.prepare import prepared
    from mingzhang.accounts.readers.of_data import as_read

    with prepared(books) as (_, disclosure):
        return as_read(disclosure, books.name)


def _named(read: ReadDisclosure, path: Path, every: Sequence[ReadDisclosure]) -> ReadDisclosure:
    """Two files of one name are told with the folders in which they lie."""
    if sum(each.file == read.file for each in every) == 1:
        return read
    file = path.as_posix()
    told = tuple(replace(item, place=replace(item.place, file=file)) for item in read.findings)
    return replace(read, file=file, findings=told)


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
