"""The books beside their approved workbook: everything that differs is told, and what is accepted makes them agree."""

from pathlib import Path

import pytest
from approved_workbook import Export
from books_samples import BASIC, GENERAL, INSURANCE, OTHER, institution
from click.testing import CliRunner
from xlsxwriter import Workbook

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.balances import close
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.load import load
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.measures import full
from mingzhang.accounts.reconciliation.command import reconcile
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.findings import Place, ProblemsFound

WORKBOOK = "批复决算.xlsx"
Change = tuple[Coarse, str, str, int]
GENERAL_BASIC = Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.BASIC)
SPENT_BASIC = Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.BASIC)
OPENING_BASIC = Coarse(Flow.OPENING, Fund.GENERAL, Source.NONE, Kind.BASIC)
OPENING_PROJECT = Coarse(Flow.OPENING, Fund.OTHER, Source.NONE, Kind.PROJECT)
BUSINESS = Coarse(Flow.INCOME, Fund.OTHER, Source.BUSINESS, Kind.BASIC)
OWN_SPENT = Coarse(Flow.EXPENDITURE, Fund.OTHER, Source.NONE, Kind.BASIC)
DISTRIBUTED = Coarse(Flow.DISTRIBUTION, Fund.OTHER, Source.NONE, Kind.BASIC)
SURPLUS = Coarse(Flow.SURPLUS_USED, Fund.OTHER, Source.NONE, Kind.BASIC)
CARRIED = Coarse(Flow.CLOSING, Fund.OTHER, Source.NONE, Kind.PROJECT)


def approved_of(folder: Path, changes: list[Change], ends: list[Change]) -> list[Entry]:
    """The books' entries changed, the year closed anew, and then money sent elsewhere at its end."""
    loaded = load(folder)
    books = loaded.books or loaded.provisional
    assert books is not None
    stated = [entry for entry in books.measures.actual.facets[0].entries if entry.coarse.flow not in
              {Flow.CLOSING, Flow.DISTRIBUTION, Flow.SURPLUS_USED}]  # fmt: skip
    stated += [Entry(coarse, function, economic, "", "", fen) for coarse, function, economic, fen in changes]
    closed = close(stated, UnitKind(books.kind), Place())
    assert closed.findings == []
    sent = [Entry(coarse, function, economic, "", "", fen) for coarse, function, economic, fen in ends]
    return [*stated, *closed.entries, *sent]


def beside(tmp_path: Path, changes: list[Change], ends: list[Change] | None = None) -> Path:
    folder = institution().row("年初结转", GENERAL, INSURANCE, BASIC, "", "", "7.00").write(tmp_path / "账册")
    entries = approved_of(folder, changes, ends or [])
    Export(full(entries, EVERYTHING)).write(folder / WORKBOOK)
    return folder


@pytest.mark.parametrize(
    ("changes", "ends", "tables"),
    [
        ([], [], {}),
        ([(GENERAL_BASIC, INSURANCE, "", 10_000)], [], {"调整分录": 1}),
        ([(SPENT_BASIC, INSURANCE, "30201", 3_000), (SPENT_BASIC, INSURANCE, "30108", 1)], [], {"调整分录": 2}),
        ([(OPENING_BASIC, INSURANCE, "", -200), (OPENING_PROJECT, INSURANCE, "", 5_000)], [], {"年初调整": 2}),
        ([(BUSINESS, INSURANCE, "", 4_200)], [], {"调整分录": 1}),
        ([], [(DISTRIBUTED, INSURANCE, "", -1_500), (CARRIED, INSURANCE, "", 1_500)], {"调整分录": 2}),
        ([(OWN_SPENT, INSURANCE, "30201", 9_000)], [], {"调整分录": 1}),
        ([(OWN_SPENT, INSURANCE, "30201", 500)], [(SURPLUS, INSURANCE, "", 700), (DISTRIBUTED, INSURANCE, "", 700)],
         {"调整分录": 3}),
    ],
    ids=["nothing", "income", "two codes", "openings", "distribution follows", "kept instead", "surplus used",
         "both ends"],
)  # fmt: skip
def test_accepting_what_is_proposed_makes_books_and_workbook_agree(
    tmp_path: Path, changes: list[Change], ends: list[Change], tables: dict[str, int]
) -> None:
    folder, proposed = beside(tmp_path, changes, ends), tmp_path / "建议调整.xlsx"
    first = CliRunner().invoke(reconcile, [str(folder), "-o", str(proposed)], standalone_mode=False)
    loaded = load(folder)
    assert loaded.reconciliation is not None
    assert loaded.reconciliation.left == ()
    told = [item.table for item in loaded.reconciliation.proposals]
    assert {name: told.count(name) for name in told} == tables, first.output
    assert first.return_value == int(bool(tables)), first.output
    if tables:
        assert {item.code.code for item in loaded.findings} >= {"B420"}
        second = CliRunner().invoke(reconcile, [str(folder), "--accept", str(proposed)], standalone_mode=False)
        assert second.return_value == 0, second.output
        assert "逐项、逐格相符" in second.output
        assert load(folder).books is not None


def test_cells_are_listed_form_by_form_with_both_amounts(tmp_path: Path) -> None:
    folder = beside(tmp_path, [(GENERAL_BASIC, INSURANCE, "", 10_000)])
    run = CliRunner().invoke(reconcile, [str(folder)], standalone_mode=False)
    lines = [line.strip() for line in run.output.splitlines()]
    assert "01 收入支出决算总表" in lines
    assert any(line.startswith("2080109 本年收入合计：账册") and "，批复决算" in line for line in lines), run.output
    assert "调整分录：收入，一般公共预算，财政拨款，2080109，基本支出，金额 100.00 元" in run.output
    assert run.return_value == 1


