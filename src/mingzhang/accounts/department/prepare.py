"""From a department's folder to its books and disclosure, its units' kept aside."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import polars as pl

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.department.consolidate import consolidate
from mingzhang.accounts.department.crew import Crew
from mingzhang.accounts.department.department_file import DepartmentFile, read_department_file
from mingzhang.accounts.department.eliminations import Between, between_units, eliminations
from mingzhang.accounts.department.evaluations import evaluations
from mingzhang.accounts.department.folders import unit_folders
from mingzhang.accounts.department.kept import lines_file, write_kept
from mingzhang.accounts.department.ledgers import DepartmentLedger
from mingzhang.accounts.department.loading import load_units
from mingzhang.accounts.department.marker import is_department
from mingzhang.accounts.department.member import Loaded, Member
from mingzhang.accounts.department.members import Order
from mingzhang.accounts.department.own_books import OwnBooks, read_own_books
from mingzhang.accounts.department.told import once
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import TEXTS
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.layouts.shelf import key_of, own_folders
from mingzhang.accounts.pipeline import Progress, prepare, quiet, unknown_layout
from mingzhang.accounts.renderers.internal import WriteLines
from mingzhang.accounts.renderers.shards import write_lines
from mingzhang.findings import Finding, ProblemsFound, has_errors

BESIDE = 2
"""Processes that help to write the department's own files: one the lines, one the documents."""


class Ahead(NamedTuple):
    """Folders for what is written as soon as the units are known to be sound, beside everything else."""

    lines: Callable[[], Path] | None = None
    """Names a folder that is not there yet, for the lines behind the department's figures."""
    pages: Callable[[], Path] | None = None
    """Gives a new folder for each unit's page and data."""


NOTHING_AHEAD = Ahead()


@dataclass(frozen=True)
class Department:
    """A department's year; its files and the processes that read its units live as long as the context that made it."""

    books: Books
    disclosure: Disclosure
    members: tuple[Member, ...]
    between: Between
    findings: tuple[Finding, ...]
    work: Path
    crew: Crew
    write_lines: WriteLines
    """Puts the lines of all units where a page of the department looks for them."""
    finish_pages: Callable[[], None]
    """Waits until the pages that were begun are written."""


@contextmanager
def prepared_department(
    folder: Path,
    progress: Progress = quiet,
    *,
    rescore: bool = False,
    kept: Path | None = None,
    layout: str = "",
    disclose: bool = False,
    ahead: Ahead = NOTHING_AHEAD,
    crew: Crew | None = None,
) -> Iterator[Department]:
    """The department in `folder`; with `disclose` every unit's own disclosure is made as well, kept in files unless
    its page and data are all that is wanted of it, and written `ahead`. `crew` is one whose processes were begun
    before.

    Raises ProblemsFound with all findings, those of every unit told with its folder, if any is an error.
    """
    progress("读取部门设置")
    file, findings = read_department_file(folder)
    if file is None:
        raise ProblemsFound(findings)
    if layout:
        file = _laid_out(file, folder, layout)
        layout = file.about.layout
    folders, told = unit_folders(folder, file)
    findings += told
    own = read_own_books(folder, file.about)
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as work, crew or Crew() as hired:
        order = Order(folder, Path(work), kept, rescore, layout, disclose, web=ahead.pages is not None)
        loaded = load_units(folders, order, hired, progress)
        if not disclose:
            hired.release(but=BESIDE if ahead.lines is not None else 0)  # nothing of the units is kept there
        findings += once(item for each in loaded for item in own.untold(each.folder, each.findings))
        progress("汇总、抵销")
        yield _department(file, own, loaded, findings, Path(work), hired, ahead, progress)


def _laid_out(file: DepartmentFile, folder: Path, layout: str) -> DepartmentFile:
    """The department with another layout than its own."""
    key = key_of(layout, own_folders(folder))
    if not key:
        raise ProblemsFound([unknown_layout(layout, folder)])
    forms = load_layout(key, file.about.year).forms
    about = replace(file.about, layout=key, tails=tuple(number for number in file.about.tails if number in forms))
    return replace(file, about=about)


def _department(
    file: DepartmentFile,
    own: OwnBooks,
    loaded: Sequence[Loaded],
    findings: list[Finding],
    work: Path,
    crew: Crew,
    ahead: Ahead,
    progress: Progress,
) -> Department:
    members = tuple(each.member for each in loaded if each.member is not None)
    whole = len(members) == len(loaded)
    if file.about.kind is None or not file.about.layout or not members:
        raise ProblemsFound([*findings, *own.findings])
    between = between_units(file, members, whole=whole)
    lines = [path for first in range(len(loaded)) if (path := lines_file(work, first)).is_file()]
    ledger = DepartmentLedger(lines, eliminations(between.even))
    sound = whole and not has_errors([*findings, *between.findings])
    written = _written(ledger, ahead.lines() if ahead.lines is not None and sound else None, crew)
    finish = crew.meanwhile(write_kept, work, ahead.pages()) if ahead.pages is not None and sound else nothing
    books, found = consolidate(file, own, members, between, ledger)
    findings = [*findings, *found]
    evaluated = evaluations(members, books, own.policies)
    findings += evaluated.findings
    books = evaluated.into_books(books)
    progress("编制部门的报表和说明")
    disclosure, told = compile_disclosure(books)
    if not whole or has_errors(findings):
        raise ProblemsFound([*findings, *(item for item in told if item.code.code in TEXTS)])
    if disclosure is None:
        raise ProblemsFound([*findings, *told])
    shown = evaluated.into_disclosure(disclosure)
    return Department(books, shown, members, between, (*findings, *told), work, crew, written, finish)


def nothing() -> None:
    """What to wait for where nothing is under way."""


def _written(ledger: DepartmentLedger, shards: Path | None, crew: Crew) -> WriteLines:
    """Begins to write the lines into the folder `shards`, from where they are moved when they are asked for."""
    if shards is None:
        return partial(write_lines, ledger)
    places = crew.begin(write_lines, ledger, shards)

    def moved(folder: Path) -> "pl.DataFrame":
        found = places()
        shards.rename(folder)
        return found

    return moved


@contextmanager
def prepared(folder: Path, progress: Progress = quiet) -> Iterator[tuple[Books, Disclosure]]:
    """The books and the disclosure of a unit's or a department's folder. Raises ProblemsFound."""
    if is_department(folder):
        with prepared_department(folder, progress) as department:
            yield department.books, department.disclosure
    else:
        books, disclosure, _ = prepare(folder, progress)
        yield books, disclosure
