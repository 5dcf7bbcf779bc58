"""One unit's sheets and lines brought together to the books of its year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mingzhang.accounts.books.adjustments import read_adjustments
from mingzhang.accounts.books.approved_lines import missing_sheets, unused_sheets, with_printed, with_registers
from mingzhang.accounts.books.budgets import Budgets, read_budgets
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.last_year import read_last_year
from mingzhang.accounts.books.lines import Lines
from mingzhang.accounts.books.model import Books, Texts, Withheld
from mingzhang.accounts.books.opening import Opening, read_opening
from mingzhang.accounts.books.opening_check import check_opening
from mingzhang.accounts.books.registers import read_registers, read_withheld
from mingzhang.accounts.books.sheets import Sheet, SheetRows
from mingzhang.accounts.books.texts import text_names
from mingzhang.accounts.books.unit_file import UnitFile
from mingzhang.accounts.books.year_end import foreign_accounts, year_end
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.measures import Measure, Measures, full
from mingzhang.accounts.region import EVERYTHING
from mingzhang.findings import Finding, Severity

if TYPE_CHECKING:
    from mingzhang.accounts.approved.approved import Approved
    from mingzhang.accounts.books.proposal import Reconciliation

Sheets = dict[Sheet, SheetRows]
Result = TypeVar("Result")
OF_SUMS = frozenset({"B237", "B239"})
"""Errors about sums of sound rows: the rows themselves can be trusted."""


@dataclass
class Assembly:
    """One unit's books being brought together; findings and notices grow."""

    folder: Path
    unit: UnitFile
    texts: Texts
    sheets: Sheets
    lines: Lines
    findings: list[Finding]
    notices: list[str]
    reconciliation: "Reconciliation | None" = None

    def books(self) -> Books | None:
        """Everything that was read as the books of the year; None where the unit's type is wrong.

        Without sound lines there is no year's end, and what there is serves to look further only.
        """
        unit, sheets = self.unit, self.sheets
        adjusted = self._told(read_adjustments(sheets["调整分录"].rows))
        opening = Opening((), (), None)
        if self.lines.alone:
            self.findings += unused_sheets(sheets[name] for name in ("年初结转", "年初调整", "调整分录"))
            adjusted = []
        elif unit.kind is not None:
            opening = self._told(read_opening(sheets["年初结转"], sheets["年初调整"], unit.kind))
        budgets = self._budgets()
        postings = [*opening.postings, *adjusted]
        entries = [*self.lines.entries, *(posting.entry() for posting in postings)]
        codes = {code for entry in entries for code in (entry.function, entry.economic) if code}
        last_year = self._last_year(opening, codes)
        registers = self._told(read_registers(sheets["登记"].rows))
        approved = self.lines.approved
        if approved is not None:
            registers = self._told(with_registers(registers, approved, sheets["登记"]))
        withheld = self._withheld(codes, budgets, registers)
        if unit.kind is None:
            return None
        closed: tuple[Entry, ...] = ()
        if self.lines.sound and not self.lines.alone:
            ended = year_end(unit.kind, self.lines, opening, adjusted, trusted=self._trusted)
            self.findings += [*foreign_accounts(unit.kind, self.lines), *ended.findings]
            self.notices += ended.notices
            closed = ended.entries
        actual = full([*entries, *closed], EVERYTHING)
        if approved is not None and self.lines.sound:
            actual = self._approved(approved, actual, entries, unit.kind)
        return Books(
            unit=unit.unit,
            kind=unit.kind,
            year=unit.year,
            layout=unit.layout,
            tails=unit.tails,
            measures=Measures(actual, budgets.opening, budgets.adjusted, last_year),
            registers=registers,
            texts=self.texts,
            ledger=self.lines.ledger(postings),
            withheld=withheld,
            notices=tuple(self.notices),
        )

    def _prints(self, measure: str) -> bool:
        """Whether the approved workbook tells of a budget or of last year."""
        return self.lines.approved is not None and self.lines.approved.printed(measure) is not None

    def _with_printed(self, own: Measure | None, measure: str, none: bool | None) -> Measure | None:
        approved = self.lines.approved
        return own if approved is None else self._told(with_printed(own, approved, measure, none=none))

    def _budgets(self) -> Budgets:
        """Both budgets, from the sheet 预算 and from the approved workbook."""
        none = self.unit.no_opening_budget
        elsewhere = self._prints("opening_budget")
        given = self._told(read_budgets(self.sheets["预算"], no_opening_budget=none, elsewhere=elsewhere))
        opening = self._with_printed(given.opening, "opening_budget", none)
        return Budgets(opening, self._with_printed(given.adjusted, "adjusted_budget", False))

    def _approved(self, approved: "Approved", actual: Measure, given: Sequence[Entry], kind: UnitKind) -> Measure:
        """What the approved workbook comes to where it stands alone; beside lines these, which must agree with it."""
        if self.lines.alone:
            self.findings += missing_sheets(approved, self.unit.layout, self.unit.year)
            return approved.actual
        if self._trusted:
            from mingzhang.accounts.books.proposals import reconciled

            self.reconciliation = reconciled(approved, given, kind, self.lines.where)
            found = self.reconciliation.findings(self.lines.where)
            self.findings += found
            self.notices += [] if found else [f"年初、收支和年末与 {approved.workbook.file} 逐项核对一致"]
        return actual

    @property
    def _trusted(self) -> bool:
        """Whether the balances can be judged: what follows from a row that was left out is no finding of its own."""
        return not any(
            item.severity is Severity.ERROR
            and item.code.code not in OF_SUMS
            and item.place.file == sheet.where.file
            and item.place.sheet == sheet.where.sheet
            for sheet in (self.sheets["年初结转"], self.sheets["年初调整"], self.sheets["调整分录"])
            for item in self.findings
        )

    def _withheld(
        self, codes: set[str], budgets: Budgets, registers: Mapping[str, Mapping[str, Fraction]]
    ) -> tuple[Withheld, ...]:
        """What is marked 涉密 among the codes, registers and texts of the books."""
        given = [measure.functions(EVERYTHING) for measure in budgets if measure is not None]
        functions = frozenset(codes.union(*given)) if self.lines.sound else None
        items = [f"{name}.{item}" for name, values in registers.items() for item in values]
        return self._told(read_withheld(self.sheets["涉密"].rows, functions, items, text_names(self.texts)))

    def _told(self, result: "tuple[Result, list[Finding]]") -> "Result":
        """A result without its findings, which are kept."""
        self.findings += result[1]
        return result[0]

    def _last_year(self, opening: Opening, codes: set[str]) -> Measure | None:
        """Last year's figures, with which the opening balances must agree."""
        none = self.unit.no_last_year
        given = self.folder, self.sheets["上年"], self.unit.year, codes
        measure = self._told(read_last_year(*given, none=none, elsewhere=self._prints("last_year")))
        measure = self._with_printed(measure, "last_year", none)
        if measure is not None and self._trusted and self.unit.kind is not None and not self.lines.alone:
            before = full([posting.entry() for posting in opening.before], EVERYTHING)
            changes = full([posting.entry() for posting in opening.adjustments], EVERYTHING)
            if not self._told(check_opening(measure, before, changes, self.sheets["年初结转"].where)):
                self.notices.append("上年数里没有年末结转和结余，年初数未与上年核对")
        return measure
