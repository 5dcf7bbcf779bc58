"""A pdf as a document: ruled tables by their rules, others by alignment, and the text between them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from mingzhang.accounts.readers.aligned import aligned_table, table_runs
from mingzhang.accounts.readers.characters import is_figure, squeezed
from mingzhang.accounts.readers.columns import Segment
from mingzhang.accounts.readers.document import Block, Bounds, Document, Page, Spot, Table
from mingzhang.accounts.readers.lattice import grids
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.lines import Line, pieces, segments, set_lines
from mingzhang.accounts.readers.paragraphs import PrintedLine, is_page_number, paragraphs
from mingzhang.accounts.readers.pdf_page import Char, PageMarks, page_marks
from mingzhang.accounts.readers.pdf_table import inside, ruled_table
from mingzhang.findings import Finding, Place, ProblemsFound, finding

BREAK = 3.5
"""Line distance in font sizes above which a table without rules ends."""
CLOSE_ROW = 0.6
"""Share of the usual distance of rows below which two lines are one row."""
EDGE = 0.1
"""Share of a page's height within which running heads stand."""
MANY = 4
_UNIT_LINE = re.compile(r"单位[:：]|表$")
GARBLED = 0.2
"""Share of characters without meaning from which on a page cannot be read."""
_Piece = PrintedLine | Table


