"""Which segments of account codes hold fund, kind, functional and economic class, and project."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from mingzhang.accounts.books.chart import account_meaning, begins_with, path_of
from mingzhang.accounts.books.dimensions import UNUSABLE
from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.proposing.contents import MOST
from mingzhang.accounts.proposing.item import Item, Option, some
from mingzhang.accounts.proposing.lines import NEEDED, Lines
from mingzhang.accounts.proposing.segment_cuts import Split, splits_of

_SHORT = re.compile(r"[0-9A-Za-z]{1,4}")
_BOTH = ("6", "7")
"""First digits of income and expenditure."""
Layout = dict[str, int]
"""Dimension → number of its segment, the account itself being 1."""


def segment_items(lines: Lines, *, project_told: bool) -> list[Item]:
    """The rule for what accounts of income and expenditure lack, or a question where several could be it."""
    lacking = [name for name in NEEDED if lines.accounts_without(name)]
    codes = {
        path_of(text): text for text in lines.accounts() if account_meaning(text, lines.settings).main[:1] in {"6", "7"}
    }
    if not lacking or not codes:
        return []
    for split in splits_of(list(codes), lines):
        found: dict[tuple[str, ...], tuple[_Segments, list[Layout]]] = {}
        for firsts in (_BOTH, ("7",), ("6",)):
            own = {code: text for code, text in codes.items() if begins_with(text, firsts, lines.settings)}
            seen = _Segments(lines, split, own)
            layouts = seen.layouts(lacking)
            if layouts:
                found[firsts] = seen, layouts
        if _BOTH in found and all(len(found[_BOTH][1][0]) >= len(layouts[0]) for _, layouts in found.values()):
            found = {_BOTH: found[_BOTH]}
        else:
            found.pop(_BOTH, None)
        if found:
            items = (_item(*each, firsts, project_told=project_told) for firsts, each in found.items())
            return _joined(list(items))
    return []


def _joined(items: Sequence[Item]) -> list[Item]:
    """The rules as one setting; where one of them is a question, that of expenditure alone, which needs the most."""
    if len(items) == 1 or any(item.options for item in items):
        return [items[0]]
    said, evidence = ("；".join(parts) for parts in zip(*((item.said, item.evidence) for item in items), strict=True))
    return [Item(("科目段",), said, evidence, [rule for item in items for rule in item.value])]


@dataclass(frozen=True)
class _Segments:
    """The codes of some accounts cut in one way."""

    lines: Lines
    split: Split
    codes: Mapping[str, str]
    """Code → the account's text."""

    def texts(self, number: int) -> dict[str, str]:
        """Code → what stands in a segment, where it stands and says something."""
        cut = {code: self.split.parts(code) for code in self.codes}
        given = {code: parts[number - 1].strip() for code, parts in cut.items() if len(parts) >= number}
        return {code: text for code, text in given.items() if self.lines.vocabulary.said("project", text) is not None}

    @property
    def numbers(self) -> range:
        return range(2, max((len(self.split.parts(code)) for code in self.codes), default=0) + 1)

    def layouts(self, lacking: Sequence[str]) -> list[Layout]:
        """All ways to read the segments that settle the most of what lacks."""
        sure = {name: at for name in lacking if len(at := [n for n in self.numbers if self._says(name, n)]) == 1}
        fixed = {name: at[0] for name, at in sure.items()}
        free = [number for number in self.numbers if number not in fixed.values() and self._is_code(number)]
        free = [number for number in free if not self._listed(number)]
        open_ = [name for name in ("fund", "kind") if name in lacking and name not in fixed]
        for many in range(len(open_), -1, -1):
            found = [
                fixed | dict(zip(names, numbers, strict=True))
                for names in permutations(open_, many) if list(names) == [n for n in open_ if n in names]
                for numbers in permutations(free, many)
                if all(self.values(name, number, fixed) for name, number in zip(names, numbers, strict=True))
            ]  # fmt: skip
            if found and (many or fixed):
                return found
        return []

    def _says(self, dimension: str, number: int) -> bool:
        """Whether a segment holds a dimension in words or codes that everybody understands."""
        needing = {path_of(text) for text in self.lines.accounts_without(dimension)} & self.codes.keys()
        texts = {code: text for code, text in self.texts(number).items() if code in needing}
        if dimension == "economic" and self._incomes(number):
            return False
        meant = [self.lines.vocabulary.meaning(dimension, text) for text in texts.values()]
        understood = [item.value not in {None, UNUSABLE} for item in meant]
        return bool(meant) and all(understood) and len(texts) >= MOST * len(needing)

    def _incomes(self, number: int) -> bool:
        """Whether accounts of income say something there, which have no economic class."""
        return any(begins_with(self.codes[code], ("6",), self.lines.settings) for code in self.texts(number))

    def _is_code(self, number: int) -> bool:
        texts = set(self.texts(number).values())
        return 0 < len(texts) <= 12 and all(_SHORT.fullmatch(text) for text in texts)

    def values(self, dimension: str, number: int, fixed: Layout) -> dict[str, frozenset[str]]:
        """What each code of a segment can mean; nothing where one of them can mean nothing."""
        functions = self.texts(fixed["function"]) if "function" in fixed else {}
        places: dict[str, list[tuple[str, str]]] = {}
        for code, text in self.texts(number).items():
            places.setdefault(text, []).append((self.codes[code], functions.get(code, "")))
        meant = {text: self.lines.possible(dimension, where) for text, where in places.items()}
        return meant if all(meant.values()) else {}

    def project(self, layout: Layout) -> list[int]:
        """Segments that nothing explains and that hold names, or codes of the table 项目."""
        free = [number for number in self.numbers if number not in layout.values()]
        named = [number for number in free if any(not _SHORT.fullmatch(text) for text in self.texts(number).values())]
        return [number for number in free if self._listed(number)] or named

    def _listed(self, number: int) -> bool:
        """Whether a segment holds codes of the table 项目."""
        texts = set(self.texts(number).values())
        return bool(texts) and texts <= self.lines.projects.by_code.keys()

    def said(self, layout: Layout) -> str:
        parts = [f"第 {number} 段 {FIELDS[name]}" for name, number in sorted(layout.items(), key=lambda item: item[1])]
        return "、".join(parts)

    def evidence(self, layout: Layout) -> str:
        samples = [f"{FIELDS[name]} 如 {some(list(dict.fromkeys(self.texts(number).values())))}"
                   for name, number in sorted(layout.items(), key=lambda item: item[1])]  # fmt: skip
        return f"{len(self.codes)} 个科目，如 {some(list(self.codes), 2)}；" + "；".join(samples)


def _item(seen: _Segments, layouts: list[Layout], firsts: tuple[str, ...], *, project_told: bool) -> Item:
    if not project_told:
        for layout in layouts:
            named = seen.project(layout)
            if len(named) == 1:
                layout["project"] = named[0]
    rules = [{"科目": list(firsts), **seen.split.setting(), "段": _by_number(layout)} for layout in layouts]
    accounts = "、".join(f"{first} 开头" for first in firsts)
    if len(rules) == 1:
        said = f"{accounts}的科目{seen.split.said}：{seen.said(layouts[0])}"
        return Item(("科目段",), said, seen.evidence(layouts[0]), [rules[0]])
    options = tuple(Option(seen.said(layout), [rule]) for layout, rule in zip(layouts, rules, strict=True))
    evidence = f"如 {some(list(seen.codes), 2)}；几种读法都说得通，不代为选择"
    return Item(("科目段",), f"{accounts}的科目{seen.split.said}，各段是什么", evidence, options=options)


def _by_number(layout: Layout) -> dict[str, str]:
    """Number of the segment → what stands there, as 单位.yaml says it."""
    return {str(number): FIELDS[name] for name, number in sorted(layout.items(), key=lambda item: item[1])}
