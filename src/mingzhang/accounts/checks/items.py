"""Functional items as the narrative names them: 社会保障和就业支出（类）抚恤（款）伤残抚恤（项）, or parts of it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import label, lineages, plain

_BRACKETS = re.compile(r"\([^()]*\)")
_BEFORE = '.、"'
"""What is left of an ordinal or a quote before the first name."""
_LEVELS = "类款项"
_DIGITS = (3, 5, 7)


class Item(NamedTuple):
    """Names as a squeezed text gives them; "" for a level that it leaves out."""

    names: tuple[str, str, str]
    text: str
    start: int
    end: int

    @property
    def level(self) -> int:
        """0 for a class, 1 for a division, 2 for an item."""
        return max(at for at, name in enumerate(self.names) if name)


@cache
def _part() -> re.Pattern[str]:
    """A name and its level. Brackets inside a name are those that the code list has: 储备粮（油）库建设."""
    names = (squeezed(code.name) for code in codes.functional(codes.LATEST).codes.values())
    inside = {"(境)"} | {bracket for name in names for bracket in _BRACKETS.findall(name)}
    inner = "|".join(re.escape(bracket) for bracket in sorted(inside))
    return re.compile(rf"(?P<name>(?:[^,;。:()\d]|{inner})+?)\(\d*(?P<level>[类款项])\)")


def items(text: str, begin: int = 0, end: int | None = None) -> Iterator[Item]:
    """Every functional item that a squeezed text names, in order."""
    going: list[str] = ["", "", ""]
    start = stop = -1
    for part in _part().finditer(text, begin, len(text) if end is None else end):
        level = _LEVELS.index(part["level"])
        if part.start() != stop or any(going[level:]):
            if any(going):
                yield Item((going[0], going[1], going[2]), text[start:stop].lstrip(_BEFORE), start, stop)
            going, start = ["", "", ""], part.start()
        going[level], stop = part["name"], part.end()
    if any(going):
        yield Item((going[0], going[1], going[2]), text[start:stop].lstrip(_BEFORE), start, stop)


def code_of(item: Item, known: Known, within: str = "") -> tuple[str, bool]:
    """The functional code that an item means, and whether its names are those of the year's list.

    `within` is the class or division under whose heading it stands. "" where nothing, or no single line, is meant.
    """
    level = item.level
    given = item.names[: level + 1]
    if all(given):
        meant = _by_whole_name(given, _lineages(known.year))
        printed = meant if meant in known.functional_rows else _by_whole_name(given, _printed_lineages(known))
        if meant or printed:  # a name that the forms print otherwise than the list is told of the forms
            return printed or meant, True
    tail = tuple(plain(name) for name in given if name)
    if not all(given):
        partly = [each for each in _ending(known, level, tail) if each.startswith(within)]
        return (partly[0] if len(partly) == 1 else "", True)
    near = _ending(known, level, tail[-1:])
    own = [each for each in near if plain(codes.functional(known.year).name(each[:3])).startswith(tail[0][:4])]
    chosen = own or near
    return (chosen[0] if level == 2 and len(chosen) == 1 else "", False)


def _by_whole_name(given: tuple[str, ...], lineages: Mapping[tuple[str, ...], str]) -> str:
    """The code of a whole name; its class's name begins after words that belong to the sentence."""
    for at in range(len(label(given[0]))):
        names = (label(given[0])[at:], *given[1:])
        code = next((found for each in _class_spelt(names) if (found := lineages.get(each))), "")
        if code:
            return code
    return ""


def _class_spelt(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Names with the class as given, and as 社会保障和就业（类）支出 shortens it."""
    first, *rest = (plain(name) for name in names)
    yield (first, *rest)
    yield (first + "支出", *rest)


def _ending(known: Known, level: int, tail: tuple[str, ...]) -> list[str]:
    """The codes of a level that end in some names; those that the forms print where any of them do."""
    every = [code for lineage, code in _lineages(known.year).items() if lineage[-len(tail) :] == tail]
    of_level = [code for code in every if len(code) == _DIGITS[level]]
    printed = [code for code in of_level if code in known.functional_rows]
    return printed or of_level


def _printed_lineages(known: Known) -> Mapping[tuple[str, ...], str]:
    """The rows of the forms by the names that they print there, of themselves and of the rows above them."""
    names = known.printed_names
    found: dict[tuple[str, ...], str] = {}
    for code in names:
        above = [code[:digits] for digits in _DIGITS if digits <= len(code)]
        if all(each in names for each in above):
            found.setdefault(tuple(plain(names[each]) for each in above), code)
    return found


@lru_cache(maxsize=16)
def _lineages(year: int) -> Mapping[tuple[str, ...], str]:
    return {names: code for code, names in lineages(year).items()}
