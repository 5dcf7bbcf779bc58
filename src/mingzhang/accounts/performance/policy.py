"""What a scoring policy settles: weights, operators, tiers, the execution score, caps, bands, reasons, printing.

Every section carries its own source, since a province often changes one section of the national rules and keeps the
rest; a section that is not confirmed is shown as 待核实.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
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
class Weights:
    source: Source
    total: Fraction
    execution: Fraction
    first: Mapping[str, Fraction]
    """First-level indicator → the sum of its indicators' weights by default."""

    @property
    def indicators(self) -> Fraction:
        """What the weights of all indicators must add up to."""
        return self.total - self.execution


@dataclass(frozen=True, slots=True)
class Levels:
    source: Source
    second: Mapping[str, tuple[str, ...]]
    """First-level indicator → its second-level indicators, in the order of the form."""
    required: tuple[str, ...]
    cost: tuple[str, ...]
    """Indicators of cost, first or second level: less is better, so ">=" cannot be meant."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which units tell that an indicator stands under the wrong heading."""

    source: Source
    foreign: Mapping[str, tuple[str, ...]]
    """Second-level indicator → units in which another kind of indicator is measured; "%" stands for every share."""


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


@dataclass(frozen=True, slots=True)
class Reasons:
    source: Source
    kinds: tuple[str, ...]
    indicator_short: bool
    """Whether an indicator that is not met needs a reason and a measure."""
    execution_below: Fraction | None
    """Below this execution rate the project needs a reason; None where no such rule is known."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Decimals of printed figures, 四舍五入 from the exact value, closing zeros dropped."""

    source: Source
    amount: int
    rate: int
    score: int
    deduction: int
    as_shown: bool = False
    """Whether no rule is known for the decimals: a printed figure is held to those that it shows."""


Section = Weights | Levels | Kinds | Quantitative | Tiers | Caps | Bands | Reasons | Printing


SECTION_WORDS: Mapping[str, str] = {
    "weights": "分值",
    "levels": "一、二级指标",
    "kinds": "指标归类",
    "quantitative": "定量指标计分",
    "tiers": "定性指标档次",
    "caps": "封顶",
    "bands": "等次",
    "reasons": "何时须说明原因",
    "printing": "印出的位数",
}
"""The sections of a policy as users call them."""


@dataclass(frozen=True, slots=True)
class Policy:
    key: str
    name: str
    region: str
    """全国, or the province."""
    from_year: int
    until_year: int | None
    weights: Weights
    levels: Levels
    kinds: Kinds
    quantitative: Quantitative
    tiers: Tiers
    caps: Caps
    bands: Bands
    reasons: Reasons
    printing: Printing

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year and (self.until_year is None or year <= self.until_year)

    def sections(self) -> Iterator[tuple[str, Section]]:
        for part in fields(self):
            value = getattr(self, part.name)
            if hasattr(value, "source"):
                yield part.name, value
