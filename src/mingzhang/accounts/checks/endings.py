"""Paragraphs that end unlike the others of the document: without a full stop, where the others have one."""

import re
from collections import defaultdict
from collections.abc import Iterator

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.findings import Finding, Place, finding

_UNENDED = re.compile(r"[一-龥\d%]$")
_CLAUSES = re.compile(r"[一-龥\d%)][,。][^,。]{4,}$|是指|^反映|^指")
"""A paragraph that is a sentence, and no title or line of a list."""
ENOUGH = 10
"""Paragraphs that end in a full stop before one without is held to be a slip."""
FEW = 3
"""More of them are a habit, or a text that was broken at its width."""
SHOWN = 24


def check_endings(known: Known) -> Iterator[Finding]:
    """By part: the report, the overview, the glossary, the notes of forms."""
    groups: dict[str, list[tuple[str, Spot]]] = defaultdict(list)
    for paragraph, spot in known.read.paragraphs():
        if not paragraph.level:
            groups[paragraph.part].append((paragraph.text, spot))
    terms = zip(known.read.disclosure.glossary, known.read.term_places, strict=True)
    groups["名词解释"] = [(term.definition, spot) for term, spot in terms]
    for given in groups.values():
        said = [(squeezed(text), text, spot) for text, spot in given]
        open_ended = [one for one in said if _UNENDED.search(one[0]) and _CLAUSES.search(one[0])]
        ended = sum(one[0].endswith("。") for one in said)
        if ended >= ENOUGH and len(open_ended) <= FEW:
            for _, text, spot in open_ended:
                where = Place(
                    file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence="…" + text[-SHOWN:]
                )
                yield finding("X105", where, printed=text.rstrip()[-1], expected="。")
