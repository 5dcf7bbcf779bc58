"""A saved web page as a document: its tables with their spans, its headings and paragraphs. Nothing is fetched."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.characters import tidy
from mingzhang.accounts.readers.document import Block, Document, Spot, Text
from mingzhang.accounts.readers.encodings import encoding_of
from mingzhang.accounts.readers.html_blocks import Rows, parts, span, style_of
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.markup import PICTURE, Cell, is_mark, laid_out
from mingzhang.accounts.readers.paragraphs import level_of
from mingzhang.accounts.readers.parcels import HEAD, is_parcel, page_in
from mingzhang.accounts.readers.ragged import ragged_table
from mingzhang.findings import Place, ProblemsFound, finding

_STRUCK = ("del", "s", "strike")
"""Text that is crossed out, which the page says no more."""
_SKIPPED = frozenset({"script", "style", "head", "noscript", "template", "svg", "nav", "select", "button", *_STRUCK})
_BREAKS = frozenset(
    {"p", "div", "br", "li", "section", "article", "tr", "ul", "ol", "dd", "dt", "center", "hr", "header", "footer"}
)
_LINES = ("br", "p", "div", "li")
"""What begins a line inside a cell."""
_BEGUN = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_ENDED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_WHOLE = re.compile(rb"(?:</\w+\s*>|-->|<br\s*/?>)\s*\Z", re.IGNORECASE)
SPACER = 3
"""Dots of a picture that only holds a place open."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(path: Path, file: str, meter: Meter) -> Document:
    """The document of an html file. Raises ProblemsFound where nothing can be read."""
    from lxml import etree
    from lxml import html as lxml_html

    data = path.read_bytes()
    if is_parcel(data[:HEAD]):
        data = page_in(data)
        if not data:
            raise ProblemsFound([finding("R104", Place(file=file))])
    encoding = encoding_of(data) or "gb18030"
    data = data.removeprefix(BOM_UTF8)
    parser = lxml_html.HTMLParser(
        encoding=encoding.removesuffix("-sig"), no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ProblemsFound([finding("R104", Place(file=file))]) from None
    walk = _Walk(meter)
    walk.element(root, 0)
    walk.flush()
    if _is_cut_off(data):
        raise ProblemsFound([finding("R104", Place(file=file), printed="网页没有结尾，只有前面一部分")])
    if not walk.blocks:
        raise ProblemsFound([finding("R102", Place(file=file))])
    return Document(file, "html", tuple(walk.blocks))


def _is_cut_off(data: bytes) -> bool:
    """Whether a page that was begun ends in the middle: without its own end, and not behind any element's end."""
    if b"\0" in data[:HEAD]:  # UTF-16
        data = data.replace(b"\0", b"")
    return _BEGUN.search(data) is not None and _ENDED.search(data) is None and _WHOLE.search(data[-HEAD:]) is None


class _Walk:
    """Blocks gathered in reading order."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.level = 0

    def flush(self) -> None:
        text = tidy("".join(self.words))
        self.words = []
        if text:
            self.meter.add_characters(len(text))
            self.blocks.append(Text(text, self.level or level_of(text)))
        self.level = 0

    def element(self, element: Any, depth: int) -> None:
        self.meter.nesting(depth)
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or _hidden(element):
            return
        if tag == "table":
            self.flush()
            self.table(element, depth)
            return
        block = tag in _BREAKS or tag in _HEADINGS
        if block:
            self.flush()
            self.level = _HEADINGS.get(tag, 0)
        if tag != "sup" or not is_mark("".join(self.words), element.text_content()):
            self.words.append(_own_text(element, tag))
            for part in parts(element):
                if isinstance(part, list):
                    self.blocks_of(part, depth)
                    continue
                self.element(part, depth + 1)
                self.words.append(part.tail or "")
        if block:
            self.flush()

    def blocks_of(self, rows: Rows, depth: int) -> None:
        """A table whose rows are blocks; where they have unequal numbers of cells, spans are inferred."""
        self.meter.clock()
        self.flush()
        shown = [[cell for cell in row if not _taken_out(cell)] for row in rows if not _hidden(row[0].getparent())]
        cells = [[self.cell(cell, depth)._replace(across=span(cell)) for cell in row] for row in shown if row]
        widths = {sum(cell.across for cell in row) for row in cells}
        if len(widths) == 1:
            laid = laid_out(cells, Spot(), self.meter)
        else:
            self.meter.add_boxes(sum(map(len, cells)))
            laid = ragged_table([[(cell.text, Spot()) for cell in row] for row in cells], Spot()) if cells else None
        if laid is not None:
            self.meter.add_characters(sum(len(box.text) for box in laid.boxes))
            self.blocks.append(laid)

    def table(self, element: Any, depth: int) -> None:
        """A table of figures; one that only lays out the page is walked through."""
        self.meter.clock()
        rows = list(_rows(element))
        inner = [table for table in element.iter("table") if table is not element]
        if inner or not any(len(cells) > 1 for cells in rows):
            for cells in rows:
                for cell in cells:
                    if _hidden(cell):
                        continue
                    self.meter.nesting(depth + 2)
                    self.words.append(cell.text or "")
                    for child in cell:
                        self.element(child, depth + 2)
                        self.words.append(child.tail or "")
                    self.flush()
            return
        laid = laid_out([[self.cell(cell, depth) for cell in cells] for cells in rows], Spot(), self.meter)
        if laid is not None:
            self.meter.add_characters(sum(len(box.text) for box in laid.boxes))
            self.blocks.append(laid)

    def cell(self, cell: Any, depth: int) -> Cell:
        """A cell with what is seen of its text, line by line."""
        words: list[str] = []
        if not _hidden(cell):
            self.words_of(cell, words, depth + 2)
        lines = [tidy(line) for line in "".join(words).split("\n")]
        text = "\n".join(line for line in lines if line)
        return Cell(text or (PICTURE if _shows_picture(cell) else ""), _span(cell, "colspan"), _span(cell, "rowspan"))

    def words_of(self, element: Any, words: list[str], depth: int) -> None:
        self.meter.nesting(depth)
        words.append(_own_text(element, element.tag).replace("\n", ""))
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            mark = (tag == "sup" or "vertical-align:super" in style_of(child)) and is_mark(
                "".join(words), child.text_content()
            )
            if tag == "select":
                words.append(_chosen(child))
            elif not mark and tag not in _SKIPPED and not _hidden(child):
                words += ["\n"] if tag in _LINES and words else []
                self.words_of(child, words, depth + 1)
            words.append((child.tail or "").replace("\n", ""))


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row of this table that is shown, rows of tables inside it left out."""
    for row in table.iter("tr"):
        owner = next(row.iterancestors("table"), None)
        if owner is table and not _hidden(row) and not _hidden(row.getparent()):
            yield [cell for cell in row if cell.tag in ("td", "th") and not _taken_out(cell)]


def _own_text(element: Any, tag: str) -> str:
    """An element's text before the first inside it; of a field that is filled in, its value."""
    if tag == "input":
        return element.get("value", "") if element.get("type", "text").lower() in ("text", "number") else ""
    return element.text or ""


def _chosen(field: Any) -> str:
    """What a field shows of its choices: the one selected, else the first."""
    options = list(field.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None] or options
    return "".join(chosen[0].itertext()) if chosen else ""


def _shows_picture(cell: Any) -> bool:
    """Whether a cell shows a picture, and not one of a few dots that holds a place open."""
    return any(not _hidden(each) and not _is_spacer(each) for each in cell.iter("img", "svg", "canvas", "object"))


def _is_spacer(picture: Any) -> bool:
    sizes = [re.match(r"\d+", picture.get(name) or "") for name in ("width", "height")]
    return any(size is not None and int(size[0]) <= SPACER for size in sizes)


def _span(cell: Any, name: str) -> int:
    given = (cell.get(name) or "1").strip()
    return max(int(given), 1) if given.isdecimal() and len(given) < 6 else 1


def _hidden(element: Any) -> bool:
    """Whether an element is not seen; its place may be kept."""
    return _taken_out(element) or re.search(r"visibility:(hidden|collapse)", style_of(element)) is not None


def _taken_out(element: Any) -> bool:
    """Whether the page is laid out as if an element were not there."""
    said = style_of(element)
    return "display:none" in said or "mso-hide:all" in said or element.get("hidden") is not None
