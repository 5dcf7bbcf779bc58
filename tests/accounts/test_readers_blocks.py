"""Tables that a page makes of plain blocks or of a CSS grid; what is no table of either is told."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from sample_documents import Printed, columns_of, figures, printed
from test_readers_formats import nine

from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import ProblemsFound

Make = Callable[[Printed], str]


def places(table: Printed) -> list[list[str]]:
    """A text for each column of each row; merged boxes are said once."""
    found = [[""] * columns_of(table) for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for text, across, down in row:
            while (number, column) in taken:
                column += 1
            taken |= {(r, c) for r in range(number, number + down) for c in range(column, column + across)}
            found[number][column] = text
            column += across
    return found


def blocks(row: str, cell: str) -> Make:
    def make(table: Printed) -> str:
        rows = ("".join(f"<{cell}>{escape(text)}</{cell}>" for text in texts) for texts in places(table))
        return f"<div>{''.join(f'<{row}>{each}</{row}>' for each in rows)}</div>"

    return make


def grouped(table: Printed) -> str:
    """A head and a body, each of its own."""
    rows = [f"<div>{''.join(f'<div>{escape(text)}</div>' for text in texts)}</div>" for texts in places(table)]
    head = table.header_rows or 2
    return f"<section><div>{''.join(rows[:head])}</div><div>{''.join(rows[head:])}</div></section>"


def grid(table: Printed) -> str:
    style = f"display: grid; grid-template-columns: 12em repeat({columns_of(table) - 1}, minmax(4em, 1fr))"
    cells = (f"<div>{escape(text)}</div>" for texts in places(table) for text in texts)
    return f"<div style='{style}'>{''.join(cells)}</div>"


def flat(table: Printed) -> str:
    """Cells of a grid whose columns only a style sheet tells."""
    return f"<div>{''.join(f'<div>{escape(text)}</div>' for texts in places(table) for text in texts)}</div>"


def page(folder: Path, make: Make, more: str = "") -> Path:
    parts = (
        f"<h2>{table.title}</h2>{''.join(f'<p>{text}</p>' for text in table.captions)}{make(table)}"
        for table in map(printed, nine())
    )
    path = folder / "决算.html"
    title = "<h1>某市社会保险事业服务中心2023年度部门决算</h1>"
    path.write_text(
        f"<html><meta charset=utf-8><body><main>{title}{''.join(parts)}{more}</main></body></html>", "utf-8"
    )
    return path


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(blocks("div", "div"), id="div"),
        pytest.param(blocks("div", "span"), id="span"),
        pytest.param(blocks("ul", "li"), id="lists"),
        pytest.param(grouped, id="head and body"),
        pytest.param(grid, id="grid"),
    ],
)
def test_forms_made_of_blocks(tmp_path: Path, make: Make) -> None:
    found = read_disclosure(page(tmp_path, make))
    assert [item.code.code for item in found.findings] == []
    for form in nine():
        read = found.disclosure.form(form.number)
        assert read is not None
        assert figures(read) == figures(form), form.number


NARRATIVE = """<h2>第三部分 2023年度部门决算情况说明</h2><h3>一、收入支出决算总体情况说明</h3>
<p>2023年度收入总计801.46万元，支出总计801.46万元。与上年相比，收、支总计各增加41.46万元，增长5.46%。</p>"""


def unread(found: ReadDisclosure) -> set[str]:
    return {item.place.form for item in found.findings if item.code.code == "R201"}


def test_cells_whose_rows_nothing_tells_are_told_beside_the_narrative(tmp_path: Path) -> None:
    found = read_disclosure(page(tmp_path, flat, NARRATIVE))
    assert not found.disclosure.forms
    assert unread(found) == {f"{number:02}" for number in range(1, 10)}


def test_cells_whose_rows_nothing_tells_are_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_disclosure(page(tmp_path, flat))
    assert [item.code.code for item in raised.value.findings] == ["R201"] * 9 + ["R112"]
