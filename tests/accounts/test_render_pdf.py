"""The pdf: read back it says the same; tagged, bookmarked, turned where wide; the same bytes twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from rendering import Sample, printed, sample

from mingzhang.accounts.disclosure import Disclosure, Paragraph
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.paper import A4_LONG_MM, A4_SHORT_MM, paper
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.findings import ProblemsFound

Printed = set[tuple[Address, str]]


@pytest.fixture(scope="module")
def example() -> Disclosure:
    return prepare(example_folder("panjin-2023"))[1]


@pytest.fixture(scope="module")
def file(example: Disclosure, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "final-accounts.pdf"
    path.write_bytes(to_pdf(example, load_layout(example.layout, example.year)))
    return path


@pytest.fixture
def document(file: Path) -> Iterator[Any]:
    with pypdfium2.PdfDocument(file) as opened:
        yield opened


def text_of(page: Any) -> str:
    return "".join(page.get_textpage().get_text_range().split())


def test_read_back_it_is_the_same_document(file: Path, example: Disclosure) -> None:
    found = read_disclosure(file)
    assert found.unread == ()
    assert printed(found.disclosure) == printed(example)
    assert [form.title for form in found.disclosure.forms] == [form.title for form in example.forms]
    texts = "".join(paragraph.text for paragraph in found.disclosure.paragraphs)
    assert [paragraph.text for paragraph in example.paragraphs if paragraph.text not in texts] == []
    terms = [(term.term, term.definition) for term in found.disclosure.glossary]
    assert terms == [(term.term, term.definition) for term in example.glossary]
    assert [grid.kind for grid in found.extra] == ["performance"] * len(example.evaluations)


def test_its_text_copies_out_in_reading_order(document: Any, example: Disclosure) -> None:
    """Every heading, sentence and definition whole and after the one before, however the pages part them."""
    folio = re.compile(r"—(\d+|I+)—$")
    whole = "".join(folio.sub("", text_of(page)) for page in document)
    at = whole.index("概况", whole.index("附件"))
    for part in ("概况", "说明"):
        for text in (paragraph.text for paragraph in example.paragraphs if paragraph.part == part):
            found = whole.find("".join(text.split()), at)
            assert found >= at, text
            at = found
    for term in example.glossary:
        found = whole.find("".join(f"{term.term}：{term.definition}".split()), at)
        assert found >= at, term.term
        at = found
    for form in example.forms:
        at = whole.index(form.title, at)
        figures = [cell.printed for cell in form.cells if cell.printed]
        assert [text for text in figures if whole.find(text, at) < 0] == []


def test_bookmarks_and_contents_lead_to_the_same_pages(document: Any, example: Disclosure) -> None:
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    titles = [title for title, _ in marks]
    assert [form.title for form in example.forms if form.title not in titles] == []
    assert [form.project for form in example.evaluations if form.project not in titles] == []
    contents = text_of(document[1])
    front = next(page for title, page in marks if title.startswith("第一部分"))
    listed = [title for title, page in marks if f"{''.join(title.split())}" in contents]
    assert len(listed) >= len(example.forms) + 5
    for title, page in marks:
        name = "".join(title.split())
        entry = re.search(re.escape(name) + r"\.+(\d+)", contents)
        if entry:
            assert int(entry[1]) == page - front + 1, title


def test_wide_forms_lie_across_and_every_page_but_the_first_is_numbered(document: Any) -> None:
    for number, page in enumerate(document):
        text = text_of(page)
        wide = page.get_width() > page.get_height()
        if "公开02表" in text or "公开04表" in text or "自评表1" in text:
            assert wide, number
        if "公开01表" in text or "公开07表" in text:
            assert not wide, number
        assert bool(re.search(r"—(\d+|I+)—", text)) == (number > 0)
        assert len(text) > 20, "a page with nothing on it"


def test_it_is_tagged_and_keeps_its_fonts(file: Path) -> None:
    data = file.read_bytes()
    assert b"/StructTreeRoot" in data
    assert b"/Lang" in data
    fonts = set(re.findall(rb"/BaseFont\s*/([A-Z]{6}\+)?([A-Za-z]+)", data))
    assert {name for _, name in fonts} <= {b"NotoSerifSC", b"NotoSansSC"}


def test_same_bytes_for_the_same_date_only() -> None:
    given = sample()
    when = datetime(2024, 9, 20, 8, 30)  # noqa: DTZ001
    once = to_pdf(given.disclosure, given.layout, when)
    assert once == to_pdf(given.disclosure, given.layout, when)
    assert b"D:20240920083000" in once
    assert b"D:20240101" in to_pdf(given.disclosure, given.layout)


def test_punctuation_never_begins_a_line_and_figures_are_never_broken(document: Any, example: Disclosure) -> None:
    text = "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in document)
    assert re.findall(r"^[，。；：、）》”]", text, re.M) == []
    assert re.findall(r"\d[.,]?\n\.?\d+(?:\.\d\d)?万元", text) == []


def test_a_character_without_a_glyph_is_told_and_not_printed_as_a_box() -> None:
    given = sample()
    words = replace(given.disclosure, paragraphs=(Paragraph("概况", 0, "办理𠀀𪚥业务，\ue000。"),))
    with pytest.raises(ProblemsFound) as caught:
        to_pdf(words, given.layout)
    (found,) = caught.value.findings
    assert (found.code.code, found.printed) == ("W201", "𠀀、𪚥、U+E000")


def longer(given: Sample, items: int = 150) -> Disclosure:
    """The sample with so many items in form 03."""
    from mingzhang import codes

    form = given.disclosure.form("03")
    assert form is not None
    rows = [code.code for code in codes.functional(given.disclosure.year).level(7)][:items]
    model = [cell for cell in form.cells if cell.row == "2080505"]
    cells = tuple(replace(cell, row=row) for row in rows for cell in model)
    forms = tuple(replace(each, cells=cells) if each.number == "03" else each for each in given.disclosure.forms)
    return replace(given.disclosure, forms=forms)


def test_a_long_form_goes_on_under_its_header(tmp_path: Path) -> None:
    given = sample()
    words = longer(given)
    path = tmp_path / "long.pdf"
    path.write_bytes(to_pdf(words, given.layout))
    with pypdfium2.PdfDocument(path) as opened:
        texts = [text_of(page) for page in opened]
    first = next(number for number, text in enumerate(texts) if "公开03表" in text)
    last = next(number for number, text in enumerate(texts) if "公开04表" in text)
    assert last - first >= 4
    assert all("科目名称" in text for text in texts[first:last])
    assert printed(read_disclosure(path).disclosure) == printed(words)


def test_widths_fill_the_page(example: Disclosure) -> None:
    for chapter in paper(example, load_layout(example.layout, example.year)).chapters:
        for sheet in chapter.sheets:
            room = (A4_LONG_MM if sheet.wide else A4_SHORT_MM) - 36
            assert abs(sum(sheet.widths_mm) - room) < 0.2


LONG_NAME = "某某自治区某某自治州某某市人力资源和社会保障局社会保险事业管理中心（某某市城乡居民基本养老保险服务中心）"


@pytest.mark.parametrize("name", ["某市社保中心", LONG_NAME])
@pytest.mark.parametrize("items", range(53, 62, 2))
def test_notes_never_stand_alone_below_repeated_headings(items: int, name: str) -> None:
    """However many rows a form has: the page that bears its notes bears its last row too."""
    given = sample()
    words = longer(given, items)
    words = replace(words, unit=replace(words.unit, name=name))
    with pypdfium2.PdfDocument(to_pdf(words, given.layout)) as opened:
        texts = [text_of(page) for page in opened]
    first = next(number for number, text in enumerate(texts) if "公开03表" in text)
    last = next(text for text in texts[first:] if "注：本表反映部门本年度各项支出情况" in text)
    row = [cell.row for cell in words.form("03").cells][-1]  # type: ignore[union-attr]
    assert row in last
    assert "".join(name.split()) in texts[first]
