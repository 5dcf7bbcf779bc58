"""A docx as a document, read from its package directly: paragraphs with heading levels, tables with their spans."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.characters import tidy
from mingzhang.accounts.readers.document import Block, Document, Spot, Text
from mingzhang.accounts.readers.docx_numbers import LEVELS, Numbers, W
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.markup import Cell, laid_out
from mingzhang.accounts.readers.packed import guard, members, xml_member
from mingzhang.accounts.readers.paragraphs import level_of
from mingzhang.findings import Place, ProblemsFound, finding

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BODY = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
_INNER = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo", "hyperlink")
)
_TEXT, _HYPHEN = f"{W}t", f"{W}noBreakHyphen"
_GAPS = frozenset(f"{W}{name}" for name in ("tab", "br", "cr"))
_LEFT_OUT = frozenset(
    {*(f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sym", "txbxContent")), f"{MC}Fallback"}
)
"""Deleted text, properties, signs of a font of their own, text boxes."""


def read_docx(path: Path, file: str, meter: Meter) -> Document:
    """The document of a docx file. Raises ProblemsFound where nothing can be read."""
    guard(path, file, meter)
    names = members(path, file)
    root = xml_member(path, BODY, file)
    body = root.find(f"{W}body")
    if body is None:
        raise ProblemsFound([finding("R104", Place(file=file))])
    levels = _style_levels(xml_member(path, STYLES, file)) if STYLES in names else {}
    numbers = Numbers(xml_member(path, NUMBERING, file)) if NUMBERING in names else None
    walk = _Walk(meter, levels, numbers)
    walk.blocks_of(body, 0)
    if not walk.blocks:
        raise ProblemsFound([finding("R102", Place(file=file))])
    return Document(file, "docx", tuple(walk.blocks))


def _style_levels(styles: Any) -> dict[str, int]:
    """Style → heading level, from its outline level or its name."""
    found: dict[str, int] = {}
    for style in styles.iter(f"{W}style"):
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        name = style.find(f"{W}name")
        title = (name.get(f"{W}val") or "").lower() if name is not None else ""
        named = re.fullmatch(r"heading (\d)", title)
        if outline is not None:
            found[style.get(f"{W}styleId")] = _outline_level(outline)
        elif named:
            found[style.get(f"{W}styleId")] = int(named[1])
    return found


def _outline_level(outline: Any) -> int:
    """1 to 9; 0 for running text."""
    value = outline.get(f"{W}val")
    return int(value) + 1 if value in LEVELS else 0


class _Walk:
    """Blocks gathered in reading order."""

    def __init__(self, meter: Meter, levels: dict[str, int], numbers: Numbers | None) -> None:
        self.meter = meter
        self.levels = levels
        self.numbers = numbers
        self.blocks: list[Block] = []

    def blocks_of(self, parent: Any, depth: int) -> None:
        self.meter.nesting(depth)
        for element in parent:
            if element.tag == f"{W}p":
                self.paragraph(element)
            elif element.tag == f"{W}tbl":
                self.table(element, depth)
            elif element.tag in _INNER:
                self.blocks_of(element, depth + 1)

    def paragraph(self, element: Any) -> None:
        text = tidy(self.text_of(element))
        if text:
            self.meter.add_characters(len(text))
            self.blocks.append(Text(text, self.level(element) or level_of(text)))
        for box in element.iter(f"{W}txbxContent"):
            own = next(box.iterancestors(f"{W}p")) is element  # a box in a box is met again inside it
            if own and next(box.iterancestors(f"{MC}Fallback"), None) is None:
                self.blocks_of(box, 1)

    def level(self, element: Any) -> int:
        properties = _inside(element, "pPr")
        outline = _inside(properties, "outlineLvl")
        if outline is not None:
            return _outline_level(outline)
        style = _inside(properties, "pStyle")
        return self.levels.get(style.get(f"{W}val"), 0) if style is not None else 0

    def text_of(self, paragraph: Any) -> str:
        words = [self.number(paragraph)]
        _collect(paragraph, words, 0, self.meter)
        return "".join(words)

    def number(self, paragraph: Any) -> str:
        if self.numbers is None:
            return ""
        properties = _inside(_inside(paragraph, "pPr"), "numPr")
        number, level = _inside(properties, "numId"), _inside(properties, "ilvl")
        if number is None:
            return ""
        depth = (level.get(f"{W}val") or "0") if level is not None else "0"
        return self.numbers.next(number.get(f"{W}val") or "", int(depth) if depth in LEVELS else 0)

    def table(self, element: Any, depth: int) -> None:
        self.meter.clock()
        rows = list(_grid_rows(element))
        if element.find(f".//{W}tbl") is not None or (len(rows) == 1 and len(rows[0]) == 1):
            for cells in rows:  # a table that only lays out others
                for cell, _, _ in cells:
                    self.blocks_of(cell, depth + 1)
            return
        laid = laid_out(_spanned([[self.cell(*cell) for cell in cells] for cells in rows]), Spot(), self.meter)
        if laid is not None:
            self.blocks.append(laid)

    def cell(self, cell: Any, across: int, merge: str) -> tuple[str, int, str]:
        text = "\n".join(line for p in cell.iter(f"{W}p") if (line := tidy(self.text_of(p))))
        self.meter.add_characters(len(text))
        return text, across, merge


def _collect(element: Any, words: list[str], depth: int, meter: Meter) -> None:
    """The text of a paragraph; deleted text and text boxes are left out."""
    meter.nesting(depth)
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            words.append(child.text or "")
        elif tag in _GAPS:
            words.append(" ")
        elif tag == _HYPHEN:
            words.append("-")
        elif tag not in _LEFT_OUT and isinstance(tag, str) and tag.startswith((W, MC)):
            _collect(child, words, depth + 1, meter)


def _inside(element: Any, name: str) -> Any:
    """The first child of a name; None where there is none, or no element."""
    return None if element is None else next(element.iterchildren(W + name), None)


def _grid_rows(table: Any) -> Iterator[list[tuple[Any, int, str]]]:
    """Each row's cells with their width in grid columns and "restart", "continue" or "" for vertical merging."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table:
            continue
        cells: list[tuple[Any, int, str]] = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr"), None) is not row:
                continue
            properties = _inside(cell, "tcPr")
            span, merge = _inside(properties, "gridSpan"), _inside(properties, "vMerge")
            across = (span.get(f"{W}val") or "1") if span is not None else "1"
            kind = "" if merge is None else merge.get(f"{W}val") or "continue"
            cells.append((cell, max(int(across), 1) if across.isdecimal() and len(across) < 5 else 1, kind))
        yield cells


def _spanned(rows: list[list[tuple[str, int, str]]]) -> list[list[Cell]]:
    """Cells that continue the one above counted into its height."""
    placed: list[dict[int, tuple[str, int, str]]] = []
    for row in rows:
        columns: dict[int, tuple[str, int, str]] = {}
        column = 0
        for cell in row:
            columns[column] = cell
            column += cell[1]
        placed.append(columns)
    found: list[list[Cell]] = []
    for number, columns in enumerate(placed):
        cells: list[Cell] = []
        for column, (text, across, merge) in columns.items():
            above = placed[number - 1].get(column) if number else None
            if merge == "continue" and above is not None and above[2]:
                continue
            down = 1
            while (
                merge
                and number + down < len(placed)
                and placed[number + down].get(column, ("", 0, ""))[2] == "continue"
            ):
                down += 1
            cells.append(Cell(text, across, down))
        found.append(cells)
    return found
