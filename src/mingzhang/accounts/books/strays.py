"""Files and sheets whose name is nearly that of a table: a misspelt table would be left out without a word."""

import re
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from mingzhang.accounts.books import balance_list, projects, voucher_lines
from mingzhang.accounts.books.files import SUFFIXES
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.last_year_disclosure import LAST_YEAR_FILE
from mingzhang.accounts.books.sheets import specs
from mingzhang.accounts.books.table_sources import WORKBOOK
from mingzhang.accounts.books.texts import TEXT_FILE
from mingzhang.accounts.books.unit_file import UNIT_FILE
from mingzhang.findings import Finding, Place, finding

EVALUATION_TABLES = ("绩效项目", "绩效指标")
"""The sheets of performance, which a later room reads: projects, and their indicators."""
OTHER_FILES = (UNIT_FILE, TEXT_FILE, LAST_YEAR_FILE)
_NEAR = 0.75
_BOOK, _BOOKS = Path(WORKBOOK).stem, frozenset({".xlsx", ".xls", ".et", ".xlsm"})
_ADDED = re.compile(r"[\s\d()（）_.—-]|副本|表$")


def table_names() -> list[str]:
    """Every table that the books of a unit can have."""
    return [*specs(), voucher_lines.TABLE, balance_list.TABLE, projects.TABLE, *EVALUATION_TABLES]


def strays(folder: Path, read: Collection[Path] = ()) -> list[Finding]:
    """A warning for every file, and every sheet of the workbook, whose name is close to one that is missing.

    `read` are the files that the unit's settings name themselves.
    """
    tables = table_names()
    files = sorted(path.name for path in folder.iterdir() if path.is_file() and path not in read)
    sheets = (sheet_names(folder / WORKBOOK) or ()) if WORKBOOK in files else ()
    present = {name for name in tables if name in sheets or any(name + suffix in files for suffix in SUFFIXES)}
    missing = [name for name in tables if name not in present]
    found: list[Finding] = []
    if not (folder / WORKBOOK).exists():
        books = (Path(file) for file in files if Path(file).suffix.lower() in _BOOKS)
        found += [_saved_as(path) for path in books if _ADDED.sub("", path.stem) == _BOOK]
    for file in files:
        path = Path(file)
        found += [_meant(Place(file=file), name) for name in OTHER_FILES if name not in files and path.stem == name]
        if path.suffix.lower() in SUFFIXES and file != WORKBOOK and path.stem not in tables:
            found += _near(path.stem, missing, Place(file=file))
        if path.suffix.lower() in {".yaml", ".yml", ".json"} and file not in OTHER_FILES:
            others = [Path(name).stem for name in OTHER_FILES if name not in files]
            found += _near(path.stem, others, Place(file=file))
    for sheet in sheets:
        if sheet not in tables:
            found += _near(sheet, missing, Place(file=WORKBOOK, sheet=sheet))
    return found


def _near(name: str, missing: list[str], place: Place) -> list[Finding]:
    """A name that differs from a missing one by what copies and exports add to names, or by a character or so, or that
    holds it: 凭证录入.
    """
    bare = _ADDED.sub("", name)
    close = [bare] if bare in missing else get_close_matches(name, missing, n=1, cutoff=_NEAR)
    close = close or sorted((each for each in missing if each in bare), key=len, reverse=True)
    return [_meant(place, close[0])] if close else []


def _meant(place: Place, name: str) -> Finding:
    return finding("B266", place, expected=f"是否应为“{name}”")


def _saved_as(path: Path) -> Finding:
    """The workbook under another name, or saved as another kind, which a new name alone does not mend."""
    remedy = "" if path.suffix.lower() == ".xlsx" else f"请在表格软件里另存为 {WORKBOOK}（xlsx 工作簿）"
    return finding("B266", Place(file=path.name), expected=f"是否应为“{WORKBOOK}”", remedy=remedy)
