"""What office programs and browsers make of a published document is read as the document itself."""

from pathlib import Path

import pytest
from office import convert
from rendering import chromium, printed_by_browser

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.docx import to_docx
from mingzhang.accounts.renderers.html import render_html
from mingzhang.accounts.renderers.xlsx import to_xlsx
from mingzhang.findings import Severity

KINDS = {"txt:Text (encoded):UTF8": [], "rtf": ["P153"], "pdf": ["P153"]}
"""What LibreOffice makes, and the errors in it: lines of text do not tell the merged boxes of a self-evaluation."""


def figures(disclosure: Disclosure) -> dict[str, dict[tuple[str, str, str], str]]:
    return {
        form.number: {(cell.block, cell.row, cell.column): cell.printed for cell in form.cells}
        for form in disclosure.forms
    }


def assert_same(path: Path, given: Disclosure, errors: list[str], untold: tuple[str, ...] = ()) -> None:
    read = read_disclosure(path)
    found, want = figures(read.disclosure), figures(given)
    assert {number: found.get(number) for number in found} == {number: want[number] for number in found}
    assert len(found) == 9
    assert [item.text() for item in read.findings if item.code.code not in untold] == []
    assert [item.code.code for item in check(read) if item.severity is Severity.ERROR] == errors


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", layout_keys())
def test_what_a_word_processor_makes(key: str, kind: str, tmp_path: Path) -> None:
    disclosure = prepare(example_folder("panjin-2023"), layout=key)[1]
    file = tmp_path / "决算.docx"
    file.write_bytes(to_docx(disclosure, load_layout(key, disclosure.year)))
    (made,) = convert([file], kind, tmp_path)
    assert_same(made, disclosure, KINDS[kind], ("R118",) if kind.startswith("txt") else ())


@pytest.mark.parametrize("key", layout_keys())
def test_a_workbook_that_was_printed(key: str, tmp_path: Path) -> None:
    """Cells break their lines where numbers and brackets let them, so that lines are more or less full."""
    disclosure = prepare(example_folder("panjin-2023"), layout=key)[1]
    file = tmp_path / "决算.xlsx"
    file.write_bytes(to_xlsx(disclosure, load_layout(key, disclosure.year)))
    (made,) = convert([file], "pdf", tmp_path, "calc")
    assert_same(made, disclosure, ["P153"])


@pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，打印检查略过")
@pytest.mark.parametrize("key", layout_keys())
def test_a_page_that_a_browser_printed(key: str, tmp_path: Path) -> None:
    disclosure = prepare(example_folder("panjin-2023"), layout=key)[1]
    page = tmp_path / "决算.html"
    page.write_text(render_html(disclosure, load_layout(key, disclosure.year)), "utf-8")
    made = printed_by_browser(page, tmp_path / "决算.pdf")
    assert_same(made, disclosure, ["P153"])
