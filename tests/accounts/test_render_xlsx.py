"""The workbook: exact cells, totals that are formulas, and both as printed."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from rendering import SECRET_MEMO, SECRET_PROJECT, Sample, sample

from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, domain
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.measures import Measures, full
from mingzhang.accounts.region import EVERYTHING
from mingzhang.accounts.renderers.sums import sums
from mingzhang.accounts.renderers.xlsx import to_xlsx
from mingzhang.accounts.renderers.xlsx_form import ONE_PAGE_ROWS
from mingzhang.money import decimal_text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
REFERENCE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


@dataclass
class Sheet:
    values: dict[str, str]
    formulas: dict[str, str]
    xml: str

    def amount(self, reference: str) -> Fraction:
        return Fraction(self.values.get(reference) or "0")

    def computed(self, formula: str) -> Fraction:
        """The value of =ROUND(SUM(areas),decimals)."""
        found = re.fullmatch(r"ROUND\(SUM\((.*)\),(\d)\)", formula)
        assert found, formula
        total = Fraction(0)
        for left, top, right, bottom in REFERENCE.findall(found[1]):
            for column in range(ord(left), ord(right or left) + 1):
                for row in range(int(top), int(bottom or top) + 1):
                    total += self.amount(f"{chr(column)}{row}")
        return total


def read(data: bytes) -> dict[str, Sheet]:
    """Sheets by name, straight from the file's xml."""
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        strings = ["".join(part.itertext()) for part in ElementTree.fromstring(parcel.read("xl/sharedStrings.xml"))]
        names = [
            sheet.attrib["name"]
            for sheet in ElementTree.fromstring(parcel.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        texts = [parcel.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, len(names) + 1)]
    return {name: _sheet(text, strings) for name, text in zip(names, texts, strict=True)}


def _sheet(text: str, strings: list[str]) -> Sheet:
    values: dict[str, str] = {}
    formulas: dict[str, str] = {}
    for box in ElementTree.fromstring(text).iter(f"{MAIN}c"):
        value, formula = box.find(f"{MAIN}v"), box.find(f"{MAIN}f")
        if value is not None and value.text:
            values[box.attrib["r"]] = strings[int(value.text)] if box.attrib.get("t") == "s" else value.text
        if formula is not None and formula.text:
            formulas[box.attrib["r"]] = formula.text
    return Sheet(values, formulas, text)


@pytest.fixture(
    scope="module", params=[(), ("01", "04"), ("02", "03", "05")], ids=["plain", "tails-01-04", "tails-02-03-05"]
)
def given(request: pytest.FixtureRequest) -> Sample:
    return sample(request.param)


@pytest.fixture(scope="module")
def book(given: Sample) -> dict[str, Sheet]:
    return read(to_xlsx(given.disclosure, given.layout))


def test_one_sheet_a_form_and_the_texts(book: dict[str, Sheet], given: Sample) -> None:
    forms = [f"{form.number} {form.title}" for form in given.disclosure.forms]
    assert list(book) == [*forms, "说明", "名词解释"]
    narrative = list(book["说明"].values.values())
    texts = [paragraph.text for paragraph in given.disclosure.paragraphs]
    assert [text for text in narrative[1:] if not text.startswith("第")] == texts
    assert narrative[1] == "第一部分 某省某市社会保险事业服务中心概况"


def test_formulas_recomputed_equal_what_is_stored_and_printed(book: dict[str, Sheet], given: Sample) -> None:
    for form in given.disclosure.forms:
        sheet = book[f"{form.number} {form.title}"]
        printed = {cell.printed for cell in form.cells}
        for reference, formula in sheet.formulas.items():
            value = sheet.computed(formula)
            assert value == sheet.amount(reference), (form.number, reference, formula)
            text = decimal_text(value, 2, grouped=True)
            assert text in printed or (value == 0 and "" in printed)


def test_cells_hold_the_exact_amount_or_with_a_tail_the_printed_one(book: dict[str, Sheet], given: Sample) -> None:
    for form in given.disclosure.forms:
        sheet = book[f"{form.number} {form.title}"]
        tail = form.number in given.disclosure.tails
        held = sorted(sheet.amount(key) for key in sheet.values if _is_figure(sheet, key))
        expected = [
            Fraction(cell.printed.replace(",", "") or "0") if tail else Fraction(cell.fen or 0, 1_000_000)
            for cell in form.cells
        ]
        assert [value for value in held if value] == sorted(value for value in expected if value)


def _is_figure(sheet: Sheet, key: str) -> bool:
    """Whether a cell holds a number: texts are stored as shared strings."""
    return re.search(rf'<c r="{key}" s="\d+"(?! t="s")', sheet.xml) is not None


@pytest.mark.parametrize(
    ("form", "block", "row", "column", "addends"),
    [
        ("01", "收入", "总计", "金额", "本年收入合计 使用非财政拨款结余 年初结转和结余"),
        ("01", "支出", "总计", "金额", "本年支出合计 结余分配 年末结转和结余"),
        (
            "04",
            "收入",
            "年初财政拨款结转和结余",
            "金额",
            " ".join(f"年初/{fund}" for fund in FUNDS),
        ),
        ("04", "收入", "总计", "金额", "本年收入合计 年初财政拨款结转和结余"),
        ("03", "", "合计", "本年支出合计", "208 221 223 229"),
        ("03", "", "合计", "项目支出", "208 221 223 229"),
        ("03", "", "208", "基本支出", "20801 20805 20899"),
        ("05", "", "20801", "本年支出合计", "2080108 2080150"),
        ("06", "", "人员经费合计", "决算数", "301 303"),
        ("06", "", "公用经费合计", "决算数", "302 307 310 312 399"),
        ("07", "", "合计", "预算数", "因公出国（境）费 公务接待费 公务用车购置及运行费"),
        ("07", "", "公务用车购置及运行费", "决算数", "公务用车运行维护费 公务用车购置费"),
    ],
)
def test_rows_that_add_up_to_a_total(form: str, block: str, row: str, column: str, addends: str) -> None:
    given = sample()
    filled = given.disclosure.form(form)
    assert filled is not None
    found = sums(filled, given.layout.forms[form])[Address(form, block, row, column)]
    names = [text.rpartition("/") for text in addends.split()]
    assert sorted(found) == sorted(Address(form, own or block, name, column) for own, _, name in names)


@pytest.mark.parametrize(
    ("form", "block", "row", "column", "addends"),
    [
        ("02", "", "2080150", "本年收入合计", "财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入"),
        ("03", "", "2080150", "本年支出合计", "基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出"),
        (
            "04",
            "支出",
            "社会保障和就业支出",
            "合计",
            " ".join(FUNDS),
        ),
        ("08", "", "2296002", "本年支出合计", "基本支出 项目支出"),
    ],
)
def test_columns_that_add_up_to_a_total(form: str, block: str, row: str, column: str, addends: str) -> None:
    given = sample()
    filled = given.disclosure.form(form)
    assert filled is not None
    found = sums(filled, given.layout.forms[form])[Address(form, block, row, column)]
    assert found == tuple(Address(form, block, row, name) for name in addends.split())


def test_totals_of_every_form_are_formulas(book: dict[str, Sheet], given: Sample) -> None:
    """Class totals by row and column; a form whose printed figures miss by a tail keeps some of them as figures."""
    counts = {name[:2]: len(sheet.formulas) for name, sheet in book.items()}
    assert all(counts[form.number] for form in given.disclosure.forms)
    if not given.disclosure.tails:
        derived = {form.number: len(sums(form, given.layout.forms[form.number])) for form in given.disclosure.forms}
        assert {number: counts[number] for number in derived} == derived


def test_figures_known_only_as_printed_stay_as_printed(given: Sample) -> None:
    forms = tuple(
        replace(form, cells=tuple(replace(cell, fen=None) for cell in form.cells)) for form in given.disclosure.forms
    )
    read_back = Disclosure(given.disclosure.unit, given.disclosure.year, given.layout.key, forms)
    for name, sheet in read(to_xlsx(read_back, given.layout)).items():
        if name[:2].isdigit():
            form = next(form for form in forms if form.number == name[:2])
            held = sorted(sheet.amount(key) for key in sheet.values if _is_figure(sheet, key))
            printed = [Fraction(cell.printed.replace(",", "")) for cell in form.cells if cell.printed]
            assert [value for value in held if value] == sorted(value for value in printed if value)


def test_a_total_over_withheld_rows_is_a_figure(given: Sample) -> None:
    """Without the row of a withheld item a sum of what is shown would be another figure."""
    form = given.disclosure.form("03")
    assert form is not None
    shown = replace(form, cells=tuple(cell for cell in form.cells if cell.row not in {"2080108", "20801"}))
    sheet = read(to_xlsx(replace(given.disclosure, forms=(shown,)), given.layout))["03 支出决算表"]
    totals = {row: reference for reference, row in sheet.values.items() if row in {"合计", "208", "20805"}}
    in_column = {row: reference.replace("A", "C") for row, reference in totals.items()}
    assert in_column["208"] not in {key for key, formula in sheet.formulas.items() if "C" in formula}
    assert sheet.amount(in_column["208"]) > 0
    assert "C" in sheet.formulas[in_column["20805"]]


def test_pages_repeat_their_header_and_fit_the_paper(book: dict[str, Sheet]) -> None:
    for name, sheet in book.items():
        if name[:2].isdigit():
            assert 'paperSize="9"' in sheet.xml
            assert ('fitToHeight="0"' in sheet.xml) == (sheet.xml.count("<row ") > ONE_PAGE_ROWS), name
            assert ('orientation="landscape"' in sheet.xml) == (name[:2] in {"02", "03", "04", "06", "08"})


def test_the_same_disclosure_gives_the_same_bytes(given: Sample) -> None:
    once = to_xlsx(given.disclosure, given.layout)
    assert once == to_xlsx(given.disclosure, given.layout)
    assert once != to_xlsx(given.disclosure, given.layout, datetime(2030, 1, 1))  # noqa: DTZ001


def test_no_line_of_the_books_is_in_it(given: Sample) -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(given.disclosure, given.layout))) as parcel:
        everything = "".join(parcel.read(name).decode() for name in parcel.namelist())
    assert SECRET_MEMO not in everything
    assert SECRET_PROJECT not in everything


