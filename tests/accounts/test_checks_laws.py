"""Laws of the checks: a consistent document has no error; rounding is never one; an unread figure is no ground."""

from dataclasses import replace

from check_samples import codes_of, consistent
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import cubes, disclosure_of, measures_of, rich_entries

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.readers.bound import Unread
from mingzhang.accounts.readers.document import NOWHERE
from mingzhang.accounts.readers.of_data import as_read
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Severity


def errors(read: ReadDisclosure) -> list[str]:
    return [item.text() for item in check(read) if item.severity is Severity.ERROR]


@settings(max_examples=40, deadline=None)
@given(cubes())
def test_random_consistent_forms_have_no_error(entries: tuple[Entry, ...]) -> None:
    assert errors(as_read(disclosure_of(measures_of(entries)), "")) == []


def test_money_everywhere_has_no_error() -> None:
    for other in (True, False):
        assert errors(as_read(disclosure_of(measures_of(rich_entries(other=other))), "")) == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_an_unread_figure_is_no_ground_for_a_finding(data: st.DataObject) -> None:
    read = consistent()
    form = data.draw(st.sampled_from(read.disclosure.forms))
    cell: Cell = data.draw(st.sampled_from(form.cells))
    assert codes_of(_unread(read, form.number, cell)) == []


def _unread(read: ReadDisclosure, number: str, cell: Cell) -> ReadDisclosure:
    """The document with one figure that could not be read."""
    form = read.disclosure.form(number)
    assert form is not None
    at = form.address(cell)
    kept = replace(form, cells=tuple(each for each in form.cells if each is not cell))
    forms = tuple(kept if each is form else each for each in read.disclosure.forms)
    return replace(
        read,
        disclosure=replace(read.disclosure, forms=forms),
        places={place: found for place, found in read.places.items() if place != at},
        facts={**read.facts, number: replace(read.facts[number], whole=False)},
        unread=(Unread(number, "###", cell.row, cell.column, NOWHERE, at),),
    )


def test_a_row_that_could_not_be_read_silences_its_form() -> None:
    read = consistent()
    lost = replace(read, unread=(Unread("03", "###", "", "", NOWHERE),))
    assert errors(lost) == []


def test_every_form_that_is_missing_leaves_the_others_quiet() -> None:
    read = consistent()
    for missing in [form.number for form in read.disclosure.forms]:
        forms = tuple(form for form in read.disclosure.forms if form.number != missing)
        part = replace(
            read,
            disclosure=replace(read.disclosure, forms=forms),
            places={place: found for place, found in read.places.items() if place.form != missing},
            facts={number: facts for number, facts in read.facts.items() if number != missing},
        )
        assert errors(part) == [], missing
