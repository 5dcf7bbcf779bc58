"""The word-processor edition: read back it says the same; real styles, repeated headers, turned sections."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree
from office import convert
from rendering import as_read, printed, sample

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.docx import to_docx
from mingzhang.accounts.renderers.pdf import heading_pages, to_pdf
from mingzhang.findings import Severity

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
    "rPr": ("rFonts", "b", "color", "sz", "szCs"),
    "tblPr": ("tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "shd", "vAlign"),
    "sectPr": ("footerReference", "type", "pgSz", "pgMar", "pgNumType"),
}
"""The order in which the format's schema demands the elements that we write; Word refuses files in another."""


@pytest.fixture(scope="module")
def example() -> Disclosure:
    return prepare(example_folder("panjin-2023"))[1]


@pytest.fixture(scope="module")
def file(example: Disclosure, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "final-accounts.docx"
    layout = load_layout(example.layout, example.year)
    path.write_bytes(to_docx(example, layout, None, heading_pages(to_pdf(example, layout))))
    return path


@pytest.fixture(scope="module")
def body(file: Path) -> Any:
    with zipfile.ZipFile(file) as parcel:
        return etree.fromstring(parcel.read("word/document.xml"))[0]


def text_of(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


def link_text(entry: Any) -> list[str]:
    """What an entry of the contents says before its page."""
    return [text.text or "" for text in entry.iter(f"{W}t")][:-1]


def style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(f"{W}val")) if style is not None else ""


def test_read_back_it_is_the_same_document(file: Path, example: Disclosure) -> None:
    found = read_disclosure(file)
    assert found.unread == ()
    assert printed(found.disclosure) == printed(example)
    assert [form.title for form in found.disclosure.forms] == [form.title for form in example.forms]
    assert [each.text for each in found.disclosure.paragraphs] == [each.text for each in example.paragraphs]
    terms = [(term.term, term.definition) for term in found.disclosure.glossary]
    assert terms == [(term.term, term.definition) for term in example.glossary]
    assert [grid.kind for grid in found.extra] == ["performance"] * len(example.evaluations)


def test_elements_stand_in_the_order_of_the_schema(file: Path) -> None:
    with zipfile.ZipFile(file) as parcel:
        roots = [etree.fromstring(parcel.read(f"word/{name}.xml")) for name in ("document", "footer1")]
    seen = 0
    for root in roots:
        for name, order in ORDER.items():
            for element in root.iter(f"{W}{name}"):
                inside = [order.index(child.tag.removeprefix(W)) for child in element]
                assert inside == sorted(inside), etree.tostring(element)
                seen += 1
    assert seen > 1000


def test_every_style_is_defined_and_headings_are_headings(file: Path, body: Any, example: Disclosure) -> None:
    document = docx.Document(str(file))
    defined = {style.style_id: style.name for style in document.styles}
    used = {style_of(paragraph) for paragraph in body.iter(f"{W}p")}
    assert used <= set(defined)
    assert {"Heading1", "Heading2", "Heading3", "BodyText", "Title", "TOC1", "TOC2"} <= used
    headings = [text_of(each) for each in body.iter(f"{W}p") if style_of(each).startswith("Heading")]
    assert [each.text for each in example.paragraphs if each.level and each.text not in headings] == []
    titles = [text_of(each) for each in body.iter(f"{W}p") if style_of(each) == "FormHeading"]
    assert titles[: len(example.forms)] == [form.title for form in example.forms]


def test_rows_fill_their_grid_and_headers_repeat(body: Any, example: Disclosure) -> None:
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == len(example.forms) + len(example.evaluations)
    for number, table in enumerate(tables):
        width = len(list(table.find(f"{W}tblGrid")))
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert repeated == sorted(repeated, reverse=True)
        assert any(repeated) == (number < len(example.forms))
        for row in table.iter(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(int(span.get(f"{W}val")) if span is not None else 1 for span in spans) == width


def sections(body: Any) -> Iterator[tuple[str, bool]]:
    """The first code of a form in each section, and whether its pages are turned."""
    seen = ""
    for child in body:
        text = text_of(child)
        seen = text if text.startswith(("公开", "自评表")) else seen
        section = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            size = section.find(f"{W}pgSz")
            turned = int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
            assert turned == (size.get(f"{W}orient") == "landscape")
            yield seen, turned
            seen = ""


def test_wide_forms_have_turned_sections(body: Any) -> None:
    found = dict(sections(body))
    assert [code for code in ("公开01表", "公开05表", "公开07表", "") if found[code]] == []
    assert [code for code in ("公开02表", "公开03表", "公开04表", "公开06表", "自评表1") if not found[code]] == []


def test_contents_show_the_pages_of_the_pdf_until_they_are_set_anew(body: Any, example: Disclosure) -> None:
    layout = load_layout(example.layout, example.year)
    with pypdfium2.PdfDocument(to_pdf(example, layout)) as document:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    pages = {"".join(title.split()): str(page - marks[0][1] + 1) for title, page in marks}
    entries = [each for each in body.iter(f"{W}p") if style_of(each).startswith("TOC")]
    assert len(entries) > 20
    for entry in entries:
        assert pages["".join("".join(link_text(entry)).split())] == [*entry.iter(f"{W}t")][-1].text
    anchors = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} <= anchors


@pytest.mark.parametrize("key", layout_keys())
def test_contents_made_anew_are_those_that_stand_there(key: str) -> None:
    """By the rules of the format: the outline's first levels, and fields that name an entry with its level."""
    disclosure = prepare(example_folder("panjin-2023"), layout=key)[1]
    with zipfile.ZipFile(io.BytesIO(to_docx(disclosure, load_layout(key, disclosure.year)))) as parcel:
        body, styles = (etree.fromstring(parcel.read(f"word/{name}.xml")) for name in ("document", "styles"))
    levels = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val", "8")) + 1
        for style in styles.iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    shown, made = [], []
    for paragraph in body.iter(f"{W}p"):
        style, text = style_of(paragraph), text_of(paragraph)
        if style.startswith("TOC"):
            shown.append((int(style[-1]), "".join(link_text(paragraph))))
        if levels.get(style, 9) <= 2:
            made.append((levels[style], text))
        codes = [code.text or "" for code in paragraph.iter(f"{W}instrText")]
        made += [(int(found[2]), found[1]) for code in codes if (found := re.search(r'^ TC "(.+)" .* "(.)" $', code))]
    assert shown == made
    forms = len(disclosure.forms) + len(disclosure.evaluations)
    assert len({text for _, text in shown}) == len(shown) > forms


def test_same_bytes_for_the_same_date() -> None:
    given = sample()
    when = datetime(2024, 9, 20, 8, 30)  # noqa: DTZ001
    once = to_docx(given.disclosure, given.layout, when)
    assert once == to_docx(given.disclosure, given.layout, when)
    core = docx.Document(io.BytesIO(once)).core_properties
    assert (core.author, core.created and core.created.replace(tzinfo=None)) == (given.disclosure.unit.name, when)


def test_a_word_processor_opens_it_without_loss(tmp_path: Path) -> None:
    """In every layout: all pages are numbered, and what it makes of the file reads and checks as the file does."""
    given: dict[Path, Disclosure] = {}
    for key in layout_keys():
        disclosure = prepare(example_folder("panjin-2023"), layout=key)[1]
        given[tmp_path / f"{key}.docx"] = disclosure
        (tmp_path / f"{key}.docx").write_bytes(to_docx(disclosure, load_layout(key, disclosure.year)))
    made = convert(list(given), "pdf", tmp_path)
    for converted, disclosure in zip(made, given.values(), strict=True):
        read = read_disclosure(converted)
        assert printed(read.disclosure) == as_read(disclosure)
        told = [item for item in [*read.findings, *check(read)] if item.severity is not Severity.HINT]
        assert [item.code.code for item in told] == ["P153"], converted.name
        with pypdfium2.PdfDocument(converted) as document:
            lines = ["".join(page.get_textpage().get_text_range().split()) for page in document]
        assert all(lines), "an empty page"
        begin = next(at for at, line in enumerate(lines) if "—1—" in line)  # after title page and contents
        assert [f"—{number}—" in line for number, line in enumerate(lines[begin:], 1)] == [True] * len(lines[begin:])
        assert all(f"—{number}—" in line for number, line in zip(("I", "II"), lines[1:begin], strict=False))
        assert "—" not in lines[0]


@pytest.mark.parametrize("kind", ["doc", "html"])
def test_other_formats_of_a_word_processor(kind: str, file: Path, example: Disclosure, tmp_path: Path) -> None:
    (made,) = convert([file], kind, tmp_path)
    read = read_disclosure(made)
    assert printed(read.disclosure) == printed(example)
    assert [item.code.code for item in check(read) if item.severity is Severity.ERROR] == ["P153"]
