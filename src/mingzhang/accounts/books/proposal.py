"""What books and approved workbook differ in, place by place, and the rows of sheets that would close the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.accounts.books.sheets import Sheet
from mingzhang.accounts.cube import LABELS, Coarse, Entry, Flow
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

OPENING_TABLE: Sheet = "年初调整"
TABLE: Sheet = "调整分录"
OPENING_KIND = "年初余额调整"
"""The kind of 年初调整 that says least of why."""
Key = tuple[Coarse, str, str]


@dataclass(frozen=True)
class Proposal:
    """One place of the cube where the workbook says another amount, and the row of a sheet that closes the gap."""

    key: Key
    ours_fen: int
    theirs_fen: int
    place: Place
    """The workbook's cell, or the workbook."""

    @property
    def fen(self) -> int:
        return self.theirs_fen - self.ours_fen

    @property
    def table(self) -> Sheet:
        return OPENING_TABLE if self.key[0].flow is Flow.OPENING else TABLE

    @property
    def entry(self) -> Entry:
        return Entry(*self.key, "", "", self.fen)

    def row(self) -> Mapping[str, str]:
        """The cells of the row, by column of its sheet."""
        coarse, function, economic = self.key
        labels = {name: LABELS[name][value] for name, value in coarse._asdict().items()}
        cells = {"种类": OPENING_KIND} if coarse.flow is Flow.OPENING else {"收支": labels["flow"]}
        return {
            **cells,
            "资金": labels["fund"],
            "收入来源": labels["source"],
            "功能科目": function,
            "支出类型": labels["kind"],
            "经济科目": economic,
            "金额": yuan_text(self.fen, grouped=False),
            "原因": f"按批复决算调整（{self.place.text()}）",
        }

    def finding(self, where: Place) -> Finding:
        cells = [text for name, text in self.row().items() if text and name not in {"金额", "原因"}]
        row = "，".join([*cells, f"金额 {yuan_text(self.fen)}"])
        remedy = f"核对后在“{self.table}”中加一行：{row}，并写明原因；属于记账差错的请改账"
        return finding("B420", self.place, arithmetic=_compared(self.theirs_fen, self.ours_fen, where), remedy=remedy)


@dataclass(frozen=True)
class Left:
    """A cell of the workbook that the books would not agree with, all proposals accepted."""

    place: Place
    ours_fen: int
    theirs_fen: int

    def finding(self, where: Place) -> Finding:
        return finding("B421", self.place, arithmetic=_compared(self.theirs_fen, self.ours_fen, where))


@dataclass(frozen=True)
class Reconciliation:
    """Everything in which books and workbook differ."""

    proposals: tuple[Proposal, ...]
    left: tuple[Left, ...]

    def findings(self, where: Place) -> list[Finding]:
        """`where` names the lines of the books."""
        return [*(item.finding(where) for item in self.proposals), *(item.finding(where) for item in self.left)]


def _compared(theirs_fen: int, ours_fen: int, where: Place) -> str:
    return (
        f"批复决算 {yuan_text(theirs_fen)} 元，{where.text()} {yuan_text(ours_fen)} 元，"
        f"相差 {yuan_text(theirs_fen - ours_fen)} 元"
    )
