"""Loading a unit's books of a year: every sheet read, every problem told, the measures made."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mingzhang.accounts.books.assembly import Assembly
from mingzhang.accounts.books.dimensions import Vocabulary
from mingzhang.accounts.books.lines import read_lines
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.books.projects import NO_PROJECTS, Projects, read_projects
from mingzhang.accounts.books.sheets import Reader, Sheet, SheetRows
from mingzhang.accounts.books.strays import strays
from mingzhang.accounts.books.texts import read_texts
from mingzhang.accounts.books.unit_file import UnitFile, read_unit_file
from mingzhang.accounts.books.voucher_lines import voucher_sources
from mingzhang.accounts.books.vouchers import Vouchers
from mingzhang.findings import Finding, Severity, has_errors

if TYPE_CHECKING:
    from mingzhang.accounts.approved.approved import Approved
    from mingzhang.accounts.books.proposal import Reconciliation

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
    approved: "Approved | None" = None
    """The approved workbook of the folder, and in what the books beside it differ from it where both are sound."""
    reconciliation: "Reconciliation | None" = None


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
    sources = voucher_sources(folder, unit.vouchers)
    findings += strays(folder, {source.path for source in sources})
    say("读取凭证")
    lines = read_lines(folder, unit, projects, sources, validated, vouchers)
    findings += lines.findings
    say("计算结转结余")
    run = Assembly(folder, unit, texts, sheets, lines, findings, [*unit.notes, *lines.notices])
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


UNCONFIRMED = frozenset({"B132", "B133"})
"""Warnings about a code of the lists, which are the same wherever the code stands."""
