"""Random final accounts, written by every renderer in every layout and read back, are equal, and nothing is wrong."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from statement_units import unit
from strategies import cubes, measures_of

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.disclosure import Disclosure, Form, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import Layout, layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.docx import to_docx
from mingzhang.accounts.renderers.html import render_html
from mingzhang.accounts.renderers.parts import NOTHING
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.accounts.renderers.xlsx import to_xlsx
from mingzhang.findings import Severity

YEAR = 2023
NARROW = str.maketrans("（）", "()")
NINE = frozenset(f"{number:02d}" for number in range(1, 10))
WRITERS: dict[str, Callable[[Disclosure, Layout], bytes]] = {
    "html": lambda disclosure, layout: render_html(disclosure, layout).encode(),
    "xlsx": to_xlsx,
    "docx": to_docx,
    "pdf": to_pdf,
}
CASES = [(layout, kind) for layout in layout_keys() for kind in WRITERS]


def figures(forms: tuple[Form, ...]) -> dict[tuple[str, ...], str]:
    """What the nine forms print; a workbook holds values and groups no digits, an empty cell may be left out."""
    return {
        (form.number, *map(str, (cell.block, cell.row, cell.column))): cell.printed.replace(",", "")
        for form in forms
        if form.number in NINE
        for cell in form.cells
        if cell.printed
    }


def said(disclosure: Disclosure) -> dict[str, list[str]]:
    """Unit, year, narrative and glossary, without the blanks that typesetting puts between digits and characters."""
    found = {
        "单位": [disclosure.unit.name, str(disclosure.year)],
        "说明": [paragraph.text for paragraph in disclosure.paragraphs if paragraph.text != NOTHING],
        "名词": [f"{term.term}：{term.definition}" for term in disclosure.glossary],
    }
    return {part: ["".join(text.split()) for text in texts] for part, texts in found.items()}


@pytest.mark.parametrize(("key", "kind"), CASES)
def test_random_forms_come_back(key: str, kind: str) -> None:
    layout = load_layout(key, YEAR)

    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cubes(most=12), st.booleans())
    def holds(entries: tuple[Entry, ...], with_tails: bool) -> None:
        unit = Unit("某市社会保险事业服务中心", "某市社保中心", "事业")
        forms = fill(layout, measures_of(entries), ("01",) if with_tails else ())
        written = Disclosure(unit, YEAR, key, forms)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"决算.{kind}")
            path.write_bytes(WRITERS[kind](written, layout))
            read = read_disclosure(path)
        assert read.unread == ()
        assert figures(read.disclosure.forms) == figures(forms)
        assert [item.text() for item in check(read) if item.severity is Severity.ERROR] == []

    holds()


@pytest.mark.parametrize(("key", "kind"), CASES)
def test_random_narratives_come_back(key: str, kind: str) -> None:
    """Every sentence and definition that a unit with such money prints; what it must still supply stands as marks."""
    layout = load_layout(key, YEAR)

    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(cubes(most=12))
    def holds(entries: tuple[Entry, ...]) -> None:
        books = replace(unit(), layout=key, measures=replace(unit().measures, actual=measures_of(entries).actual))
        written, _ = compile_disclosure(books, draft=True)
        assert written is not None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"决算.{kind}")
            path.write_bytes(WRITERS[kind](written, layout))
            read = read_disclosure(path)
        assert said(read.disclosure) == said(written)
        assert figures(read.disclosure.forms) == figures(written.forms)

    holds()


@pytest.mark.parametrize(("key", "kind"), CASES)
def test_the_example_comes_back_and_is_right(key: str, kind: str, tmp_path: Path) -> None:
    """One contradiction stands in the published original itself: the score of 安保人数."""
    layout = load_layout(key, YEAR)
    written = prepare(example_folder("panjin-2023"), layout=key)[1]
    path = tmp_path / f"决算.{kind}"
    path.write_bytes(WRITERS[kind](written, layout))
    read = read_disclosure(path)
    assert figures(read.disclosure.forms) == figures(written.forms)
    assert said(read.disclosure) == said(written)
    assert [item.code.code for item in check(read) if item.severity is Severity.ERROR] == ["P153"]


NAMES = {
    "two lines": "某省某市某区退役军人事务与优抚对象保障暨社会保险综合服务管理中心",
    "three lines": "某省某市某自治县社会保险事业综合服务管理中心"
    "（某省某市某自治县养老保险关系转移接续服务站、某自治县职业年金管理所）",
}
"""Units whose names need so many lines of a title page and of the heading of a part."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("key", "kind"), CASES)
def test_a_unit_may_have_a_long_name(key: str, kind: str, name: str, tmp_path: Path) -> None:
    layout = load_layout(key, YEAR)
    example = unit()
    books = replace(example, layout=key, unit=replace(example.unit, name=NAMES[name], short_name=""))
    written, _ = compile_disclosure(books, draft=True)
    assert written is not None
    path = tmp_path / f"决算.{kind}"
    path.write_bytes(WRITERS[kind](written, layout))
    read = read_disclosure(path)
    assert (read.disclosure.unit.name, read.disclosure.year) == (NAMES[name].translate(NARROW), YEAR)
    assert said(read.disclosure)["说明"] == said(written)["说明"]
    assert figures(read.disclosure.forms) == figures(written.forms)
    told = [item.code.code for item in [*read.findings, *check(read)]]
    assert not {"X103", "X114", "X115", "R206"} & set(told)
