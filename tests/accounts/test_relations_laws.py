"""Laws: what is derived holds on every cube, and a figure changed by more than rounding explains does not stand."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import LAYOUT, cubes, disclosure_of, measures_of, rich_entries

from mingzhang.accounts.cube import Entry
from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.relations.articulation import Articulation
from mingzhang.accounts.relations.derive import derive
from mingzhang.accounts.relations.figures import figures_of, ticks_of_text
from mingzhang.accounts.relations.hold import Outcome, Printed, hold
from mingzhang.accounts.relations.joint import joint_of
from mingzhang.printed import Relation

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""No shrinking: a cube takes a linear program, and the drawn ones are small."""
TAILS = st.sampled_from([(), ("01", "04"), ("02", "03", "05")])
RICH = disclosure_of(measures_of(rich_entries()))


def broken(disclosure: Disclosure) -> list[tuple[Articulation, str]]:
    """The derived relations that do not hold, a moved tail counted as one."""
    read = figures_of(disclosure, LAYOUT)
    printed = Printed(read.figures, read.tails, read.tick_fen)
    held = ((relation, hold(relation, printed)) for relation in derive(disclosure, LAYOUT))
    return [(relation, found.arithmetic) for relation, found in held if found.outcome is Outcome.BROKEN]


@settings(deadline=None, phases=PHASES, max_examples=40)
@given(cubes(), TAILS)
def test_the_forms_of_any_cube_satisfy_what_is_derived(entries: tuple[Entry, ...], tails: tuple[str, ...]) -> None:
    assert broken(disclosure_of(measures_of(entries), tails)) == []


@settings(deadline=None, phases=PHASES, max_examples=15)
@given(cubes(), TAILS)
def test_the_joint_question_has_an_answer_for_any_cube(entries: tuple[Entry, ...], tails: tuple[str, ...]) -> None:
    assert joint_of(disclosure_of(measures_of(entries), tails), LAYOUT).feasible()


def changed(disclosure: Disclosure, number: str, at: int, by: int) -> Disclosure:
    """The disclosure with one figure of a form printed `by` last digits larger."""

    def cell(index: int, old: Cell) -> Cell:
        ticks = (ticks_of_text(old.printed) or 0) + by
        return replace(old, printed=f"{ticks / 100:.2f}") if index == at else old

    def form(old: Form) -> Form:
        return replace(old, cells=tuple(cell(index, each) for index, each in enumerate(old.cells)))

    return replace(disclosure, forms=tuple(form(old) if old.number == number else old for old in disclosure.forms))


CELLS = [(form.number, at) for form in RICH.forms for at, cell in enumerate(form.cells) if cell.printed]


@settings(deadline=None, phases=PHASES, max_examples=60)
@given(st.sampled_from(CELLS), st.integers(100, 10_000))
def test_a_figure_changed_by_more_than_rounding_breaks_a_relation(place: tuple[str, int], by: int) -> None:
    number, at = place
    address = RICH.forms[[form.number for form in RICH.forms].index(number)]
    cell = address.address(address.cells[at])
    assert any(cell in (*r.left, *r.right) for r, _ in broken(changed(RICH, number, at, by)))


@pytest.mark.parametrize(
    ("printed", "other", "outcome"),
    [("264.48", "264.48", Outcome.OK), ("264.48", "264.49", Outcome.MOVED_TAIL), ("264.48", "264.50", Outcome.BROKEN)],
)
def test_a_gap_of_one_last_digit_is_a_moved_tail(printed: str, other: str, outcome: Outcome) -> None:
    cells = {"03": Cell("", "合计", "本年支出合计", printed), "01": Cell("支出", "本年支出合计", "金额", other)}
    forms = tuple(Form(number, "", (cells[number],)) for number in sorted(cells))
    disclosure = replace(RICH, forms=forms)
    relations = [relation for relation in derive(disclosure, LAYOUT) if relation.kind is Relation.IDENTITY]
    assert [hold(relation, Printed(figures_of(disclosure, LAYOUT).figures)).outcome for relation in relations] == [
        outcome
    ]


def test_the_arithmetic_is_told_in_full() -> None:
    row = [("合计", "5.00"), ("208", "3.00"), ("210", "1.00")]
    form = Form("05", "", tuple(Cell("", code, "基本支出", printed) for code, printed in row))
    ((relation, said),) = broken(replace(RICH, forms=(form,)))
    assert said == "5.00 ≠ 3.00 + 1.00 = 4.00，相差 1.00"
    assert relation.basis == "表中列出了全部有金额的下级功能科目"
