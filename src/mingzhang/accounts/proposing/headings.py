"""What exports call their columns: which field of ours a heading tells, and how surely."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from mingzhang.accounts.books.header import JOIN, plain_name

_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
BY_CODE, PLAIN, BY_NAME = 0, 1, 2
"""Ranks of headings: 科目编码 before 科目 before 科目名称."""


def bare(heading: str) -> str:
    """A heading without blanks, brackets and what stands in them, in small letters: 借方金额（元） is 借方金额."""
    narrow = unicodedata.normalize("NFKC", plain_name(heading)).casefold()
    return _BRACKETS.sub("", narrow).rstrip(":：*")


@cache
def _given() -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "headings.toml").read_text("utf-8"))


def fields() -> Collection[str]:
    """The fields that headings can tell."""
    return [name for name, value in _given().items() if isinstance(value, dict)]


@cache
def _words(field: str) -> Mapping[str, int]:
    """Heading → its rank."""
    given = _given()
    ranks: dict[str, int] = {}
    for word in given[field]["words"]:
        for end in given["codes"]:
            ranks.setdefault(word + end, BY_CODE)
        for end in given["names"]:
            ranks.setdefault(word + end, BY_NAME)
    return ranks | dict.fromkeys(given[field]["words"], PLAIN)


@cache
def told(heading: str, field: str) -> int | None:
    """How surely a heading tells a field, the lowest rank first; None where it does not.

    Under a common heading, 本期发生额-借方, what stands below counts.
    """
    text = bare(heading)
    if any(part in text for part in _given()["never"]):
        return None
    words = _words(field)
    parts = text.split(JOIN)
    found = words.get(text, words.get("".join(parts)))
    return words.get(parts[-1]) if found is None else found


@cache
def wanted() -> frozenset[str]:
    """Every heading that tells something, those below a common heading too: what a table's header is found by."""
    given = _given()
    words = {word for field in fields() for word in _words(field)}
    sides = {*given["debit"]["words"], *given["credit"]["words"]}
    below = {*given["codes"], *given["names"], *sides, "字", "号"}
    pairs = {*product(given["over"], below), *product(sides, given["money"])}
    return frozenset(words | {JOIN.join(pair) for pair in pairs})


def known(names: Collection[str]) -> set[str]:
    """The fields that a row of headings tells."""
    return {field for field in fields() for name in names if name and told(name, field) is not None}
