"""Sections that stand in the document twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.disclosure import Paragraph
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.labels import label
from mingzhang.findings import Finding, Place, finding

SHORTEST = 8
"""Characters of the paragraph under two headings of one name that tell that they are one section."""


def check_repeated(known: Known) -> Iterator[Finding]:
    """A heading, with all that stands under it, that comes again under the same one above it."""
    given = known.read.paragraphs()
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    heads: dict[int, str] = {}
    for at, (paragraph, spot) in enumerate(given):
        if not paragraph.level:
            continue
        heads = {level: name for level, name in heads.items() if level < paragraph.level}
        heads[paragraph.level] = label(paragraph.text)
        path = (paragraph.part, *heads.values())
        if any(_same(_under(given, before), _under(given, at)) for before in seen[path]):
            where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=paragraph.text)
            yield finding("X108", where, printed=paragraph.text)
        seen[path].append(at)


def _under(given: Sequence[tuple[Paragraph, Spot]], at: int) -> list[str]:
    """The paragraphs between a heading and the next one."""
    found: list[str] = []
    for paragraph, _ in given[at + 1 :]:
        if paragraph.level:
            break
        found.append(squeezed(paragraph.text))
    return found


def _same(first: Sequence[str], second: Sequence[str]) -> bool:
    return first == second and len("".join(first)) >= SHORTEST
