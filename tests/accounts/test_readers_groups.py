"""Several budgets beside the final accounts: columns are bound by the headings over them, however these are saved."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from test_readers_variations import cells, codes, form, read

from mingzhang.accounts.readers.characters import width_of
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import ProblemsFound

Rows = Sequence[Sequence[str]]
GROUPS = ("年初预算数", "调整预算数", "决算数", "决算数比预算数增减")
LEAVES = ("功能分类科目编码", "科目名称", *("小计", "基本支出", "项目支出") * len(GROUPS))
FIGURES = ("9.00", "4.00", "5.00", "8.00", "3.00", "5.00", "7.00", "3.00", "4.00", "-2.00", "-1.00", "-1.00")
BODY = (
    ("合计", "", *FIGURES),
    ("208", "社会保障和就业支出", *FIGURES),
    ("20805", "行政事业单位养老支出", *FIGURES),
    ("2080501", "行政单位离退休", *FIGURES),
)
BLANK = (("项目", "", *(text for group in GROUPS for text in (group, "", ""))), LEAVES, *BODY)
REPEATED = (("项目", "项目", *(text for group in GROUPS for text in (group,) * 3)), LEAVES, *BODY)
SHORT = (("项目", *GROUPS), LEAVES, *BODY)
WITHOUT = (("", "", "", "年初预算数", *("",) * 10), LEAVES, *BODY)
"""One heading over the middle of its columns, none over the others."""
EXPECTED = {
    (row, column): figure
    for row in ("合计", "208", "20805", "2080501")
    for column, figure in (("本年支出合计", "7.00"), ("基本支出", "3.00"), ("项目支出", "4.00"))
}


def tabbed(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def spaced(rows: Rows) -> str:
    widths = [max(width_of(row[column]) for row in rows) + 3 for column in range(len(rows[0]))]
    return "\n".join(
        "".join(text + " " * (width - width_of(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def centred(rows: Rows) -> str:
    """Headings of groups over the middle of their columns, amounts to the right of theirs."""
    widths = [max(width_of(row[column]) for row in rows[1:]) + 3 for column in range(len(rows[1]))]
    top = "项目".ljust(widths[0] + widths[1] - 2)
    for number, group in enumerate(GROUPS):
        top += group.center(sum(widths[2 + 3 * number : 5 + 3 * number]) - width_of(group) + len(group))
    body = (
        "".join(
            text.rjust(width - 1) + " " if "." in text else text + " " * (width - width_of(text))
            for text, width in zip(row, widths, strict=True)
        )
        for row in rows[1:]
    )
    return "\n".join([top, *body])


def from_text(folder: Path, table: str) -> ReadDisclosure:
    path = folder / "决算.txt"
    path.write_text(f"某市财政局2024年度部门决算\n\n一般公共预算财政拨款支出决算表\n单位：万元\n{table}\n", "utf-8")
    return read_disclosure(path)


@pytest.mark.parametrize(
    ("write", "rows"),
    [
        pytest.param(tabbed, BLANK, id="copied, empty boxes"),
        pytest.param(tabbed, REPEATED, id="copied, repeated"),
        pytest.param(tabbed, SHORT, id="saved without what is covered"),
        pytest.param(spaced, BLANK, id="spaces"),
        pytest.param(centred, BLANK, id="spaces, centred"),
    ],
)
def test_twelve_columns_of_form_05(tmp_path: Path, write: Callable[[Rows], str], rows: Rows) -> None:
    found = from_text(tmp_path, write(rows))
    assert codes(found) == ["R205"]
    assert cells(found, "05") == EXPECTED


@pytest.mark.parametrize("rows", [BLANK, REPEATED], ids=["empty boxes", "repeated"])
def test_a_sheet_without_merged_boxes(tmp_path: Path, rows: Rows) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "决算.xlsx")) as book:
        sheet, money = book.add_worksheet("05"), book.add_format({"num_format": "0.00"})
        sheet.write_row(0, 0, ["某市财政局2024年度一般公共预算财政拨款支出决算表"])
        sheet.write_row(1, 0, ["单位：万元"])
        for number, row in enumerate(rows, 2):
            for column, text in enumerate(row):
                if text.replace(".", "").replace("-", "").isdigit() and "." in text:
                    sheet.write_number(number, column, float(text), money)
                elif text:
                    sheet.write_string(number, column, text)
    found = read_disclosure(tmp_path / "决算.xlsx")
    assert codes(found) == ["R205"]
    assert cells(found, "05") == EXPECTED


def test_columns_called_the_same_that_nothing_tells_apart_are_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as raised:
        from_text(tmp_path, tabbed(WITHOUT))
    assert "R201" in {item.code.code for item in raised.value.findings}


MEASURES = ("年初预算数", "调整预算数", "决算数")
FORM_01 = (
    ("一、一般公共预算财政拨款收入", "9.00", "8.00", "7.00", "一、一般公共服务支出", "6.00", "5.00", "4.00"),
    ("总计", "9.00", "8.00", "7.00", "总计", "6.00", "5.00", "4.00"),
)


@pytest.mark.parametrize(
    "heads",
    [
        (("收入*4", "支出*4"), ("项目", *MEASURES) * 2),
        (("收入", "", "", "", "支出", "", "", ""), ("项目", *MEASURES) * 2),
        (("收入*4", "支出*4"), ("项目", "年初预算", "调整预算", "决算") * 2),
        (("收入*4", "支出*4"), ("项目^2", "预算数*2", "决算数^2") * 2, ("年初", "调整") * 2),
    ],
    ids=["merged", "not merged", "short words", "two rows"],
)
def test_form_01_with_budgets_beside_the_accounts(tmp_path: Path, heads: Rows) -> None:
    found = read(tmp_path, form("收入支出决算总表", *heads, *FORM_01))
    assert codes(found) == ["R205"]
    read_form = found.disclosure.form("01")
    assert read_form is not None
    assert {cell.block: cell.printed for cell in read_form.cells if cell.row == "总计"} == {
        "收入": "7.00",
        "支出": "4.00",
    }
    assert cells(found, "01")["一般公共服务支出", "金额"] == "4.00"


@pytest.mark.parametrize(
    "heads",
    [
        (("科目编码^2", "科目名称^2", "本年收入合计^2", "事业收入*2", "其他收入^2"), ("小计", "其中：教育收费")),
        (("科目编码", "科目名称", "本年收入合计", "事业收入", "其中：教育收费", "其他收入"),),
        (
            ("项目", "", "本年收入合计", "事业收入", "", "其他收入"),
            ("科目编码", "科目名称", "", "小计", "其中：教育收费", ""),
        ),
        (("项目", "", "本年收入合计", "事业收入*2", "其他收入"), ("科目编码", "科目名称", "", "", "教育收费", "")),
    ],
    ids=["merged", "beside each other", "not merged", "without 小计"],
)
def test_form_02_with_a_part_of_an_income(tmp_path: Path, heads: Rows) -> None:
    rows = (*heads, ("合计*2", "5.00", "3.00", "1.00", "2.00"), ("2050201", "学前教育", "5.00", "3.00", "1.00", "2.00"))
    found = read(tmp_path, form("收入决算表", *rows))
    assert codes(found) == ["R205"]
    expected = (("本年收入合计", "5.00"), ("事业收入", "3.00"), ("其他收入", "2.00"))
    assert cells(found, "02") == {(row, name): text for row in ("合计", "2050201") for name, text in expected}
