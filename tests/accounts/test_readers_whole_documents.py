"""Whole documents in the shapes of seven provinces, in every kind of file: each figure stands in its own cell."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from provincial_documents import SHAPES, UNIT, documents
from sample_documents import (
    Printed,
    Style,
    write_aligned_text,
    write_docx,
    write_html,
    write_pdf,
    write_saved_text,
    write_xlsx,
)

from mingzhang.accounts.readers.read import read_disclosure

HEAD = [f"{UNIT.unit.name}2023年度部门决算"]
ACROSS, NONE = Style(upright=False, outer=False), Style(upright=False, across=False, outer=False)
Writer = Callable[[Path, Sequence[Printed]], Path]
WRITERS: dict[str, tuple[str, Writer]] = {
    "html": ("html", partial(write_html, head=HEAD)),
    "docx": ("docx", partial(write_docx, head=HEAD)),
    "xlsx": ("xlsx", write_xlsx),
    "saved text": ("txt", partial(write_saved_text, head=HEAD)),
    "aligned text": ("txt", write_aligned_text),
    "pdf": ("pdf", write_pdf),
    "pdf with rules across only": ("pdf", partial(write_pdf, style=ACROSS)),
    "pdf without rules": ("pdf", partial(write_pdf, style=NONE)),
}
UNSURE = ("07", "08")
"""Forms that nothing tells sure without rules: headings over several columns that are wrapped, figures of one width."""
TOLD = {"R201", "R202", "R203", "R206", "R211"}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("province", SHAPES)
def test_every_figure_stands_in_its_cell(tmp_path: Path, province: str, kind: str) -> None:
    shape = SHAPES[province]
    end, write = WRITERS[kind]
    found = read_disclosure(write(tmp_path / f"决算.{end}", documents(shape)))
    printed = {(f.number, c.block, c.row, c.column): c.printed for f in found.disclosure.forms for c in f.cells}
    right = 0
    for form in UNIT.forms:
        for cell in form.cells:
            got = printed.get((form.number, cell.block, cell.row, cell.column), "")
            if cell.printed in ("", "0.00"):
                assert got in ("", "0.00", "-"), (form.number, cell, got)
                continue
            if not got and kind.startswith("pdf with") and form.number in UNSURE:
                assert TOLD & {item.code.code for item in found.findings}, "what is not read is told"
                continue
            expected = shape.amount(cell.printed)
            assert got.replace(",", "") == expected.replace(",", ""), (form.number, cell, got)
            right += 1
    assert right > 130
