"""The year's end by type of unit, as tables: what stands on the left of a row becomes what stands on its right."""

from pathlib import Path

import pytest
from books_samples import BASIC, GENERAL, INSURANCE, OTHER, PROJECT, SOUND, Sample
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.books.balances import close
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.cube import FISCAL, INFLOWS, OUTFLOWS, Coarse, Entry, Flow, Fund, Kind, Source, domain
from mingzhang.accounts.forms.vocabulary import named, vocabulary
from mingzhang.findings import Place

IN, OUT, WAS = Flow.INCOME, Flow.EXPENDITURE, Flow.OPENING
B, P, T = Kind.BASIC, Kind.PROJECT, Kind.OPERATING


def other(flow: Flow, kind: Kind, yuan: int, project: str = "", function: str = INSURANCE) -> Entry:
    source = Source.BUSINESS if flow is Flow.INCOME else Source.NONE
    return Entry(Coarse(flow, Fund.OTHER, source, kind), function, "", project, "", yuan * 100)


def fiscal(flow: Flow, kind: Kind, yuan: int, function: str = INSURANCE, fund: Fund = Fund.GENERAL) -> Entry:
    source = Source.FISCAL if flow is Flow.INCOME else Source.NONE
    return Entry(Coarse(flow, fund, source, kind), function, "", "", "", yuan * 100)


OTHER_MONEY = [
    # unit, (flow, kind, 元 …) of non-fiscal money → closing, surplus used, distribution in 元
    ("行政", [(IN, B, 80), (OUT, B, 60)], (20, 0, 0)),
    ("行政", [(WAS, B, 15), (IN, B, 80), (OUT, B, 95)], (0, 0, 0)),
    ("行政", [(IN, P, 50), (OUT, P, 20), (IN, B, 80), (OUT, B, 60)], (50, 0, 0)),
    ("行政", [(IN, P, 50), (OUT, P, 70), (WAS, B, 30)], (10, 0, 0)),
    ("参公", [(WAS, B, 15), (IN, B, 80), (OUT, B, 60)], (35, 0, 0)),
    ("事业", [(IN, B, 80), (OUT, B, 60)], (0, 0, 20)),
    ("事业", [(IN, B, 60), (OUT, B, 80)], (0, 20, 0)),
    ("事业", [(IN, P, 50), (OUT, P, 20)], (30, 0, 0)),
    ("事业", [(WAS, P, 10), (IN, P, 50), (OUT, P, 20)], (40, 0, 0)),
    ("事业", [(IN, P, 20), (OUT, P, 50)], (0, 30, 0)),
    ("事业", [(IN, P, 20), (OUT, P, 50), (IN, B, 40)], (0, 0, 10)),
    ("事业", [(IN, B, 100), (OUT, Kind.REMITTED, 30), (OUT, Kind.SUBSIDY, 20)], (0, 0, 50)),
    ("事业", [(IN, T, 10), (OUT, T, 4)], (0, 0, 6)),
    ("事业", [(IN, T, 4), (OUT, T, 10)], (-6, 0, 0)),
    ("事业", [(WAS, T, -6), (IN, T, 10)], (0, 0, 4)),
    ("事业", [(WAS, T, -6), (IN, T, 4)], (-2, 0, 0)),
    ("事业", [(IN, B, 80), (OUT, B, 60), (IN, P, 50), (OUT, P, 20), (IN, T, 4), (OUT, T, 10)], (24, 0, 20)),
]


@pytest.mark.parametrize(("unit", "money", "expected"), OTHER_MONEY)
def test_where_other_money_goes(unit: str, money: list[tuple[Flow, Kind, int]], expected: tuple[int, int, int]) -> None:
    closing = close([other(*row) for row in money], UnitKind(unit), Place())
    sums = dict.fromkeys((Flow.CLOSING, Flow.SURPLUS_USED, Flow.DISTRIBUTION), 0)
    for entry in closing.entries:
        sums[entry.coarse.flow] += entry.fen
    assert closing.findings == []
    assert tuple(sums.values()) == tuple(yuan * 100 for yuan in expected)


def test_income_of_one_item_pays_for_another_of_the_rest() -> None:
    """事业: the rest is one pot; 事业收入 under 2080109 that pays the pensions of 2080505 is no surplus there."""
    closing = close(
        [other(IN, B, 100), other(OUT, B, 60), other(OUT, B, 30, function="2080505")], UnitKind.INSTITUTION, Place()
    )
    assert [(entry.coarse.flow, entry.function, entry.fen) for entry in closing.entries] == [
        (Flow.DISTRIBUTION, "", 1000)
    ]


