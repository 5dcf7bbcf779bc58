"""Loaded books and their approved workbook, compared, as data and as lines for the console."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.accounts.books.load import Loaded
from mingzhang.accounts.books.proposal import Reconciliation
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.reconciliation.cells import CellDifference, cell_differences
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text


@dataclass(frozen=True)
class Compared:
    """`reconciliation` None: the findings tell why books and workbook cannot be compared."""

    reconciliation: Reconciliation | None
    cells: Sequence[CellDifference] = ()
    findings: Sequence[Finding] = ()
    file: str = ""
    """The workbook's name."""

    @property
    def differs(self) -> bool:
        found = self.reconciliation
        return bool(self.cells or (found and (found.proposals or found.left)))

    def lines(self, limit: int) -> Iterator[str]:
        """What the console tells: forms with their cells, then the rows proposed, then what no row mends."""
        found = self.reconciliation
        assert found is not None
        if not self.differs:
            yield f"账册与 {self.file} 逐项、逐格相符"
            return
        form = ""
        for cell in self.cells[:limit]:
            if cell.address.form != form:
                form = cell.address.form
                yield f"{form} {cell.title}"
            where = " ".join(part for part in cell.address[1:] if part)
            same = "，印出相同" if cell.ours == cell.theirs else f"，印出 {cell.ours} 与 {cell.theirs}"
            yield f"  {where}：账册 {cell.ours_fen} 分，批复决算 {cell.theirs_fen} 分{same}"
        if len(self.cells) > limit:
            yield f"  （其余 {len(self.cells) - limit} 格从略，用 -o 写出全部）"
        printed = sum(cell.ours != cell.theirs for cell in self.cells)
        yield f"逐格差异 {len(self.cells)} 格，其中印出不同的 {printed} 格；建议的调整 {len(found.proposals)} 行："
        for item in found.proposals[:limit]:
            cells = [text for name, text in item.row().items() if text and name not in {"金额", "原因"}]
            told = f"账册 {yuan_text(item.ours_fen)}，批复决算 {yuan_text(item.theirs_fen)}"
            yield f"  {item.table}：{'，'.join(cells)}，金额 {yuan_text(item.fen)} 元（{told}；{item.place.text()}）"
        if len(found.proposals) > limit:
            yield f"  （其余 {len(found.proposals) - limit} 行从略）"
        for left in found.left[:limit]:
            told = f"账册 {yuan_text(left.ours_fen)} 元，批复决算 {yuan_text(left.theirs_fen)} 元"
            yield f"没有可提的调整：{left.place.text()}：{told}"
        if len(found.left) > limit:
            yield f"（其余 {len(found.left) - limit} 格从略）"


def compared(loaded: Loaded, folder: Path) -> Compared:
    """Everything in which loaded books and the workbook in their folder differ."""
    approved, books, found = loaded.approved, loaded.books or loaded.provisional, loaded.reconciliation
    if approved is None:
        told = finding("B424", Place(file=folder.name or str(folder)))
        return Compared(None, findings=(*loaded.findings, told))
    if books is None or found is None:
        return Compared(None, findings=loaded.findings or (finding("B425", approved.where),))
    cells = list(cell_differences(load_layout(books.layout, books.year), books, approved))
    return Compared(found, cells, loaded.findings, approved.workbook.file)
