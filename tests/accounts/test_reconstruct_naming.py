"""Figures that cannot stand: few, the right ones, in time; and never because of solver noise."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import LAYOUT, disclosure_of, measures_of, rich_entries

from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.relations.contradiction import contradiction
from mingzhang.accounts.relations.correction import smallest_correction
from mingzhang.accounts.relations.joint import Joint, joint_of
from mingzhang.accounts.relations.reconstruct import reconstruct
from mingzhang.accounts.relations.solver import Clock, Solution, Unsolved
from mingzhang.accounts.relations.system import least_excess

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
RICH = disclosure_of(measures_of(rich_entries()))


def small(*rows: tuple[str, str]) -> Joint:
    """The joint program of a form 05 with these rows of one column."""
    form = Form("05", "", tuple(Cell("", row, "基本支出", printed) for row, printed in rows))
    return joint_of(replace(RICH, forms=(form,)), LAYOUT)


@pytest.mark.parametrize(
    ("total", "parts", "stands"),
    [
        ("10.00", ("3.33", "3.33", "3.33"), True),
        ("10.01", ("3.33", "3.33", "3.33"), False),  # 3 × 3.334999 = 10.004997 misses 10.005 by 3 分
        ("9.98", ("3.33", "3.33", "3.33"), True),
        ("9.97", ("3.33", "3.33", "3.33"), False),
        ("5.01", ("5.00", "", ""), False),
        ("5.00", ("4.99", "0.00", "0.00"), True),
    ],
)
def test_a_sum_stands_to_the_last_fen(total: str, parts: tuple[str, ...], stands: bool) -> None:
    """The narrowest gap is one 分, a ten-thousandth of the last digit."""
    rows = zip(("208", "210", "221"), parts, strict=True)
    assert small(("合计", total), *rows).feasible() is stands


def test_a_contradiction_has_none_to_spare() -> None:
    joint = small(("合计", "9.00"), ("208", "5.00"), ("20801", "5.00"), ("2080108", "5.00"), ("210", "3.00"))
    found = contradiction(joint, (), Clock(10)).places
    assert {joint.demands[at].figure.address.row for at in found} == {"合计", "208", "210"}


def test_what_the_solver_proposes_counts_only_when_whole_numbers_prove_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that claims an excess where there is none is not believed."""

    def noisy(*given: object) -> Solution:
        found = least_excess(*given)  # type: ignore[arg-type]
        return replace(found, least=1.0, multipliers=found.multipliers + 1)

    monkeypatch.setattr("mingzhang.accounts.relations.contradiction.least_excess", noisy)
    joint = small(("合计", "8.00"), ("208", "5.00"), ("210", "3.00"))
    with pytest.raises(Unsolved):
        contradiction(joint, (), Clock(10))
    assert smallest_correction(joint) is None


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3])
def test_the_search_ends_in_time_and_says_what_is_not_proven(seconds: float) -> None:
    joint = joint_of(changed(RICH, range(0, 400, 10)), LAYOUT)
    found = smallest_correction(joint, seconds)
    assert found is None or not found.proven or found.figures


def changed(disclosure: Disclosure, places: "range | tuple[int, ...]", by: str = "77") -> Disclosure:
    """The disclosure with the figures at these places printed larger."""
    at = 0
    forms: list[Form] = []
    for form in disclosure.forms:
        cells: list[Cell] = []
        for cell in form.cells:
            if cell.printed:
                cells.append(replace(cell, printed=by + cell.printed.replace(",", "")) if at in places else cell)
                at += 1
            else:
                cells.append(cell)
        forms.append(replace(form, cells=tuple(cells)))
    return replace(disclosure, forms=tuple(forms))


COUNT = sum(bool(cell.printed) for form in RICH.forms for cell in form.cells)


@settings(deadline=None, max_examples=8, phases=PHASES)
@given(st.integers(0, COUNT - 1))
def test_one_changed_figure_is_found(place: int) -> None:
    """It is named, or one that could be wrong in its place and says so."""
    given = changed(RICH, (place,))
    wrong = next(
        form.address(new)
        for form, old_form in zip(given.forms, RICH.forms, strict=True)
        for new, old in zip(form.cells, old_form.cells, strict=True)
        if new != old
    )
    found = smallest_correction(joint_of(given, LAYOUT))
    assert found is not None
    assert found.proven
    assert len(found.figures) == 1
    named = found.figures[0].address
    assert wrong in {named, *(figure.address for figure in found.instead.get(named, ()))}


def test_a_document_that_stands_names_nothing() -> None:
    assert reconstruct(RICH, LAYOUT).findings == ()
