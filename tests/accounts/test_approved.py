"""The approved final-accounts workbook as books: alone, beside vouchers, and where it contradicts itself."""

import re
import shutil
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from approved_workbook import Export, tables
from office import convert

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.cube import Fund, Kind
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.measures import full
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.accounts.region import EVERYTHING
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


def test_receptions_abroad_and_counts_of_the_information_sheet_become_registers(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=True)
    rows = [
        ("4.国（境）外公务接待批次（个）", 2),
        ("5.国（境）外公务接待人次（人）", 9),
        ("（2）国（境）外接待费", 1200.5),
    ]
    Export(books.measures.actual, unit=books.unit.name, information=rows).write(folder / WORKBOOK)
    loaded = load(folder).books
    assert loaded is not None
    received = loaded.registers["公务接待"]
    assert [received[f"国（境）外{item}"] for item in ("批次", "人次", "金额")] == [2, 9, Fraction("1200.5")]


def test_some_sheets_alone_are_held_against_the_vouchers_as_far_as_they_go(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    """Only 支出决算表 and 收入决算表: equal to the vouchers; a cent more of income is told, with its row."""
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=True)
    kept = {"收入决算表", "支出决算表"}
    others = {table.title for table in tables(2023)} | {"收入支出决算总表", "财政拨款收入支出决算总表"}
    export = Export(books.measures.actual, unit=books.unit.name, without=others - kept)
    export.write(folder / WORKBOOK)
    assert told(folder) == []
    entries = list(books.measures.actual.facets[0].entries)
    at = next(n for n, entry in enumerate(entries) if entry.coarse.flow == "income" and entry.function == "2080505")
    entries[at] = entries[at]._replace(fen=entries[at].fen + 1)
    Export(full(entries, EVERYTHING), unit=books.unit.name, without=others - kept).write(folder / WORKBOOK)
    found = told(folder)
    assert {item.code.code for item in found} <= {"B420", "B421"}
    assert any(item.place.line == "2080505" and "相差 0.01 元" in item.arithmetic for item in found)


