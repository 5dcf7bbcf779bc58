"""Tables on paper: no figure leaves its box or breaks, in any layout, however large the figures are."""

from pathlib import Path

import pdfplumber
import pytest
from strategies import measures_of, rich_entries

from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.accounts.renderers.table_size import LONG_EVALUATION, TYPES, Square, sized

YEAR = 2024
HEAVY = 1.5
"""Points: what is narrower and upright is a rule."""


def crossed(path: Path) -> list[str]:
    """Digits that an upright rule runs through, with their page."""
    found: list[str] = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            lines = [*page.lines, *page.rects, *page.curves]
            rules = [each for each in lines if each["x1"] - each["x0"] < HEAVY < each["bottom"] - each["top"]]
            for char in page.chars:
                middle = (char["top"] + char["bottom"]) / 2
                if char["text"] in "0123456789" and any(
                    char["x0"] + 0.4 < (rule["x0"] + rule["x1"]) / 2 < char["x1"] - 0.4
                    and rule["top"] < middle < rule["bottom"]
                    for rule in rules
                ):
                    found.append(f"{page.page_number}: {char['text']}")
    return found


@pytest.mark.parametrize("key", layout_keys())
@pytest.mark.parametrize("times", [1, 10_007])
def test_no_figure_leaves_its_box(key: str, times: int, tmp_path: Path) -> None:
    layout = load_layout(key, YEAR)
    entries = tuple(entry._replace(fen=entry.fen * times) for entry in rich_entries())
    path = tmp_path / "forms.pdf"
    path.write_bytes(
        to_pdf(Disclosure(Unit("某局", "某局", "行政"), YEAR, key, fill(layout, measures_of(entries))), layout)
    )
    assert crossed(path) == []


def test_self_evaluations_hold_their_long_figures(tmp_path: Path) -> None:
    """A deduction of 26.54825175 stands in its box."""
    example = prepare(example_folder("panjin-2023"))[1]
    path = tmp_path / "example.pdf"
    path.write_bytes(to_pdf(example, load_layout(example.layout, example.year)))
    assert crossed(path) == []


def rows(count: int, text: str) -> list[Square]:
    return [Square(row, column, text, "figure") for row in range(count) for column in range(2)]


def test_a_column_grows_for_its_figure_at_the_cost_of_a_roomy_one() -> None:
    (name, figure), letters = sized(
        ("name", "figure"), [Square(0, 1, "1,234,567,890.12", "figure")], (60, 200), headed=True
    )
    assert letters == TYPES[0]
    assert figure > 60 * 25 / 71
    assert abs(name + figure - 60) < 0.1


@pytest.mark.parametrize(
    ("count", "text", "size"),
    [
        (10, "1.00", 10),
        (40, "1.00", 9),
        (200, "1.00", 9),
        (10, "123,456,789,012.34", 8),
        (200, "123,456,789,012.34", 8),
    ],
)
def test_the_type_is_the_largest_that_fits(count: int, text: str, size: float) -> None:
    """A form of more than a page is set no smaller than its figures ask."""
    assert sized(("figure", "figure"), rows(count, text), (64, 200), headed=True)[1].size == size


def test_a_long_evaluation_keeps_a_readable_type() -> None:
    assert sized(("item", "text"), rows(300, "好"), (60, 200), headed=False)[1].size == LONG_EVALUATION


def test_a_name_takes_back_the_characters_that_would_stand_alone() -> None:
    """三、国有资本经营预算财政拨款收/入: all figures give way alike, as far as they have room."""
    name = "三、国有资本经营预算财政拨款收入"
    squares = (Square(0, 0, name, "label"), Square(0, 1, "12.09", "figure"), Square(0, 2, "3,611.24", "figure"))
    (label, *figures), letters = sized(("label", "figure", "figure"), squares, (112, 200), headed=True)
    assert letters == TYPES[0]
    assert label >= 16 * 10 * 25.4 / 72, "the name stands in one line"
    assert len(set(figures)) == 1
    assert round(label + sum(figures), 1) == 112
    (label, *_), _ = sized(
        ("label", "figure", "figure"), (Square(0, 0, name + name[:8], "label"), *squares[1:]), (112, 200), headed=True
    )
    assert round(label) == round(112 * 46 / 96), "half a line is no orphan"
