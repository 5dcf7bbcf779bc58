"""The approved final-accounts workbook as books: alone, beside vouchers, and where it contradicts itself."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from approved_workbook import Export

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.cube import Fund, Kind
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.measures import EVERYTHING, full
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.accounts.tracing import trace_text
from mingzhang.findings import Finding, ProblemsFound

EXAMPLE = example_folder("panjin-2023")
WORKBOOK = "批复决算.xlsx"
GENERAL_FORM = "一般公共预算财政拨款收入支出决算表"


@pytest.fixture(scope="module")
def made() -> tuple[Books, Disclosure]:
    return prepare(EXAMPLE)[:2]


def folder_of(target: Path, *, vouchers: bool) -> Path:
    """The example's books, with or without what the workbook stands in for."""
    dropped = ["来源"] if vouchers else ["来源", "凭证.csv"]
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns(*dropped))
    return target


def told(folder: Path) -> list[Finding]:
    return [item for item in load(folder).findings if item.code.code.startswith("B4")]


def test_alone_it_prints_the_same_nine_forms_and_its_traces_lead_to_its_cells(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    books, disclosure = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    Export(books.measures.actual, unit=books.unit.name).write(folder / WORKBOOK)
    built = build(folder, tmp_path / "out")
    assert built.disclosure.forms == disclosure.forms
    assert built.disclosure.paragraphs == disclosure.paragraphs
    shown = trace_text(folder, ("03", "", "2080505", "基本支出"), None, lambda _: None)
    assert "批复决算.xlsx〔Z" in shown
    assert "2,625,383.33" in shown


def test_beside_its_vouchers_there_is_no_difference(tmp_path: Path, made: tuple[Books, Disclosure]) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=True)
    Export(books.measures.actual, unit=books.unit.name).write(folder / WORKBOOK)
    assert told(folder) == []


def test_one_changed_amount_is_one_proposed_adjustment(tmp_path: Path, made: tuple[Books, Disclosure]) -> None:
    """100.00 元 more of 30201 in 2080150, income and expenditure alike, so that the approved accounts still agree."""
    books, _ = made
    entries = list(books.measures.actual.facets[0].entries)
    at = next(
        n
        for n, entry in enumerate(entries)
        if entry[1:3] == ("2080150", "30201") and entry.coarse.fund is Fund.GENERAL and entry.coarse.kind is Kind.BASIC
    )
    entries[at] = entries[at]._replace(fen=entries[at].fen + 10_000)
    income = next(
        n
        for n, entry in enumerate(entries)
        if entry.coarse.flow == "income" and entry.function == "2080150" and entry.coarse.kind is Kind.BASIC
    )
    entries[income] = entries[income]._replace(fen=entries[income].fen + 10_000)
    folder = folder_of(tmp_path / "账册", vouchers=True)
    Export(full(entries, EVERYTHING), unit=books.unit.name).write(folder / WORKBOOK)
    found = told(folder)
    assert [item.code.code for item in found] == ["B420", "B420"]
    spent = next(item for item in found if "30201" in item.remedy)
    assert "金额 100.00" in spent.remedy
    assert "基本支出" in spent.remedy
    assert spent.place.file == WORKBOOK
    assert spent.place.line == "2080150"


def test_a_cell_that_contradicts_its_sheet_is_told_with_its_place(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    changed: dict[tuple[str, str, int], object] = {(GENERAL_FORM, "2080505", 11): Decimal("2625383.34")}
    Export(books.measures.actual, unit=books.unit.name, changed=changed).write(folder / WORKBOOK)
    found = told(folder)
    assert {"B410"} <= {item.code.code for item in found} <= {"B410", "B411"}
    assert all("相差" in item.arithmetic and item.place.row for item in found)
    assert any("2080505" in item.arithmetic and "0.01" in item.arithmetic for item in found)


def test_a_missing_sheet_is_asked_for_with_the_forms_that_need_it(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    detail = {"一般公共预算财政拨款基本支出决算明细表", "基本支出决算明细表"}
    Export(books.measures.actual, unit=books.unit.name, without=detail | {"一般公共预算财政拨款支出决算明细表"}).write(
        folder / WORKBOOK
    )
    found = [item for item in told(folder) if item.code.code == "B414"]
    assert "06" in {item.place.form for item in found}
    assert any("一般公共预算财政拨款基本支出决算明细表" in item.expected for item in found)


@pytest.mark.parametrize(("said", "code"), [("金额单位：万元", "B403"), ("2022年度", "B404")])
def test_a_workbook_of_another_year_or_unit_of_money_is_refused(
    tmp_path: Path, made: tuple[Books, Disclosure], said: str, code: str
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    year = 2022 if code == "B404" else 2023
    export = Export(
        books.measures.actual, unit=books.unit.name, year=year, amounts=said if code == "B403" else "金额单位：元"
    )
    export.write(folder / WORKBOOK)
    with pytest.raises(ProblemsFound) as problems:
        prepare(folder)
    assert code in {item.code.code for item in problems.value.findings}


def test_counts_of_its_information_sheet_are_registers_and_must_agree_with_the_units_own(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    """The example registers 2 cars kept; a sheet that says 3 contradicts it, and names its cell's row."""
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    rows = [("（一）支出合计", 21041.66), ("（2）公务用车运行维护费", 21041.66), ("4.公务用车保有量（辆）", 3)]
    Export(books.measures.actual, unit=books.unit.name, information=rows).write(folder / WORKBOOK)
    found = told(folder)
    assert [(item.code.code, item.place.row, item.expected) for item in found] == [("B418", 7, "3")]
