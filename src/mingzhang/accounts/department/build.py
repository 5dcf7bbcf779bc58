"""A department's files: its own editions, each unit's beside them, and how it was consolidated."""

import time
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from mingzhang.accounts.department.gather import side_by_side
from mingzhang.accounts.department.members import unit_books
from mingzhang.accounts.department.prepare import Department, prepared_department
from mingzhang.accounts.department.stated import tables
from mingzhang.accounts.department.stated_html import write_page
from mingzhang.accounts.department.stated_xlsx import write_workbook
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import Built, Progress, quiet
from mingzhang.accounts.renderers.files import MorePage, replaced, write_editions
from mingzhang.terminal import CountProgress, is_watched

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
    units: bool = True,
) -> Built:
    """`out`/public and internal of the department and, with `units`, `out`/units/FOLDER/public and internal of each
    unit; whole or not at all.

    Raises ProblemsFound with the findings of the department and of all its units.
    """
    began = time.perf_counter()
    asked = prepared_department(folder, progress, rescore=rescore, kept=kept, layout=layout, disclose=units)
    with asked as department, ExitStack() as places:
        if units:
            _write_units(department, places.enter_context(replaced(out / UNITS)), created, progress)
        progress("写出部门的公开版和内部版")
        files = _write_department(department, out, created, units=units)
        books, disclosure, findings = department.books, department.disclosure, department.findings
    made = (*files, out / UNITS) if units else files
    return Built(books, disclosure, findings, made, time.perf_counter() - began)


def _write_department(department: Department, out: Path, created: datetime | None, *, units: bool) -> tuple[Path, ...]:
    disclosure = department.disclosure
    title = f"{disclosure.unit.name} {disclosure.year} 年度部门决算：{TITLE}"
    shown = tables(department)
    more = (
        MorePage(PAGE, TITLE, partial(write_page, title=title, tables=shown, units=f"../{UNITS}" if units else "")),
        MorePage(WORKBOOK, f"{TITLE}（工作簿）", partial(write_workbook, tables=shown)),
    )
    layout = load_layout(department.books.layout, department.books.year)
    return write_editions(disclosure, department.books, layout, out, created, more=more)


def _write_units(department: Department, into: Path, created: datetime | None, progress: Progress) -> None:
    members = department.members
    progress(f"写出 {len(members)} 个单位的决算")
    tasks = [(department.work, member.number, into / member.folder, created) for member in members]
    with CountProgress("写出", len(members), shown=is_watched()) as counter:
        side_by_side(write_unit, tasks, lambda at: counter(members[at].folder), few=1)


def write_unit(work: Path, number: int, into: Path, created: datetime | None) -> None:
    """Both editions of one unit."""
    books, disclosure = unit_books(work, number)
    write_editions(disclosure, books, load_layout(books.layout, books.year), into, created)
