"""Loading a unit's books of a year: every sheet read, every problem told, the measures made."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from mingzhang.accounts.approved.approved import Approved
from mingzhang.accounts.books.adjustments import read_adjustments
from mingzhang.accounts.books.approved_lines import missing_sheets, unused_sheets, with_printed, with_registers
from mingzhang.accounts.books.balances import close
from mingzhang.accounts.books.budgets import Budgets, read_budgets
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.dimensions import Vocabulary
from mingzhang.accounts.books.last_year import read_last_year
from mingzhang.accounts.books.lines import Lines, read_lines
from mingzhang.accounts.books.model import Books, Texts, UnitKind, Withheld
from mingzhang.accounts.books.opening import Opening, read_opening
from mingzhang.accounts.books.opening_check import check_opening
from mingzhang.accounts.books.postings import Posting
from mingzhang.accounts.books.projects import NO_PROJECTS, Projects, read_projects
from mingzhang.accounts.books.proposals import Reconciliation, reconciled
from mingzhang.accounts.books.reconcile import reconcile
from mingzhang.accounts.books.registers import read_registers, read_withheld
from mingzhang.accounts.books.sheets import Reader, Sheet, SheetRows
from mingzhang.accounts.books.strays import strays
from mingzhang.accounts.books.texts import read_texts, text_names
from mingzhang.accounts.books.unit_file import UnitFile, read_unit_file
from mingzhang.accounts.books.voucher_lines import voucher_sources
from mingzhang.accounts.books.vouchers import Vouchers
from mingzhang.accounts.cube import DERIVED, LABELS, Coarse, Entry, Fund, may_be_negative
from mingzhang.accounts.measures import EVERYTHING, Measure, Measures, full
from mingzhang.codes import accounts
from mingzhang.findings import Finding, Place, Severity, finding, has_errors
from mingzhang.money import yuan_text

SHEETS: tuple[Sheet, ...] = ("年初结转", "年初调整", "调整分录", "预算", "上年", "登记", "涉密")
Sheets = dict[Sheet, SheetRows]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Loaded:
    """`books` None: something is wrong that the findings tell."""

    books: Books | None
    findings: tuple[Finding, ...]
    provisional: Books | None = None
    """The books as far as they could be read, to look for what else is missing in the same run."""
    complete: bool = True
    """Whether the provisional amounts are those of the books, so that what follows from them can be asked for."""
    approved: Approved | None = None
    """The approved workbook of the folder, and in what the books beside it differ from it where both are sound."""
    reconciliation: Reconciliation | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What must be known of a unit before its lines are read; `unit` None where its file cannot be used."""

    folder: Path
    unit: UnitFile | None
    projects: Projects
    of_unit: Sequence[Finding]
    of_projects: Sequence[Finding] = ()


def begin(folder: Path) -> Begun:
    unit, findings = read_unit_file(folder)
    if unit is None:
        return Begun(folder, None, NO_PROJECTS, findings)
    projects, found = read_projects(folder)
    return Begun(folder, unit, projects, findings, found)


def load(
    folder: Path,
    progress: Callable[[str], None] | None = None,
    *,
    validated: Path | None = None,
    begun: Begun | None = None,
    vouchers: Vouchers | None = None,
) -> Loaded:
    """The books in a folder, or every problem that keeps them from being used.

    `begun` and `vouchers` are what was read of the folder before. `validated` is a parquet file in which checked
    voucher lines are kept: used while it holds, else written anew.
    """
    say = progress or (lambda _: None)
    say("读取单位设置")
    begun = begun or begin(folder)
    unit, projects, findings = begun.unit, begun.projects, list(begun.of_unit)
    if unit is None:
        return Loaded(None, tuple(findings))
    texts, found = read_texts(folder, unit.year)
    texts = replace(texts, remarks={**unit.reasons, **texts.remarks})
    findings += found
    findings += begun.of_projects
    say("读取各张表")
    reader = Reader(folder, Vocabulary(unit.vouchers, unit.year), projects)
    sheets: Sheets = {name: reader.read(name) for name in SHEETS}
    for sheet in sheets.values():
        findings += sheet.findings
    findings += strays(folder, {source.path for source in voucher_sources(folder, unit.vouchers)})
    say("读取凭证")
    lines = read_lines(folder, unit, projects, validated, vouchers)
    findings += lines.findings
    say("计算结转结余")
    run = _Run(folder, unit, texts, sheets, lines, findings, [*unit.notes, *lines.notices])
    books = run.books()
    told = tuple(_once(findings))
    readable = not any(item.code.code == "B202" for item in told)  # else every text would be asked for
    return Loaded(
        books=None if has_errors(told) else books,
        findings=told,
        provisional=books if readable else None,
        complete=lines.complete,
        approved=lines.approved,
        reconciliation=run.reconciliation,
    )


