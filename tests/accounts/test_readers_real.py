"""Real documents, which stand in the shared folder beside the repository and are no part of it.

The figures below were compared by eye with the printed pages.
"""

import os
from pathlib import Path

import pytest

from mingzhang.accounts.disclosure_json import from_json, to_json
from mingzhang.accounts.forms.grid import place
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.money import fen_of_yuan

BESIDE = Path(__file__).resolve().parents[2].parent / "shared"
SHARED = Path(os.environ.get("MINGZHANG_SHARED", BESIDE)) / "reports"


def report(name: str) -> ReadDisclosure:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"real document {name} is not here: no folder shared/ beside the repository, no MINGZHANG_SHARED")
    return read_disclosure(path)


def counts(found: ReadDisclosure) -> dict[str, tuple[int, int, int]]:
    """Form → cells, figures, and the sum of its figures in 分 of the printed unit."""
    return {
        form.number: (
            len(form.cells),
            sum(bool(cell.printed) for cell in form.cells),
            sum(fen_of_yuan(cell.printed) for cell in form.cells if cell.printed),
        )
        for form in found.disclosure.forms
    }


def row(found: ReadDisclosure, number: str, name: str, block: str = "") -> list[str]:
    form = found.disclosure.form(number)
    assert form is not None
    return [cell.printed for cell in form.cells if (cell.block, cell.row) == (block, name)]


def test_panjin() -> None:
    found = report("panjin-2023.txt")
    assert [item.text() for item in found.findings] == []
    assert (found.disclosure.unit.name, found.disclosure.year) == ("辽宁省盘锦市社会保险事业服务中心", 2023)
    assert counts(found) == PANJIN
    assert row(found, "01", "社会保障和就业支出", "支出") == ["3,315.94"]
    assert row(found, "02", "208") == ["3,315.93", "3,315.93", "", "", "", "", ""]
    assert row(found, "03", "2080505") == ["264.48", "262.54", "1.95", "", "", ""]
    assert row(found, "04", "总计", "支出") == ["3,623.33", "3,611.24", "", "12.09"]
    assert row(found, "04", "国有资本经营预算财政拨款", "收入") == ["12.09"]
    assert row(found, "04", "国有资本经营预算财政拨款", "年初") == [""]
    assert row(found, "05", "2089999") == ["615.85", "4.66", "611.19"]
    assert row(found, "06", "公用经费合计") == ["251.04"]
    assert row(found, "07", "公务用车运行维护费") == ["", "2.10"]
    assert row(found, "09", "2230105") == ["12.09", "", "12.09"]
    assert [grid.kind for grid in found.extra] == ["performance"] * 7
    assert len(found.disclosure.glossary) == 36
    assert found.disclosure.glossary[25].code == "2080505"
    assert {paragraph.part for paragraph in found.disclosure.paragraphs} == {"概况", "说明"}


def test_putuo() -> None:
    found = report("putuo-finance-2024.pdf")
    assert [item.text() for item in found.findings] == []
    assert (found.disclosure.unit.name, found.disclosure.year) == ("上海市普陀区财政局", 2024)
    assert counts(found) == PUTUO
    assert row(found, "01", "社会保障和就业支出", "支出") == ["326.71"]
    assert row(found, "02", "合计") == ["2,946.25", "2,940.05", "", "", "", "", "6.20"]
    assert row(found, "02", "2210203") == ["258.50", "258.50", "", "", "", "", ""]  # continued on the next page
    assert row(found, "03", "2010601") == ["1,511.89", "1,503.52", "8.37", "", "", ""]
    assert row(found, "04", "年末财政拨款结转和结余", "支出") == ["21.63", "21.63", "", ""]
    assert row(found, "04", "一般公共预算财政拨款", "年初") == ["21.63"]
    assert row(found, "05", "合计") == ["2,940.05", "2,336.91", "603.14"]
    assert row(found, "06", "30228") == ["24.42"]
    assert row(found, "06", "人员经费合计") == ["2,152.26"]
    assert row(found, "07", "公务接待费") == ["0.95", ""]
    assert row(found, "08", "合计") == [""] * 6
    pages = {address.form: set[int | None]() for address in found.places}
    for address, seen in found.places.items():
        pages[address.form].add(seen.spot.page)
    assert pages == {"01": {6, 7}, "02": {8, 9}, "03": {10, 11}, "04": {12, 13}} | {
        "05": {15},
        "06": {16, 17},
        "07": {18},
        "08": {19},
        "09": {20},
    }
    sentences = [paragraph.text for paragraph in found.disclosure.paragraphs]
    assert any("住房保障支出（类）445.69万元，占15.16%；" in text for text in sentences)
    assert any("平均得分99.43分（其中，绩效评级为“优”的项目4个；" in text for text in sentences)
    assert len(found.disclosure.glossary) == 11


def test_shanghai_template() -> None:
    """A template without figures: every form is found, none has money, its residue stays in the text."""
    found = report("shanghai-template-2024.pdf")
    assert [item.text() for item in found.findings] == []
    assert [(number, figures) for number, (_, figures, _) in counts(found).items()] == [
        (f"{number:02d}", 0) for number in range(1, 10)
    ]
    assert found.disclosure.unit.name == "上海市XX局"
    assert row(found, "08", "合计") == ["", "", ""]  # its expenditure columns print sub-headings there


@pytest.mark.parametrize("name", ["panjin-2023.txt", "putuo-finance-2024.pdf"])
def test_what_was_read_is_a_disclosure_like_any_other(name: str) -> None:
    found = report(name)
    assert from_json(to_json(found.disclosure)) == found.disclosure
    assert len(found.paragraph_places) == len(found.disclosure.paragraphs)
    assert len(found.term_places) == len(found.disclosure.glossary)


def test_the_text_of_a_page_agrees_with_an_independent_reader() -> None:
    """Every number of every table that pdfplumber finds is in the same form here."""
    pdfplumber = pytest.importorskip("pdfplumber")
    found = report("putuo-finance-2024.pdf")
    mine = sorted(cell.printed for form in found.disclosure.forms for cell in form.cells if "." in cell.printed)
    theirs: list[str] = []
    with pdfplumber.open(SHARED / "putuo-finance-2024.pdf") as pdf:
        for page in pdf.pages[5:20]:
            for table in page.extract_tables():
                theirs += [text for line in table for text in line if text and text.replace(",", "").count(".") == 1]
    assert mine == sorted(text.strip() for text in theirs if text.strip()[0].isdigit())


PANJIN = {
    "01": (42, 10, 2173998),
    "02": (203, 58, 2898658),
    "03": (174, 66, 2898660),
    "04": (125, 18, 3260997),
    "05": (78, 78, 2888989),
    "06": (89, 35, 831318),
    "07": (12, 3, 630),
    "08": (6, 0, 0),
    "09": (12, 8, 9672),
}
PUTUO = {
    "01": (42, 12, 1786786),
    "02": (140, 45, 2357006),
    "03": (120, 44, 2352046),
    "04": (125, 19, 2661186),
    "05": (60, 44, 2352046),
    "06": (66, 29, 701076),
    "07": (12, 2, 190),
    "08": (6, 0, 0),
    "09": (6, 0, 0),
}


def test_the_layout_of_putuo_places_every_cell_of_its_document() -> None:
    found = report("putuo-finance-2024.pdf").disclosure
    layout = load_layout("shanghai-putuo-2024", 2024)
    for form in found.forms:
        grid = place(form, layout, found.unit.name)
        shown = [str(box.cell) for row in grid.body for box in row if box.cell is not None]
        assert sorted(shown) == sorted(map(str, form.cells))
