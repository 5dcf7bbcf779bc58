"""Dimensions in columns of auxiliary accounting: behind keys (经济分类:30201), or told by their codes alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from mingzhang.accounts.books.dimensions import DIGITS, UNUSABLE, Vocabulary, synonyms
from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.cube import LABELS
from mingzhang.accounts.proposing.contents import MOST
from mingzhang.accounts.proposing.export import Column
from mingzhang.accounts.proposing.headings import told
from mingzhang.accounts.proposing.item import Item, Option, some

_KEY = re.compile(r"([一-鿿]{2,14})\s*(?:[(（]\w*[)）])?\s*([:：=]|-+|[】\]〕])\s*")
_PAIRS = {"【": "】", "[": "]", "〔": "〕", "(": ")", "（": "）"}
KEYED = ("fund", "function", "kind", "economic", "project")
_PLACED = {"function": r"(?:^|\D)(\d{7})(?:\D|$)", "economic": r"(?:^|\D)(\d{5})(?:\D|$)"}
_TOKEN, _RUN, _SHORTEST = re.compile(r"[0-9A-Za-z]+"), re.compile(r"\d+"), 3
"""Codes of projects, what could be some, and their fewest digits."""
_WORDY = 4
"""Characters that a word must have to be looked for inside a text."""


@dataclass(frozen=True)
class _Found:
    column: str
    pattern: str
    texts: pl.Series

    @property
    def value(self) -> dict[str, str]:
        return {"列": self.column, "样式": self.pattern}

    @property
    def filled(self) -> int:
        return len(self.texts) - self.texts.null_count()

    @property
    def samples(self) -> str:
        return some(self.texts.drop_nulls().unique(maintain_order=True).to_list())


def auxiliary_items(
    columns: Sequence[Column], vocabulary: Vocabulary, lacking: Mapping[str, int], projects: Projects
) -> list[Item]:
    """For each dimension that lacks, on so many lines, the part of a column that holds it, or a question where several
    do. Names of accounts settle more than a part of them tells, and are looked at by themselves.
    """
    items: list[Item] = []
    for dimension in (name for name in KEYED if name in lacking):
        found = [part for column in columns for part in _keyed(column, dimension, vocabulary)]
        if not found:
            free = [column for column in columns if told(column.name, "account_name") is None]
            placed = [part for column in free for part in _placed(column, dimension, vocabulary)]
            found = [part for part in placed if part.filled >= MOST * lacking[dimension]]
        if not found and dimension == "project":
            found = [part for column in columns for part in project_parts(column, projects)]
        if found:
            items.append(_item(dimension, found))
        elif dimension == "project" and not projects.by_code:
            items += [_asked(part) for column in columns for part in _numbered(column, vocabulary)]
    return items


def _item(dimension: str, found: list[_Found]) -> Item:
    label = FIELDS[dimension]
    path = ("辅助列", label)
    if len(found) == 1:
        evidence = f"样式 {found[0].pattern}；{found[0].filled} 行有，如 {found[0].samples}"
        return Item(path, f"{label} 在“{found[0].column}”列之内", evidence, found[0].value)
    options = tuple(Option(f"“{part.column}”列，样式 {part.pattern}，如 {part.samples}", part.value) for part in found)
    return Item(path, f"有 {len(found)} 处都像“{label}”，是哪一处", "不代为选择", options=options)


def _keyed(column: Column, dimension: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The parts of a column behind keys that tell the dimension."""
    keys: dict[tuple[str, str], set[str]] = {}
    for text in column.counts:
        for match in _KEY.finditer(text):
            keys.setdefault((match[1], match[2]), set()).add(text[: match.start()].rstrip()[-1:])
    for (key, mark), before in keys.items():
        if told(key, dimension) is None:
            continue
        every = {char for (_, other), chars in keys.items() if other == mark for char in chars if char}
        ends = {_PAIRS[char] if char in _PAIRS and mark not in _PAIRS.values() else char for char in every}
        longer = any(other != key and other.endswith(key) for other, _ in keys)
        start = f"(?:^|{_any_of(before - {''})})" if longer and before - {""} else ""
        value = f"([^{_any_of(ends)[1:]}+)" if ends else "(.+)"
        pattern = start + _blanks(column, key, mark).join((re.escape(key), re.escape(mark), value))
        part = _Found(column.name, pattern, column.texts.str.extract(pattern, 1).str.strip_chars())
        if _holds(part, dimension, vocabulary):
            yield part


