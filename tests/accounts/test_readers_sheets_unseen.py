"""What a workbook hides is told and not read as published, in xlsx and in xls; an xls shows what its formats print."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from office import convert

from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure

FORM = (
    ("一般公共预算财政拨款支出决算表",),
    ("2024年度", "", "", "", "单位：万元"),
    ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("合计", "", 3, 2, 1),
    ("2010601", "行政运行", 3, 2, 1),
)
WANT = {
    (row, column): text
    for row in ("合计", "2010601")
    for column, text in (("本年支出合计", "3.00"), ("基本支出", "2.00"), ("项目支出", "1.00"))
}
Change = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]


def written(path: Path, change: Change, code: str = "#,##0.00", times: float = 1) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("05 表")
        style = book.add_format({"num_format": code})
        fill(sheet, style, times)
        change(book, sheet)
    return path


def fill(sheet: xlsxwriter.worksheet.Worksheet, style: object, times: float = 1) -> None:
    for at, row in enumerate(FORM):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, column, value * times, style)
            else:
                sheet.write(at, column, value)


def a_sheet(book: xlsxwriter.Workbook, _: object) -> None:
    sheet = book.add_worksheet("上年05表")
    fill(sheet, None, 1.5)
    sheet.hide()


def lists(book: xlsxwriter.Workbook, _: object) -> None:
    sheet = book.add_worksheet("选项")
    sheet.write_column(0, 0, ["是", "否", 1, 2])
    sheet.hide()


def row_of(value: float) -> Change:
    def change(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(5, 0, ["2010602", "一般行政管理事务"])
        sheet.write_row(5, 2, [value, 0, value], book.add_format({"num_format": "0.00"}))
        sheet.set_row(5, None, None, {"hidden": True})

    return change


def a_column(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.write_column(2, 5, ["项目支出", 9.5, 9.5])
    sheet.set_column(5, 5, None, None, {"hidden": True})


def codes_hidden(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": True})


def cells(found: ReadDisclosure) -> dict[tuple[str, str], str]:
    form = found.disclosure.form("05")
    assert form is not None
    return {(cell.row, cell.column): cell.printed for cell in form.cells if cell.printed}


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (a_sheet, ["隐藏的工作表：上年05表"]),
        (lists, []),
        (row_of(8.0), ["隐藏的行：6"]),
        (row_of(0.0), []),
        (a_column, ["隐藏的列：F"]),
        (codes_hidden, []),
    ],
)
def test_hidden(tmp_path: Path, change: Change, told: list[str], old: bool) -> None:
    path = written(tmp_path / "决算.xlsx", change)
    if old:
        (path,) = convert([path], "xls", tmp_path, "calc")
    found = read_disclosure(path)
    assert cells(found) == WANT
    assert [item.printed for item in found.findings if item.code.code == "R117"] == told
    assert {item.code.code for item in found.findings} <= {"R117", "R206"}


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(
    ("code", "times"), [("#,##0.00", 1.0), ("0.00,", 1_000), ('0"."00,', 100_000), ("0\\.00", 100)]
)
def test_amounts_that_the_format_scales(tmp_path: Path, code: str, times: float, old: bool) -> None:
    """Kept in one unit and shown in another: what is printed is read, and so is the number behind it."""
    path = written(tmp_path / "决算.xlsx", lambda *_: None, code, times)
    if old:
        (path,) = convert([path], "xls", tmp_path, "calc")
    found = read_disclosure(path)
    assert cells(found) == WANT
    assert {place.value.partition(".")[0] for place in found.places.values() if place.value} <= {"1", "2", "3"}


def test_what_is_set_otherwise_in_a_cell_is_no_part_of_its_figure(tmp_path: Path) -> None:
    def change(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        high, struck, bold = (book.add_format({name: True}) for name in ("font_script", "font_strikeout", "bold"))
        sheet.write_rich_string(3, 2, "3.00", high, "1")
        sheet.write_rich_string(3, 3, struck, "7.00", "2.00")
        sheet.write_rich_string(3, 4, bold, "1.", "00")

    assert cells(read_disclosure(written(tmp_path / "决算.xlsx", change))) == WANT


@pytest.mark.parametrize("old", [False, True])
def test_an_error_in_a_cell_is_told_and_no_blank(tmp_path: Path, old: bool) -> None:
    path = written(tmp_path / "决算.xlsx", lambda _, sheet: sheet.write_formula(3, 2, "1/0", None, "#DIV/0!"))
    if old:
        (path,) = convert([path], "xls", tmp_path, "calc")
    found = read_disclosure(path)
    assert cells(found) == {place: text for place, text in WANT.items() if place != ("合计", "本年支出合计")}
    assert [(item.code.code, item.printed) for item in found.findings if item.code.code != "R206"] == [
        ("R203", "#DIV/0!")
    ]


def test_a_formula_without_its_result_is_told(tmp_path: Path) -> None:
    """A program that writes formulas and does not solve them leaves a cell that looks blank and is not zero."""
    path = written(tmp_path / "决算.xlsx", lambda _, sheet: sheet.write_formula(3, 2, "SUM(D4:E4)", None, "8.25"))
    with zipfile.ZipFile(path) as pack:
        members = {name: pack.read(name) for name in pack.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace(b"<v>8.25</v>", b"")
    with zipfile.ZipFile(path, "w") as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    found = read_disclosure(path)
    assert cells(found) == {place: text for place, text in WANT.items() if place != ("合计", "本年支出合计")}
    assert [(item.code.code, item.printed) for item in found.findings if item.code.code != "R206"] == [
        ("R203", "=SUM(D4:E4)")
    ]
