"""What a unit's books of a year come to, once read and found sound."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.disclosure import Unit
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.region import Region

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Texts:
    """The unit's own words, by subject."""

    duties: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    included_units: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """`变动.名称`, `变动.*`, `预算差异.功能科目编码`, `预算差异.*` … → the reason, without a full stop."""
    uses: Mapping[str, str] = field(default_factory=dict)
    """Functional item code, or a named amount → what the money was spent on."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Functional code or term → the unit's own definition, which replaces ours."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Further sentences of the narrative by key, such as 部门整体绩效自评."""


class Withheld(NamedTuple):
    """Something marked 涉密."""

    category: str
    """功能科目, 登记 or 文字."""
    item: str
    """A functional code or its leading part; `register.item` or a register; a key of the texts."""
    basis: str

    def __str__(self) -> str:
        return f"{self.category} {self.item}（{self.basis}）"


class Ledger(Protocol):
    """The lines behind the measures, for tracing."""

    def trace(self, region: Region) -> "pl.DataFrame":
        """The lines whose sum is the actual amount of `region`, closing balances apart.

        Columns: file, row, date, voucher, line, account, memo, project, counterpart, flow, fund, source, function,
        kind, economic, fen (signed as the forms count it), origin (凭证, 余额表, 年初, 调整, 抵销), reason (of
        adjustments and eliminations), unit (in a department).
        """
        ...


@dataclass(frozen=True, slots=True)
class Books:
    unit: Unit
    kind: UnitKind
    year: int
    layout: str
    tails: tuple[str, ...]
    measures: Measures
    """`opening_budget` or `last_year` None: the unit declares that it had none (a new unit)."""
    registers: Mapping[str, Mapping[str, Fraction]]
    """Only the items that the unit filled in; amounts in 元."""
    texts: Texts
    ledger: Ledger
    withheld: tuple[Withheld, ...] = ()
    """What is marked 涉密: listed for sign-off, never published."""
    notices: tuple[str, ...] = ()
    """What the summary tells: closing vouchers left out, balances reconciled, reconstructed vouchers."""
