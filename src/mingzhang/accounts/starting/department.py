"""`mingzhang new` with units: a department's folder, its units' books inside it, ready to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mingzhang.accounts.books.texts import TEXT_FILE
from mingzhang.accounts.department.department_file import DEPARTMENT_FILE, UNITS
from mingzhang.accounts.starting.new import Start, appearing, as_yaml, own_layout, write_books
from mingzhang.accounts.starting.words import DEPARTMENT_NOTES, DEPARTMENT_TEXTS

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


def create_department(
    folder: Path, about: Mapping[str, Any], units: Sequence[NewUnit], layout_file: str = ""
) -> list[Path]:
    """Write the department's folder. `about` is 部门.yaml without its units, which take over region, year and layout.

    Raises ProblemsFound where the folder exists and is not empty; nothing is written then.
    """
    shared = {key: about[key] for key in ("地区", "年度", "版式") if key in about}
    with appearing(folder) as work:
        said = as_yaml({**about, UNITS: [unit.name for unit in units]})
        (work / DEPARTMENT_FILE).write_text(said + DEPARTMENT_NOTES, "utf-8", newline="\n")
        (work / TEXT_FILE).write_text(DEPARTMENT_TEXTS, "utf-8", newline="\n")
        own_layout(work, layout_file)
        for unit in units:
            (work / unit.name).mkdir()
            write_books(work / unit.name, Start({"名称": unit.name, "类型": unit.kind, **shared}))
    return sorted(folder.iterdir())
