"""The registers as declared: which items there are, and how a value of each is printed."""

from fractions import Fraction

from mingzhang.accounts.forms.registers import TWO_DECIMALS, declared_registers, unit_of
from mingzhang.money import FEN_PER_WAN, FEN_PER_YUAN, decimal_text

YUAN = "元"
EVERY_ITEM = "*"


def items_of(name: str) -> tuple[str, ...]:
    """The items that `车辆.机要通信用车` or `车辆.*` names, as `subject.item`. Raises KeyError for one not declared."""
    subject, _, item = name.partition(".")
    if item == EVERY_ITEM:
        return tuple(f"{subject}.{each}" for each in declared_registers()[subject])
    if item not in declared_registers()[subject]:
        raise KeyError(name)
    return (name,)


def fen_of(value: Fraction) -> int:
    """分 of a register's amount in 元, which has at most two decimals."""
    return int(value * FEN_PER_YUAN)


def printed(name: str, value: Fraction) -> str:
    """A value as the disclosure prints it: amounts in 万元 and areas with two decimals, counts whole."""
    unit = unit_of(name)
    if unit == YUAN:
        return decimal_text(value * FEN_PER_YUAN / FEN_PER_WAN, 2)
    return decimal_text(value, 2 if unit in TWO_DECIMALS else 0)
