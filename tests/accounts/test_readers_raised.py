"""Marks of notes on pdf pages: what is set high and small behind a figure is no digit of it."""

from pathlib import Path

import pytest
from rendering import chromium, printed_by_browser
from test_readers_unseen import SHOWN, page_of, read

from mingzhang.accounts.readers.pdf_page import Char
from mingzhang.accounts.readers.pdf_raised import without_marks

SET = [
    # text, size, how much higher than the base line; what is left of the whole
    ([("3.00", 10, 0), ("1", 6, 4)], "3.00"),
    ([("3.00", 10, 0), ("[12]", 6, 4)], "3.00"),
    ([("3.00", 10, 0), ("*", 6, 4)], "3.00"),
    ([("项目支出", 10, 0), ("2", 6, 4), ("共3.00", 10, 0)], "项目支出共3.00"),
    ([("30m", 10, 0), ("2", 6, 4)], "30m2"),
    ([("3.", 10, 0), ("00", 10, 4)], "3.00"),
    ([("3.", 10, 0), ("00", 10, -2)], "3.00"),
    ([("3.0", 10, 0), ("0", 6, 0)], "3.00"),
    ([("3.0", 10, 0), ("0", 9, 4)], "3.00"),
    ([("3.0", 10, 0), ("12345", 6, 4)], "3.012345"),
]


def placed(parts: list[tuple[str, int, int]]) -> list[Char]:
    """Parts of a line behind each other; digits are half as wide as their size, signs a quarter."""
    found: list[Char] = []
    left = 100.0
    for text, size, higher in parts:
        for char in text:
            width = size if char >= "\u2e80" else size / 2 if char.isalnum() else size / 4
            own = float(size) if char.isalnum() else 0.0
            found.append(Char(char, left, left + width, 500.0 - higher, own))
            left += width
    return found


@pytest.mark.parametrize(("parts", "left"), SET)
def test_a_mark_is_small_and_high(parts: list[tuple[str, int, int]], left: str) -> None:
    assert "".join(char.text for char in without_marks(placed(parts))) == left


@pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，浏览器打印的检查略过")
def test_a_mark_that_a_browser_printed(tmp_path: Path) -> None:
    page = page_of(tmp_path, f"{SHOWN}<sup>1</sup>")
    page.write_text(f"<style>td {{border: 1px solid}} table {{border-collapse: collapse}}</style>{page.read_text()}")
    assert read(printed_by_browser(page, tmp_path / "决算.pdf"))["本年支出合计"] == SHOWN
