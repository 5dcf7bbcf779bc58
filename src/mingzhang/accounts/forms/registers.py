"""The registers as declared in registers.toml: counts and amounts that statements quote beside the forms."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

TWO_DECIMALS = frozenset({"元", "平方米", "分"})
"""Units of count whose values have up to two decimals; all others are whole."""


@cache
def _given() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    return tomllib.loads((resources.files("mingzhang.accounts.forms") / "registers.toml").read_text("utf-8"))


@cache
def declared_registers() -> Mapping[str, Mapping[str, str]]:
    """Register → item → the unit that it is counted in."""
    return {name: {item: given["unit"] for item, given in items.items()} for name, items in _given().items()}


@cache
def averaged() -> Mapping[tuple[str, str], str]:
    """(register, item) of every average → the item that counts what it is the average of."""
    return {
        (name, item): given["average_of"]
        for name, items in _given().items()
        for item, given in items.items()
        if "average_of" in given
    }


def unit_of(name: str) -> str:
    """What the values of `subject.item` are counted in."""
    subject, _, item = name.partition(".")
    return declared_registers()[subject][item]
