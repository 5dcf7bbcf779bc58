"""What a case states."""

from dataclasses import dataclass, replace
from fractions import Fraction

from mingzhang.insurance.engine.expression import Name
from mingzhang.insurance.engine.reads import Label
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_from


@dataclass(frozen=True, slots=True)
class Fact:
    """What a case states. Words list what a label may be; `least` and `most` bound a number in its unit."""

    title: str
    unit: Unit | None
    """None: a label."""
    about: str
    required: bool = True
    words: tuple[str, ...] = ()
    least: int | None = 0
    most: int | None = None
    whole: bool = False
    """Whether a number must be a whole one; months, days and persons always are."""
    fine: bool = False
    """An amount that may have parts of a 分."""

    def demanded(self) -> "Fact":
        """The same fact where a scheme cannot do without it."""
        return replace(self, required=True)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the most that a value may be; calendar months lie between 1900 and 2199."""
        return (month_from(1900, 1), month_from(2199, 12)) if self.unit is Unit.MONTH else (self.least, self.most)

    def shown(self, value: int) -> str:
        assert self.unit is not None, self.title
        return self.unit.show_full(Fraction(value))

    @property
    def name(self) -> Name:
        assert self.unit is not None, self.title
        return Name(self.title, self.unit)

    @property
    def label(self) -> Label:
        assert self.unit is None, self.title
        return Label(self.title)
