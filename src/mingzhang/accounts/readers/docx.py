"""A docx as a document, read from its package directly: paragraphs with heading levels, tables with their spans."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.characters import tidy
from mingzhang.accounts.readers.document import Block, Document, Spot, Text
from mingzhang.accounts.readers.docx_numbers import LEVELS, Numbers, W, inside
from mingzhang.accounts.readers.docx_rows import grid_rows, spanned
from mingzhang.accounts.readers.docx_unseen import embedded, is_raised, is_unseen
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.markup import FORMULA, PICTURE, is_mark, laid_out
from mingzhang.accounts.readers.packed import guard, members, xml_member
from mingzhang.accounts.readers.paragraphs import level_of
from mingzhang.findings import Finding, Place, ProblemsFound, finding

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BODY = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
_INNER = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo", "hyperlink")
)
_TEXT, _HYPHEN, _RUN = f"{W}t", f"{W}noBreakHyphen", f"{W}r"
_GAPS = frozenset(f"{W}{name}" for name in ("tab", "br", "cr"))
_LEFT_OUT = frozenset(
    {*(f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sym", "txbxContent")), f"{MC}Fallback"}
)
"""Deleted text, properties, signs of a font of their own, text boxes."""
_PICTURES = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH = f"{M}oMath"
_PLAIN_MATH = frozenset(f"{M}{name}" for name in ("oMath", "oMathPara", "r", "t", "rPr", "sty", "nor", "ctrlPr", "scr"))
"""What a formula is made of that has no fractions, powers or the like."""


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
    return Document(file, "docx", tuple(walk.blocks), findings=tuple(_unread(body, file)))


def _unread(body: Any, file: str) -> Iterator[Finding]:
    """What other programs put into the document."""
    kinds = Counter(embedded(body))
    if kinds:
        said = "、".join(f"{kind} {count} 个" for kind, count in kinds.items())
        yield finding("R116", Place(file=file), printed=said)


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
        properties = inside(element, "pPr")
        outline = inside(properties, "outlineLvl")
        if outline is not None:
            return _outline_level(outline)
        style = inside(properties, "pStyle")
        return self.levels.get(style.get(f"{W}val"), 0) if style is not None else 0

    def text_of(self, paragraph: Any) -> str:
        words = [self.number(paragraph)]
        _collect(paragraph, words, 0, self.meter)
        return "".join(words)

    def number(self, paragraph: Any) -> str:
        if self.numbers is None:
            return ""
        properties = inside(inside(paragraph, "pPr"), "numPr")
        number, level = inside(properties, "numId"), inside(properties, "ilvl")
        if number is None:
            return ""
        depth = (level.get(f"{W}val") or "0") if level is not None else "0"
        return self.numbers.next(number.get(f"{W}val") or "", int(depth) if depth in LEVELS else 0)

    def table(self, element: Any, depth: int) -> None:
        self.meter.clock()
        rows = list(grid_rows(element))
        if element.find(f".//{W}tbl") is not None or (len(rows) == 1 and len(rows[0]) == 1):
            for cells in rows:  # a table that only lays out others
                for cell in (each for each, _, _ in cells if each is not None):
                    self.blocks_of(cell, depth + 1)
            return
        laid = laid_out(spanned([[self.cell(*cell) for cell in cells] for cells in rows]), Spot(), self.meter)
        if laid is not None:
            self.blocks.append(laid)

    def cell(self, cell: Any, across: int, merge: str) -> tuple[str, int, str]:
        if cell is None:
            return "", across, merge
        paragraphs = (p for p in cell.iter(f"{W}p") if next(p.iterancestors(f"{MC}Fallback"), None) is None)
        text = "\n".join(line for p in paragraphs if (line := tidy(self.text_of(p))))
        if not text and any(True for _ in cell.iter(*_PICTURES)):
            text = PICTURE
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
        elif tag == _MATH:
            words.append(_formula(child))
        elif tag == _HYPHEN:
            words.append("-")
        elif tag == _RUN and _is_left_out(child, words):
            continue
        elif tag not in _LEFT_OUT and isinstance(tag, str) and tag.startswith((W, MC, M)):
            _collect(child, words, depth + 1, meter)


def _formula(element: Any) -> str:
    """A formula that is a row of signs is its text; of one that is built up the text alone says something else."""
    plain = all(each.tag in _PLAIN_MATH or not each.tag.startswith(M) for each in element.iter("*"))
    return "".join(element.itertext(f"{M}t")) if plain else FORMULA


def _is_left_out(run: Any, words: list[str]) -> bool:
    """Whether a run is not seen, or only points to a note."""
    return is_unseen(run) or (is_raised(run) and is_mark("".join(words), "".join(run.itertext(_TEXT))))
