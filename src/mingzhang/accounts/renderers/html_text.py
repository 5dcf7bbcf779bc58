"""Texts of a page: what the public reads, and in the internal edition what opens a trace."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mingzhang.accounts.disclosure import Cell, Paragraph, Slot, Term
from mingzhang.accounts.draft import MARK_BEGINS, marks, pieces
from mingzhang.accounts.renderers.parts import segments

if TYPE_CHECKING:
    from markupsafe import Markup

PART_HEADING = 2
"""h2 is a part's title; a heading of level n inside it is h(2 + n), h6 at the deepest."""
_ODD = re.compile(f"[&<>\"'{MARK_BEGINS}]")
"""What a text has where it cannot stand as it is."""


class Tracer(Protocol):
    """Gives the number under which the internal edition traces a figure or a slot; None for what has no trace."""

    def cell(self, form: str, cell: Cell) -> int | None: ...

    def slot(self, paragraph: Paragraph, slot: Slot) -> int | None: ...


class Heading(NamedTuple):
    """What the list of contents leads to inside a part."""

    id: str
    text: str


def marked(text: str) -> "Markup":
    """A text with the marks of a draft set off."""
    from markupsafe import Markup, escape

    if not marks(text):
        return escape(text)
    shown = (
        Markup('<mark class="missing">{}</mark>').format(piece) if marked else escape(piece)
        for piece, marked in pieces(text)
    )
    return Markup("").join(shown)


def written(text: str, trace: int | None = None) -> str:
    """A text as html; in the internal edition a figure that opens its trace."""
    shown = text if _ODD.search(text) is None else str(marked(text))
    if trace is None:
        return shown
    return f'<span class="trace" role="button" tabindex="0" data-t="{trace}">{shown}</span>'


def figure(text: str, trace: int | None) -> "Markup":
    from markupsafe import Markup

    return Markup(written(text, trace))


def narrative(paragraphs: Sequence[Paragraph], part: int, tracer: Tracer | None) -> "tuple[Markup, list[Heading]]":
    """The paragraphs of a part, a line each, and its headings of the first level: a template takes too long."""
    from markupsafe import Markup

    lines: list[str] = []
    headings: list[Heading] = []
    for number, paragraph in enumerate(paragraphs):
        key = f"p{part}-{number}"
        tag = f"h{min(PART_HEADING + paragraph.level, 6)}" if paragraph.level else "p"
        lines.append(f'<{tag} id="{key}">{_traced(paragraph, tracer)}</{tag}>\n')
        if paragraph.level == 1:
            headings.append(Heading(key, paragraph.text))
    return Markup("".join(lines)), headings


def _traced(paragraph: Paragraph, tracer: Tracer | None) -> str:
    if tracer is None:
        return written(paragraph.text)
    pieces = [(text, tracer.slot(paragraph, slot) if slot else None) for text, slot in segments(paragraph)]
    return "".join([written(text, trace) for text, trace in pieces])


@lru_cache(maxsize=1024)
def term(given: Term) -> "Markup":
    """An entry of the glossary, which is mostly the same for every unit."""
    from markupsafe import Markup

    return Markup("<li><dfn>{}</dfn>：{}</li>\n").format(given.term, marked(given.definition))
