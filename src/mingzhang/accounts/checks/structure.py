"""The document's build: what its contents promise, and what its glossary explains."""

import re
from collections.abc import Iterator

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import spent_items
from mingzhang.accounts.forms.vocabulary import vocabulary
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
    yield from _glossary(known)
    yield from _terms(known)
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


_TERMS = {
    "财政拨款收入": (),
    "上级补助收入": (),
    "事业收入": (),
    "经营收入": (),
    "附属单位上缴收入": ("附属单位缴款",),
    "其他收入": (),
    "使用非财政拨款结余": ("弥补收支差额", "非财政拨款结余"),
    "年初结转和结余": ("上年结转", "年初结转", "结转和结余"),
    "基本支出": (),
    "项目支出": (),
    "上缴上级支出": (),
    "经营支出": (),
    "对附属单位补助支出": ("附属单位补助",),
    "结余分配": (),
    "年末结转和结余": ("结转下年", "年末结转", "结转和结余"),
    "“三公”经费": ("三公",),
}
"""Terms of the forms, and by which other words a glossary may explain them."""
_GENERAL = 5
"""Terms that are no items, from which on a glossary is one of terms as well."""


def _terms(known: Known) -> Iterator[Finding]:
    """Terms under which the forms have money that are not explained, told together."""
    terms = [plain(term.term) for term in known.read.disclosure.glossary if not term.code]
    if len(terms) < _GENERAL:
        return
    everything = "".join(terms)
    left = [
        name
        for name, others in _TERMS.items()
        if any(figure.ticks for figure in known.by_region.get(vocabulary()[name], ()))
        and not any(plain(word) in everything for word in (name, *others))
    ]
    if left:
        spot = known.read.term_places[0]
        where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row)
        yield finding("X126", where, expected="、".join(left))


def _ends(term: str, name: str) -> bool:
    """Whether a term ends in an item's name, also 信息化建设（项）of a heading that was broken over lines."""
    return term.removesuffix("项").endswith(name) or term.endswith(name)


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
