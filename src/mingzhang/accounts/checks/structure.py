"""The document's build: what its contents promise, and what its empty forms say of themselves."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.empty_forms import check_empty
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Text
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.readers.narrative import FORMS, part_again, part_of
from mingzhang.findings import Finding, Place, finding

_ENTRY = re.compile(r"^([一二三四五六七八九十百零]+)[、.]")
_BARE = re.compile(r"[.·…\-]*\d*$")
_ASIDE = re.compile(r"[（(][^（）()]{6,}[）)]?$")
_SAID = re.compile(r"(?:的?(?:有关|具体|基本|相关)?情况|的?(?:有关|具体|情况)?说明)+$")
"""What a heading may have more or less than its line of the contents: Shanghai's template promises 其他重要事项说明 and
prints 其他重要事项的情况说明."""


def check_structure(known: Known) -> Iterator[Finding]:
    yield from _text_alone(known)
    yield from _contents(known)
    yield from check_empty(known)


def _text_alone(known: Known) -> Iterator[Finding]:
    """A page that holds the report only; its forms are an attachment. Forms that could not be read are told as such."""
    unread = any(item.code.code == "R201" for item in known.read.findings)
    if not known.read.disclosure.forms and not unread:
        yield finding("X131", Place(file=known.read.file))


def _contents(known: Known) -> Iterator[Finding]:
    """Every numbered line of the contents stands as a heading or as a form's title."""
    heads = {_name(p.text) for p, _ in known.read.paragraphs() if p.level or len(p.text) < 60}
    heads |= {_name(form.title) for form in known.read.disclosure.forms}
    heads |= {_name(grid.title) for grid in known.read.extra}
    captioned = {_name(text.text) for facts in known.read.facts.values() for text in facts.captions}
    for text in _lines_of_contents(known):
        name = _name(text.text)
        if not any(name and (name == head or head.endswith(name)) for head in heads | captioned):
            where = Place(file=known.read.file, page=text.spot.page, row=text.spot.row)
            yield finding("X120", where, printed=_BARE.sub("", text.text))


def _lines_of_contents(known: Known) -> list[Text]:
    others = known.read.others
    start = next((at for at, text in enumerate(others) if squeezed(text.text) in ("目录", "目次")), None)
    if start is None:
        return []
    seen: list[int] = []
    lines: list[Text] = []
    part = ""
    for text in others[start + 1 :]:
        name = squeezed(text.text)
        if part_again(name, seen):
            break
        part = part_of(text.text) or part
        listed = _ENTRY.match(name) is not None
        if listed and (known.read.disclosure.forms or not (part == FORMS or _name(name).endswith("表"))):
            lines.append(text)  # the forms of a page of text alone stand in another file
    return lines if len(seen) > 1 else []


def _name(text: str) -> str:
    bare = _ASIDE.sub("", _ENTRY.sub("", _BARE.sub("", squeezed(text))))
    return plain(_SAID.sub("", bare) or bare)