CLASSES = ("208", "210", "221", "229")
PLACES = st.tuples(
    st.sampled_from(sorted(domain())),
    st.tuples(st.sampled_from(CLASSES), st.sampled_from(("01", "05")), st.sampled_from(("01", "99"))).map("".join),
    st.sampled_from(("30101", "30108", "30201", "30217", "30231", "30302", "31002", "31013", "39999")),
    st.integers(1, 10**12),
)


@settings(max_examples=25, deadline=None)
@given_(st.lists(PLACES, max_size=12))
def test_every_sum_that_the_regions_give_holds_to_the_fen(places: list[tuple[Coarse, str, str, int]]) -> None:
    """No sum is left to the figures: over books in listed classes each derived one is exact."""
    layout = load_layout("liaoning-2023", 2023)
    entries = [
        Entry(coarse, _function(coarse, function), economic if coarse.flow is Flow.EXPENDITURE else "", "", "", fen)
        for coarse, function, economic, fen in places
    ]
    checked = 0
    for form in fill(layout, Measures(full(entries, EVERYTHING))):
        fen = {form.address(cell): cell.fen for cell in form.cells if cell.fen is not None}
        for total, addends in sums(form, layout.forms[form.number]).items():
            if total in fen:
                assert sum(fen[addend] for addend in addends) == fen[total], (total, addends)
                checked += 1
    assert checked > 50


def _function(coarse: Coarse, function: str) -> str:
    """A code that the fund can have: the state capital fund has a class of its own."""
    return "223" + function[3:] if coarse.fund is Fund.CAPITAL else function
