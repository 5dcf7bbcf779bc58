"""What the lists of codes call classes and divisions: their plain names, also former and added ones."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from mingzhang import codes
from mingzhang.accounts.forms.vocabulary import former_classes
from mingzhang.accounts.readers.labels import plain


@cache
def declared_names() -> Mapping[str, Mapping[str, list[str]]]:
    """names.toml: what is declared of names beside the lists."""
    text = (resources.files("mingzhang.accounts.checks") / "names.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=16)
def classes(year: int, *, economic: bool) -> Mapping[str, str]:
    """The plain name of a class → its code."""
    listed = codes.economic(year) if economic else codes.functional(year)
    return {plain(one.name): one.code for one in reversed(list(listed.level(3)))}


def former_class(year: int, name: str) -> str:
    """The code of the class that went by a plain name before a year; "" for a name that none had."""
    old = _former().get(name)
    return str(old["code"]) if old is not None and year > int(old["last_year"]) else ""


@cache
def _former() -> Mapping[str, Mapping[str, str | int]]:
    return {plain(name): told for name, told in former_classes().items()}


def is_added(year: int, code: str, name: str) -> bool:
    """Whether a division is one that its year put under many classes, and that no list names."""
    ending, first_year = declared_names()["added"].get(plain(name), ("", ""))
    return bool(ending) and len(code) == 5 and code.endswith(ending) and year >= int(first_year)


def economic_codes(name: str, year: int, classes: tuple[str, ...]) -> list[str]:
    """The economic divisions of some classes that a name of a list may mean; none for a name that is not known."""
    bare = plain(name)
    aliases = declared_names()["economic"]
    if bare in aliases:
        return [str(aliases[bare])]
    spelt = _divisions(year).get(bare) or _divisions(year).get(bare.removesuffix("费"), ())  # 公务用车购置费
    return [code for code in spelt if code.startswith(classes)]


@lru_cache(maxsize=16)
def _divisions(year: int) -> Mapping[str, Sequence[str]]:
    """The plain name of an economic division → its codes."""
    found: dict[str, list[str]] = {}
    for code in codes.economic(year).level(5):
        found.setdefault(plain(code.name), []).append(code.code)
    return found
