"""Reconstruction as laws: what was built prints again from reconstructed amounts, and from books written of them."""

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import LAYOUT, closed_cubes, cubes, disclosure_of, measures_of

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.load import load
from mingzhang.accounts.cube import FISCAL, INFLOWS, Entry, Fund
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.relations.books_writer import write_books
from mingzhang.accounts.relations.carried import Carried
from mingzhang.accounts.relations.reconstruct import reconstruct
from mingzhang.findings import ProblemsFound

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
TAILS = st.sampled_from([(), ("01", "04"), ("02", "03", "05"), ("01", "02", "03", "04", "05")])
YUAN = replace(LAYOUT, unit_of_amounts="元")


def as_read(disclosure: Disclosure) -> Disclosure:
    """The disclosure as a document tells it: printed figures only."""
    forms = tuple(
        replace(form, cells=tuple(replace(cell, fen=None) for cell in form.cells)) for form in disclosure.forms
    )
    return replace(disclosure, forms=forms)


def printed(disclosure: Disclosure) -> list[list[tuple[str, str, str, str]]]:
    return [[(cell.block, cell.row, cell.column, cell.printed) for cell in form.cells] for form in disclosure.forms]


@settings(deadline=None, max_examples=25, phases=PHASES)
@given(cubes(), TAILS, st.booleans())
def test_a_built_disclosure_prints_again(entries: tuple[Entry, ...], tails: tuple[str, ...], read: bool) -> None:
    built = disclosure_of(measures_of(entries), tails)
    disclosure = as_read(built) if read else built
    found = reconstruct(disclosure, LAYOUT)
    assert found.measures is not None, [item.text() for item in found.findings]
    assert {item.code.code for item in found.findings} <= {"J103"}
    again = disclosure_of(found.measures, tails)
    assert _zeros_alike(printed(again)) == _zeros_alike(printed(disclosure))
    assert lawful(found.measures)


def _zeros_alike(forms: list[list[tuple[str, str, str, str]]]) -> list[list[tuple[str, ...]]]:
    """A moved tail may hide whether a zero is exact, which only its style would tell."""
    return [[(*cell[:3], "" if cell[3] == "0.00" else cell[3]) for cell in form] for form in forms]


@settings(deadline=None, max_examples=10, phases=PHASES)
@given(cubes())
def test_figures_in_yuan_are_the_amounts(entries: tuple[Entry, ...]) -> None:
    """A layout that prints 元 leaves nothing open: every cell comes back to the 分."""
    forms = fill(YUAN, measures_of(entries))
    disclosure = as_read(Disclosure(Unit("某市某中心", "某中心", "事业"), 2023, YUAN.key, forms))
    found = reconstruct(disclosure, YUAN)
    assert found.findings == ()
    assert found.measures is not None
    assert fill(YUAN, found.measures) == forms
    assert lawful(found.measures)


@settings(deadline=None, max_examples=15, phases=PHASES)
@given(st.data(), st.sampled_from(tuple(UnitKind)), st.booleans())
def test_books_closed_by_the_rules_of_a_type_print_again(data: st.DataObject, kind: UnitKind, read: bool) -> None:
    entries = data.draw(closed_cubes(kind))
    built = replace(disclosure_of(measures_of(entries)), unit=Unit("某市某中心", "某中心", str(kind)))
    disclosure = as_read(built) if read else built
    found = reconstruct(disclosure, LAYOUT)
    assert found.measures is not None, [item.text() for item in found.findings]
    with tempfile.TemporaryDirectory() as folder:
        write_books(Path(folder) / "账册", disclosure, LAYOUT, found.measures, Carried())
        books = load(Path(folder) / "账册").books
    assert books is not None
    assert printed(replace(built, forms=fill(LAYOUT, books.measures))) == printed(built)


@settings(deadline=None, max_examples=10, phases=PHASES)
@given(cubes(), st.sampled_from(tuple(UnitKind)))
def test_books_of_any_disclosure_print_it_again_or_are_refused(entries: tuple[Entry, ...], kind: UnitKind) -> None:
    disclosure = replace(disclosure_of(measures_of(entries)), unit=Unit("某市某中心", "某中心", str(kind)))
    found = reconstruct(disclosure, LAYOUT)
    assert found.measures is not None
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "账册"
        refused = codes_refused(target, disclosure, found.measures)
        if refused:
            assert refused == {"J108"}
            assert list(Path(folder).iterdir()) == []
            assert any(entry.coarse.fund is Fund.OTHER for entry in entries)
        else:
            assert load(target).books is not None


def codes_refused(folder: Path, disclosure: Disclosure, measures: Measures) -> set[str]:
    """The findings for which the books were not written."""
    try:
        write_books(folder, disclosure, LAYOUT, measures, Carried())
    except ProblemsFound as problems:
        return {item.code.code for item in problems.findings}
    return set()


@pytest.mark.parametrize(("larger", "smaller"), [(1_004_900, 1_004_800), (1_004_900, 1_004_900)])
def test_a_tail_may_be_carried_by_a_row_that_prints_less(larger: int, smaller: int) -> None:
    """Rows 1.00 and 1.00 and a total of 2.01: the row that carries prints 1.01 though both are about as large."""
    from mingzhang.accounts.cube import Coarse, Flow, Kind, Source

    spent = [
        Entry(Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.BASIC), function, "30299", "", "", fen)
        for function, fen in (("2080108", smaller), ("2101102", larger), ("2210201", 4_995_100))
    ]
    income = [
        entry._replace(coarse=Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.BASIC), economic="")
        for entry in spent
    ]
    every = ("01", "02", "03", "04", "05")
    disclosure = as_read(disclosure_of(measures_of((*spent, *income)), every))
    found = reconstruct(disclosure, LAYOUT)
    assert found.findings == ()
    assert found.measures is not None
    assert printed(disclosure_of(found.measures, every)) == printed(disclosure)


@settings(deadline=None, max_examples=10, phases=PHASES)
@given(cubes(), st.randoms(use_true_random=False))
def test_exact_amounts_that_do_not_agree_give_way_to_what_is_printed(
    entries: tuple[Entry, ...], random: Random
) -> None:
    """The 分 that stand beside the figures may be stale: what is printed decides."""
    disclosure = disclosure_of(measures_of(entries))
    stale = replace(
        disclosure,
        forms=tuple(
            replace(
                form,
                cells=tuple(replace(cell, fen=cell.fen and cell.fen + random.randint(-2, 2)) for cell in form.cells),
            )
            for form in disclosure.forms
        ),
    )
    found = reconstruct(stale, LAYOUT)
    assert found.measures is not None, [item.text() for item in found.findings]
    assert printed(disclosure_of(found.measures)) == printed(disclosure)


def lawful(measures: Measures) -> bool:
    """Whether the law holds by fund, and within fiscal funds by item and kind, in whole 分."""
    gaps: dict[tuple[str, ...], int] = {}
    for facet in measures.actual.facets:
        for entry in facet.entries:
            fiscal = entry.coarse.fund in FISCAL
            key = (entry.coarse.fund, entry.function, entry.coarse.kind) if fiscal else (entry.coarse.fund,)
            gaps[key] = gaps.get(key, 0) + (entry.fen if entry.coarse.flow in INFLOWS else -entry.fen)
    return not any(gaps.values())
