"""Where the tables of a unit's books stand: files by their names, and the sheets of its workbook.

A table called 年初 is `年初.csv`, `年初.xlsx` (its sheet 年初, or its only sheet), `年初.xls`, `年初.parquet` …, or the
sheet 年初 of 账册.xlsx.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.csv_text import TableProblem
from mingzhang.accounts.books.files import SUFFIXES, kind_of
from mingzhang.accounts.books.grids import read_grid, sheet_names
from mingzhang.findings import Finding, Place, finding

WORKBOOK = "账册.xlsx"
"""The workbook that may hold all tables of a unit, a sheet each."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table stands: a file, and the sheet of a workbook."""

    path: Path
    file: str
    """As findings name it: relative to the books folder."""
    sheet: str = ""
    also: tuple[str, ...] = ()
    """Other places where a table of the same name stands, which is an error."""

    def place(self, row: int | None = None, column: str = "") -> Place:
        return Place(file=self.file, sheet=self.sheet, row=row, column=column)

    @property
    def binary(self) -> bool:
        """Whether its amounts may come from binary floats."""
        return kind_of(self.path).binary


def find_table(folder: Path, name: str) -> TableSource | None:
    """The table `name` of a books folder, or None where there is none."""
    return find_tables(folder, [name]).get(name)


def find_tables(folder: Path, names: Iterable[str]) -> dict[str, TableSource]:
    """The tables of these names that a books folder has."""
    there = _names(folder)
    found = {name: _found(folder, name, there) for name in names}
    return {name: source for name, source in found.items() if source is not None}


def _found(folder: Path, name: str, there: frozenset[str]) -> TableSource | None:
    """The table `name` among the files that are `there`."""
    files = [file for file, compared in _files(name) if compared in there]
    found = [source for file in files if (source := _file(folder, file, name))]
    workbook = folder / WORKBOOK
    if os.path.normcase(WORKBOOK) in there and workbook.is_file():
        sheets = sheet_names(workbook)
        if name in (sheets or ()) or (sheets is None and not found):
            sheet = TableSource(workbook, WORKBOOK, name)
            found += [] if found and waits(sheet) else [sheet]
    if not found:
        return None
    also = tuple(source.place().text() for source in found[1:])
    return TableSource(found[0].path, found[0].file, found[0].sheet, also)


def waits(source: TableSource) -> bool:
    """Whether a sheet of the workbook holds its headings alone, as in a new unit's: it waits to be filled in."""
    if source.file != WORKBOOK:
        return False
    try:
        cells = read_grid(source.path, source.sheet)
    except (TableProblem, OSError):
        return False
    return cells.filter(pl.any_horizontal(pl.all().is_not_null())).height <= 1


@lru_cache(maxsize=256)
def _files(name: str) -> tuple[tuple[str, str], ...]:
    """The files that may hold a table, each as written and as the file system compares it."""
    return tuple((name + suffix, os.path.normcase(name + suffix)) for suffix in SUFFIXES)


def _names(folder: Path) -> frozenset[str]:
    """What stands in a folder, as the file system compares names."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(os.path.normcase(entry.name) for entry in entries)
    except OSError:
        return frozenset()


def file_source(path: Path, folder: Path, sheet: str = "") -> TableSource:
    """The table in a file that the unit's settings name; `sheet` empty takes the first sheet of a workbook."""
    file = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    if not sheet:
        sheet = next(iter(sheet_names(path) or ()), "")
    return TableSource(path, file, sheet)


def _file(folder: Path, file: str, name: str) -> TableSource | None:
    path = folder / file
    if not path.is_file():
        return None
    sheets = sheet_names(path)
    if sheets is None or len(sheets) > 1:
        return TableSource(path, file, name)
    return TableSource(path, file, sheets[0] if sheets else "")


def missing_table(name: str) -> Finding:
    """The finding for a table that the books must have."""
    return finding(
        "B101",
        Place(file=f"{name}.csv"),
        expected=f"{name}.csv、{name}.xlsx、{name}.parquet 或 {WORKBOOK} 的“{name}”工作表",
    )
