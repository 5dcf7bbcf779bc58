"""What units paid each other: the lines of remittances and subsidies, and whom each went to or came from."""

from enum import Enum
from typing import NamedTuple

import polars as pl

from mingzhang.accounts.books.ledger import inside
from mingzhang.accounts.cube import Coarse, Flow, Fund, Kind, Source
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.region import Region
from mingzhang.findings import Place


class Way(Enum):
    """The two ways of money between units, with what the payer and the receiver call it."""

    UP = ("上缴上级支出", "附属单位上缴收入")
    DOWN = ("对附属单位补助支出", "上级补助收入")


class Side(NamedTuple):
    """One unit's side of money between units."""

    way: Way
    pays: bool

    @property
    def called(self) -> str:
        """What forms and books call it, which is the name of its region."""
        return self.way.value[0 if self.pays else 1]

    @property
    def upward(self) -> bool:
        """Whether the other side stands above the unit."""
        return self.pays is (self.way is Way.UP)


SIDES = tuple(Side(way, pays) for way in Way for pays in (True, False))
_SIDE_OF = {coarse: side for side in SIDES for coarse in named(side.called).coarse}
TRANSFERS = Region(frozenset(_SIDE_OF))
"""All money that units pay each other, if the other side is a unit of the department."""


class Line(NamedTuple):
    """A line of a unit's books about money between units; `fen` as the forms count it."""

    unit: str
    """The unit's folder."""
    coarse: Coarse
    function: str
    economic: str
    counterpart: str
    """The unit's own words for the other side; "" where it says nothing."""
    fen: int
    file: str
    row: int | None
    date: str
    voucher: str
    memo: str

    @property
    def side(self) -> Side:
        return _SIDE_OF[self.coarse]

    def place(self) -> Place:
        return Place(file=f"{self.unit}/{self.file}", row=self.row)


def transfer_lines(lines: pl.DataFrame) -> dict[str, tuple[Line, ...]]:
    """What units paid each other among the lines of their books (TRACE_SCHEMA, `unit` the folder), by the folder."""
    columns = ("function", "economic", "counterpart", "fen", "file", "row", "date", "voucher", "memo")
    found: dict[str, list[Line]] = {}
    for line in lines.filter(inside(TRANSFERS)).iter_rows(named=True):
        coarse = Coarse(
            Flow(line["flow"]), Fund(line["fund"]), Source(line["source"] or Source.NONE), Kind(line["kind"])
        )
        function, economic, counterpart, fen, file, row, date, voucher, memo = (line[name] for name in columns)
        texts = (function or "", economic or "", (counterpart or "").strip())
        unit = line["unit"]
        found.setdefault(unit, []).append(
            Line(unit, coarse, *texts, fen, file, row, str(date or ""), voucher or "", memo or "")
        )
    return {unit: tuple(those) for unit, those in found.items()}
