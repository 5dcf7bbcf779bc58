"""登记: counts and amounts that statements quote; 涉密: what is withheld."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from mingzhang.accounts.books.model import Withheld
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.books.sheets import Row
from mingzhang.accounts.forms.registers import TWO_DECIMALS, declared_registers
from mingzhang.findings import Finding, finding
from mingzhang.money import FEN_PER_YUAN, decimal_text, fen_of_yuan

FUNCTION, REGISTER, TEXT = "功能科目", "登记", "文字"
CATEGORIES = (FUNCTION, REGISTER, TEXT)
CODE_DIGITS = frozenset({3, 5, 7})


def read_registers(rows: Sequence[Row]) -> tuple[dict[str, dict[str, Fraction]], list[Finding]]:
    """Register → item → value, amounts in 元. Only what the unit filled in."""
    found: list[Finding] = []
    values: dict[str, dict[str, Fraction]] = {}
    seen: dict[tuple[str, str], int | None] = {}
    for row in rows:
        name, item = row.text("类别"), row.text("项目")
        unit = _unit(row, found)
        if not unit or "数值" not in row.values:
            continue
        value = _value(row, unit, found)
        if (name, item) in seen:
            printed = f"{name} {item}，第{seen[name, item]}行已有"
            found.append(finding("B263", row.place("项目"), printed=printed))
            continue
        seen[name, item] = row.where.row
        values.setdefault(name, {})[item] = value
    return values, found


def _unit(row: Row, found: list[Finding]) -> str:
    """What the item is counted in; "" with a finding where it is not declared."""
    registers = declared_registers()
    name, item = row.text("类别"), row.text("项目")
    if name not in registers:
        remedy = nearest_remedy(name, registers)
        found.append(
            finding("B261", row.place("类别"), printed=name, expected=f"{'、'.join(registers)}之一", remedy=remedy)
        )
        return ""
    if item not in registers[name]:
        expected = f"{'、'.join(registers[name])}之一"
        remedy = nearest_remedy(item, registers[name])
        found.append(finding("B261", row.place("项目"), printed=item, expected=expected, remedy=remedy))
        return ""
    return registers[name][item]


def _value(row: Row, unit: str, found: list[Finding]) -> Fraction:
    """A value that its unit of count allows: not negative, whole unless the unit has decimals.

    A bad one is told and counts as filled in, with 0, so that it is not asked for as well.
    """
    text = row.text("数值")
    decimals = unit in TWO_DECIMALS
    expected = f"以{unit}计的{'数，最多两位小数' if decimals else '整数'}，不小于零"
    try:
        hundredths = fen_of_yuan(text)
    except ValueError:
        found.append(finding("B262", row.place("数值"), printed=text, expected=expected))
        return Fraction(0)
    value = Fraction(hundredths, FEN_PER_YUAN)
    if hundredths < 0 or (not decimals and value.denominator != 1):
        found.append(finding("B262", row.place("数值"), printed=text, expected=expected))
        return Fraction(0)
    return value


def register_text(register: str, item: str, value: Fraction) -> str:
    """A value as documents print it: 12, 3.5, 1200.00 for amounts in 元."""
    unit = declared_registers()[register][item]
    return decimal_text(value, 2, trim=unit != "元")


def read_withheld(
    rows: Sequence[Row], functions: frozenset[str] | None, registers: Collection[str], texts: Collection[str]
) -> tuple[tuple[Withheld, ...], list[Finding]]:
    """What is marked 涉密; a mark on something that the books do not have is a slip that would leave a secret open.

    `functions` None: the books' lines are wrong, so that nothing can be said of codes.
    """
    found: list[Finding] = []
    marked: list[Withheld] = []
    known = {FUNCTION: functions, REGISTER: registers, TEXT: texts}
    for row in rows:
        category, item = row.text("类别"), row.text("项目")
        if category not in CATEGORIES:
            found.append(finding("B222", row.place("类别"), printed=category, expected=f"{'、'.join(CATEGORIES)}之一"))
            continue
        if category == FUNCTION and not (item.isdigit() and len(item) in CODE_DIGITS):
            found.append(finding("B222", row.place("项目"), printed=item, expected="3、5 或 7 位功能科目编码"))
            continue
        names = known[category]
        if names is not None and not any(
            name.startswith(item) if category == FUNCTION else item in {name, name.partition(".")[0]} for name in names
        ):
            found.append(finding("B264", row.place("项目"), printed=item, remedy=nearest_remedy(item, names)))
            continue
        marked.append(Withheld(category, item, row.text("依据")))
    return tuple(marked), found