NOWHERE = [
    ("行政", [(IN, B, 60), (OUT, B, 80)]),
    ("参公", [(IN, B, 60), (OUT, B, 80)]),
    ("行政", [(IN, T, 10)]),
    ("参公", [(OUT, T, 10)]),
]


@pytest.mark.parametrize(("unit", "money"), NOWHERE)
def test_money_without_anywhere_to_go_is_told(unit: str, money: list[tuple[Flow, Kind, int]]) -> None:
    assert [item.code.code for item in close([other(*row) for row in money], UnitKind(unit), Place()).findings] == [
        "B253"
    ]


@pytest.mark.parametrize("unit", list(UnitKind))
def test_fiscal_money_is_carried_by_item_and_kind(unit: UnitKind) -> None:
    money = [fiscal(WAS, B, 5), fiscal(IN, B, 100), fiscal(OUT, B, 90), fiscal(IN, P, 30), fiscal(OUT, P, 30)]
    closing = close([*money, fiscal(IN, B, 7, "2080505")], unit, Place())
    assert closing.findings == []
    assert [(entry.coarse.kind, entry.function, entry.fen) for entry in closing.entries] == [
        (B, "2080109", 1500),
        (B, "2080505", 700),
    ]


def test_a_fiscal_item_cannot_be_overspent() -> None:
    closing = close(
        [fiscal(IN, B, 100), fiscal(OUT, B, 120), fiscal(IN, B, 90, "2080505")],
        UnitKind.INSTITUTION,
        Place(file="凭证.csv"),
    )
    told = closing.findings[0]
    assert told.code.code == "B251"
    assert told.place.text() == "凭证.csv“一般公共预算”部分“2080109”行"
    assert told.arithmetic == "年初 0.00＋收入 100.00－支出 120.00＝-20.00 元"


def test_one_kind_lending_to_the_other_is_only_remarked() -> None:
    closing = close([fiscal(IN, B, 100), fiscal(OUT, P, 60)], UnitKind.INSTITUTION, Place())
    assert [item.code.code for item in closing.findings] == ["B252"]
    assert [(entry.coarse.kind, entry.fen) for entry in closing.entries] == [(B, 4000)]


def test_income_without_its_project_leaves_the_item_without_projects() -> None:
    """A false surplus beside a false deficit says nothing of projects; the item's sum is right."""
    spent = fiscal(OUT, P, 60)._replace(project="金保工程")
    closing = close([fiscal(IN, P, 100), spent], UnitKind.INSTITUTION, Place())
    assert [(entry.project, entry.fen) for entry in closing.entries] == [("", 4000)]


def test_surplus_used_beyond_the_reserves_is_remarked() -> None:
    closing = close([other(IN, B, 60), other(OUT, B, 80)], UnitKind.INSTITUTION, Place(), reserves_fen=1999)
    assert [item.code.code for item in closing.findings] == ["B254"]
    assert close([other(IN, B, 60), other(OUT, B, 80)], UnitKind.INSTITUTION, Place(), 2000).findings == []


def test_the_rules_are_marked_unconfirmed_and_cover_every_type() -> None:
    rules = closing_rules()
    assert set(rules.types) == set(UnitKind)
    assert not rules.confirmed
    assert "待核实" in rules.basis


ATOMS = sorted(atom for atom in domain() if atom.flow in {IN, OUT, WAS})
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.sampled_from(ATOMS),
        st.sampled_from(["2080109", "2080505", "2230105"]),
        st.just(""),
        st.sampled_from(["", "甲", "乙"]),
        st.just(""),
        st.integers(0, 10**9),
    ),
    max_size=12,
)


@given(ENTRIES, st.sampled_from(list(UnitKind)))
def test_the_law_holds_for_every_fund_that_is_not_refused(entries: list[Entry], kind: UnitKind) -> None:
    closing = close(entries, kind, Place())
    refused = {item.code.code for item in closing.findings} & {"B251", "B253"}
    if refused:
        return
    for fund in Fund:
        assert balance([*entries, *closing.entries], fund) == 0
    for item in {(entry.coarse.fund, entry.function) for entry in entries if entry.coarse.fund in FISCAL}:
        assert balance([entry for entry in [*entries, *closing.entries] if entry.function == item[1]], item[0]) == 0
    for entry in closing.entries:
        assert entry.coarse in domain()
        assert entry.fen > 0 or entry.coarse.kind is Kind.OPERATING


