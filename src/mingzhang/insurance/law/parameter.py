"""A parameter of the law: a value with its dates, region, source and how sure it is."""

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from mingzhang.insurance.month import month_of, month_text
from mingzhang.money import decimal_text, yuan_text


class Confidence(Enum):
    """How sure a value is, the surest first."""

    TEXT = "原文"
    """The document itself, or an official image of it, was read."""
    REPEATED = "互证"
    """Several public sources agree, or it was recomputed from official forms; the document was not read."""
    COMMON = "通说"
    """Common knowledge; no source was found."""
    DOUBTFUL = "存疑"

    @property
    def confirmed(self) -> bool:
        return self in (Confidence.TEXT, Confidence.REPEATED)

    @property
    def shown(self) -> str:
        """As a statement prints it: what a centre has still to confirm is called 待核实."""
        return self.value if self.confirmed else f"待核实（{self.value}）"

    def reaches(self, demanded: "Confidence") -> bool:
        return _SURENESS[self] <= _SURENESS[demanded]


_SURENESS = {confidence: rank for rank, confidence in enumerate(Confidence)}


class Unit(Enum):
    """What a number counts; the value is what is printed behind it."""

    YUAN = "元"
    RATE = "率"
    """A share, printed in percent."""
    NUMBER = ""
    """A number without a unit: an index, a factor, a multiple."""
    YEARS = "年"
    AGE = "岁"
    MONTHS = "个月"
    DAYS = "天"
    PERSONS = "人"
    MONTH = "年月"
    """A calendar month."""
    CHOICE = "取法"
    """One of the words that the catalogue lists: a way of computing."""

    def parse(self, text: str) -> Fraction | str:
        """The value written as text. Raises ValueError when it is not of this unit."""
        text = text.strip()
        if self is Unit.CHOICE:
            return text
        if self is Unit.MONTH:
            return Fraction(month_of(text))
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"not a number: {text!r}")
        if text.endswith(("%", "‰", "‱")):
            if self is not Unit.RATE:
                raise ValueError(f"a share where {self.value} is expected: {text!r}")
            return Fraction(text[:-1]) / {"%": 100, "‰": 1000, "‱": 10000}[text[-1]]
        value = Fraction(text)
        if self is Unit.YUAN and (value * 100).denominator != 1:
            raise ValueError(f"more than two decimals: {text!r}")
        return value

    def show(self, value: Fraction | str) -> str:
        """A value as a clerk reads it: 8,266.00 元, 1.4%, 2025-04."""
        if isinstance(value, str):
            return value
        match self:
            case Unit.YUAN:
                if (value * 100).denominator == 1:
                    return yuan_text(int(value * 100))
                return _plain(value, grouped=True)
            case Unit.RATE:
                return _plain(value * 100) + "%"
            case Unit.MONTH:
                return month_text(int(value))
            case _:
                return _plain(value)

    def show_full(self, value: Fraction | str) -> str:
        """With its unit."""
        if self in (Unit.RATE, Unit.MONTH, Unit.NUMBER, Unit.CHOICE):
            return self.show(value)
        return f"{self.show(value)} {self.value}" if self is Unit.YUAN else f"{self.show(value)}{self.value}"


_NUMBER = re.compile(r"-?\d+(\.\d+)?[%‰‱]?")
SHOWN_DIGITS = 8


def _plain(value: Fraction, *, grouped: bool = False) -> str:
    """All decimals where they end within eight; else eight of them and an ellipsis."""
    text = decimal_text(value, SHOWN_DIGITS, grouped=grouped, trim=True)
    exact = (value * 10**SHOWN_DIGITS).denominator == 1
    return text if exact else decimal_text(value, SHOWN_DIGITS, grouped=grouped) + "…"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a parameter is called, counts and means; declared once in catalogue.toml."""

    name: str
    unit: Unit
    about: str
    items: str = ""
    """What the item column holds (an age, a grade); empty where there is one value only."""
    choices: tuple[str, ...] = ()
    local: bool = False
    """A place that has values of its own for other months is not answered by the province's or the nation's."""
    apart: tuple[str, ...] = ()
    """Provinces whose places all have values of their own: the province's is never a place's."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One row of the law; two rows are never the same parameter, whatever they hold."""

    definition: Definition
    item: str
    region: str
    """Full name."""
    first_month: int | None
    last_month: int | None
    """Inclusive; None: not limited."""
    value: Fraction | str
    source: str
    confidence: Confidence
    checked: str
    """The day on which someone last compared it with its source."""
    published_month: int | None = None
    """The month in which it became known, where that is later than `first_month`."""
    note: str = ""
    file: str = ""
    row: int = 0

    @property
    def title(self) -> str:
        return f"{self.definition.name}〔{self.item}〕" if self.item else self.definition.name

    def holds_in(self, month: int) -> bool:
        return (self.first_month is None or self.first_month <= month) and (
            self.last_month is None or month <= self.last_month
        )

    def dates_text(self) -> str:
        first = month_text(self.first_month) if self.first_month is not None else "（不限）"
        last = month_text(self.last_month) if self.last_month is not None else "今"
        return f"{first} 至 {last}"

    def value_text(self) -> str:
        return self.definition.unit.show_full(self.value)
