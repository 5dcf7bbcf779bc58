"""Where findings stand on the pages of a pdf, in each page's own coordinates: what an annotated copy marks."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import product
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from mingzhang.accounts.checks.located import Located, Locator, starts
from mingzhang.accounts.checks.quads import PAD, TURNS, Quad, holds, line_quads, quad_of, turned
from mingzhang.accounts.readers.bound import CellPlace
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Bounds, Page, Spot
from mingzhang.accounts.readers.pdf_chars import RawChar, characters
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding

CONTEXT = ((24, 24), (24, 0), (0, 24), (8, 8), (0, 0))
"""Characters before and after the words that are looked for together with them, while they can be found so."""
SHORTEST = 4
"""Characters of the beginning of words that go on over a page's end."""
PAGES_ON = 2
"""Pages after a paragraph's first one on which it may go on."""
NOTE = 18.0
"""Side of a note's icon."""


class Mark(NamedTuple):
    """What is drawn for a finding."""

    page: int
    """1 is the first page."""
    kind: str
    """Highlight, Square or Text (a note beside what is meant)."""
    quads: tuple[Quad, ...]


class Marking:
    """The pages of a pdf that was read, open while marks are looked for."""

    def __init__(self, path: Path, read: ReadDisclosure) -> None:
        import pypdfium2

        self._read = read
        self._located = Locator(read)
        self._pages: dict[int, Page] = {}
        for page in read.pages:
            self._pages.setdefault(page.number, page)
        self._pdf: Any = pypdfium2.PdfDocument(path)
        self._letters: dict[int, list[tuple[str, RawChar]]] = {}
        self._notes: dict[int, int] = {}

    def __enter__(self) -> "Marking":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pdf.close()

    def mark(self, item: Finding) -> Mark | None:
        """The mark of a finding; None for one that has no page."""
        found = self._located(item)
        if found.address is not None:
            mark = self._cell(found, self._read.places[found.address])
        elif found.passage is not None:
            mark = self._words(found)
        elif found.box is not None:
            mark = self._box(found.box.spot, found.box.figure, found.box.text)
        else:
            mark = None
        return self.corner(found.page) if mark is None and found.page in self._pages else mark

    def corner(self, number: int) -> Mark:
        """A note at the top of a page, beside those that stand there."""
        beside = self._notes.get(number, 0)
        self._notes[number] = beside + 1
        left = 6.0 + (NOTE + 6.0) * beside
        return Mark(number, "Text", (self._own(number, Bounds(left, 6.0, left + NOTE, 6.0 + NOTE)),))

    def _cell(self, found: Located, place: CellPlace) -> Mark | None:
        form = self._read.disclosure.form(found.form)
        cells = form.cells if form is not None else ()
        printed = next((cell.printed for cell in cells if form and form.address(cell) == found.address), "")
        return self._box(place.spot, place.figure, printed)

    def _box(self, spot: Spot, figure: Bounds | None, text: str) -> Mark | None:
        """The figure where it stands; a blank's whole box."""
        bounds = figure or spot.bounds
        if spot.page not in self._pages or bounds is None:
            return None
        padded = Bounds(bounds.left - PAD, bounds.top - PAD, bounds.right + PAD, bounds.bottom + PAD)
        area = padded if figure else bounds
        return Mark(spot.page, "Square", (self._own(spot.page, area, text if figure else ""),))

    def _own(self, number: int, bounds: Bounds, text: str = "") -> Quad:
        """Bounds of what was read as the page's own; where a page has text in two directions, by what stands there."""
        page = self._pages[number]
        for turn in sorted(TURNS, key=lambda turn: turn != page.turn) if text else ():
            quad = quad_of(turned(page, turn), bounds)
            if squeezed(text) == self._inside(number, quad):
                return quad
        return quad_of(turned(page, page.turn), bounds)

    def _inside(self, number: int, quad: Quad) -> str:
        """The characters whose middle lies in a rectangle."""
        return "".join(
            letter
            for letter, (_, _, _, _, left, bottom, right, top) in self.letters(number)
            if quad.left <= (left + right) / 2 <= quad.right and quad.bottom <= (bottom + top) / 2 <= quad.top
        )

    def _words(self, found: Located) -> Mark | None:
        """The very words, by their characters; else their paragraph."""
        passage = found.passage
        if passage is None or passage.spot.page is None:
            return None
        before, words = squeezed(passage.text[: found.begin]), squeezed(passage.text[found.begin : found.end])
        after, first = squeezed(passage.text[found.end :]), passage.spot.page
        for (left, right), number in product(CONTEXT, range(first, first + PAGES_ON + 1)):
            head = before[max(0, len(before) - left) :] if left else ""
            at = self._find(number, head + words + after[:right], passage.spot)
            if at is not None:
                run = self.letters(number)[at + len(head) : at + len(head) + len(words)]
                return Mark(number, "Highlight", tuple(line_quads(char for _, char in run)))
        shorter = found.begin + (found.end - found.begin) // 2  # the words go on over the page's end
        if shorter - found.begin >= SHORTEST:
            return self._words(replace(found, end=shorter))
        return self._box(passage.spot, None, "")

    def _find(self, number: int, words: str, spot: Spot) -> int | None:
        """Where the words stand among a page's characters; of several places the one inside the paragraph."""
        letters = self.letters(number)
        text = "".join(letter for letter, _ in letters)
        places = list(starts(text, words))
        if len(places) > 1 and spot.bounds is not None and number == spot.page:
            area = self._own(number, spot.bounds)
            inside = [at for at in places if holds(area, letters[at][1])]
            return next(iter(inside), None)
        return places[0] if len(places) == 1 else None

    def letters(self, number: int) -> list[tuple[str, RawChar]]:
        """A page's characters, squeezed, in the order of its content; a ligature is as many as it stands for."""
        if number not in self._letters:
            self._letters[number] = list(self._read_letters(number)) if number <= len(self._pdf) else []
        return self._letters[number]

    def _read_letters(self, number: int) -> Iterable[tuple[str, RawChar]]:
        page = self._pdf[number - 1]
        textpage = page.get_textpage()
        try:
            chars, _ = characters(textpage.raw)
        finally:
            textpage.close()
            page.close()
        return [(letter, char) for char in chars for letter in _squeezed(char[1])]


@lru_cache(maxsize=1 << 12)
def _squeezed(char: str) -> str:
    return squeezed(char)
