"""Words often mistaken, and fixed names with one wrong character in them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Misspelt:
    start: int
    end: int
    printed: str
    expected: str


@cache
def _declared() -> Mapping[str, Any]:
    text = (resources.files("mingzhang.accounts.checks") / "misspelt.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((word["right"], re.compile(word["wrong"])) for word in _declared()["word"])


@cache
def _halves() -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, int], ...]]]:
    """Both halves of every fixed name, one of which a single slip leaves whole, with the names and where in them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in _declared()["near"]:
        middle = len(name) // 2
        for begin, half in ((0, name[:middle]), (middle, name[middle:])):
            if (name, begin) not in found.setdefault(half, []):
                found[half].append((name, begin))
    longest = sorted(found, key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(map(re.escape, longest))}))"), {half: tuple(at) for half, at in found.items()}


def misspelt(text: str) -> Iterator[Misspelt]:
    """Every slip of a text, each place once."""
    found = ((right, match) for right, pattern in _words() for match in pattern.finditer(text))
    taken = [Misspelt(match.start(), match.end(), match[0], right) for right, match in found]
    for near in _near(text):
        if not any(one.start < near.end and near.start < one.end for one in taken):
            taken.append(near)
    yield from sorted(taken, key=lambda one: one.start)


def _near(text: str) -> Iterator[Misspelt]:
    pattern, halves = _halves()
    alike = _declared()["alike"]
    for match in pattern.finditer(text):
        for name, begin in halves[match[1]]:
            start = match.start() - begin
            printed = text[start : start + len(name)] if start >= 0 else ""
            if len(printed) == len(name) and _one_off(printed, name) and printed not in alike:
                yield Misspelt(start, start + len(name), printed, name)


def _one_off(printed: str, name: str) -> bool:
    """Whether a text has one other character inside than a name, or two neighbours in the wrong order.

    Another first or last character makes another name: 给予中小企业合同, 财政拨款收支.
    """
    other = [at for at, (one, two) in enumerate(zip(printed, name, strict=True)) if one != two]
    if len(other) == 1:
        return 0 < other[0] < len(name) - 1 and "一" <= printed[other[0]] <= "龥"
    first, *rest = other or [0]
    return rest == [first + 1] and printed[first] == name[first + 1] and printed[first + 1] == name[first]
