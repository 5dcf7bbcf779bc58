"""What a department keeps for itself beside its units' books: texts, registers, budgets, last year, marks 涉密."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from mingzhang.accounts.books.budgets import Budgets, read_budgets
from mingzhang.accounts.books.dimensions import Vocabulary
from mingzhang.accounts.books.last_year import read_last_year
from mingzhang.accounts.books.last_year_disclosure import LAST_YEAR_FILE
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.model import Texts, Withheld
from mingzhang.accounts.books.projects import NO_PROJECTS
from mingzhang.accounts.books.registers import read_registers, read_withheld
from mingzhang.accounts.books.sheets import Reader, Sheet, SheetRows
from mingzhang.accounts.books.strays import strays
from mingzhang.accounts.books.texts import read_texts, text_names
from mingzhang.accounts.books.unit_file import UnitFile
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.shelf import own_policies
from mingzhang.findings import Finding, ProblemsFound, finding

SHEETS: tuple[Sheet, ...] = ("预算", "上年", "登记", "涉密")
FOREIGN: tuple[Sheet, ...] = ("年初结转", "年初调整", "调整分录")
"""Sheets that only a unit can keep: what stands in them would be money of nobody."""


@dataclass
class OwnBooks:
    """The department's own sheets; what is not there is left to the sum of the units."""

    folder: Path
    about: UnitFile
    sheets: dict[Sheet, SheetRows]
    texts: Texts
    registers: Mapping[str, Mapping[str, Fraction]]
    budgets: Budgets | None
    policies: Sequence[Policy]
    """Scoring policies in the department's folder, which hold for it and for the units in it that have none."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def has_last_year(self) -> bool:
        return bool(self.sheets["上年"].rows) or (self.folder / LAST_YEAR_FILE).is_file()

    def untold(self, unit: str, findings: Iterable[Finding]) -> Iterator[Finding]:
        """A unit's findings but for those about the department's own policies, which stand beside every unit."""
        told = {replace(item, place=replace(item.place, file=f"{unit}/{item.place.file}")) for item in self.findings}
        return (item for item in findings if item not in told)

    def last_year(self, codes: set[str], agencies: frozenset[str]) -> Measure | None:
        """Last year's figures as the department itself published or wrote them down."""
        none = self.about.no_last_year
        sheet, year = self.sheets["上年"], self.about.year
        measure, found = read_last_year(self.folder, sheet, year, codes, none=none, agencies=agencies)
        self.findings += found
        return measure

    def withheld(self, codes: frozenset[str], registers: Mapping[str, Mapping[str, Fraction]]) -> tuple[Withheld, ...]:
        items = [f"{name}.{item}" for name, values in registers.items() for item in values]
        marked, found = read_withheld(self.sheets["涉密"].rows, codes, items, text_names(self.texts))
        self.findings += found
        return marked


def read_own_books(folder: Path, about: UnitFile) -> OwnBooks:
    """The sheets and texts that lie in the department's folder itself."""
    texts, findings = read_texts(folder, about.year)
    texts = replace(texts, remarks={**about.reasons, **texts.remarks})
    reader = Reader(folder, Vocabulary(VoucherSettings(), about.year), NO_PROJECTS)
    sheets: dict[Sheet, SheetRows] = {name: reader.read(name) for name in (*SHEETS, *FOREIGN)}
    for name in FOREIGN:
        if sheets[name].present:
            findings.append(finding("U111", sheets[name].where))
    for name in SHEETS:
        findings += sheets[name].findings
    findings += strays(folder)
    registers, found = read_registers(sheets["登记"].rows)
    findings += found
    budgets = None
    if sheets["预算"].rows or about.no_opening_budget:
        budgets, found = read_budgets(sheets["预算"], no_opening_budget=about.no_opening_budget)
        findings += found
    policies: Sequence[Policy] = ()
    try:
        policies = own_policies(folder)
    except ProblemsFound as faults:
        findings += faults.findings
    return OwnBooks(folder, about, sheets, texts, registers, budgets, policies, findings)
