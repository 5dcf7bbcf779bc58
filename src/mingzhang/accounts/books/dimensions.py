"""One text of an export → the value of a dimension that it means. Called once for each distinct text."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mingzhang.accounts.books.digits import narrowed
from mingzhang.accounts.books.mapping import FIELDS, VoucherSettings
from mingzhang.accounts.cube import LABELS
from mingzhang.codes import CodeList, economic, functional

UNUSABLE = "?"
"""The value of a text that speaks but cannot be understood; a finding tells of it."""
DIGITS = {"function": 7, "economic": 5}
_FUSED = re.compile(r"[\[［(（【]?\s*(\d+)\s*[\]］)）】]?\s*[-—_:：\\/|]*\s*(.*)", re.DOTALL)
_SILENT = re.compile(r"0*|[-—/]+|无|不适用", re.DOTALL)
"""Texts by which exports say nothing: blanks, zeros that fill a segment, dashes."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text says: `value` None where it says nothing; a code of a finding where something is odd."""

    value: str | None
    code: str = ""
    printed: str = ""
    expected: str = ""


class Vocabulary:
    """The words of a unit for a year."""

    def __init__(self, settings: VoucherSettings, year: int) -> None:
        words: Mapping[Any, Mapping[str, str]] = settings.values
        self._own = {field: words.get(label, {}) for field, label in FIELDS.items()}
        self._lists = {"function": functional(year), "economic": economic(year)}
        self._year = year

    def said(self, dimension: str, text: str) -> str | None:
        """A text in our words where the unit has a word of its own for it; None where it says nothing: 0, —, 无."""
        text = narrowed(text.strip())
        text = self._own[dimension].get(text, text)
        return None if _SILENT.fullmatch(text) else text

    def meaning(self, dimension: str, text: str) -> Meaning:
        """The value of a dimension that `text` stands for: ours, the unit's own word for it, or a usual one."""
        said = self.said(dimension, text)
        if said is None:
            return Meaning(None)
        text = said
        if dimension in DIGITS:
            return self._code(dimension, text)
        words = _words(dimension)
        value = words.get(text)
        if value is None and (coded := _FUSED.fullmatch(text)) is not None:  # 111 一般公共预算资金
            value = words.get(coded[2].strip())
        if value is None:
            known = "、".join(label for label in LABELS[dimension].values() if label)
            return Meaning(UNUSABLE, "B130", text, known)
        return Meaning(value)

    def _code(self, dimension: str, text: str) -> Meaning:
        codes, digits = self._lists[dimension], DIGITS[dimension]
        fused = _FUSED.fullmatch(text)
        if fused is None:
            named = [code.code for code in codes.level(digits) if code.name == text]
            if len(named) == 1:
                return Meaning(named[0])
            return Meaning(UNUSABLE, _NO_CODE[dimension], text, f"{digits} 位编码")
        code, name = self._own[dimension].get(fused[1], fused[1]), fused[2].strip()
        if len(code) != digits or code[:3] not in codes:
            return Meaning(UNUSABLE, _NO_CODE[dimension], text, f"{self._year} 年代码表中某一类下的 {digits} 位编码")
        if dimension == "economic" and code not in codes:  # forms and narrative would print it without a name
            return Meaning(UNUSABLE, "B147", text, f"{self._year} 年代码表中的编码")
        return self._known(codes, code, name)

    def _known(self, codes: CodeList, code: str, name: str) -> Meaning:
        """A well-formed code, with what a reviewer would remark on it."""
        found = codes.get(code)
        if found is None:
            return Meaning(code, "B132", f"{code} {name}".strip(), f"{self._year} 年代码表中的编码")
        if name and _bare(name) != _bare(found.name):
            return Meaning(code, "B134", f"{code} {name}", f"{code} {found.name}")
        return Meaning(code) if found.confirmed else Meaning(code, "B133", f"{code} {found.name}")


_NO_CODE = {"function": "B131", "economic": "B135"}


def _bare(name: str) -> str:
    """A name without what exports leave out or add: blanks, brackets' width, the word 支出 at the end."""
    narrow = name.translate(str.maketrans("（）、，", "(),,")).replace(" ", "")
    return narrow.removesuffix("支出")


@cache
def synonyms() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Dimension, or direction → value → the usual words for it."""
    return tomllib.loads((resources.files(__package__) / "synonyms.toml").read_text("utf-8"))


@cache
def _words(dimension: str) -> Mapping[str, str]:
    words = {text: value for value, texts in synonyms()[dimension].items() for text in texts}
    words |= {value: value for value in LABELS[dimension]}
    return words | {label: value for value, label in LABELS[dimension].items() if label}
