"""Where a finding stands in the document that was read: a cell, words of a text, a box of a further table, a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mingzhang.accounts.checks.texts import AROUND
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Box, Spot
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Place

PARAGRAPH, TERM, OTHER, CAPTION, NOTE = "paragraph", "term", "other", "caption", "note"


class Passage(NamedTuple):
    """A text of the document."""

    kind: str
    number: int
    """Which of its kind: of the paragraphs, of the terms, of the captions of its form."""
    text: str
    spot: Spot
    form: str = ""
    """The form whose caption or note it is."""


@dataclass(frozen=True, slots=True)
class Located:
    """The narrowest place that a finding's words lead to; everything empty: none."""

    page: int | None = None
    form: str = ""
    address: Address | None = None
    passage: Passage | None = None
    begin: int = 0
    end: int = 0
    """The words of the passage."""
    grid: int | None = None
    """Which of `ReadDisclosure.extra`."""
    box: Box | None = None

    @property
    def sure(self) -> bool:
        """Whether it is narrower than a page or a form."""
        return self.address is not None or self.passage is not None or self.box is not None


def passages(read: ReadDisclosure) -> Iterator[Passage]:
    """Every text of the document: narrative and glossary, what stands around the forms, all else."""
    for number, (paragraph, spot) in enumerate(read.paragraphs()):
        yield Passage(PARAGRAPH, number, paragraph.text, spot)
    for number, (term, spot) in enumerate(zip(read.disclosure.glossary, read.term_places, strict=True)):
        yield Passage(TERM, number, term_text(term.term, term.definition), spot)
    for form, facts in read.facts.items():
        for kind, texts in ((CAPTION, facts.captions), (NOTE, facts.notes)):
            yield from (Passage(kind, number, text.text, text.spot, form) for number, text in enumerate(texts))
    yield from (Passage(OTHER, number, text.text, text.spot) for number, text in enumerate(read.others))


def term_text(term: str, definition: str) -> str:
    """An entry of the glossary on one line."""
    return f"{term}：{definition}"


class Locator:
    """Places of one document's findings."""

    def __init__(self, read: ReadDisclosure) -> None:
        self._read = read
        self._passages = [(passage, *_mapped(passage.text)) for passage in passages(read)]
        self._told: set[tuple[str, Passage, int, int]] = set()
        """Of words that stand in several places, each finding of a code takes the next."""
        self._cells: dict[tuple[str, str, str, str], Address] = {}
        self._rows: dict[tuple[str, str, str], Address] = {}
        for address, place in read.places.items():
            for line in (address.row, f"{address.row} {place.label}", place.label):
                self._cells.setdefault((address.form, address.block, line, address.column), address)
                self._rows.setdefault((address.form, address.block, line), address)

    def __call__(self, item: Finding) -> Located:
        at = item.place
        found = self._cell(at) or (self._words(item) if at.sentence or at.form or at.page else None)
        return found or self._box(item) or Located(at.page or self._page_of(at.form), at.form)

    def _page_of(self, form: str) -> int | None:
        facts = self._read.facts.get(form)
        return facts.spot.page if facts is not None else None

    def _cell(self, at: Place) -> Located | None:
        if not (at.form and at.line):
            return None
        address = self._cells.get((at.form, at.block, at.line, at.column)) or self._rows.get(
            (at.form, at.block, at.line)
        )
        if address is None:
            return None
        return Located(self._read.places[address].spot.page or at.page, at.form, address)

    def _words(self, item: Finding) -> Located | None:
        """The printed words inside the quoted ones, in the text that stands where the finding says."""
        at = item.place
        quoted = squeezed(at.sentence).strip(".…")
        printed = squeezed(item.printed)
        wanted = quoted or printed
        if not wanted or (not at.sentence and len(wanted) < 2):
            return None
        near = [each for each in self._passages if _stands_at(each[0], at)]
        begin, end = _narrowed(at.sentence, wanted, printed)
        for candidates in (near, self._passages if at.sentence else ()):
            places = [
                (passage, back[start + begin], back[start + end - 1] + 1)
                for passage, bare, back in candidates
                for start in starts(bare, wanted)
            ]
            if places:
                fresh = (place for place in places if (item.code.code, *place) not in self._told)
                chosen = next(fresh, places[0])
                self._told.add((item.code.code, *chosen))
                return Located(chosen[0].spot.page, chosen[0].form, None, *chosen)
        return None

    def _box(self, item: Finding) -> Located | None:
        """A row of a self-evaluation: the project names the table, the indicator its row, the heading its column."""
        at = item.place
        if not at.block or at.form:
            return None
        for number, grid in enumerate(self._read.extra):
            boxes = grid.table.boxes
            if not any(squeezed(at.block) in squeezed(box.text) for box in boxes):
                continue
            rows = [box for box in boxes if at.line and squeezed(box.text) == squeezed(at.line)]
            heads = [box for box in boxes if at.column and squeezed(box.text) == squeezed(at.column)]
            box = _crossing(rows, heads, boxes) or next(iter(rows), None)
            page = (box.spot if box is not None else grid.table.spot).page
            return Located(page, "", None, grid=number, box=box)
        return None


def starts(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _stands_at(passage: Passage, at: Place) -> bool:
    if at.form:
        return passage.form == at.form
    return (passage.spot.page, passage.spot.sheet, passage.spot.row) == (at.page, at.sheet, at.row)


def _crossing(rows: Sequence[Box], heads: Sequence[Box], boxes: Sequence[Box]) -> Box | None:
    for row in rows:
        for head in reversed([head for head in heads if head.row < row.row]):
            for box in boxes:
                if box.row <= row.row < box.row + box.down and box.column <= head.column < box.column + box.across:
                    return box
    return None


def _narrowed(sentence: str, quoted: str, printed: str) -> tuple[int, int]:
    """Where in the quoted words the printed ones stand.

    Where several do: checks of texts quote so many characters on each side, checks of figures up to the figure.
    """
    places = list(starts(quoted, printed))
    if not places:
        return 0, len(quoted)
    last = len(quoted) - len(printed)
    asked = AROUND if sentence.startswith("…") else last - AROUND if sentence.endswith("…") else last
    chosen = asked if asked in places else last if last in places else min(places, key=lambda each: abs(each - asked))
    return chosen, chosen + len(printed)


@lru_cache(maxsize=1 << 14)
def _mapped(text: str) -> tuple[str, tuple[int, ...]]:
    """A text squeezed, and for each of its characters where it stood."""
    parts = [(squeezed(char), at) for at, char in enumerate(text)]
    return "".join(part for part, _ in parts), tuple(at for part, at in parts for _ in part)
