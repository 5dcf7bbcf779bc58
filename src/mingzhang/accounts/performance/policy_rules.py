"""How a policy gives points: shares of a weight, tiers of grades, caps of a total, bands of totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from mingzhang.money import round_to


class Share(Enum):
    """What part of its weight a quantitative indicator earns on one side of its target."""

    MET = "met"
    RATIO = "actual/target"
    INVERSE = "target/actual"
    NOTHING = "zero"


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    confirmed: bool
    note: str = ""

    def text(self) -> str:
        return self.title if self.confirmed else f"{self.title}（待核实）"


@dataclass(frozen=True, slots=True)
class Operator:
    sign: str
    below: Share
    """What is earned when the actual value lies below its target; at the target all is earned."""
    above: Share


@dataclass(frozen=True, slots=True)
class Step:
    """Above `over` times the target, `deduct` of the weight is taken off."""

    over: Fraction
    deduct: Fraction


@dataclass(frozen=True, slots=True)
class Quantitative:
    source: Source
    operators: Mapping[str, Operator]
    aliases: Mapping[str, str]
    """Other ways to write an operator → its sign."""
    asked_over: Fraction
    """Far exceeded: above this multiple of the target a reviewer asks whether the target was set too low."""
    equal_asked_from: Fraction
    """From this share of actual values that equal their targets a reviewer asks whether they were really measured."""
    steps: tuple[Step, ...]
    """Deductions that the policy itself fixes, the highest multiple first; without any the unit judges."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A grade of a qualitative indicator: from `low`, which belongs to it, to `high`."""

    word: str
    text: str
    """As the form prints it in place of an actual value."""
    low: Fraction
    high: Fraction
    share: Fraction | None
    """What it earns where the unit states no completion; None: the unit must state one."""
    closed: bool
    """Whether `high` itself belongs to it."""
    begins: tuple[str, ...] = ()
    """How published forms begin it: 达成预期指标, 部分达成."""

    def holds(self, completion: Fraction) -> bool:
        return self.low <= completion < self.high or (self.closed and completion == self.high)


@dataclass(frozen=True, slots=True)
class Tiers:
    source: Source
    tiers: tuple[Tier, ...]

    def find(self, text: str) -> Tier | None:
        """A tier by its word or its printed text."""
        return next((tier for tier in self.tiers if text in (tier.word, tier.text)), None)

    def worded(self, text: str) -> Tier | None:
        """A tier as published forms word it."""
        return self.find(text) or next(
            (tier for tier in self.tiers if tier.begins and text.startswith(tier.begins)), None
        )


@dataclass(frozen=True, slots=True)
class Cap:
    """A total that cannot be passed when the execution rate is low."""

    cap: Fraction
    capped_up_to: Fraction
    """Execution rates up to this one are known to be capped."""
    free_from: Fraction
    """Execution rates from this one on are known to be free; equal to `capped_up_to` where the rule is written."""

    def applies(self, rate: Fraction) -> bool | None:
        """None between the two rates: nobody knows."""
        if rate <= self.capped_up_to:
            return True
        return False if rate >= self.free_from else None


@dataclass(frozen=True, slots=True)
class Caps:
    source: Source
    caps: tuple[Cap, ...]
    by_printed_rate: bool
    """Whether thresholds are held against the rate as printed, because they are known from printed forms only."""

    def compared(self, rate: Fraction, digits: int) -> Fraction:
        """The rate that thresholds are held against; `digits` are those of a printed percentage."""
        return round_to(rate, digits + 2) if self.by_printed_rate else rate


@dataclass(frozen=True, slots=True)
class Band:
    word: str
    low: Fraction


@dataclass(frozen=True, slots=True)
class Bands:
    source: Source
    bands: tuple[Band, ...]
    """Highest first; the last begins at 0."""

    def word(self, total: Fraction) -> str:
        return next(band.word for band in self.bands if total >= band.low)
