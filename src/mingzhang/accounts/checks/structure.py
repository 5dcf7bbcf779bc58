"""The document's build: what its contents promise, and what its glossary explains."""

import re
from collections.abc import Iterator

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.lists import spent_items
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Text
from mingzhang.accounts.readers.labels import plain
from mingzhang.findings import Finding, Place, finding

_ENTRY = re.compile(r"^([一二三四五六七八九十]{1,3})[、.]")
_BARE = re.compile(r"[.·…\-]*\d*$")


def check_structure(known: Known) -> Iterator[Finding]:
    yield from _contents(known)
    yield from _glossary(known)


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
    end = start + 1
    seen: set[str] = set()
    for text in others[start + 1 :]:
        part = re.match(r"第[一二三四五六七八九十]+部分", squeezed(text.text))
        if part and part[0] in seen:
            break
        if part:
            seen.add(part[0])
        end += 1
    return [text for text in others[start + 1 : end] if _ENTRY.match(squeezed(text.text))] if len(seen) > 1 else []


def _name(text: str) -> str:
    return plain(_ENTRY.sub("", _BARE.sub("", squeezed(text))))


def _glossary(known: Known) -> Iterator[Finding]:
    """Items with money that are not explained, in a glossary that explains items at all."""
    explained = {term.code for term in known.read.disclosure.glossary if term.code}
    if not explained:
        return
    names = {plain(term.term) for term in known.read.disclosure.glossary}
    listed = codes.functional(known.year)
    for form in ("05", "08", "09"):
        for code, figure in spent_items(known, form).items():
            if code not in explained and not any(_ends(name, plain(listed.name(code))) for name in names):
                yield finding("X121", known.place(figure.address), printed=f"{code} {listed.name(code)}")


def _ends(term: str, name: str) -> bool:
    """Whether a term ends in an item's name, also 信息化建设（项）of a heading that was broken over lines."""
    return term.removesuffix("项").endswith(name) or term.endswith(name)