def _any_of(chars: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"


def _blanks(column: Column, key: str, mark: str) -> str:
    """What may stand around the mark: blanks where some stand there."""
    loose = re.compile(rf"{re.escape(key)}(\s+{re.escape(mark)}|{re.escape(mark)}\s)")
    return r"\s*" if any(loose.search(text) for text in column.counts) else ""


def _holds(part: _Found, dimension: str, vocabulary: Vocabulary) -> bool:
    texts = part.texts.drop_nulls().to_list()
    if not texts or dimension == "project":
        return bool(texts)
    good = sum(vocabulary.meaning(dimension, text).value != UNUSABLE for text in texts)
    return good >= MOST * len(texts) or (dimension not in DIGITS and len(set(texts)) <= 12)


def _placed(column: Column, dimension: str, vocabulary: Vocabulary) -> Iterator[_Found]:
    """A code or a word of the dimension inside longer texts, without a key."""
    if dimension in _PLACED:
        pattern = _PLACED[dimension]
    elif dimension in LABELS and dimension != "project":
        there = [word for word in _long_words(dimension) if any(word in text for text in column.counts)]
        if not there:
            return
        pattern = f"({'|'.join(there)})"
    else:
        return
    part = _Found(column.name, pattern, column.texts.str.extract(pattern, 1))
    meant = [vocabulary.meaning(dimension, text) for text in part.texts.drop_nulls().unique().to_list()]
    known = all(item.value != UNUSABLE and item.code != "B132" for item in meant)
    if meant and known and not part.texts.equals(column.texts):
        yield part


def project_parts(column: Column, projects: Projects) -> Iterator[_Found]:
    """The part of a column that holds codes of the table 项目, where these are of one length."""
    for length in {len(code) for code in projects.by_code if _TOKEN.fullmatch(code)}:
        pattern = f"(?:^|[^0-9A-Za-z])([0-9A-Za-z]{{{length}}})(?:[^0-9A-Za-z]|$)"
        part = _Found(column.name, pattern, column.texts.str.extract(pattern, 1))
        known = sum(text in projects.by_code for text in part.texts.drop_nulls())
        if known and known >= MOST * part.filled:
            yield part


def _numbered(column: Column, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Digits of one length that stand on some lines only, beside codes of a classification: perhaps a project's."""
    beside = [part for dimension in DIGITS for part in _placed(column, dimension, vocabulary)]
    runs = {len(run) for text in column.counts for run in _RUN.findall(text)} - set(DIGITS.values())
    lengths = [length for length in runs if length >= _SHORTEST]
    if beside and len(lengths) == 1:
        pattern = rf"(?:^|\D)(\d{{{lengths[0]}}})(?:\D|$)"
        part = _Found(column.name, pattern, column.texts.str.extract(pattern, 1))
        if part.filled < column.filled:
            yield part


def _asked(part: _Found) -> Item:
    label = FIELDS["project"]
    option = Option(f"是{label}编码", part.value)
    evidence = f"{part.filled} 行有，如 {part.samples}；没有“{label}”表可以对照，不代为选择"
    return Item(("辅助列", label), f"“{part.column}”列里的这些数字是{label}编码吗", evidence, options=(option,))


def _long_words(dimension: str) -> list[str]:
    usual = {word for words in synonyms()[dimension].values() for word in words} | set(LABELS[dimension].values())
    return sorted((word for word in usual if len(word) >= _WORDY), key=lambda word: (-len(word), word))
