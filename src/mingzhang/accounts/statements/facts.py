"""What sentences are filled from: amounts of regions and registers, codes that have money, the unit's own texts."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from mingzhang import codes
from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.cube import Coarse
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.statements import registers
from mingzhang.accounts.statements.comparison import Comparison
from mingzhang.accounts.statements.grammar import INCLUDED_UNITS, LISTS, Each, Quantity
from mingzhang.accounts.statements.withheld import Hidden

_DIGITS = {"类": 3, "款": 5, "项": 7, "经济类": 3, "经济款": 5}
WILDCARD = "*"
Key = TypeVar("Key", bound=Hashable)


class Unknown(LookupError):  # noqa: N818 — not a fault of the program: something the books do not say
    """An operand whose value the books do not say."""

    def __init__(self, operand: str) -> None:
        super().__init__(operand)
        self.operand = operand


def operand_amount(operand: str, measures: Measures, values: Mapping[str, Mapping[str, Fraction]]) -> Amount:
    """The amount of an operand as slots record it: `actual:收入总计`, `register:政府采购.货物` (in 分).

    Raises Unknown where the measure or the register does not say it.
    """
    measure, _, expression = operand.partition(":")
    if measure == "register":
        return Amount.exactly(sum(registers.fen_of(register_value(name, values)) for name in expression.split("+")))
    cube = measures.named(measure)
    amount = cube.value(region_at(expression, measures.agencies)) if cube is not None else None
    if amount is None:
        raise Unknown(operand)
    return amount


def register_value(name: str, values: Mapping[str, Mapping[str, Fraction]]) -> Fraction:
    """The value of 车辆.机要通信用车 in the register's own unit. Raises Unknown where it is not filled in."""
    subject, _, item = name.partition(".")
    try:
        return values[subject][item]
    except KeyError:
        raise Unknown(f"register:{name}") from None


@dataclass(frozen=True)
class Facts:
    """The books seen through what wording can ask for."""

    books: Books
    withheld: Hidden
    budget: str
    tick_fen: int

    _amounts: dict[str, Amount] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Amounts found before: conditions and slots ask for the same ones again and again."""

    _moneyed: dict[Quantity, bool] = field(default_factory=dict, init=False, compare=False, repr=False)
    _listed: dict[Each, list[str]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def amount(self, quantity: Quantity) -> Amount:
        """What the books say of it. Raises Unknown."""
        operand = quantity.operand
        if operand not in self._amounts:
            self._amounts[operand] = operand_amount(operand, self.books.measures, self.books.registers)
        return self._amounts[operand]

    def compared(self, expression: str, measure: str) -> Comparison:
        """This year's amount beside that of another measure. Raises Unknown."""
        now = self.amount(Quantity("actual", (expression,)))
        base = self.amount(Quantity(measure, (expression,)))
        return Comparison(now.fen, base.fen, self.tick_fen)

    def has_money(self, quantity: Quantity) -> bool:
        """Whether anything in it is not zero, even where it cancels out."""
        if quantity not in self._moneyed:
            self._moneyed[quantity] = self._any_money(quantity)
        return self._moneyed[quantity]

    def _any_money(self, quantity: Quantity) -> bool:
        cube = self.books.measures.named(quantity.measure) if quantity.measure != "register" else None
        if cube is not None:
            for expression in quantity.expressions:
                if cube.moves(region_at(expression, self.books.measures.agencies)):
                    return True
        return self.amount(quantity).fen != 0

    def written(self, name: str) -> tuple[str, ...]:
        """What the unit itself wrote in one of its lists; nothing where that is withheld."""
        if self.withheld.hides_text(name):
            return ()
        texts = self.books.texts
        lists = (texts.duties, texts.departments, texts.branches, texts.included_units)
        return dict(zip(LISTS, lists, strict=True))[name]

    def values(self, each: Each) -> list[str]:
        """What a repetition runs over, in order; withheld items left out. A unit alone is its own included unit."""
        if each.level in LISTS:
            alone = (self.books.unit.name,) if each.level == INCLUDED_UNITS else ()
            return list(self.written(each.level) or alone)
        if each not in self._listed:
            self._listed[each] = self.economic(each) if each.level.startswith("经济") else self.functions(each)
        return self._listed[each]

    def functions(self, each: Each) -> list[str]:
        """Functional codes of a level with money in the region, split as finely as the forms' columns are."""
        sums: dict[tuple[str, Coarse], int] = defaultdict(int)
        for function, coarse, fen in self.books.measures.actual.parts(region_at(each.region)):
            sums[function, coarse] += fen
        moneyed = {function for (function, _), fen in sums.items() if fen and function}
        codes_with_money = {function for function in moneyed if not self.withheld.hides(function)}
        return sorted({function[: _DIGITS[each.level]] for function in codes_with_money})

    def economic(self, each: Each) -> list[str]:
        """Economic codes of a level with money in the region."""
        entries = self.books.measures.actual.places(region_at(each.region))
        digits = _DIGITS[each.level]
        sums: dict[str, int] = defaultdict(int)
        for entry in entries:
            sums[entry.economic[:digits]] += entry.fen
        return sorted(code for code, fen in sums.items() if fen and code)

    def reason(self, key: str) -> str:
        """The unit's reason under `变动.收入总计`, else under `变动.*`; "" where it gave none."""
        reasons = self.books.texts.reasons
        subject = key.partition(".")[0]
        return (reasons.get(key) or reasons.get(f"{subject}.{WILDCARD}") or "").strip().rstrip("。")

    @property
    def short_name(self) -> str:
        return self.books.unit.short_name or self.books.unit.name

    def function_name(self, code: str) -> str:
        return codes.functional(self.books.year).name(code) or code

    def full_name(self, code: str) -> str:
        """社会保障和就业支出（类）抚恤（款）伤残抚恤（项）."""
        levels = ((3, "类"), (5, "款"), (7, "项"))
        return "".join(
            f"{self.function_name(code[:digits])}（{level}）" for digits, level in levels if digits <= len(code)
        )

    def economic_name(self, code: str) -> str:
        return codes.economic(self.books.year).name(code) or code
