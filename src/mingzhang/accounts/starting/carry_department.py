"""What a department's new year takes over: its settings, texts and published figures, and what each unit takes over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.accounts.books.last_year_disclosure import LAST_YEAR_FILE
from mingzhang.accounts.books.texts import TEXT_FILE
from mingzhang.accounts.department.department_file import DEPARTMENT_FILE, LEFT_OUT
from mingzhang.accounts.department.members import in_folder, unit_books
from mingzhang.accounts.department.prepare import Department, prepared_department
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.layouts.shelf import is_own, name_of
from mingzhang.accounts.performance.shelf import own_files
from mingzhang.accounts.pipeline import Progress, quiet
from mingzhang.accounts.starting.carry import kept_settings, kept_texts, next_year, texts_after
from mingzhang.accounts.starting.new import Start, appearing, as_yaml, own_layout, own_policies, write_books
from mingzhang.accounts.starting.words import DEPARTMENT_TEXTS
from mingzhang.findings import Finding, Place, finding


@dataclass(frozen=True)
class StartDepartment:
    """What a new department's folder begins with."""

    about: Mapping[str, Any]
    """部门.yaml."""
    texts: str
    units: Mapping[str, Start]
    """Folder inside the department → what its books begin with."""
    layout_file: str
    policies: tuple[Path, ...]
    last_year: str
    """上年.json."""
    findings: tuple[Finding, ...]


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


def go_on(folder: Path, start: StartDepartment) -> list[Path]:
    """Write the department's folder with its units' books, whole or not at all.

    Raises ProblemsFound where it exists and is not empty. Layouts and policies that stand in the department's folder
    stand there again, and not in every unit's.
    """
    with appearing(folder) as work:
        (work / DEPARTMENT_FILE).write_text(as_yaml(start.about), "utf-8", newline="\n")
        (work / TEXT_FILE).write_text(start.texts, "utf-8", newline="\n")
        (work / LAST_YEAR_FILE).write_text(start.last_year, "utf-8", newline="\n")
        own_layout(work, start.layout_file)
        own_policies(work, start.policies)
        for name, unit in start.units.items():
            (work / name).mkdir(parents=True)
            write_books(work / name, unit)
    return sorted(folder.iterdir())
