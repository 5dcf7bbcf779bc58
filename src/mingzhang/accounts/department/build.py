"""A department's files: its own editions, each unit's beside them, and how it was consolidated."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from mingzhang.accounts.department.asked import UnitFiles
from mingzhang.accounts.department.crew import Crew
from mingzhang.accounts.department.kept import unit_books
from mingzhang.accounts.department.prepare import Ahead, Department, prepared_department
from mingzhang.accounts.department.stated import tables
from mingzhang.accounts.department.stated_html import write_page
from mingzhang.accounts.department.stated_xlsx import write_workbook
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import Built, Progress, quiet
from mingzhang.accounts.renderers.files import HTML, INTERNAL, PUBLIC, MorePage, write_editions
from mingzhang.accounts.renderers.whole import beside, removed, replaced
from mingzhang.terminal.progress import CountProgress, is_watched

UNITS = "units"
PAGE, WORKBOOK = "consolidation.html", "consolidation.xlsx"
TITLE = "汇总与抵销"


def build_department(
    folder: Path,
    out: Path,
    progress: Progress = quiet,
    *,
    rescore: bool = False,
    kept: Path | None = None,
    layout: str = "",
    created: datetime | None = None,
    units: UnitFiles = UnitFiles.ALL,
    crew: Crew | None = None,
) -> Built:
    """`out`/public and internal of the department and, as `units` says, `out`/units/FOLDER of each unit; whole or not
    at all. Without units those of an earlier build are removed, since they are not of these books.

    Raises ProblemsFound with the findings of the department and of all its units.
    """
    began = time.perf_counter()
    with ExitStack() as places:
        asked = prepared_department(
            folder,
            progress,
            rescore=rescore,
            kept=kept,
            layout=layout,
            disclose=units is not UnitFiles.NONE,
            ahead=Ahead(
                lines=lambda: places.enter_context(beside(out / INTERNAL)) / "lines",
                pages=(lambda: places.enter_context(replaced(out / UNITS))) if units is UnitFiles.WEB else None,
            ),
            crew=crew,
        )
        department = places.enter_context(asked)
        finish = department.finish_pages
        if units is UnitFiles.NONE:
            places.enter_context(removed(out / UNITS))
        elif units is UnitFiles.ALL:  # when this process has drawn its pages: beside it others write documents
            into = places.enter_context(replaced(out / UNITS))
            finish = partial(_write_units, department, into, created, progress)
        progress("写出部门的公开版和内部版")
        files = _write_department(department, out, created, units, finish)
        books, disclosure, findings = department.books, department.disclosure, department.findings
    made = files if units is UnitFiles.NONE else (*files, out / UNITS)
    return Built(books, disclosure, findings, made, time.perf_counter() - began)


def _write_department(
    department: Department, out: Path, created: datetime | None, units: UnitFiles, finish: Callable[[], None]
) -> tuple[Path, ...]:
    """The department's editions, which take their places when what else is under way is done as well."""
    disclosure = department.disclosure
    title = f"{disclosure.unit.name} {disclosure.year} 年度部门决算：{TITLE}"
    shown = tables(department)
    leads = {UnitFiles.ALL: f"../{UNITS}/{{}}/{INTERNAL}/{HTML}", UnitFiles.WEB: f"../{UNITS}/{{}}/{PUBLIC}/{HTML}"}
    more = (
        MorePage(PAGE, TITLE, partial(write_page, title=title, tables=shown, link=leads.get(units, ""))),
        MorePage(WORKBOOK, f"{TITLE}（工作簿）", partial(write_workbook, tables=shown)),
    )
    layout = load_layout(department.books.layout, department.books.year)
    begin, lines = department.crew.begin, department.write_lines
    return write_editions(
        disclosure, department.books, layout, out, created, begin=begin, lines=lines, more=more, finish=finish
    )


def _write_units(department: Department, into: Path, created: datetime | None, progress: Progress) -> None:
    members = department.members
    progress(f"写出 {len(members)} 个单位的决算")
    tasks = [(department.work, member.number, into / member.folder, created) for member in members]
    with CountProgress("写出", len(members), shown=is_watched()) as counter:
        department.crew.each(write_unit, tasks, lambda at: members[at].folder, lambda at: counter(members[at].folder))


def write_unit(work: Path, number: int, into: Path, created: datetime | None) -> None:
    """Both editions of one unit."""
    books, disclosure = unit_books(work, number)
    write_editions(disclosure, books, load_layout(books.layout, books.year), into, created)
