"""Functional items of the narrative against forms 05, 08 and 09: described once each, under the names of the year."""

import re
from collections.abc import Iterator

from mingzhang import codes
from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.items import Item, code_of, items
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.listed_names import former_class
from mingzhang.accounts.checks.names import spent_items
from mingzhang.accounts.checks.nearest import nearest
from mingzhang.accounts.checks.said import Subject, Told
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.findings import Finding, Place, finding

_OPENS = 3
"""Characters, such as quotes, that may stand before the item with which a paragraph opens."""
_UNFILLED = re.compile("[XＸxｘ×*＊○〇]{2}")
"""A name that a template leaves to be filled in; that it was not is told of the text: XX（类）XX（款）XX（项）."""
_FEW = 2
"""Items that a text describes before it is held to describe all of them."""


def check_described(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Names of items that the year's list does not have; items with money that the text does not describe."""
    described: set[str] = set()
    for each in told:
        for subject in each.subjects:
            if len(subject.code) == 7:
                described.add(subject.code)
            if subject.misnamed and not _from_above(each, subject):
                yield from _unknown_item(known, each, subject)
            elif subject.meaning is None and not subject.code:
                yield from _near_name(known, each, subject)
    yield from _former(known, told)
    yield from _glossary(known)
    yield from _twice(known, told)
    if len(described) < _FEW:
        return
    for form in ("05", "08", "09"):
        spent = spent_items(known, form)
        if form != "05" and not described & set(spent):
            continue  # a fund that is told by its total, or by its form alone
        for code, figure in spent.items():
            if code not in described:
                name = codes.functional(known.year).name(code)
                yield finding("N122", known.place(figure.address), printed=f"{code} {name} {figure.printed}")


def _from_above(told: Told, subject: Subject) -> bool:
    """Whether the paragraph before names what this one tells of."""
    return told.above is not None and subject in told.above.subjects


def _former(known: Known, told: list[Told]) -> Iterator[Finding]:
    """A class that the text tells under a name that it no longer had, once each."""
    names: set[str] = set()
    for each in told:
        for subject in each.subjects:
            code = former_class(known.year, subject.name) if subject.name not in names else ""
            if code:
                names.add(subject.name)
                expected = codes.functional(known.year).name(code)
                yield finding("X116", place(known, each, subject.actual), printed=subject.name, expected=expected)


def _twice(known: Known, told: list[Told]) -> Iterator[Finding]:
    """An item with an amount that two paragraphs of one section open with."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    for each in told:
        first = next((subject for subject in each.subjects if len(subject.code) == 7 and subject.actual), None)
        if first is None or not 0 <= label(each.text).find(label(first.name)) <= _OPENS:
            continue
        if (each.path, first.code) in seen:
            yield finding("N147", place(known, each), printed=f"{first.code} {first.name}")
        seen.add((each.path, first.code))


def _unknown_item(known: Known, told: Told, subject: Subject) -> Iterator[Finding]:
    item = next(items(subject.misnamed), None)
    if item is None or _UNFILLED.search(item.text):
        return
    here = any(said.mention is subject.actual for said in told.said)  # else its amount stands in the next paragraph
    where = place(known, told, subject.actual if here else None)
    if not item.names[2]:
        right = _near_level(known, item)
        if right:
            yield finding("N123", where, printed=subject.misnamed, expected=right)
        return
    yield _not_listed(known, where, item, subject.misnamed, subject.code)


def _not_listed(known: Known, where: Place, item: Item, printed: str, code: str) -> Finding:
    listed = codes.functional(known.year)
    near = [each.code for each in listed.level(7) if plain(each.name) == plain(item.names[2])]
    near = [code] if len(code) == 7 else near[:3]
    expected = " 或 ".join(f"{each} {'/'.join(listed.ancestry(each))}" for each in near)
    return finding("N123", where, printed=printed, expected=expected)


def _near_level(known: Known, item: Item) -> str:
    """The class, or the division, that a name by itself is but for one character."""
    listed = codes.functional(known.year).level((3, 5)[item.level])
    names = {plain(each.name): each.name for each in listed}
    return names.get(nearest(plain(item.names[item.level]), names), "")


def _near_name(known: Known, told: Told, subject: Subject) -> Iterator[Finding]:
    """An amount under the name of a class, but for one character: 社会保和障就业支出708.46万元."""
    if subject.actual is None:
        return
    listed = (codes.functional(known.year), codes.economic(known.year))
    names = {plain(each.name): each.name for codelist in listed for each in codelist.level(3)}
    right = names.get(nearest(plain(subject.name), names), "")
    if right:
        yield finding("N123", place(known, told, subject.actual), printed=subject.name, expected=right)


def _glossary(known: Known) -> Iterator[Finding]:
    """Items that the glossary explains under a name that no list has."""
    terms = zip(known.read.disclosure.glossary, known.read.term_places, strict=True)
    for term, spot in terms:
        item = next(items(squeezed(term.term)), None)
        if item is None or not all(item.names):
            continue
        code, exact = code_of(item, known)
        if not exact:
            where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=term.term)
            yield _not_listed(known, where, item, item.text, code)
