"""`部门.yaml`: who the department is, which folders are its units, and who stands above whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mingzhang.accounts.books import unit_file
from mingzhang.accounts.books.settings_file import read_settings
from mingzhang.accounts.books.unit_file import UnitFile, unit_of
from mingzhang.accounts.department.marker import DEPARTMENT_FILE
from mingzhang.findings import Finding

UNITS, LEFT_OUT, HEADQUARTERS, SUPERIORS = "单位", "不汇总", "本级", "上级"
NOBODY = "无"
"""In place of a superior: the unit stands below none of the department's units."""
KEYS = (*(key for key in unit_file.KEYS if key != "凭证"), UNITS, LEFT_OUT, HEADQUARTERS, SUPERIORS)


@dataclass(frozen=True, slots=True)
class DepartmentFile:
    """Folders are written as the file writes them, with / between parts."""

    about: UnitFile
    units: tuple[str, ...]
    """The folders of its units in order; none means every folder with books."""
    left_out: tuple[str, ...]
    headquarters: str
    """The folder of the department's own books; "" where the file does not say."""
    superiors: Mapping[str, str]
    """Folder → the folder of the unit above it, or NOBODY."""


def read_department_file(folder: Path) -> tuple[DepartmentFile | None, list[Finding]]:
    """The department's file; None where it cannot be read or does not tell the year."""
    given = read_settings(folder / DEPARTMENT_FILE, DEPARTMENT_FILE)
    if given.findings and not given.nodes:
        return None, given.findings
    given.only(KEYS)
    about = unit_of(given, folder)
    units, left_out = (tuple(map(_plain, given.texts(key))) for key in (UNITS, LEFT_OUT))
    headquarters = _plain(given.text(HEADQUARTERS))
    superiors = {_plain(low): _plain(high) for low, high in given.words(SUPERIORS).items()}
    if about is None:
        return None, given.findings
    return DepartmentFile(about, units, left_out, headquarters, superiors), given.findings


def _plain(folder: str) -> str:
    """A folder's name with / between its parts, whichever system it was written on."""
    return "/".join(part for part in folder.replace("\\", "/").split("/") if part not in {"", "."})
