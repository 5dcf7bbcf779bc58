"""What two disclosures say in words: paragraphs, glossary, registers, the totals of self-evaluations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from mingzhang.accounts.comparison.cells import ADDED, CHANGED, GONE
from mingzhang.accounts.comparison.pair import Pair
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.readers.characters import squeezed

ALIKE = 0.5
"""Share of common text from which on two paragraphs are one that was changed."""
NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
PARAGRAPH, TERM, REGISTER, EVALUATION = "说明", "名词解释", "登记", "绩效自评"


@dataclass(frozen=True, slots=True)
class WordChange:
    """A text or value that is not the same in both."""

    subject: str
    """说明, 名词解释, 登记 or 绩效自评."""
    name: str
    change: str
    before: str
    after: str


def word_changes(pair: Pair) -> Iterator[WordChange]:
    """Everything said in words that differs. The year that each document is about does not count as a difference."""
    first, second = pair.first.disclosure, pair.second.disclosure
    yield from _paragraphs(first, second)
    for subject, values in _VALUES.items():
        before, after = values(first), values(second)
        if not (before and after) and subject != TERM:
            continue  # one of the two does not carry them at all
        yield from _valued(subject, before, after)


def _paragraphs(first: Disclosure, second: Disclosure) -> Iterator[WordChange]:
    texts = [[(each.part, each.text) for each in one.paragraphs] for one in (first, second)]
    before, after = (
        [_timeless(text, one.year) for _, text in own] for own, one in zip(texts, (first, second), strict=True)
    )
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(texts[0][i1:i2], texts[1][j1:j2])


def _paired(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[WordChange]:
    """Paragraphs between two that are the same: each with the nearest one after it that is like it."""
    at = 0
    for part, text in before:
        like = next((index for index in range(at, len(after)) if _alike(text, after[index][1])), None)
        if like is None:
            yield WordChange(PARAGRAPH, part, GONE, text, "")
            continue
        yield from (WordChange(PARAGRAPH, own, ADDED, "", added) for own, added in after[at:like])
        yield WordChange(PARAGRAPH, part, CHANGED, text, after[like][1])
        at = like + 1
    yield from (WordChange(PARAGRAPH, own, ADDED, "", added) for own, added in after[at:])


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _timeless(text: str, year: int) -> str:
    """A text in which the document's own year and the one before it have no number."""
    return squeezed(text).replace(str(year), "{本年}").replace(str(year - 1), "{上年}")


def _valued(subject: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[WordChange]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, ""), after.get(name, "")
        if _plain(old) != _plain(new):
            yield WordChange(subject, name, CHANGED if old and new else ADDED if new else GONE, old, new)


def _plain(value: str) -> str:
    """A value without its spaces; 5,000.00 and 5000 are one number."""
    bare = squeezed(value)
    if not NUMBER.fullmatch(bare):
        return bare
    return f"{Decimal(bare.replace(',', '')).normalize():f}"


def _terms(disclosure: Disclosure) -> dict[str, str]:
    return {each.term: each.definition for each in disclosure.glossary}


def _registers(disclosure: Disclosure) -> dict[str, str]:
    return {f"{name} {item}": value for name, items in disclosure.registers.items() for item, value in items.items()}


def _evaluations(disclosure: Disclosure) -> dict[str, str]:
    return {
        f"{each.project} {what}": value
        for each in disclosure.evaluations
        for what, value in (("预算数", each.budget), ("执行数", each.executed), ("总分", each.total))
        if value
    }


_VALUES = {TERM: _terms, REGISTER: _registers, EVALUATION: _evaluations}
