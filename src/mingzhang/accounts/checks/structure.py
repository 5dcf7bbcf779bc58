"""The document's build: what its contents promise, and what its empty forms say of themselves."""

import re
from collections.abc import Iterator

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
    yield from _empty_forms(known)


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


_NOTHING = re.compile(r"无|没有|未(?:安排|发生|使用|涉及|产生)|为空|空表|(?<![\d.])0(?:\.0+)?万?元")
_ABOUT = {"07": ("三公",), "08": ("政府性基金",), "09": ("国有资本经营",)}
"""Forms of which many units have nothing, and the words that a sentence on them holds."""


def _empty_forms(known: Known) -> Iterator[Finding]:
    """A form without any amount says so: in a note of its own, also a conditional one, or anywhere in the text."""
    texts = [squeezed(paragraph.text) for paragraph, _ in known.read.paragraphs()]
    texts += [squeezed(text.text) for text in known.read.others]
    for number, words in _ABOUT.items():
        facts, form = known.read.facts.get(number), known.read.disclosure.form(number)
        if facts is None or form is None or not facts.whole or any(_money(cell.printed) for cell in form.cells):
            continue
        own = [text.text for text in (*facts.notes, *facts.captions)]
        said = [*own, *(text for text in texts if any(word in text for word in words))]
        if not any(_NOTHING.search(text) for text in said):
            where = Place(file=known.read.file, page=facts.spot.page, sheet=facts.spot.sheet, form=number)
            yield finding("X124", where, printed=form.title)


def _money(printed: str) -> bool:
    return any(digit in "123456789" for digit in printed)
