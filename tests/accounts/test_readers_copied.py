"""Tables copied as text: from a sheet, whose merged cells leave blanks, and from a page, where they leave nothing."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from test_readers_variations import HEAD_02, PAIRED_07, TITLE_05, WANT_05, WANT_07, Row, cells

from mingzhang.accounts.readers.displaced import tells_own_cells
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import ProblemsFound

TITLE_07 = "一般公共预算财政拨款“三公”经费及机关运行经费支出决算表"
UNDER_05 = (
    ("项目*4", "本年支出*3"),
    ("支出功能分类科目编码*3", "科目名称^2", "合计^2", "基本支出^2", "项目支出^2"),
    ("类", "款", "项"),
    ("201", "06", "01", "行政运行", "3.00", "2.00", "1.00"),
    ("合计*4", "3.00", "2.00", "1.00"),
)
BODY_02 = (
    ("2010601", "行政运行", "3.00", "2.00", "", "1.00", "", "", ""),
    ("合计*2", "3.00", "2.00", "", "1.00", "", "", ""),
)
UNDER_02 = (("项目*2", *(f"{text}^2" for text in HEAD_02[2:])), ("科目编码", "科目名称"), *BODY_02)
WANT_02 = {
    (row, column): text
    for row in ("合计", "2010601")
    for column, text in (("本年收入合计", "3.00"), ("财政拨款收入", "2.00"), ("事业收入", "1.00"))
}
RUNNING = (
    ("一般公共预算财政拨款“三公”经费*12", "机关运行经费*2^3"),
    ("合计*2^2", "因公出国（境）费*2^2", "公务用车购置及运行费*6", "公务接待费*2^2"),
    ("小计*2", "公务用车购置费*2", "公务用车运行费*2"),
    (*["预算数", "决算数"] * 7,),
    (*PAIRED_07[-1], "8.00", "7.00"),
)
RUNNING_FIRST = ((RUNNING[0][1], RUNNING[0][0]), *RUNNING[1:4], ("8.00", "7.00", *PAIRED_07[-1]))
FORMS = {
    "05": (TITLE_05, UNDER_05, WANT_05),
    "02": ("收入决算表", UNDER_02, WANT_02),
    "07": (TITLE_07, RUNNING, WANT_07),
    "07 after other expenses": (TITLE_07, RUNNING_FIRST, WANT_07),
}


def of_sheet(rows: Sequence[Row]) -> list[list[str]]:
    """Every place of the grid, blank where a merged cell covers it."""
    return [[text for text, _ in row] for row in _laid(rows)]


def of_page(rows: Sequence[Row]) -> list[list[str]]:
    """The cells of each row, as many as the page holds."""
    return [[text for text, own in row if own] for row in _laid(rows)]


def _laid(rows: Sequence[Row]) -> list[list[tuple[str, bool]]]:
    places: dict[tuple[int, int], tuple[str, bool]] = {}
    for at, row in enumerate(rows):
        column = 0
        for given in row:
            while (at, column) in places:
                column += 1
            spanned, _, down = given.partition("^")
            text, _, across = spanned.partition("*")
            covered = [(at + n, column + m) for n in range(int(down or 1)) for m in range(int(across or 1))]
            places |= {place: (text if n == 0 else "", n == 0) for n, place in enumerate(covered)}
    width = max(column for _, column in places) + 1
    return [[places.get((at, column), ("", True)) for column in range(width)] for at in range(len(rows))]


def by_tabs(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def by_bars(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def quoted(rows: Sequence[Sequence[str]]) -> str:
    """As a sheet is copied whose headings break their lines."""
    return "\n".join(
        "\t".join(f'"{text[:2]}\n{text[2:]}"' if len(text) > 3 and not text[0].isdigit() else text for text in row)
        for row in rows
    )


def read(folder: Path, title: str, table: str) -> ReadDisclosure:
    path = folder / "决算.txt"
    path.write_text(f"某市财政局2024年度部门决算\n\n{title}\n单位：万元\n{table}\n\n说明\n", "utf-8")
    return read_disclosure(path)


def told(found: ReadDisclosure) -> list[str]:
    return [item.code.code for item in found.findings if item.code.code != "R206"]


@pytest.mark.parametrize("write", [by_tabs, by_bars, quoted])
@pytest.mark.parametrize("copied", [of_sheet, of_page])
@pytest.mark.parametrize("name", FORMS)
def test_copied(
    tmp_path: Path,
    name: str,
    copied: Callable[[Sequence[Row]], list[list[str]]],
    write: Callable[[Sequence[Sequence[str]]], str],
) -> None:
    title, rows, want = FORMS[name]
    found = read(tmp_path, title, write(copied(rows)))
    assert cells(found, name[:2]) == want
    assert told(found) == []


@pytest.mark.parametrize("name", FORMS)
def test_exported_as_csv(tmp_path: Path, name: str) -> None:
    title, rows, want = FORMS[name]
    laid = of_sheet(rows)
    lines = [["某市财政局2024年度部门决算"], [title], ["单位：万元"]]
    page = io.StringIO()
    csv.writer(page).writerows([*(line + [""] * (len(laid[0]) - 1) for line in lines), *laid])
    path = tmp_path / "决算.csv"
    path.write_text(page.getvalue(), "gb18030")
    assert cells(read_disclosure(path), name[:2]) == want


def test_lines_that_end_with_a_tab_are_lines(tmp_path: Path) -> None:
    """As a table of contents is saved whose page numbers are fields."""
    head = "目录\n收入支出决算总表\t\n收入决算表\t\n支出决算表\t\n\n"
    found = read(tmp_path, f"{head}{TITLE_05}", by_tabs(of_sheet(UNDER_05)))
    assert cells(found, "05") == WANT_05
    assert told(found) == []


def test_a_form_of_which_most_stands_in_no_row_is_not_read(tmp_path: Path) -> None:
    """Cells one a line whose rows cannot be told: codes would be read as amounts."""
    table = "\n".join(text for row in of_page((*UNDER_05[:3], *[UNDER_05[3]] * 9, UNDER_05[4])) for text in row)
    with pytest.raises(ProblemsFound) as problems:
        read(tmp_path, TITLE_05, table)
    assert [item.code.code for item in problems.value.findings] == ["R201", "R112"]


def test_a_self_evaluation_has_rows_of_every_length() -> None:
    rows = [
        ["项目名称", "某项目"],
        ["主管部门", "某局", "实施单位", "某中心"],
        ["项目资金", "预算数", "执行数"],
        ["总额", "5.00", "4.00", "80%", "8.00"],
        ["数量指标", "人数", "1", "1", "9.00"],
    ]
    assert not tells_own_cells(rows, 5)
    assert tells_own_cells([*rows[:4], ["其他", "人数", "1", "1", "9.00"]], 5)


def test_headings_that_could_stand_otherwise_are_told(tmp_path: Path) -> None:
    """Which of four headings 合计, 基本支出 and 项目支出 stand under, a copied page does not say."""
    rows = (
        ("项目*2", "年初结转和结余^2", "本年收入^2", "本年支出*3", "年末结转和结余^2"),
        ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("合计*2", "", "12.09", "12.09", "", "12.09", ""),
        ("2230105", "国有企业退休人员社会化管理补助支出", "", "12.09", "12.09", "", "12.09", ""),
    )
    title = "国有资本经营预算财政拨款收入支出决算表"
    with pytest.raises(ProblemsFound) as problems:
        read(tmp_path, title, by_tabs(of_page(rows)))
    assert "R201" in [item.code.code for item in problems.value.findings]
    assert cells(read(tmp_path, title, by_tabs(of_sheet(rows))), "09")[("合计", "项目支出")] == "12.09"
