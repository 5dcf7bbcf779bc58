"""The registers of a department: its units' added up, or what the department itself registered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from mingzhang.accounts.books.registers import register_text
from mingzhang.accounts.department.member import Member
from mingzhang.accounts.forms.registers import averaged, declared_registers
from mingzhang.findings import Finding, Place, finding

Registers = Mapping[str, Mapping[str, Fraction]]
SHOWN = 5
"""Units that a finding names."""


def summed(members: Sequence[Member]) -> tuple[dict[str, dict[str, Fraction]], list[Finding]]:
    """Every item that all units filled in; an item that only some did has no sum, which is told."""
    values: dict[str, dict[str, Fraction]] = {}
    found: list[Finding] = []
    for name, items in declared_registers().items():
        for item in items:
            given = [member.registers.get(name, {}).get(item) for member in members]
            filled = [value for value in given if value is not None]
            if len(filled) == len(members):
                values.setdefault(name, {})[item] = _whole(name, item, filled, members)
            elif filled:
                lacking = [member.folder for member, value in zip(members, given, strict=True) if value is None]
                more = f" 等 {len(lacking)} 个单位" if len(lacking) > SHOWN else ""
                printed = f"没有填的：{'、'.join(lacking[:SHOWN])}{more}"
                found.append(finding("U141", Place(sheet="登记", key=f"{name}.{item}"), printed=printed))
    return values, found


def _whole(name: str, item: str, values: Sequence[Fraction], members: Sequence[Member]) -> Fraction:
    """The sum; of an average the mean, each unit counted as often as it has what the average is of."""
    weight = averaged().get((name, item))
    if weight is None:
        return added(values)
    weights = [member.registers[name].get(weight, Fraction(0)) for member in members]
    total = sum(weights)
    return sum((value * times for value, times in zip(values, weights, strict=True)), Fraction(0)) / (total or 1)


def added(values: Iterable[Fraction]) -> Fraction:
    """Their sum, those of one denominator added as whole numbers: hundreds of units and dozens of items."""
    numerators: dict[int, int] = {}
    for value in values:
        numerators[value.denominator] = numerators.get(value.denominator, 0) + value.numerator
    return sum((Fraction(whole, divisor) for divisor, whole in numerators.items()), Fraction(0))


def differing(own: Registers, sums: Registers) -> Iterator[Finding]:
    """What the department registered for itself and its units' sum does not bear out."""
    for name, items in own.items():
        for item, value in items.items():
            whole = sums.get(name, {}).get(item)
            if whole is not None and register_text(name, item, whole) != register_text(name, item, value):
                said, summed_up = register_text(name, item, value), register_text(name, item, whole)
                place = Place(file="登记", key=f"{name}.{item}")
                yield finding("U142", place, printed=said, expected=f"各单位合计 {summed_up}")
