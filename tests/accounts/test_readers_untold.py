"""A pdf whose fonts do not say what some glyphs mean: no digit is read that is not printed, and no sentence is held to
what is missing from it."""

import re
import zlib
from pathlib import Path

import pytest

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.characters import UNTOLD
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.pdf import to_pdf

_STREAM = re.compile(rb"stream\r?\n")
NO_CODE = b"<FFF0>"
"""A glyph that no page shows."""
TRUE_OF_THE_EXAMPLE = {"F104", "P150", "P153", "P165", "P176", "P178"}


def without_meaning(pdf: bytes, char: str) -> bytes:
    """The pdf with a character whose meaning its fonts do not tell: its line in their tables is another glyph's."""
    found = pdf
    line = re.compile(rb"(?m)^<[0-9A-F]+>(?= <%04X>$)" % ord(char), re.IGNORECASE)
    for match in _STREAM.finditer(pdf):
        begin, end = match.end(), pdf.find(b"endstream", match.end())
        try:
            content = zlib.decompressobj().decompress(pdf[begin:end])
        except zlib.error:
            continue
        if b"beginbfchar" in content:
            packed = zlib.compress(line.sub(NO_CODE, content), 9)
            assert len(packed) <= end - begin, "it must fit into its place"
            found = found[:begin] + packed.ljust(end - begin, b"\n") + found[end:]
    assert found != pdf
    return found


def figures(disclosure: Disclosure) -> dict[tuple[str, ...], str]:
    return {
        (form.number, cell.block, cell.row, cell.column): cell.printed
        for form in disclosure.forms
        for cell in form.cells
        if cell.printed
    }


@pytest.fixture(scope="module")
def published() -> tuple[Disclosure, bytes]:
    written = prepare(example_folder("panjin-2023"))[1]
    assert written is not None
    return written, to_pdf(written, load_layout("liaoning-2023", 2023))


@pytest.mark.parametrize("char", "0123456789.,款合万元、。")
def test_a_character_that_the_fonts_do_not_tell(tmp_path: Path, published: tuple[Disclosure, bytes], char: str) -> None:
    """What is read is what is printed; what is not read is told; and nothing is said of what stands there."""
    written, pdf = published
    path = tmp_path / "决算.pdf"
    path.write_bytes(without_meaning(pdf, char))
    read = read_disclosure(path)
    true = figures(written)
    assert {place: text for place, text in figures(read.disclosure).items() if true.get(place) != text} == {}
    lost = [each.text for each in read.unread]
    assert not char.isdigit() or any(UNTOLD in text for text in lost) or len(read.disclosure.forms) < 9
    assert "R109" in {item.code.code for item in read.findings}
    assert {item.code.code for item in check(read)} <= TRUE_OF_THE_EXAMPLE
