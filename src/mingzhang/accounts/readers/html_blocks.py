"""Tables that a page makes of plain blocks: each row a block, each of its cells a block inside that, or a CSS grid."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from mingzhang.accounts.readers.characters import MONEY, squeezed

_BLOCKS = frozenset({"div", "section", "article", "ul", "ol", "li", "p", "span", "a"})
LEAST_ROWS = 3
"""Rows with amounts that are a table and not the page's layout."""
LONGEST_CELL = 80
MOST_INSIDE = 6
"""Elements inside one cell: marks, breaks, a word in bold."""
_GRID = re.compile(r"display:(?:inline-)?grid")
_COLUMNS = re.compile(r"grid-template-columns:([^;]+)")
_REPEAT = re.compile(r"repeat\((\d+),[^()]*(?:\([^()]*\))?[^()]*\)")
_TRACK = re.compile(r"minmax\([^)]*\)|[\d.]+(?:px|%|fr|em|rem|pt|cm)|auto|min-content|max-content")
_SPAN = re.compile(r"grid-column(?:-end)?:(?:\d+/)?span(\d+)")
_ROW_SPAN = re.compile(r"grid-row(?:-end)?:(?:\d+/)?span")

Rows = list[list[Any]]


def parts(element: Any) -> Iterator[Any | Rows]:
    """The children of an element, those that make a table together as its rows of cells."""
    if _GRID.search(style_of(element)):
        rows = _grid(element)
        if rows and _tabular(rows):
            yield rows
            return
    going: list[tuple[Any, Rows]] = []
    """Blocks that may be the rows of a table, or groups of them."""
    for child in element:
        rows = _rows_in(child)
        if rows and not (child.tail or "").strip():
            going.append((child, rows))
            continue
        yield from _together(going)
        going = []
        yield child
    yield from _together(going)


def _together(going: Sequence[tuple[Any, Rows]]) -> Iterator[Any | Rows]:
    rows = [row for _, found in going for row in found]
    if _tabular(rows):
        yield rows
    else:
        yield from (child for child, _ in going)


def span(cell: Any) -> int:
    """How many columns of its grid a cell covers."""
    found = _SPAN.search(style_of(cell))
    return int(found[1]) if found and len(found[1]) < 4 else 1


def _rows_in(block: Any) -> Rows:
    """A block as one row, or as a group of rows (a head, a body); nothing for any other."""
    row = _row(block)
    if row:
        return [row]
    if not _only_blocks(block):
        return []
    rows = [_row(child) for child in block]
    return rows if all(rows) else []


def _row(block: Any) -> list[Any]:
    """The cells of a block that is a row: at least two blocks, short and without blocks of their own."""
    if not _only_blocks(block) or len(block) < 2:
        return []
    cells = list(block)
    return cells if all(_is_cell(cell) for cell in cells) else []


def _only_blocks(block: Any) -> bool:
    """Whether an element holds nothing but blocks."""
    if block.tag not in _BLOCKS or not len(block) or (block.text or "").strip():
        return False
    return all(child.tag in _BLOCKS and not (child.tail or "").strip() for child in block)


def _is_cell(cell: Any) -> bool:
    inside = 0
    for inside, _ in enumerate(cell.iterdescendants(), 1):
        if inside > MOST_INSIDE:
            return False
    if inside and any(len(child) > 1 for child in cell.iter() if child.tag in ("div", "ul", "li")):
        return False
    return len(squeezed("".join(cell.itertext()))) <= LONGEST_CELL


def _tabular(rows: Rows) -> bool:
    if len(rows) < LEAST_ROWS:
        return False
    money = sum(any(MONEY.fullmatch(squeezed("".join(cell.itertext()))) for cell in row) for row in rows)
    return money >= LEAST_ROWS


def _grid(element: Any) -> Rows:
    """The rows of a grid whose cells are its children, its columns counted from its own style."""
    columns = _COLUMNS.search(style_of(element))
    if columns is None or not _only_blocks(element) or any(_ROW_SPAN.search(style_of(cell)) for cell in element):
        return []
    rest = columns[1]
    width = sum(int(each[1]) * len(_TRACK.findall(each[0].partition(",")[2])) for each in _REPEAT.finditer(rest))
    width += len(_TRACK.findall(_REPEAT.sub("", rest)))
    rows: Rows = []
    free = 0
    for cell in element:
        if not _is_cell(cell):
            return []
        across = span(cell)
        if across > free:
            if free and rows:
                return []  # a row that its cells do not fill
            rows.append([])
            free = width
        if across > free:
            return []
        rows[-1].append(cell)
        free -= across
    return rows if not free else []


def style_of(element: Any) -> str:
    """What an element says of its own look, in small letters and without blanks."""
    return "".join((element.get("style") or "").lower().split())