def balance(entries: list[Entry], fund: Fund) -> int:
    """Inflows − outflows of a fund in 分."""
    inside = [entry for entry in entries if entry.coarse.fund is fund]
    return sum(entry.fen for entry in inside if entry.coarse.flow in INFLOWS) - sum(
        entry.fen for entry in inside if entry.coarse.flow in OUTFLOWS
    )


def loaded(sample: Sample, folder: Path) -> Books:
    result = load(sample.write(folder))
    assert [item.text() for item in result.findings] == []
    assert result.books is not None
    return result.books


CARRIED = {"行政": 185_00, "参公": 185_00, "事业": 179_50}
"""元 carried by the samples: 100 + 15 + 20 + 50; 100 + 49.50 + 30."""


@pytest.mark.parametrize("unit", list(SOUND))
def test_the_samples_close(unit: str, tmp_path: Path) -> None:
    books = loaded(SOUND[unit](), tmp_path)
    closing = books.measures.actual.value(named("年末结转和结余"))
    assert closing is not None
    assert closing.fen == CARRIED[unit]
    for fund in Fund:
        assert balance(list(books.measures.actual.facets[0].entries), fund) == 0


@st.composite
def random_books(draw: st.DrawFn) -> Sample:
    """Books in which nothing is spent that was not there."""
    sample = Sample()
    sample.unit["类型"] = draw(st.sampled_from(list(UnitKind))).value
    spending = "7201" if sample.unit["类型"] == "事业" else "7101"
    for fund, account, source_kind in [(GENERAL, "6001", BASIC), (GENERAL, "6001", PROJECT), (OTHER, "6609", BASIC)]:
        came = draw(st.integers(0, 10**7))
        spent = draw(st.integers(0, came))
        if came:
            sample.income(yuan(came), account, fund=fund, kind=source_kind)
        if spent:
            sample.spend(yuan(spent), spending, fund=fund, kind=source_kind)
    was = draw(st.integers(0, 10**6))
    sample.row("年初结转", GENERAL, "2080505", PROJECT, "", "", yuan(was))
    if draw(st.booleans()):
        sample.row(
            "年初调整", "归集上缴", GENERAL, "2080505", PROJECT, "", "", yuan(-draw(st.integers(0, was))), "清理"
        )
    sample.income("0.01")
    return sample


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@given(random_books())
def test_random_sound_books_load_and_keep_the_law(tmp_path_factory: pytest.TempPathFactory, sample: Sample) -> None:
    books = loaded(sample, tmp_path_factory.mktemp("books"))
    for fund in Fund:
        assert balance(list(books.measures.actual.facets[0].entries), fund) == 0


def test_accounts_of_another_type_are_remarked(tmp_path: Path) -> None:
    sample = SOUND["事业"]()
    sample.unit["类型"] = "行政"
    told = {item.code.code: item for item in load(sample.write(tmp_path)).findings}
    assert set(told) == {"B253", "B257"}  # operating money has nowhere to go either
    assert told["B257"].printed == "行政单位有 6101 事业预算收入、6401 经营预算收入、7201 事业支出、7301 经营支出"


def test_what_rests_on_unconfirmed_rules_says_so(tmp_path: Path) -> None:
    assert any("待核实" in notice for notice in loaded(SOUND["事业"](), tmp_path / "甲").notices)
    fiscal_only = Sample().income("1.00").spend("1.00")
    assert not any("待核实" in notice for notice in loaded(fiscal_only, tmp_path / "乙").notices)


DERIVED = {Flow.CLOSING, Flow.SURPLUS_USED, Flow.DISTRIBUTION}
"""What follows from the law has no lines of its own."""


@given(random_books())
def test_every_trace_adds_up_to_its_figure(tmp_path_factory: pytest.TempPathFactory, sample: Sample) -> None:
    sample.row("调整分录", "支出", GENERAL, "", "2080505", PROJECT, "30201", "", "0.00", "批复")
    books = loaded(sample, tmp_path_factory.mktemp("books"))
    for region in vocabulary().values():
        if region.flows and not region.flows & DERIVED:
            value = books.measures.actual.value(region)
            assert value is not None
            assert books.ledger.trace(region)["fen"].sum() == value.fen
