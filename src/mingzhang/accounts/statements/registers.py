"""The registers as declared: which items there are, and how a value of each is printed."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import resources

from mingzhang.money import FEN_PER_WAN, FEN_PER_YUAN, decimal_text

YUAN = "元"
WITH_DECIMALS = frozenset({"平方米", "分"})
EVERY_ITEM = "*"


@cache
def units() -> Mapping[str, Mapping[str, str]]:
    """Subject → item → what its values are counted in."""
    text = (resources.files("mingzhang.accounts.books") / "registers.toml").read_text("utf-8")
    return {
        subject: {item: declared["unit"] for item, declared in items.items()}
        for subject, items in tomllib.loads(text).items()
    }


def items_of(name: str) -> tuple[str, ...]:
    """The items that `车辆.机要通信用车` or `车辆.*` names, as `subject.item`. Raises KeyError for one not declared."""
    subject, _, item = name.partition(".")
    if item == EVERY_ITEM:
        return tuple(f"{subject}.{each}" for each in units()[subject])
    if item not in units()[subject]:
        raise KeyError(name)
    return (name,)


def unit_of(name: str) -> str:
    """What the values of `subject.item` are counted in."""
    subject, _, item = name.partition(".")
    return units()[subject][item]


def fen_of(value: Fraction) -> int:
    """分 of a register's amount in 元, which has at most two decimals."""
    return int(value * FEN_PER_YUAN)


def printed(name: str, value: Fraction) -> str:
    """A value as the disclosure prints it: amounts in 万元 and areas with two decimals, counts whole."""
    unit = unit_of(name)
    if unit == YUAN:
        return decimal_text(value * FEN_PER_YUAN / FEN_PER_WAN, 2)
    return decimal_text(value, 2 if unit in WITH_DECIMALS else 0)
