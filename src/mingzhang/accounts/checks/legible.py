"""What of a document can be checked where a pdf does not tell all of its characters: a sentence with a digit that is
missing says something else.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from mingzhang.accounts.readers.characters import UNTOLD
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding

_OF_SEVERAL = frozenset({"X105", "X107", "X117"})
"""Codes that paragraphs which follow each other decide: their ends, their numbers, how many there are."""


def legible(read: ReadDisclosure) -> ReadDisclosure:
    """Without the paragraphs, terms and other texts that have such a character. Figures that have one were not read."""
    if not read.lost:
        return read
    told = [(paragraph, spot) for paragraph, spot in read.paragraphs() if UNTOLD not in paragraph.text]
    terms = [
        (term, spot)
        for term, spot in zip(read.disclosure.glossary, read.term_places, strict=True)
        if UNTOLD not in term.term + term.definition
    ]
    disclosure = replace(
        read.disclosure,
        paragraphs=tuple(paragraph for paragraph, _ in told),
        glossary=tuple(term for term, _ in terms),
    )
    return replace(
        read,
        disclosure=disclosure,
        paragraph_places=tuple(spot for _, spot in told),
        term_places=tuple(spot for _, spot in terms),
        broken_terms=tuple(each for each in read.broken_terms if UNTOLD not in each[0] + each[1]),
        others=tuple(text for text in read.others if UNTOLD not in text.text),
    )


def of_what_is_told(found: Iterable[Finding], lost: Collection[int]) -> Iterator[Finding]:
    """The findings but those on a text that has such a character, as a cell of a self-evaluation may, and those on
    paragraphs of which some that belong to them stand on such a page, or on the next one.
    """
    for item in found:
        near = {item.place.page, (item.place.page or 0) + 1} & set(lost)
        if UNTOLD not in item.printed and not (near and item.code.code in _OF_SEVERAL):
            yield item