FISCAL = "财政拨款收入支出决算总表"
SPENT, OPENING_BUDGET, ADJUSTED_BUDGET = "本年支出合计", 7, 11
"""The row of all fiscal expenditure, and the columns of its budgets."""


def test_budgets_that_the_books_lack_come_from_the_workbook_and_those_of_both_must_agree(tmp_path: Path) -> None:
    sample = institution()
    del sample.unit["无年初预算"]
    folder = sample.write(tmp_path / "账册")
    more: dict[tuple[str, str, int], object] = {
        (FISCAL, SPENT, OPENING_BUDGET): 900,
        (FISCAL, SPENT, ADJUSTED_BUDGET): 950.5,
    }
    Export(full(approved_of(folder, [], []), EVERYTHING), more=more).write(folder / WORKBOOK)
    found = load(folder)
    assert [item.text() for item in found.findings if item.code.code in {"B243", "B426"}] == []
    assert found.provisional is not None
    for measure, fen in (("opening_budget", 90_000), ("adjusted_budget", 95_050)):
        budget = found.provisional.measures.named(measure)
        assert budget is not None
        assert budget.value(region_at("财政拨款支出")) == Amount.exactly(fen)

    sample.row("预算", "年初预算", GENERAL, INSURANCE, BASIC, "", "900.01")
    sample.row("预算", "年初预算", "", "", "", "公务接待费", "0").write(folder)
    wrong = [item for item in load(folder).findings if item.code.code == "B426"]
    assert [(item.printed, item.place.file) for item in wrong] == [("年初预算数", WORKBOOK)]
    assert "批复决算 900.00 元，账册 900.01 元" in wrong[0].arithmetic


def test_a_unit_that_says_it_had_no_budget_is_contradicted_by_one(tmp_path: Path) -> None:
    folder = institution().write(tmp_path / "账册")
    more: dict[tuple[str, str, int], object] = {(FISCAL, SPENT, OPENING_BUDGET): 900}
    Export(full(approved_of(folder, [], []), EVERYTHING), more=more).write(folder / WORKBOOK)
    wrong = [item for item in load(folder).findings if item.code.code == "B426"]
    assert ["单位.yaml 说没有" in item.arithmetic for item in wrong] == [True]


def test_non_fiscal_money_of_a_workbook_alone_prints_as_the_books_do(tmp_path: Path) -> None:
    folder = institution().write(tmp_path / "账册")
    books = load(folder).books
    assert books is not None
    Export(books.measures.actual).write(folder / WORKBOOK)
    (folder / "凭证.csv").unlink()
    alone = load(folder).books
    assert alone is not None, [item.text() for item in load(folder).findings]
    layout = load_layout(books.layout, books.year)
    assert fill(layout, alone.measures) == fill(layout, books.measures)


def test_accepted_rows_join_a_table_as_it_stands_and_never_a_users_workbook(tmp_path: Path) -> None:
    """A table in GB18030 without a last line break keeps its encoding, columns and rows; a workbook is left alone."""
    changes: list[Change] = [(SPENT_BASIC, INSURANCE, "30201", 3_000), (OPENING_BASIC, INSURANCE, "", -200)]
    folder, proposed = beside(tmp_path, changes), tmp_path / "建议"
    arguments = [str(folder), "--accept", str(proposed)]
    assert CliRunner().invoke(reconcile, [str(folder), "-o", str(proposed)], standalone_mode=False).return_value == 1
    table = folder / "调整分录.csv"
    own = "收支,资金,收入来源,功能科目,支出类型,经济科目,金额,原因\r\n支出,一般公共预算,,2080109,基本支出,30201,0.00,甲"
    table.write_bytes(own.encode("gb18030"))
    with Workbook(folder / "账册.xlsx") as book:
        book.add_worksheet("年初调整").write_row(0, 0, ["种类", "资金", "金额", "原因"])
    with pytest.raises(ProblemsFound) as problems:
        CliRunner().invoke(reconcile, arguments, standalone_mode=False, catch_exceptions=False)
    assert [item.code.code for item in problems.value.findings] == ["B422"]
    assert table.read_bytes() == own.encode("gb18030")

    (folder / "账册.xlsx").unlink()
    run = CliRunner().invoke(reconcile, arguments, standalone_mode=False)
    assert run.return_value == 0, run.output
    text = table.read_bytes().decode("gb18030")
    assert text.startswith(own)
    assert "\n支出,一般公共预算,,2080109,基本支出,30201,30.00,按批复决算调整" in text
    again = CliRunner().invoke(reconcile, arguments, standalone_mode=False)
    assert "调整分录.csv 加了 0 行；已有 1 行，不重复加" in again.output


def test_an_adjustment_of_the_years_end_is_traced_with_its_reason(tmp_path: Path) -> None:
    sample = institution()
    sample.row("调整分录", "结余分配", OTHER, "", "", BASIC, "", "", "-5.00", "留作专项")
    sample.row("调整分录", "年末结转和结余", OTHER, "", "", BASIC, "", "", "5.00", "留作专项")
    folder = sample.write(tmp_path / "账册")
    books = load(folder).books
    assert books is not None
    given = full(books.measures.actual.facets[0].entries, EVERYTHING)
    kept = Coarse(Flow.CLOSING, Fund.OTHER, Source.NONE, Kind.BASIC)
    assert given.value(Region(frozenset({kept}))) == Amount.exactly(500)
    lines = books.ledger.trace(Region(frozenset({kept})))
    assert lines.select("fen", "origin", "reason").rows() == [(500, "调整", "留作专项")]
