"""What a scoring policy settles: weights, operators, tiers, the execution score, caps, bands, reasons, printing.

Every section carries its own source, since a province often changes one section of the national rules and keeps the
rest; a section that is not confirmed is shown as 待核实.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from mingzhang.accounts.performance.policy_rules import Bands, Caps, Quantitative, Source, Tiers


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
