"""The published figures of the Panjin centre: amounts exist that print every one of them."""

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.accounts.disclosure import Cell, Disclosure, Form, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.relations.reconstruct import reconstruct

LAYOUT = load_layout("liaoning-2023", 2023)
FIGURES = Path(__file__).parents[2] / "examples" / "panjin-2023" / "来源" / "公布数.csv"


@pytest.fixture(scope="module")
def panjin() -> Disclosure:
    cells: dict[str, list[Cell]] = defaultdict(list)
    with FIGURES.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            cells[row["form"]].append(Cell(row["block"], row["row"], row["column"], row["printed"]))
    forms = tuple(Form(number, LAYOUT.forms[number].title, tuple(cells[number])) for number in sorted(cells))
    return Disclosure(
        Unit("盘锦市社会保险事业服务中心", "中心", "事业"), 2023, "liaoning-2023", forms, tails=("01", "04")
    )


def test_the_published_figures_print_again(panjin: Disclosure) -> None:
    found = reconstruct(panjin, LAYOUT)
    assert found.findings == ()
    assert found.measures is not None
    assert found.measures.opening_budget is None
    printed = {
        form.address(cell): cell.printed for form in fill(LAYOUT, found.measures, panjin.tails) for cell in form.cells
    }
    assert printed == {form.address(cell): cell.printed for form in panjin.forms for cell in form.cells}


def test_a_figure_that_cannot_stand_is_named(panjin: Disclosure) -> None:
    """The basic expenditure of one item, printed 0.10 more than forms 03 and 06 allow."""
    forms = tuple(_changed(form, "05", "2080505", "基本支出", "262.64") for form in panjin.forms)
    found = reconstruct(replace(panjin, forms=forms), LAYOUT)
    assert found.measures is None
    assert [(item.code.code, item.place.form, item.place.line, item.place.column) for item in found.findings] == [
        ("J101", "05", "2080505", "基本支出")
    ]


def _changed(form: Form, number: str, row: str, column: str, printed: str) -> Form:
    if form.number != number:
        return form
    cells = (
        replace(cell, printed=printed) if (cell.row, cell.column) == (row, column) else cell for cell in form.cells
    )
    return replace(form, cells=tuple(cells))
