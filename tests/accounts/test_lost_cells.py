"""Books in workbooks: a cell that shows an error, or a formula that nobody solved, is no blank amount."""

import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from books_samples import institution
from office import convert

from mingzhang.accounts.books.grids import read_grid
from mingzhang.accounts.books.load import load

HEADINGS = ("资金", "功能科目", "支出类型", "项目", "科目", "金额")
SOLVED = (
    ("3/2", 1.5),
    ("1/0", "#DIV/0!"),
    ("NA()", "#N/A"),
    ('"甲"+1', "#VALUE!"),
    ("5/2", 2.5),
)
UNSOLVED = "<v>7.25</v>"


def workbook(path: Path, *solved: tuple[str, object], top: int = 0, left: int = 0) -> Path:
    """Opening balances whose amounts are these formulas with their results."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("年初结转")
        sheet.write_row(top, left, HEADINGS)
        for at, (formula, result) in enumerate(solved, top + 1):
            sheet.write_row(at, left, ["一般公共预算", "2080109", "基本支出"])
            sheet.write_formula(at, left + 5, formula, None, result)
    return path


def amounts(grid: pl.DataFrame) -> list[str | None]:
    return grid[:, -1].to_list()


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_errors_are_seen_as_they_are_shown(tmp_path: Path, kind: str) -> None:
    path = workbook(tmp_path / "年初结转.xlsx", *SOLVED)
    if kind == "xls":
        (path,) = convert([path], "xls", tmp_path, "calc")
    assert amounts(read_grid(path, "年初结转")) == ["金额", *(str(result) for _, result in SOLVED)]


@pytest.mark.parametrize(("top", "left"), [(0, 0), (3, 0), (0, 2), (4, 3)])
def test_wherever_the_table_begins(tmp_path: Path, top: int, left: int) -> None:
    path = workbook(tmp_path / "年初结转.xlsx", ("A1", "#REF!"), ("5/2", 2.5), top=top, left=left)
    grid = read_grid(path, "年初结转")
    assert amounts(grid)[top:] == ["金额", "#REF!", "2.5"]
    assert grid.width == len(HEADINGS)


def test_a_formula_that_nobody_solved(tmp_path: Path) -> None:
    path = workbook(tmp_path / "年初结转.xlsx", ("A1/B1", 7.25))
    repacked(path, UNSOLVED, "")
    assert amounts(read_grid(path, "年初结转")) == ["金额", "=A1/B1"]


def repacked(path: Path, old: str, new: str) -> None:
    """The workbook with other words in its sheets."""
    with zipfile.ZipFile(path) as pack:
        members = {name: pack.read(name) for name in pack.namelist()}
    with zipfile.ZipFile(path, "w") as pack:
        for name, content in members.items():
            pack.writestr(name, content.replace(old.encode(), new.encode()) if "/sheet" in name else content)


def test_the_books_tell_it_with_its_place(tmp_path: Path) -> None:
    books = institution().write(tmp_path)
    workbook(books / "年初结转.xlsx", ("A1", "#REF!"))
    found = load(books).findings
    assert [item.place.row for item in found] == [2]
    assert [(item.code.code, item.printed) for item in found] == [("B111", "#REF!")]
