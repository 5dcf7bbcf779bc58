"""`mingzhang new` with units: a department's folder, its units' books inside it, ready to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mingzhang.accounts.books.last_year_disclosure import LAST_YEAR_FILE
from mingzhang.accounts.books.texts import TEXT_FILE
from mingzhang.accounts.department.department_file import UNITS
from mingzhang.accounts.department.marker import DEPARTMENT_FILE
from mingzhang.accounts.starting.new import Start, appearing, as_yaml, own_layout, own_policies, write_books
from mingzhang.accounts.starting.words import DEPARTMENT_NOTES, DEPARTMENT_TEXTS
from mingzhang.findings import Finding

FORBIDDEN = frozenset('\\/:*?"<>|')
"""Characters that no folder's name may have on Windows."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    name: str
    kind: str


def units_of(given: Sequence[str], kind: str, kinds: Sequence[str]) -> tuple[NewUnit, ...]:
    """Units as asked for, NAME or NAME:KIND; without a kind that of the department. Raises a usage error that names
    everything that cannot be a unit.
    """
    units: list[NewUnit] = []
    wrong: list[str] = []
    for text in given:
        name, colon, said = (part.strip() for part in text.replace("：", ":").partition(":"))
        said = said if colon else kind
        if said not in kinds:
            wrong.append(f"{text}：类型只能是 {'、'.join(kinds)}")
        if not name or name.startswith(".") or FORBIDDEN & set(name):
            wrong.append(f"{text}：名称要作文件夹名，不能为空，不能含 {' '.join(sorted(FORBIDDEN))}")
        elif name in {unit.name for unit in units}:
            wrong.append(f"{text}：写了两次")
        units.append(NewUnit(name, said))
    if wrong:
        raise click.BadParameter("；".join(wrong), param_hint="选项 --unit")
    return tuple(units)


@dataclass(frozen=True)
class StartDepartment:
    """What a new department's folder begins with."""

    about: Mapping[str, Any]
    """部门.yaml."""
    units: Mapping[str, Start]
    """Folder inside the department → what its books begin with."""
    texts: str = DEPARTMENT_TEXTS
    layout_file: str = ""
    policies: tuple[Path, ...] = ()
    last_year: str = ""
    """上年.json; "" for none."""
    findings: tuple[Finding, ...] = ()


def new_department(about: Mapping[str, Any], units: Sequence[NewUnit], layout_file: str = "") -> StartDepartment:
    """A department that begins; `about` is 部门.yaml without its units, which take over region, year and layout."""
    shared = {key: about[key] for key in ("地区", "年度", "版式") if key in about}
    starts = {unit.name: Start({"名称": unit.name, "类型": unit.kind, **shared}) for unit in units}
    return StartDepartment({**about, UNITS: list(starts)}, starts, layout_file=layout_file)


def create_department(folder: Path, start: StartDepartment) -> list[Path]:
    """Write the department's folder with its units' books, whole or not at all.

    Raises ProblemsFound where it exists and is not empty. Layouts and policies that stand in the department's folder
    stand there alone, and not in every unit's.
    """
    with appearing(folder) as work:
        (work / DEPARTMENT_FILE).write_text(as_yaml(start.about) + DEPARTMENT_NOTES, "utf-8", newline="\n")
        (work / TEXT_FILE).write_text(start.texts, "utf-8", newline="\n")
        if start.last_year:
            (work / LAST_YEAR_FILE).write_text(start.last_year, "utf-8", newline="\n")
        own_layout(work, start.layout_file)
        own_policies(work, start.policies)
        for name, unit in start.units.items():
            (work / name).mkdir(parents=True)
            write_books(work / name, unit)
    return sorted(folder.iterdir())
