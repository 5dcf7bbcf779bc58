"""What a department's new year takes over: its settings, texts and published figures, and what each unit takes over."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mingzhang.accounts.department.department_file import LEFT_OUT
from mingzhang.accounts.department.kept import unit_books
from mingzhang.accounts.department.marker import DEPARTMENT_FILE
from mingzhang.accounts.department.member import in_folder
from mingzhang.accounts.department.prepare import Department, prepared_department
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.layouts.shelf import is_own, name_of
from mingzhang.accounts.performance.shelf import own_files
from mingzhang.accounts.pipeline import Progress, quiet
from mingzhang.accounts.starting.carry import kept_settings, kept_texts, next_year, texts_after
from mingzhang.accounts.starting.department import StartDepartment
from mingzhang.accounts.starting.new import Start
from mingzhang.accounts.starting.words import DEPARTMENT_TEXTS
from mingzhang.findings import Finding, Place, finding


def carried_department(last: Path, progress: Progress = quiet) -> StartDepartment:
    """The next year of the department in `last`, of which every unit that it sums up goes on.

    Raises ProblemsFound, each unit's told with its folder, where the department cannot be built.
    """
    with prepared_department(last, progress, disclose=True) as department:
        units = {member.folder: _unit(last, member.folder, member.number, department) for member in department.members}
        books, disclosure = department.books, department.disclosure
        about = kept_settings(last / DEPARTMENT_FILE)
        left_out = about.pop(LEFT_OUT, None)
        return StartDepartment(
            about={**about, "年度": books.year + 1, "版式": name_of(books.layout)},
            texts=texts_after(kept_texts(last), DEPARTMENT_TEXTS),
            units=units,
            layout_file=books.layout if is_own(books.layout) else "",
            policies=tuple(own_files(last).values()),
            last_year=to_json(disclosure),
            findings=tuple(_told(left_out, units)),
        )


def _unit(last: Path, folder: str, number: int, department: Department) -> Start:
    return next_year(last / folder, *unit_books(department.work, number))


def _told(left_out: Any, units: Mapping[str, Start]) -> Iterator[Finding]:
    if left_out:
        yield finding("A104", Place(file=DEPARTMENT_FILE, key=LEFT_OUT), printed="、".join(map(str, left_out)))
    for folder, start in units.items():
        yield from (in_folder(folder, item) for item in start.findings)