@dataclass
class _Run:
    """One unit's books being brought together; findings and notices grow."""

    folder: Path
    unit: UnitFile
    texts: Texts
    sheets: Sheets
    lines: Lines
    findings: list[Finding]
    notices: list[str]
    reconciliation: Reconciliation | None = None

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
            self._check_accounts(unit.kind)
            closed = self._close(unit.kind, opening, adjusted)
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

    def _approved(self, approved: Approved, actual: Measure, given: Sequence[Entry], kind: UnitKind) -> Measure:
        """What the approved workbook comes to where it stands alone; beside lines these, which must agree with it."""
        if self.lines.alone:
            self.findings += missing_sheets(approved, self.unit.layout, self.unit.year)
            return approved.actual
        if self._trusted:
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
            and item.code.code not in _OF_SUMS
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

    def _check_accounts(self, kind: UnitKind) -> None:
        """Accounts that a unit of this type does not use."""
        foreign = sorted(self.lines.accounts & set(closing_rules().types[kind].foreign))
        if foreign:
            names = "、".join(f"{account} {accounts()[account].name}" for account in foreign)
            self.findings.append(finding("B257", self.lines.where, printed=f"{kind}单位有 {names}"))

    def _close(self, kind: UnitKind, opening: Opening, adjusted: Sequence[Posting]) -> tuple[Entry, ...]:
        """The entries of the year's end, and whether the balance accounts agree with them."""
        lines = self.lines
        ends = [posting.entry() for posting in adjusted if posting.coarse.flow in DERIVED]
        booked = [*lines.entries, *(item.entry() for item in adjusted if item.coarse.flow not in DERIVED)]
        if self._trusted:
            self.findings += _negative(booked, lines.where)
        entries = [*(posting.entry() for posting in opening.postings), *booked]
        closing = close(entries, kind, lines.where, opening.reserves_fen)
        if not self._trusted:
            return closing.entries
        if not closing_rules().confirmed and any(entry.coarse.fund is Fund.OTHER for entry in closing.entries):
            self.notices.append(f"非财政拨款年末余额的去向依据{closing_rules().basis}")
        self.findings += closing.findings
        if ends:
            sent = (Entry(item.coarse, "", "", "", "", item.fen) for item in [*closing.entries, *ends])
            self.findings += _negative(sent, lines.where)
        if lines.vouched:
            notice = self._told(reconcile(lines.entries, opening.adjustments, lines.movements, lines.where))
            self.notices += [notice] if notice else []
        return closing.entries


def _negative(entries: Iterable[Entry], where: Place) -> list[Finding]:
    """Income and expenditure of a year that come to less than nothing, item by item and economic code by code."""
    sums: dict[tuple[Coarse, str, str], int] = defaultdict(int)
    for entry in entries:
        sums[entry.coarse, entry.function, entry.economic] += entry.fen
    found: list[Finding] = []
    for (coarse, function, economic), fen in sorted(sums.items()):
        if fen < 0 and not may_be_negative(coarse):
            labels = [LABELS[name][value] for name, value in coarse._asdict().items() if LABELS[name][value]]
            place = Place(
                file=where.file, sheet=where.sheet, block=" ".join(labels), line=f"{function} {economic}".strip()
            )
            found.append(finding("B255", place, arithmetic=f"全年合计 {yuan_text(fen)} 元"))
    return found


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The same thing said once: a damaged workbook of many tables, an unconfirmed code in every sheet that uses it."""
    seen: set[tuple[str, ...]] = set()
    kept: list[Finding] = []
    for item in findings:
        if item.severity is Severity.ERROR and item.code.code != "B103":
            kept.append(item)
            continue
        code = item.code.code
        key = (code, item.printed) if code in UNCONFIRMED else (code, item.text())
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


_OF_SUMS = frozenset({"B237", "B239"})
"""Errors about sums of sound rows: the rows themselves can be trusted."""
UNCONFIRMED = frozenset({"B132", "B133"})
"""Warnings about a code of the lists, which are the same wherever the code stands."""
