"""Forms without any amount: those of which a unit may have nothing say so; the others cannot be empty."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.findings import Finding, Place, finding

_NOTHING = re.compile(r"无|没有|未(?:安排|发生|使用|涉及|产生)|为空|空表|(?<![\d.])0(?:\.0+)?万?元")
_ABOUT = {"07": ("三公",), "08": ("政府性基金",), "09": ("国有资本经营",)}
"""Forms of which many units have nothing, and the words that a sentence on them holds."""
_ALL = "01"
"""The form of all income and expenditure: without any amount there, nothing was filled in."""
_ALWAYS = ("01", "02", "03", "04", "05", "06")


def check_empty(known: Known) -> Iterator[Finding]:
    """Every form that was read whole and has no amount."""
    empty = [number for number in (*_ALWAYS, *_ABOUT) if _is_empty(known, number)]
    if _ALL in empty and not any(_NOTHING.search(text) for text in _own(known, _ALL)):
        titles = "、".join(_title(known, number) for number in empty if number in _ALWAYS)
        yield finding("X127", _place(known, _ALL), printed=titles)
    texts = [squeezed(paragraph.text) for paragraph, _ in known.read.paragraphs()]
    texts += [squeezed(text.text) for text in known.read.others]
    for number in empty:
        words = _ABOUT.get(number, ())
        said = [*_own(known, number), *(text for text in texts if any(word in text for word in words))]
        if words and not any(_NOTHING.search(text) for text in said):
            yield finding("X124", _place(known, number), printed=_title(known, number))


def _is_empty(known: Known, number: str) -> bool:
    facts, form = known.read.facts.get(number), known.read.disclosure.form(number)
    if facts is None or form is None or not facts.whole:
        return False
    return not any(_money(cell.printed) for cell in form.cells)


def _own(known: Known, number: str) -> list[str]:
    """What stands above and below a form, also a conditional note."""
    facts = known.read.facts[number]
    return [text.text for text in (*facts.notes, *facts.captions)]


def _title(known: Known, number: str) -> str:
    form = known.read.disclosure.form(number)
    return form.title if form is not None else ""


def _place(known: Known, number: str) -> Place:
    spot = known.read.facts[number].spot
    return Place(file=known.read.file, page=spot.page, sheet=spot.sheet, form=number)


def _money(printed: str) -> bool:
    return any(digit in "123456789" for digit in printed)
