"""The approved final accounts of a year, ready to be used: what they come to, their lines, and what is wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.accounts.approved.articulation import check_articulation, check_signs
from mingzhang.accounts.approved.declaration import ACTUAL
from mingzhang.accounts.approved.knowledge import Knowledge
from mingzhang.accounts.approved.model import Workbook
from mingzhang.accounts.approved.printed_cells import printed_amounts, printed_cells
from mingzhang.accounts.approved.read import read_workbook
from mingzhang.accounts.approved.settings import ApprovedSettings
from mingzhang.accounts.approved.solution import Part, facet_of, parts_of
from mingzhang.accounts.measures import Measure, Measures
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, has_errors

if TYPE_CHECKING:
    import polars as pl

ORIGIN = "批复决算"


@dataclass(frozen=True)
class Approved:
    """The workbook with what it settles."""

    workbook: Workbook
    known: Knowledge
    parts: tuple[Part, ...]
    actual: Measure
    findings: tuple[Finding, ...]
    """Everything wrong with it: with an error its amounts are not used."""

    @property
    def where(self) -> Place:
        return Place(file=self.workbook.file)

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """What the summary tells: the file, the sheets whose titles nobody confirmed, and those without use."""
        sheets = self.workbook.sheets.values()
        unsure = [sheet.spec.title for sheet in sheets if not sheet.spec.confirmed]
        told = [f"决算数取自 {self.workbook.file} 的 {len(self.workbook.sheets)} 张工作表"]
        told += [f"工作表的名称和列待核实：{'、'.join(unsure)}"] if unsure else []
        told += [f"没有用到的工作表：{'、'.join(self.workbook.left)}"] if self.workbook.left else []
        return tuple(told)

    def printed(self, measure: str) -> Measure | None:
        """What the workbook prints of a budget or of last year; None where it prints nothing of it."""
        amounts = printed_amounts(self.workbook, measure)
        return Measure(known=amounts) if amounts else None

    def printed_at(self, measure: str, region: Region) -> Place:
        """Where the workbook prints a region of a measure."""
        sheet, cell = printed_cells(self.workbook, measure)[region]
        return sheet.place(cell)

    def measures(self) -> Measures:
        """All that the workbook prints, as the measures of a year."""
        return Measures(
            self.actual, *(self.printed(name) for name in ("opening_budget", "adjusted_budget", "last_year"))
        )

    def lines(self) -> "pl.DataFrame":
        """The cells behind every amount, in the columns of a ledger; a cell that is taken off has a minus."""
        import polars as pl

        return pl.DataFrame([_line(part) for part in self.parts], infer_schema_length=None)


def _line(part: Part) -> Mapping[str, object]:
    place = part.sheet.place(part.cell)
    return {
        "file": Place(file=place.file, sheet=place.sheet).text(),
        "row": place.row,
        "memo": " ".join(text for text in (f"“{place.column}”列", place.line) if text),
        **{name: value.value for name, value in part.coarse._asdict().items()},
        "function": part.function,
        "economic": part.economic,
        "fen": part.fen,
        "origin": ORIGIN,
    }


def read_approved(path: Path, year: int, settings: ApprovedSettings, names: Collection[str] = ()) -> Approved:
    """The approved accounts in a workbook; what contradicts itself, or is of another unit than `names`, is told."""
    workbook = read_workbook(path, year, settings, names)
    known = Knowledge(workbook)
    findings = list(workbook.findings)
    if has_errors(findings):
        return Approved(workbook, known, (), Measure(), tuple(findings))
    parts = tuple(parts_of(known))
    actual = Measure((facet_of(parts, known),), printed_amounts(workbook, ACTUAL))
    findings += check_signs(known)
    findings += check_articulation(known, actual)
    return Approved(workbook, known, parts, actual, tuple(findings))
