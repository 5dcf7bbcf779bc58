"""Drafts that mingzhang made: they say so in front, and mark what is missing."""

from collections.abc import Iterator

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.draft import HEADING, marks
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.findings import Finding, Place, finding


def check_drafts(known: Known) -> Iterator[Finding]:
    """That the document is a draft, and every mark in it."""
    read = known.read
    said = [(text.text, text.spot) for text in read.others] + [(each.text, spot) for each, spot in read.paragraphs()]
    front = next((spot for text, spot in said if squeezed(text).endswith(squeezed(HEADING))), None)
    if front is not None:
        yield finding("X122", Place(file=read.file, page=front.page, row=front.row), printed=HEADING)
    terms = zip(read.disclosure.glossary, read.term_places, strict=True)
    for text, spot in [*said, *((term.definition, spot) for term, spot in terms)]:
        for each in marks(text):
            yield finding("X123", Place(file=read.file, page=spot.page, row=spot.row), printed=each)
