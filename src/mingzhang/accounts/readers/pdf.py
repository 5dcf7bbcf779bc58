"""A pdf as a document: ruled tables by their rules, others by alignment, and the text between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.document import Block, Document, Page, Table
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.paragraphs import PrintedLine, paragraphs
from mingzhang.accounts.readers.pdf_beside import columns
from mingzhang.accounts.readers.pdf_filled import filled
from mingzhang.accounts.readers.pdf_fonts import use_own_fonts
from mingzhang.accounts.readers.pdf_layout import Piece, Run, Sheet, drop_running_heads, page_pieces, sheet
from mingzhang.accounts.readers.pdf_page import PageMarks, page_marks
from mingzhang.accounts.readers.pdf_raised import without_marks
from mingzhang.findings import Finding, Place, ProblemsFound, finding

TOGETHER = 100
"""Pages that are looked at together for running heads; a longer document is read in parts of this size."""


def read_pdf(path: Path, file: str, meter: Meter) -> Document:
    """The document of a pdf file. Raises ProblemsFound where nothing can be read."""
    import pypdfium2

    use_own_fonts()
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise ProblemsFound([finding("R103" if locked else "R104", Place(file=file))]) from None
    try:
        meter.page(len(pdf))
        return _Reading(pdf, file, meter).document()
    finally:
        pdf.close()


class _Reading:
    """One pdf being read, page after page."""

    def __init__(self, pdf: Any, file: str, meter: Meter) -> None:
        self.pdf, self.file, self.meter = pdf, file, meter
        self.pages: list[Page] = []
        self.scanned: list[int] = []
        self.broken: list[int] = []
        self.garbled: dict[int, int] = {}
        """Page → characters that have no meaning."""
        self.found: list[Finding] = []
        self.pieces: list[Piece] = []

    def document(self) -> Document:
        for first in range(1, len(self.pdf) + 1, TOGETHER):
            sheets: list[Sheet] = []
            for number in range(first, min(first + TOGETHER, len(self.pdf) + 1)):
                sheets += self.sheets(number)
            drop_running_heads(sheets)
            for each in sheets:
                going_on = bool(self.pieces) and isinstance(self.pieces[-1], Run)
                self.pieces += page_pieces(each, going_on=going_on)
        if not any(isinstance(piece, PrintedLine | Run) or piece.boxes for piece in self.pieces) and not self.found:
            code = "R105" if self.scanned else "R104" if self.broken else "R102"
            raise ProblemsFound([finding(code, Place(file=self.file))])
        lost = sorted({*self.scanned, *self.broken})
        for first, last in _runs(lost):
            self.found.append(finding("R106", Place(file=self.file, page=first), printed=_pages(first, last)))
        for first, last in _runs(sorted(self.garbled)):
            count = sum(self.garbled[page] for page in range(first, last + 1))
            said = f"{_pages(first, last)} {count} 个字符没有编码".lstrip()
            self.found.append(finding("R109", Place(file=self.file, page=first), printed=said))
        blocks = tuple(_flow(self.pieces, self.meter))
        unsure = tuple(sorted({*lost, *self.garbled}))
        return Document(self.file, "pdf", blocks, tuple(self.pages), tuple(self.found), unsure)

    def sheets(self, number: int) -> list[Sheet]:
        """A page, one sheet a direction of its text."""
        self.meter.clock()
        try:
            page = self.pdf[number - 1]
        except Exception:  # a page object that pdfium cannot load
            self.broken.append(number)
            return []
        try:
            directions = page_marks(page)
            kinds = Counter(filled(page.raw))
        finally:
            page.close()
        self.meter.add_characters(sum(len(marks.chars) for marks in directions))
        first = directions[0]
        self.pages.append(Page(number, first.width, first.height, first.turn, first.origin))
        if first.images and not any(marks.chars for marks in directions):
            self.scanned.append(number)
        if first.images and first.recognised:
            self.found.append(finding("R113", Place(file=self.file, page=number)))
        if kinds:
            said = "、".join(f"{kind} {count} 个" for kind, count in kinds.items())
            self.found.append(finding("R116", Place(file=self.file, page=number), printed=said))
        if first.unmapped:
            self.garbled[number] = first.unmapped
        return [part for marks in directions for part in self.parts(marks, number)]

    def parts(self, marks: PageMarks, number: int) -> list[Sheet]:
        """A page's text of one direction; where forms stand beside each other, one sheet each."""
        marks.chars = without_marks(marks.chars)
        whole = sheet(marks, number, self.meter)
        beside = columns(marks, whole.lines, [table.spot.bounds for table in whole.tables if table.spot.bounds])
        return [sheet(part, number, self.meter) for part in beside] or [whole]


def _runs(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last page of each row of pages that follow one another."""
    first = last = 0
    for page in (*pages, 0):
        if page == last + 1 and last:
            last = page
            continue
        if last:
            yield first, last
        first = last = page


def _pages(first: int, last: int) -> str:
    return f"第{first}至{last}页" if last > first else ""


def _last_page(run: Run) -> int:
    return next((part.spot.page or 0 for row in reversed(run.rows) for part in row), run.page)


def _flow(pieces: Sequence[Piece], meter: Meter) -> list[Block]:
    """Pieces as blocks: lines between two tables become paragraphs together, over page ends; rows go on likewise."""
    blocks: list[Block] = []
    lines: list[PrintedLine] = []
    run: Run | None = None
    for piece in pieces:
        if run is not None and not (isinstance(piece, Run) and piece.page == _last_page(run) + 1):
            blocks.append(run.table(meter))
            run = None
        if isinstance(piece, PrintedLine):
            lines.append(piece)
            continue
        blocks += paragraphs(lines)
        lines = []
        if isinstance(piece, Table):
            blocks.append(piece)
        elif run is None:
            run = piece
        else:
            run.go_on(piece)
    if run is not None:
        blocks.append(run.table(meter))
    return [*blocks, *paragraphs(lines)]