def read_pdf(path: Path, file: str, meter: Meter) -> Document:
    """The document of a pdf file. Raises ProblemsFound where nothing can be read."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise ProblemsFound([finding("R103" if locked else "R104", Place(file=file))]) from None
    try:
        meter.page(len(pdf))
        return _read(pdf, file, meter)
    finally:
        pdf.close()


def _read(pdf: Any, file: str, meter: Meter) -> Document:
    pieces: list[_Piece] = []
    pages: list[Page] = []
    scanned: list[int] = []
    found: list[Finding] = []
    for number in range(1, len(pdf) + 1):
        meter.clock()
        try:
            page = pdf[number - 1]
        except Exception:  # a page object that pdfium cannot load
            found.append(finding("R106", Place(file=file, page=number)))
            continue
        try:
            directions = page_marks(page)
        finally:
            page.close()
        meter.add_characters(sum(len(marks.chars) for marks in directions))
        first = directions[0]
        pages.append(Page(number, first.width, first.height, first.turn, first.origin))
        if first.images and not any(marks.chars for marks in directions):
            scanned.append(number)
        garbled = sum(marks.unmapped for marks in directions[:1])
        if garbled > GARBLED * max(len(first.chars), 1):
            found.append(finding("R109", Place(file=file, page=number), printed=f"{garbled} 个字符没有编码"))
        for marks in directions:
            pieces += _page_pieces(marks, number, meter)
    if not any(isinstance(piece, PrintedLine) or piece.boxes for piece in pieces) and not found:
        raise ProblemsFound([finding("R105" if scanned else "R102", Place(file=file))])
    found += [finding("R106", Place(file=file, page=number)) for number in scanned]
    return Document(file, "pdf", tuple(_flow(_without_running_heads(pieces, pages))), tuple(pages), tuple(found))


def _without_running_heads(pieces: Sequence[_Piece], pages: Sequence[Page]) -> list[_Piece]:
    """Pieces without the lines that open or close many pages: the document's name, its date."""
    heights = {page.number: page.height for page in pages}
    outer = {page: piece for piece in reversed(pieces) if (page := _page_of(piece))}, {_page_of(p): p for p in pieces}
    edge = [
        piece
        for ends in outer
        for piece in ends.values()
        if isinstance(piece, PrintedLine) and _at_edge(piece, heights[piece.page])
    ]
    seen = Counter(squeezed(line.text) for line in edge if not _UNIT_LINE.search(line.text))
    repeated = {text for text, count in seen.items() if count >= max(MANY, len(pages) // 4)}
    heads = {id(line) for line in edge if squeezed(line.text) in repeated}
    return [piece for piece in pieces if id(piece) not in heads]


def _page_of(piece: _Piece) -> int:
    return piece.page if isinstance(piece, PrintedLine) else piece.spot.page or 0


def _at_edge(line: PrintedLine, height: float) -> bool:
    return line.bounds.bottom < EDGE * height or line.bounds.top > (1 - EDGE) * height


def _page_pieces(marks: PageMarks, page: int, meter: Meter) -> list[_Piece]:
    """Tables and lines of a page, from top to bottom."""
    tables: list[Table] = []
    rest: Sequence[Char] = marks.chars
    for grid in grids(marks.across, marks.upright):
        chars = inside(grid, rest)
        if not chars and not tables and not marks.chars and marks.turn:
            continue
        table = ruled_table(grid, chars, page)
        if table is None:
            continue
        meter.add_boxes(len(table.boxes))
        used = set(map(id, chars))
        rest = [char for char in rest if id(char) not in used]
        tables.append(table)
    lines = set_lines(rest)
    lines = [line for line in lines if not is_page_number(line.text(), line.bounds, marks.height)]
    more, lines = _unruled(lines, page, meter)
    pieces: list[_Piece] = [*tables, *more, *(_printed(line, page) for line in lines)]
    return sorted(pieces, key=_top)


def _top(piece: _Piece) -> tuple[float, float]:
    bounds = piece.bounds if isinstance(piece, PrintedLine) else piece.spot.bounds
    return (bounds.top, bounds.left) if bounds else (0.0, 0.0)


def _printed(line: Line, page: int) -> PrintedLine:
    return PrintedLine(line.text(), page, line.bounds, line.size)


def _unruled(lines: Sequence[Line], page: int, meter: Meter) -> tuple[list[Table], list[Line]]:
    """Tables that only alignment tells, and the lines that are left."""
    coarse = [[_segment(part, page) for part in _cut(line)] for line in lines]
    if not any(len(line) > 1 for line in coarse):
        return [], list(lines)
    gaps = [lines[n].base - lines[n - 1].base if n else 0.0 for n in range(len(lines))]
    usual = median(gaps[1:]) if len(gaps) > 1 else 0.0
    breaks = [gap > max(2.5 * usual, BREAK * line.size) for gap, line in zip(gaps, lines, strict=True)]
    tables: list[Table] = []
    used: set[int] = set()
    fine = [[_segment(part, page) for part in pieces(line)] for line in lines]
    for start, end in table_runs(coarse, breaks, fine):
        rows = _rows(lines[start:end], page)
        bounds = _around([part for row in rows for part in row])
        table = aligned_table(rows, Spot(page, bounds))
        meter.add_boxes(len(table.boxes))
        tables.append(table)
        used |= set(range(start, end))
    return tables, [line for number, line in enumerate(lines) if number not in used]


def _cut(line: Line) -> list[Line]:
    """A line cut at wide gaps, and where figures stand apart from what is beside them."""
    fine = pieces(line)
    if sum(is_figure(squeezed(part.text())) for part in fine) < 1:
        return segments(line)
    return fine


def _rows(lines: Sequence[Line], page: int) -> list[list[Segment]]:
    """The rows of a table without rules: lines closer than its rows usually are belong to one row."""
    cut = [pieces(line) for line in lines]
    with_figures = [
        line.base for line, parts in zip(lines, cut, strict=True) if any("." in part.text() for part in parts)
    ]
    first = next((n for n, line in enumerate(lines) if with_figures and line.base >= with_figures[0]), len(lines))
    pitch = median(b - a for a, b in pairwise(with_figures)) if len(with_figures) > 1 else 0.0
    rows: list[list[Segment]] = []
    for number, (line, parts) in enumerate(zip(lines, cut, strict=True)):
        row = [_segment(part, page) for part in parts]
        close = number > first and line.base - lines[number - 1].base < min(CLOSE_ROW * pitch, 1.15 * line.size)
        if close:
            rows[-1] += row
        else:
            rows.append(row)
    return rows


def _segment(part: Line, page: int) -> Segment:
    return Segment(part.text(), part.left, part.right, Spot(page, part.bounds), part.bounds)


def _around(parts: Sequence[Segment]) -> Bounds | None:
    found: Bounds | None = None
    for part in parts:
        if part.figure is not None:
            found = part.figure if found is None else found.around(part.figure)
    return found


def _flow(pieces: Sequence[_Piece]) -> list[Block]:
    """Pieces as blocks: lines between two tables become paragraphs together, over page ends."""
    blocks: list[Block] = []
    lines: list[PrintedLine] = []
    for piece in pieces:
        if isinstance(piece, PrintedLine):
            lines.append(piece)
            continue
        blocks += paragraphs(lines)
        lines = []
        blocks.append(piece)
    return [*blocks, *paragraphs(lines)]
