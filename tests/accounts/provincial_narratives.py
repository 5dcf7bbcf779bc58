"""One consistent disclosure told in the phrasings of several provinces (goldens/narratives-of-provinces.txt).

The sentences are ours; what varies between them (which name an amount goes by, which budget, where a share or a
reason stands) is what published narratives vary in. Every figure is that of `consistent()`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from check_samples import consistent, of

from mingzhang.accounts.disclosure import Paragraph
from mingzhang.accounts.readers.reading import ReadDisclosure


@cache
def provinces() -> Mapping[str, tuple[str, ...]]:
    """Province → paragraphs; those that begin with # are headings, with ## lower ones."""
    text = (Path(__file__).parent / "goldens" / "narratives-of-provinces.txt").read_text("utf-8")
    parts = [part.strip().splitlines() for part in text.split("== ") if part.strip()]
    return {name: tuple(lines) for name, *lines in parts}


def told(province: str, *, bare: bool = False, instead: Mapping[int, str] | None = None) -> ReadDisclosure:
    """The consistent document with its report in a province's phrasing; `bare` figures end in no zero.

    `instead`: paragraphs that say something else, by their number.
    """
    read = consistent()
    lines = tuple((instead or {}).get(at, text) for at, text in enumerate(provinces()[province]))
    if bare:
        lines = tuple(re.sub(r"(\.\d*?)0+(?=万元|%)", lambda found: found[1].rstrip("."), line) for line in lines)
    kept = [paragraph for paragraph in read.disclosure.paragraphs if paragraph.part != "说明"]
    report = [Paragraph("说明", len(line) - len(line.lstrip("#")), line.lstrip("#")) for line in lines]
    return of(read, replace(read.disclosure, paragraphs=(*kept, *report)))
