"""What a document says: its paragraphs with each figure's role and subject. What cannot be bound stays unbound."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.accounts.checks.mentions import Mention, sentence_of
from mingzhang.accounts.checks.names import Meaning
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.region import Region


@dataclass(eq=False, slots=True)
class Subject:
    """What figures are about, until the text names something else."""

    name: str
    meaning: Meaning | None = None
    code: str = ""
    actual: Mention | None = None
    budget: Mention | None = None
    elsewhere: Mention | None = None
    """The amount that another paragraph of a text without forms states of it, the only one."""
    last: Mention | None = None
    """Last year's amount, where the text states it."""
    planned: "list[Said]" = field(default_factory=list)
    """The budgets that are told of it, each with its stage; `budget` is the first."""
    misnamed: str = ""
    """An item whose names are not those of the year's list, as the text gives it."""
    moved: "list[Said]" = field(default_factory=list)
    """The changes in money that are told of it."""


@dataclass(frozen=True, slots=True)
class Said:
    mention: Mention
    role: str
    subject: Subject
    word: str = ""
    """增加, 减少 … of a change."""
    base: str = ""
    """BUDGET or LAST of a change."""
    whole: str = ""
    """What a share is a share of; "" where the text leaves it out."""
    delta: "Said | None" = None
    """The change in money that a change rate goes with."""
    part: "Said | None" = None
    """The amount that a share belongs to; the budget that stands inside a completion: 完成预算11.00万元的90.91%."""
    named: bool = False
    """Whether the words of a share name its part, before the amount or without any: 基本支出占79.15%."""
    others: tuple[Subject, ...] = ()
    """What a change that names nothing may be about besides its subject."""
    stage: str = ""
    """年初 or 全年 of a budget, and of what was completed of it, where the words say which."""


@dataclass(slots=True)
class Told:
    """A paragraph with everything that it says."""

    text: str
    """Squeezed."""
    path: tuple[str, ...]
    """The headings above it, the outermost first."""
    spot: Spot
    said: list[Said] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    above: "Told | None" = None
    """The paragraph that opens the list in which this one stands, or this one's own name."""

    amounts: Mapping[Region, Mention] = field(default_factory=dict)
    """What a text without forms states, by region: regions of which all its paragraphs state one amount."""

    @property
    def heading(self) -> str:
        return self.path[-1] if self.path else ""

    def subjects_named(self) -> Iterator[Subject]:
        """Every subject, also those that only a change names."""
        yield from self.subjects
        yield from (one.subject for one in self.said)

    def sentence(self, mention: Mention) -> str:
        return sentence_of(self.text, mention.start)


def everything(told: Sequence[Told], role: str) -> Iterator[tuple[Told, Said]]:
    """All that is said in one role."""
    return ((each, one) for each in told for one in each.said if one.role == role)


def lend_amounts(told: Sequence[Told]) -> None:
    """In a text without forms, what one paragraph states of a region holds for the others that only name it."""
    stated: dict[Region, list[Mention]] = {}
    for _, one in everything(told, ACTUAL):
        meant = one.subject.meaning.regions if one.subject.meaning else ()
        if len(meant) == 1:
            stated.setdefault(meant[0], []).append(one.mention)
    amounts = {region: given[0] for region, given in stated.items() if len({each.value for each in given}) == 1}
    for each in told:
        each.amounts = amounts
        for subject in each.subjects_named():
            regions = subject.meaning.regions if subject.meaning else ()
            lent = [amounts[region] for region in regions if region in amounts]
            alike = len(lent) == len(regions) and len({one.value for one in lent}) == 1
            if subject.actual is None and alike:
                subject.elsewhere = lent[0]
