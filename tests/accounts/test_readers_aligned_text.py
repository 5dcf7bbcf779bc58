"""Text whose columns are set by spaces: by the width of characters, or by their number as pdf converters do."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from test_readers_variations import cells, codes

from mingzhang.accounts.readers.characters import width_of
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure

HEAD = ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出")
FIRST = (
    ("合计", "", "9.00", "5.00", "4.00"),
    ("208", "社会保障和就业支出", "6.00", "5.00", "1.00"),
    ("20805", "行政事业单位养老支出", "6.00", "5.00", "1.00"),
    ("2080505", "机关事业单位基本", "5.00", "5.00", ""),
    ("", "养老保险缴费支出", "", "", ""),
    ("2080599", "其他行政事业单位养老支出", "1.00", "", "1.00"),
)
SECOND = (
    ("210", "卫生健康支出", "3.00", "", "3.00"),
    ("21011", "行政事业单位医疗", "3.00", "", "3.00"),
    ("2101101", "行政单位医疗", "2.00", "", "2.00"),
    ("2101102", "事业单位医疗", "1.00", "1.00", ""),
)
Measure = Callable[[str], int]


def printed(measure: Measure, *rows: Sequence[str]) -> str:
    """Columns wide enough for what stands on this page."""
    widths = [max(measure(row[column]) for row in rows) + 3 for column in range(len(rows[0]))]
    lines = (
        "".join(text + " " * (width - measure(text)) for text, width in zip(row, widths, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def read(folder: Path, text: str) -> ReadDisclosure:
    path = folder / "决算.txt"
    path.write_text(f"某市财政局2024年度部门决算\n\n{text}\n", "utf-8")
    return read_disclosure(path)


@pytest.mark.parametrize("measure", [width_of, len], ids=["by width", "by number"])
def test_a_form_over_two_pages_that_set_their_columns_apart(tmp_path: Path, measure: Measure) -> None:
    title = "一般公共预算财政拨款支出决算表\n\n          单位：万元\n"
    pages = [title + printed(measure, HEAD, *FIRST) + "\n\n\n      6", printed(measure, *SECOND) + "\n\n      7"]
    found = read(tmp_path, "\n\f".join(pages))
    assert codes(found) == []
    read_cells = cells(found, "05")
    for code, _, total, basic, projects in (row for row in (*FIRST, *SECOND) if row[0]):
        got = tuple(read_cells.get((code, name), "") for name in ("本年支出合计", "基本支出", "项目支出"))
        assert got == (total, basic, projects), code
    names = {address.row: place.label for address, place in found.places.items()}
    assert names["2080505"] == "机关事业单位基本养老保险缴费支出"


def test_headings_of_form_07_that_stand_beside_their_columns(tmp_path: Path) -> None:
    lines = (
        "财政拨款“三公”经费支出决算表\n",
        "                                   单位：万元",
        "合计       因公出国（境）费           公务用车购置及运行维护费                                   公务接待费",
        "                            小计       公务用车购置费                 公务用车运行维护",
        "                                                             费",
        (
            "预算数     决算数     预算数   决算数   预算数     决算数      预算数     决算数     "
            "预算数   决算数     预算数    决算数"
        ),
        "53.93   37.35               52.40   37.35    25.00   25.00   27.40 12.35   1.53   0",
    )
    got = cells(read(tmp_path, "\n".join(lines)), "07")
    assert got == {
        ("合计", "预算数"): "53.93",
        ("合计", "决算数"): "37.35",
        ("公务用车购置及运行费", "预算数"): "52.40",
        ("公务用车购置及运行费", "决算数"): "37.35",
        ("公务用车购置费", "预算数"): "25.00",
        ("公务用车购置费", "决算数"): "25.00",
        ("公务用车运行维护费", "预算数"): "27.40",
        ("公务用车运行维护费", "决算数"): "12.35",
        ("公务接待费", "预算数"): "1.53",
        ("公务接待费", "决算数"): "0",
    }


def test_a_page_whose_columns_are_not_clear_is_told(tmp_path: Path) -> None:
    """One figure a row, and nothing that tells whether it is basic or project expenditure."""
    unclear = [(code, name, total) for code, name, total, *_ in SECOND]
    title = "一般公共预算财政拨款支出决算表\n\n          单位：万元\n"
    found = read(tmp_path, title + printed(len, HEAD, *FIRST) + "\n\f" + printed(len, *unclear))
    assert "R213" in codes(found)
    assert ("210", "本年支出合计") not in cells(found, "05")


def test_an_empty_form_is_one(tmp_path: Path) -> None:
    head = (*HEAD[:2], "年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余")
    empty = "政府性基金预算财政拨款收入支出决算表\n\n   单位：万元\n" + printed(len, head, ("合计", *[""] * 7))
    note = "\n\n注：本单位没有政府性基金预算财政拨款收入和支出，故本表无数据。"
    form = read(tmp_path, empty + note).disclosure.form("08")
    assert form is not None
    assert {cell.printed for cell in form.cells} <= {""}
