"""disclosure.json: writing and reading back is the identity; what does not fit is told with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.disclosure import Cell, Disclosure, Form, Paragraph, Slot, Term, Unit
from mingzhang.accounts.disclosure_json import from_json, to_json
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.findings import ProblemsFound

TEXT = st.text(max_size=8)
CELLS = st.builds(Cell, TEXT, TEXT, TEXT, TEXT, st.none() | st.integers())
FORMS = st.lists(CELLS, max_size=5, unique_by=lambda cell: (cell.block, cell.row, cell.column)).flatmap(
    lambda cells: st.builds(Form, st.just("01"), TEXT, st.just(tuple(cells)))
)
SLOTS = st.builds(Slot, st.integers(0), st.integers(0), TEXT, st.tuples(TEXT), st.none() | st.integers())
REASONS = st.dictionaries(TEXT, TEXT, max_size=2)
INDICATORS = st.lists(st.builds(EvaluatedIndicator, *[TEXT] * 10, REASONS, TEXT, TEXT), max_size=2).map(tuple)
EVALUATIONS = st.builds(Evaluation, *[TEXT] * 8, INDICATORS, *[TEXT] * 4, st.booleans(), TEXT, TEXT)
DISCLOSURES = st.builds(
    Disclosure,
    st.builds(Unit, TEXT, TEXT, TEXT, TEXT, TEXT),
    st.integers(1990, 2100),
    TEXT,
    st.tuples() | st.tuples(FORMS),
    st.tuples(st.builds(Paragraph, TEXT, st.integers(0, 3), TEXT, st.tuples(SLOTS), TEXT)),
    st.tuples(st.builds(Term, TEXT, TEXT, TEXT)),
    st.dictionaries(TEXT, st.dictionaries(TEXT, TEXT, max_size=2), max_size=2),
    st.tuples(TEXT),
    st.tuples(TEXT),
    st.lists(EVALUATIONS, max_size=2).map(tuple),
)


@given(DISCLOSURES)
def test_writing_and_reading_back_is_the_identity(disclosure: Disclosure) -> None:
    assert from_json(to_json(disclosure)) == disclosure


SMALL = Disclosure(
    Unit("某市某中心", "某中心", "事业"),
    2023,
    "liaoning-2023",
    (Form("03", "支出决算表", (Cell("", "合计", "基本支出", "1.00", 1_000_000),)),),
)


def _broken(change: Any) -> str:
    data = json.loads(to_json(SMALL))
    change(data)
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("{", "D101", ""),
        ("[]", "D102", ""),
        ('{"format": "other"}', "D102", ""),
        (_broken(lambda d: d["forms"]["03"]["cells"][0].update(printed=1)), "D103", "forms.03.cells.0.printed"),
        (_broken(lambda d: d.pop("year")), "D103", "year"),
        (_broken(lambda d: d.update(surprise=1)), "D103", "surprise"),
        (_broken(lambda d: d["forms"].update({"03": 7})), "D103", "forms.0"),
        (_broken(lambda d: d["forms"]["03"]["cells"].append(d["forms"]["03"]["cells"][0])), "D104", ""),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, code: str, place: str) -> None:
    with pytest.raises(ProblemsFound) as problems:
        from_json(text)
    assert [item.code.code for item in problems.value.findings] == [code]
    assert problems.value.findings[0].place.key == place