@pytest.mark.parametrize(
    ("unit", "said", "code"),
    [
        ("某市技工学校", "", "B419"),
        ("[101001]{name}（公章）", "", ""),
        ("某市社保局", "批复决算: {单位: 某市社保局}\n", ""),
    ],
)
def test_a_workbook_of_another_unit_is_refused(
    tmp_path: Path, made: tuple[Books, Disclosure], unit: str, said: str, code: str
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    _append(folder, said)
    Export(books.measures.actual, unit=unit.format(name=books.unit.name)).write(folder / WORKBOOK)
    assert {item.code.code for item in told(folder)} == ({code} if code else set())


def _append(folder: Path, said: str) -> None:
    with (folder / "单位.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"\n{said}")


def test_a_sheet_under_a_title_of_its_own_is_named_in_the_units_file(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    books, disclosure = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    own = "部门支出情况表"
    Export(
        books.measures.actual, unit=books.unit.name, renamed={"支出决算表": "Z04"}, titles={"支出决算表": own}
    ).write(folder / "导出.xlsx")
    _append(folder, f"批复决算:\n  文件: 导出.xlsx\n  工作表:\n    支出决算表: {own}\n")
    assert told(folder) == []
    assert prepare(folder)[1].forms == disclosure.forms
    unit_file = folder / "单位.yaml"
    unit_file.write_text(
        unit_file.read_text("utf-8").replace(own, "支出表").replace("支出决算表:", "支出决算总表:"), "utf-8"
    )
    assert "B206" in {item.code.code for item in load(folder).findings}
    unit_file.write_text(unit_file.read_text("utf-8").replace("支出决算总表:", "支出决算表:"), "utf-8")
    assert "B416" in {item.code.code for item in load(folder).findings}


def test_sheets_are_known_by_names_that_a_workbook_cut_short(tmp_path: Path, made: tuple[Books, Disclosure]) -> None:
    books, disclosure = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    Export(books.measures.actual, unit=books.unit.name, cut=True).write(folder / WORKBOOK)
    assert told(folder) == []
    assert prepare(folder)[1].forms == disclosure.forms


@pytest.mark.parametrize(
    ("value", "code"),
    [("#REF!", "B409"), ("12.345", "B406"), ("1e5", "B409"), ("一百", "B409"), (Decimal("1e15"), "B410")],
)
def test_a_cell_that_is_no_amount_is_told_with_its_place(
    tmp_path: Path, made: tuple[Books, Disclosure], value: object, code: str
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    changed = {(GENERAL_FORM, "2080505", 11): value}
    Export(books.measures.actual, unit=books.unit.name, changed=changed).write(folder / WORKBOOK)
    found = [item for item in told(folder) if item.code.code == code]
    assert found, [item.text() for item in told(folder)]
    assert found[0].place.row


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "不是工作簿".encode(), b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_a_file_that_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    folder = folder_of(tmp_path / "账册", vouchers=False)
    (folder / WORKBOOK).write_bytes(content)
    found = load(folder)
    assert found.books is None
    assert any(item.place.file == WORKBOOK for item in found.findings), [item.text() for item in found.findings]


@pytest.mark.parametrize("kind", ["xls", "et"])
def test_older_workbooks_are_read_alike(tmp_path: Path, made: tuple[Books, Disclosure], kind: str) -> None:
    books, disclosure = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    source = Export(books.measures.actual, unit=books.unit.name).write(tmp_path / "批复决算.xlsx")
    convert([source], "xls", tmp_path, "calc")[0].rename(folder / f"批复决算.{kind}")
    assert told(folder) == []
    assert prepare(folder)[1].forms == disclosure.forms


def test_the_internal_edition_of_a_workbook_alone_leads_to_its_cells(
    tmp_path: Path, made: tuple[Books, Disclosure]
) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    Export(books.measures.actual, unit=books.unit.name).write(folder / WORKBOOK)
    build(folder, tmp_path / "out")
    pages = list((tmp_path / "out" / "internal").rglob("*.js"))
    assert any("批复决算.xlsx〔Z08_1" in page.read_text("utf-8") for page in pages)


@pytest.mark.parametrize("line", ["（续表）", "续表", "{title}（续表）", "{title}(续)"])
def test_a_sheet_goes_on_below_a_continuation_line(tmp_path: Path, made: tuple[Books, Disclosure], line: str) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=True)
    Export(books.measures.actual, unit=books.unit.name, continued=line).write(folder / WORKBOOK)
    assert told(folder) == []  # the vouchers' figures, the last row of every sheet included
    changed: dict[tuple[str, str, int], object] = {("支出决算表", "2210201", 4): Decimal("1.00")}
    Export(books.measures.actual, unit=books.unit.name, continued=line, changed=changed).write(folder / WORKBOOK)
    assert {item.place.sheet for item in told(folder)} == {"Z04 支出决算表(财决04表)"}


def test_a_hidden_sheet_is_told(tmp_path: Path, made: tuple[Books, Disclosure]) -> None:
    books, _ = made
    folder = folder_of(tmp_path / "账册", vouchers=False)
    path = Export(books.measures.actual, unit=books.unit.name).write(folder / WORKBOOK)
    with zipfile.ZipFile(path) as pack:
        members = {name: pack.read(name).decode("utf-8") for name in pack.namelist()}
    name = re.search(f'name="([^"]*{GENERAL_FORM[:12]}[^"]*)"', members["xl/workbook.xml"])
    assert name is not None
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(name[0], f'{name[0]} state="hidden"')
    with zipfile.ZipFile(path, "w") as pack:
        for part, content in members.items():
            pack.writestr(part, content)
    assert [(item.code.code, item.printed) for item in load(folder).findings] == [("R117", f"隐藏的工作表：{name[1]}")]
