"""Layouts: the same books print in every one of them, each cell once, and what is derived holds in all."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from rendering import as_read, printed
from statement_units import unit
from strategies import cubes, measures_of, rich_entries

from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.cube import Entry, Fund
from mingzhang.accounts.disclosure import Disclosure, Form, Term, Unit
from mingzhang.accounts.forms.declared import declared
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.grid import Grid, place
from mingzhang.accounts.layouts import declaration
from mingzhang.accounts.layouts.layout import Layout, layout_keys, load_layout
from mingzhang.accounts.measures import Measures, full
from mingzhang.accounts.pipeline import build, example_folder
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.region import EVERYTHING
from mingzhang.accounts.relations.derive import derive
from mingzhang.accounts.relations.figures import figures_of
from mingzhang.accounts.relations.hold import Outcome, Printed, hold
from mingzhang.accounts.renderers.docx import to_docx
from mingzhang.accounts.renderers.html import render_html
from mingzhang.accounts.renderers.paper import paper
from mingzhang.accounts.renderers.parts import positions
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.accounts.renderers.xlsx import to_xlsx
from mingzhang.findings import ProblemsFound, Severity

YEAR = 2024
EXAMPLE = example_folder("panjin-2023")
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
THREE_PUBLIC = frozenset({"30212", "30217", "30231", "31013"})
SHANGHAI, PUTUO, SICHUAN = "shanghai-2024", "shanghai-putuo-2024", "sichuan-2023"


def forms_of(layout: Layout, entries: tuple[Entry, ...]) -> dict[str, Form]:
    return {form.number: form for form in fill(layout, measures_of(entries))}


def grid_of(key: str, number: str, entries: tuple[Entry, ...] = ()) -> Grid:
    layout = load_layout(key, YEAR)
    return place(forms_of(layout, entries)[number], layout, "某局")


def texts(grid: Grid, row: int) -> list[str]:
    return [box.text for box in grid.body[row]]


def assert_placed(layout: Layout, form: Form) -> None:
    """Every cell stands in the grid once, and header and body fill their columns without a gap."""
    grid = place(form, layout)
    shown = [box.cell for row in grid.body for box in row if box.cell is not None]
    assert sorted(map(str, shown)) == sorted(map(str, form.cells)), form.number
    for rows in (grid.header, grid.body):
        covered = [
            (spot.row + down, spot.column + across)
            for spot in positions(rows, len(grid.columns))
            for down in range(spot.box.down)
            for across in range(spot.box.across)
        ]
        wanted = [(row, column) for row in range(len(rows)) for column in range(len(grid.columns))]
        assert sorted(covered) == wanted, form.number


def broken(disclosure: Disclosure, layout: Layout) -> list[str]:
    """The arithmetic of derived relations that do not hold."""
    read = figures_of(disclosure, layout)
    printed = Printed(read.figures, read.tails, read.tick_fen)
    held = (hold(relation, printed) for relation in derive(disclosure, layout))
    return [found.arithmetic for found in held if found.outcome is Outcome.BROKEN]


@pytest.mark.parametrize("key", layout_keys())
@settings(deadline=None, phases=PHASES, max_examples=8)
@given(entries=cubes())
def test_any_cube_prints_in_every_layout(key: str, entries: tuple[Entry, ...]) -> None:
    layout = load_layout(key, YEAR)
    forms = fill(layout, measures_of(entries))
    for form in forms:
        assert_placed(layout, form)
    assert broken(Disclosure(Unit("某局", "某局", "行政"), YEAR, key, forms), layout) == []


@pytest.mark.parametrize("key", layout_keys())
def test_money_everywhere_prints_in_every_layout(key: str) -> None:
    layout = load_layout(key, YEAR)
    forms = fill(layout, measures_of(rich_entries()))
    for form in forms:
        assert_placed(layout, form)
    assert broken(Disclosure(Unit("某局", "某局", "行政"), YEAR, key, forms), layout) == []


@pytest.mark.parametrize("key", layout_keys())
def test_all_layouts_print_the_same_amounts(key: str) -> None:
    """A cell of the nine forms prints the same figure wherever a layout has it."""
    usual = load_layout("liaoning-2023", YEAR)
    mine = forms_of(load_layout(key, YEAR), rich_entries())
    for number, form in forms_of(usual, rich_entries()).items():
        amounts = {form.address(cell): cell.fen for cell in mine[number].cells}
        same = {form.address(cell): cell.fen for cell in form.cells if form.address(cell) in amounts}
        assert {address: amounts[address] for address in same} == same
        assert {address.row for address in same} >= {cell.row for cell in form.cells if cell.fen}


@pytest.mark.parametrize("key", layout_keys())
def test_the_example_builds_and_reads_back_in_every_layout(key: str, tmp_path: Path) -> None:
    built = build(EXAMPLE, tmp_path, layout=key)
    assert built.disclosure.layout == key
    assert [item.text() for item in built.findings if item.severity is Severity.ERROR] == []
    layout = load_layout(key, built.disclosure.year)
    assert [form.number for form in built.disclosure.forms] == list(layout.forms)
    assert broken(built.disclosure, layout) == []
    for name in ("final-accounts.pdf", "final-accounts.docx"):
        found = read_disclosure(tmp_path / "public" / name)
        assert found.unread == ()
        assert printed(found.disclosure) == as_read(built.disclosure)


def test_an_unknown_layout_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as problems:
        build(EXAMPLE, tmp_path / "out", layout="shanghai-2042")
    (told,) = [item for item in problems.value.findings if item.severity is Severity.ERROR]
    assert (told.code.code, told.place.key, told.printed) == ("S112", "--layout", "shanghai-2042")
    assert "shanghai-2024" in told.expected
    assert not (tmp_path / "out").exists()


def test_shanghai_sets_the_three_public_expenses_in_pairs() -> None:
    grid = grid_of(SHANGHAI, "07", rich_entries())
    assert len(grid.body) == 1
    rows = [box.cell.row for box in grid.body[0] if box.cell is not None]
    assert rows[::2] == [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    ]
    assert [box.cell.column for box in grid.body[0] if box.cell is not None] == ["预算数", "决算数"] * 6
    assert [box.text for box in grid.header[0]] == ["财政拨款“三公”经费"]


def test_shanghai_lists_24_classes_and_its_variant_26() -> None:
    ours, variant = (grid_of(key, "01") for key in (SHANGHAI, PUTUO))
    assert (texts(ours, 23)[2], texts(ours, 24)[2]) == ("二十四、抗疫特别国债安排的支出", "本年支出合计")
    assert (texts(variant, 23)[2], texts(variant, 26)[2]) == ("二十四、债务还本支出", "本年支出合计")
    assert (texts(ours, 24)[0], texts(variant, 26)[0]) == ("本年收入合计", "本年收入合计")
    assert (texts(ours, 25)[0], texts(variant, 27)[0]) == (
        "使用非财政拨款结余",
        "使用非财政拨款结余（含专用结余）",
    )


def test_codes_stand_in_one_cell_or_in_three() -> None:
    whole, split = (grid_of(key, "03", rich_entries()) for key in (SHANGHAI, PUTUO))
    assert [texts(whole, row)[:2] for row in (0, 3)] == [
        ["合计", texts(whole, 0)[1]],
        ["2080108", "信息化建设"],
    ]
    assert [texts(split, row)[:4] for row in (1, 2, 3)] == [
        ["208", "", "", "社会保障和就业支出"],
        ["208", "01", "", "人力资源和社会保障管理事务"],
        ["208", "01", "08", "信息化建设"],
    ]
    assert [box.text for box in split.header[-1]] == ["类", "款", "项"]
    assert [box.text for box in grid_of(PUTUO, "06").header[-1]] == ["类", "款", "类", "款"]
    assert texts(grid_of(PUTUO, "06"), 1)[:3] == ["301", "01", "基本工资"]


@pytest.mark.parametrize(("key", "number", "row"), [(SHANGHAI, "05", -1), (SHANGHAI, "03", 0), (PUTUO, "08", -1)])
def test_the_total_stands_where_the_layout_wants_it(key: str, number: str, row: int) -> None:
    assert texts(grid_of(key, number, rich_entries()), row)[0] == "合计"


def test_some_notes_stand_only_under_an_empty_form() -> None:
    empty, filled = grid_of(SHANGHAI, "08"), grid_of(SHANGHAI, "08", rich_entries())
    assert empty.notes[1:] == ("说明：某局本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。",)
    assert len(filled.notes) == 1
    assert grid_of(PUTUO, "09").notes == ("注：某局无国有资本经营预算财政拨款支出，故本表无数据。",)


def test_a_layout_declares_further_forms_without_code() -> None:
    layout = load_layout(SICHUAN, YEAR)
    assert sorted(set(layout.forms) - set(declared())) == ["10", "11", "12", "13"]
    forms = forms_of(layout, rich_entries())
    cells = {(cell.row, cell.column): cell.fen or 0 for cell in forms["10"].cells}
    economic = [column.name for column in layout.forms["10"].spec.blocks[0].columns if column.name != "本年支出合计"]
    for row in {row for row, _ in cells}:
        assert cells[row, "本年支出合计"] == sum(cells[row, name] for name in economic)
    of_05 = {(cell.row, cell.column): cell.fen for cell in forms["05"].cells}
    assert {cell.fen for cell in forms["12"].cells if cell.row == "合计"} == {of_05["合计", "项目支出"]}


def test_forms_of_shanghai_bear_no_code_and_stand_before_the_text() -> None:
    layout = load_layout(SHANGHAI, YEAR)
    page = render_html(
        Disclosure(Unit("某局", "某局", "行政"), YEAR, SHANGHAI, fill(layout, measures_of(rich_entries()))), layout
    )
    assert "公开01表" not in page
    assert page.index("第二部分</span> 某局2024年度部门决算表") < page.index(
        "第三部分</span> 某局2024年度部门决算情况说明"
    )


def test_a_class_that_the_layout_does_not_list_is_an_error() -> None:
    spent = [entry._replace(function="2320304") for entry in rich_entries() if entry.function == "2210201"]
    books = replace(unit(), layout=SHANGHAI, measures=Measures(full(spent, EVERYTHING)))
    told = [item for item in compile_disclosure(books)[1] if item.code.code == "L109"]
    assert [item.printed for item in told] == ["232 债务付息支出"]


@pytest.mark.parametrize(("key", "codes"), [(SHANGHAI, ["L107"]), (SICHUAN, ["L108"]), ("liaoning-2023", [])])
def test_years_and_sources_of_layouts_are_told(key: str, codes: list[str]) -> None:
    found = compile_disclosure(replace(unit(), layout=key))[1]
    assert [item.code.code for item in found if item.code.code.startswith("L")] == codes


@pytest.mark.parametrize("key", layout_keys())
def test_what_a_layout_prints_reads_back(key: str, tmp_path: Path) -> None:
    """Split codes, pairs and totals below are read as the cells that they print."""
    layout = load_layout(key, YEAR)
    forms = fill(layout, measures_of(rich_entries()))
    page = tmp_path / "index.html"
    page.write_text(render_html(Disclosure(Unit("某局", "某局", "行政"), YEAR, key, forms), layout), "utf-8")
    printed = {form.address(cell): cell.printed for form in forms if form.number in declared() for cell in form.cells}
    found = read_disclosure(page).disclosure
    read = {form.address(cell): cell.printed for form in found.forms for cell in form.cells}
    assert {address: read.get(address) for address in printed} == printed


def test_members_and_keys_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "layouts.md").read_text("utf-8")
    sheets = (Path(__file__).parents[2] / "docs" / "books-sheets.md").read_text("utf-8")
    members = {*declaration.LAYOUT, *declaration.LAYOUT_MAY, *declaration.FORM, *declaration.FORM_MAY}
    assert [name for name in (*members, "across", "block", "lines") if f"`{name}" not in page] == []
    assert [key for key in layout_keys() if f"`{key}`" not in page or key not in sheets] == []


@pytest.mark.parametrize(
    ("key", "first", "last"), [(SHANGHAI, "一、名词1：", "一百零三、名词103："), (SICHUAN, "1.", "103.")]
)
def test_the_glossary_is_numbered_as_the_layout_says(key: str, first: str, last: str, tmp_path: Path) -> None:
    layout = load_layout(key, YEAR)
    terms = tuple(Term(f"名词{number}", f"指第{number}项的意思。") for number in range(1, 104))
    disclosure = Disclosure(
        Unit("某局", "某局", "行政"), YEAR, key, fill(layout, measures_of(rich_entries())), glossary=terms
    )
    (chapter,) = [each for each in paper(disclosure, layout).chapters if each.title.endswith("名词解释")]
    assert chapter.blocks[0].text.startswith(first)
    assert chapter.blocks[-1].text.startswith(last)
    (tmp_path / "a.docx").write_bytes(to_docx(disclosure, layout))
    (tmp_path / "a.pdf").write_bytes(to_pdf(disclosure, layout))
    for name in ("a.docx", "a.pdf"):
        read = read_disclosure(tmp_path / name).disclosure.glossary
        assert [(term.term, term.definition) for term in read] == [(term.term, term.definition) for term in terms]


@pytest.mark.parametrize("key", layout_keys())
def test_a_workbook_whose_forms_are_empty_is_read_whole(key: str, tmp_path: Path) -> None:
    """A unit without the three public expenses, without funds and without state capital."""
    layout = load_layout(key, YEAR)
    plain = [
        entry for entry in rich_entries() if entry.coarse.fund == Fund.GENERAL and entry.economic not in THREE_PUBLIC
    ]
    forms = fill(layout, measures_of(plain))
    path = tmp_path / "final-accounts.xlsx"
    path.write_bytes(to_xlsx(Disclosure(Unit("某局", "某局", "行政"), YEAR, key, forms), layout))
    found = read_disclosure(path)
    assert [item.text() for item in found.findings if item.severity is Severity.ERROR] == []
    assert {form.number for form in found.disclosure.forms} == set(declared())
