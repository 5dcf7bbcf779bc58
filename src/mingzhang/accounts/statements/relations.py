"""The relations between register items and amounts, as declared in relations.toml, tried on one unit's books."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

from mingzhang.accounts.forms.registers import TWO_DECIMALS, unit_of
from mingzhang.accounts.statements import registers
from mingzhang.accounts.statements.facts import Facts, Unknown, register_value
from mingzhang.accounts.statements.grammar import REGISTER, Quantity, quantity
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_YUAN, decimal_text

_READ = {"<=": "不大于", "=": "等于", "=>": "不为零时也不为零的是"}


@dataclass(frozen=True, slots=True)
class RegisterRelation:
    left: str
    kind: str
    """"<=", "=" or "=>"."""
    right: str
    code: str

    def holds(self, left: Fraction, right: Fraction) -> bool:
        match self.kind:
            case "<=":
                return left <= right
            case "=":
                return left == right
            case _:
                return left == 0 or right != 0


@cache
def relations() -> tuple[RegisterRelation, ...]:
    """All declared relations. Raises KeyError for a quantity or kind that is not declared."""
    text = (resources.files("mingzhang.accounts.statements") / "relations.toml").read_text("utf-8")
    found = tuple(RegisterRelation(**entry) for entry in tomllib.loads(text)["relation"])
    for each in found:
        quantity(each.left), quantity(each.right), _READ[each.kind]
    return found


def broken(facts: Facts) -> Iterator[Finding]:
    """Every relation that the unit's registers and amounts do not keep."""
    for each in relations():
        try:
            left, right = _value(each.left, facts), _value(each.right, facts)
        except Unknown:
            continue  # what a mandated sentence lacks is asked for where the sentence is written
        if not each.holds(left, right):
            arithmetic = f"{_read(each.left, left)}，应{_READ[each.kind]}{_read(each.right, right)}"
            yield finding(each.code, Place(sheet="登记"), arithmetic=arithmetic)


def _value(text: str, facts: Facts) -> Fraction:
    """In the register's own unit; amounts in 元."""
    asked = quantity(text)
    if asked.measure == "register":
        values = facts.books.registers
        return sum((register_value(name, values) for name in asked.expressions), Fraction(0))
    return Fraction(facts.amount(asked).fen, FEN_PER_YUAN)


def _read(text: str, value: Fraction) -> str:
    """“政府采购，货物” 12.00元."""
    asked: Quantity = quantity(text)
    unit = unit_of(asked.expressions[0]) if asked.measure == "register" else registers.YUAN
    digits = 2 if unit == registers.YUAN or unit in TWO_DECIMALS else 0
    name = text.removeprefix(f"{REGISTER}.").replace("+", " + ").replace(f".{registers.EVERY_ITEM}", "合计")
    return f"“{name}”{decimal_text(value, digits)}{unit}"
