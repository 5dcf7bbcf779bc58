"""The folders of a department's units: those that its file names, or every folder with books."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mingzhang.accounts.books import balance_list, voucher_lines
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.books.table_sources import WORKBOOK, find_table
from mingzhang.accounts.books.unit_file import UNIT_FILE
from mingzhang.accounts.department.department_file import LEFT_OUT, UNITS, DepartmentFile
from mingzhang.accounts.department.marker import DEPARTMENT_FILE, is_department
from mingzhang.findings import Finding, Place, finding


def unit_folders(folder: Path, file: DepartmentFile) -> tuple[tuple[str, ...], list[Finding]]:
    """The folders in the file's order, else by name; and every folder that is missing, too many or not to be used."""
    found: list[Finding] = []
    inside = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    with_books = [name for name in inside if (folder / name / UNIT_FILE).is_file()]
    if _holds_books(folder):
        found.append(finding("U105", Place(file=UNIT_FILE)))
    units = file.units or tuple(name for name in with_books if name not in file.left_out)
    found += _wrongly_named(folder, file, with_books)
    for name in inside:
        listed = name in file.left_out or any(unit == name or unit.startswith(f"{name}/") for unit in file.units)
        if listed:
            continue
        if is_department(folder / name):
            found.append(finding("U104", Place(file=f"{name}/{DEPARTMENT_FILE}")))
        elif name in with_books and file.units:
            found.append(
                finding("U103", Place(file=name), expected=f"写在 {DEPARTMENT_FILE} 的“{UNITS}”或“{LEFT_OUT}”里")
            )
        elif name not in with_books and _holds_books(folder / name):
            found.append(finding("U106", Place(file=name), expected=f"有 {UNIT_FILE}"))
        elif _is_empty(folder / name):
            found.append(finding("U116", Place(file=name)))
    if not units:
        found.append(finding("U101", Place(file=DEPARTMENT_FILE)))
    sound = (name for name in units if _inside(name) and (folder / name / UNIT_FILE).is_file())
    return tuple(dict.fromkeys(sound)), found


def _wrongly_named(folder: Path, file: DepartmentFile, with_books: list[str]) -> Iterator[Finding]:
    """What the file names and nobody finds, or finds twice."""
    counts = Counter(file.units)
    for name in dict.fromkeys(file.units):
        place = Place(file=DEPARTMENT_FILE, key=UNITS)
        if counts[name] > 1 or name in file.left_out:
            yield finding("U107", place, printed=name)
        if not _inside(name):
            yield finding("U102", place, printed=name, expected="本部门文件夹里的文件夹")
        elif is_department(folder / name):
            yield finding("U104", Place(file=f"{name}/{DEPARTMENT_FILE}"))
        elif not (folder / name).is_dir():
            spare = [each for each in with_books if each not in file.units]
            yield finding("U102", place, printed=name, remedy=nearest_remedy(name, spare))
        elif not (folder / name / UNIT_FILE).is_file():
            yield finding("U115" if _is_empty(folder / name) else "U106", Place(file=name), expected=f"有 {UNIT_FILE}")
    for name in file.left_out:
        if not (_inside(name) and (folder / name).is_dir()):
            remedy = nearest_remedy(name, with_books)
            yield finding("U108", Place(file=DEPARTMENT_FILE, key=LEFT_OUT), printed=name, remedy=remedy)


def _inside(name: str) -> bool:
    """Whether a name stays inside the department's folder."""
    return bool(name) and ".." not in name.split("/") and ":" not in name and not name.startswith("/")


def _is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


def _holds_books(folder: Path) -> bool:
    """Whether the tables of a unit lie in a folder."""
    if (folder / UNIT_FILE).is_file() or (folder / WORKBOOK).is_file():
        return True
    return any(find_table(folder, table) is not None for table in (voucher_lines.TABLE, balance_list.TABLE))
