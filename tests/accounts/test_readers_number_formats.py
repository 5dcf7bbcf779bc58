"""What a workbook's number formats print is what is read: hidden zeros are blank, decimals and commas are kept."""

from pathlib import Path

import pytest
import xlsxwriter

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.accounts.readers.number_formats import BUILT_IN, shown
from mingzhang.accounts.readers.read import read_disclosure

EXAMPLE = example_folder("panjin-2023")
OURS = "#,##0.00;-#,##0.00;;@"


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        ("0", OURS, ""),
        ("0", "#,##0.00;-#,##0.00;0.00;@", "0.00"),
        ("3611.2449", OURS, "3,611.24"),
        ("-1234.5", OURS, "-1,234.50"),
        ("-5", "#,##0.00;#,##0.00;;@", "5.00"),
        ("0.005", "0.00", "0.01"),
        ("-0.001", "0.00", "0.00"),
        ("0", "0.00;-0.00", "0.00"),
        ("1234567", "0", "1234567"),
        ("5", "000", "005"),
        ("0.1255", "0.0%", "12.6%"),
        ("0.5", BUILT_IN[9], "50%"),
        ("0", BUILT_IN[43], "-"),
        ("1234.5", BUILT_IN[43], "1,234.50"),
        ("-1234.5", BUILT_IN[43], "-1,234.50"),
        ("-7", "#,##0.00_);(#,##0.00)", "-7.00"),
        ("-7", "#,##0.00_);[Red]\\(#,##0.00\\)", "-7.00"),
        ("12", '[$¥-804]#,##0.00"元"', "12.00"),
        ("12.5", "0.##", "12.5"),
        ("12.504", "0.0##", "12.504"),
        ("12000", "#,##0.0,", "12.0"),
        ("0", "#", ""),
        ("0", ";;;", ""),
        ("3", "#,##0.00;;", "3.00"),
        ("-3", "#,##0.00;;", ""),
        ("0", '0.00;-0.00;"无"', "无"),
        ("3", "0.00;@", "3.00"),
        ("3", "General", None),
        ("45000", "yyyy-mm-dd", None),
        ("45000", 'yyyy"年"m"月"', None),
        ("3", "# ?/?", None),
        ("3", "0.00E+00", None),
        ("3", "[>100]0.00;0", None),
        ("3", "[DBNum2]0", None),
        ("12345", "0!.0,", "1.2"),
        ("36233325", "#,##0!.00,", "362.33"),
        ("-36233325", '0"."0000', "-3623.3325"),
        ("12345", '0"年"0', None),
        ("3", "0.00" + "0" * 400, None),
    ],
)
def test_a_number_as_its_format_prints_it(value: str, code: str, printed: str | None) -> None:
    assert shown(value, code) == printed


HEAD = ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出")


def workbook(path: Path, amounts: str, *rows: tuple[tuple[float, str], ...]) -> Path:
    """Form 05 whose figures each have a number format of their own."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("封面").write(0, 0, "某局2024年度部门决算")
        sheet = book.add_worksheet("公开05表 & 格式")
        sheet.write(0, 0, "一般公共预算财政拨款支出决算表")
        sheet.write_row(1, 0, ("单位：某局", "2024年度", f"金额单位：{amounts}"))
        sheet.write_row(2, 0, HEAD)
        for number, row in enumerate(rows):
            sheet.write_row(3 + number, 0, ("合计", "") if not number else (2010600 + number, "行政运行"))
            for column, (value, code) in enumerate(row, 2):
                sheet.write_number(3 + number, column, value, book.add_format({"num_format": code}) if code else None)
    return path


def cells(path: Path) -> tuple[Cell, ...]:
    found = read_disclosure(path)
    form = found.disclosure.form("05")
    assert form is not None
    assert found.unread == ()
    return form.cells


def test_a_zero_that_its_format_hides_is_blank(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        "万元",
        ((3.0, OURS), (3.0, OURS), (0.0, OURS)),
        ((3.0, OURS), (3.0, BUILT_IN[43]), (0.0, BUILT_IN[43])),
        ((0.0, ""), (0.0, "0.00"), (0.0, OURS)),
    )
    assert [cell.printed for cell in cells(path)] == ["3.00", "3.00", "", "3.00", "3.00", "", "0.00", "0.00", ""]


def test_what_prints_is_kept_and_the_value_behind_it_gives_the_exact_amount(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "万元", ((3611.244912, OURS), (3611.2, "0.0"), (1.5, "")))
    assert [(cell.printed, cell.fen) for cell in cells(path)] == [
        ("3,611.24", 3_611_244_912),
        ("3611.2", None),
        ("1.50", None),
    ]


def test_amounts_in_yuan_are_exact_where_the_value_has_no_more_decimals(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "元", ((1234.5, OURS), (1234.567, OURS), (-5.0, "0.00;0.00")))
    assert [(cell.printed, cell.fen) for cell in cells(path)] == [
        ("1,234.50", 123_450),
        ("1,234.57", None),
        ("5.00", 500),
    ]


def test_a_workbook_whose_styles_are_broken_is_still_read_by_its_values(tmp_path: Path) -> None:
    import zipfile

    whole = workbook(tmp_path / "a.xlsx", "万元", ((3.0, OURS), (3.0, OURS), (0.0, OURS)))
    with zipfile.ZipFile(whole) as pack, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as other:
        for name in pack.namelist():
            data = pack.read(name)
            other.writestr(name, data.replace(b"<cellXfs", b"<cellYfs") if name == "xl/styles.xml" else data)
    assert [cell.printed for cell in cells(tmp_path / "b.xlsx")] == ["3.00", "3.00", "0.00"]


def test_the_workbook_of_the_example_reads_back_as_its_page_prints(tmp_path: Path) -> None:
    """All 741 cells, hidden zeros as blanks."""
    build(EXAMPLE, tmp_path)
    (path,) = tmp_path.rglob("public/final-accounts.xlsx")
    found = read_disclosure(path).disclosure
    read = {(*form.address(cell), cell.printed) for form in found.forms for cell in form.cells}
    want = {(*form.address(cell), cell.printed) for form in prepare(EXAMPLE)[1].forms for cell in form.cells}
    assert read == want
    assert len(read) == 741
