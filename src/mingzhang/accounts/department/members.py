"""Loading the units of a department, several together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.ledger import LinesLedger, as_trace
from mingzhang.accounts.books.load import begin
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.books.pool import Asked, pooled_vouchers
from mingzhang.accounts.books.postings import Posting, postings_frame
from mingzhang.accounts.cube import entry_of
from mingzhang.accounts.department import kept
from mingzhang.accounts.department.ledgers import UnitLedger
from mingzhang.accounts.department.member import Evaluated, Loaded, Member, in_folder
from mingzhang.accounts.department.transfers import Line, transfer_lines
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.performance.spending import functions_of
from mingzhang.accounts.pipeline import Prepared, prepare_unit
from mingzhang.accounts.region import EVERYTHING


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with each unit's folder."""

    department: Path
    work: Path
    """A folder for what is kept until the department is written."""
    kept: Path | None
    """A folder in which checked lines are kept from one build to the next."""
    rescore: bool
    layout: str
    disclose: bool
    """Whether the unit's own disclosure is made as well."""
    web: bool = False
    """Whether nothing of it is wanted but its web page and data, for which its disclosure is kept by the process."""


def load_members(first: int, folders: Sequence[str], order: Order) -> list[Loaded]:
    """Load some neighbouring units, the first with the number `first`, their vouchers together.

    Their lines stay in one file of the work folder; with `disclose` each unit's books and disclosure in another, or the
    disclosure alone in this process, for `write_kept`.
    """
    kept.begin(order.work)
    begun = [begin(order.department / folder) for folder in folders]
    asked = [(at, each.unit, each) for at, each in enumerate(begun) if each.unit is not None and order.kept is None]
    pooled = pooled_vouchers([Asked(each.folder, unit.vouchers, unit.year, each.projects) for _, unit, each in asked])
    vouchers = {asked[place][0]: read for place, read in pooled.items()}
    prepared = [
        prepare_unit(
            order.department / folder,
            rescore=order.rescore,
            kept=order.kept / f"{folder.replace('/', '_')}.parquet" if order.kept is not None else None,
            layout=order.layout,
            disclose=order.disclose,
            begun=begun[at],
            vouchers=vouchers.get(at),
        )
        for at, folder in enumerate(folders)
    ]
    lines = kept.lines_file(order.work, first)
    sound = {folder: each.books for folder, each in zip(folders, prepared, strict=True) if each.books is not None}
    transfers = _write_lines(sound, lines)
    return [
        _loaded(first + at, folder, each, order, lines, transfers.get(folder, ()))
        for at, (folder, each) in enumerate(zip(folders, prepared, strict=True))
    ]


def _write_lines(books: Mapping[str, Books], path: Path) -> dict[str, tuple[Line, ...]]:
    """All lines of several units in one file, in the order of the units, and then what their sheets add; what they
    paid each other.

    The file is read within minutes and then gone: it is neither made small nor summed up.
    """
    if not books:
        return {}
    parts: list[pl.DataFrame] = []
    added: list[Posting] = []
    lines: list[tuple[str, int]] = []
    of_sheets: list[tuple[str, int]] = []
    for folder, each in books.items():
        ledger = each.ledger
        assert isinstance(ledger, LinesLedger)  # what `load` makes
        own = ledger.load()
        parts += [own] if own.height else []
        added += ledger.more
        lines.append((folder, own.height))
        of_sheets.append((folder, len(ledger.more)))
    counts = pl.DataFrame([*lines, *of_sheets], schema={"unit": pl.String, "lines": pl.UInt32}, orient="row")
    unit = counts.filter(pl.col("lines") > 0).select(pl.col("unit").repeat_by("lines").explode()).to_series()
    whole = pl.concat([*parts, postings_frame(added)], how="diagonal_relaxed").with_columns(unit)
    whole = as_trace(whole)
    whole.write_parquet(path, compression="uncompressed", statistics=False)
    return transfer_lines(whole)


def _loaded(
    number: int, folder: str, prepared: Prepared, order: Order, lines: Path, transfers: tuple[Line, ...]
) -> Loaded:
    findings = tuple(in_folder(folder, item) for item in prepared.findings)
    books = prepared.books
    if books is None or prepared.evaluated is None:
        return Loaded(folder, None, findings)
    if prepared.disclosure is not None and order.web:
        kept.keep(order.work, folder, books.layout, prepared.disclosure)
    elif prepared.disclosure is not None:
        own = replace(books, ledger=UnitLedger(lines, folder))
        kept.keep_books(order.work, number, own, prepared.disclosure)
    functions = functions_of(books) if prepared.evaluated.scores else {}
    evaluated = tuple(
        Evaluated(form, score, functions.get(score.project.code, frozenset()))
        for form, score in zip(prepared.evaluated.forms, prepared.evaluated.scores, strict=True)
    )
    return Loaded(folder, _member(number, folder, books, evaluated, prepared.evaluated.policy, transfers), findings)


def _member(
    number: int,
    folder: str,
    books: Books,
    evaluated: tuple[Evaluated, ...],
    policy: str,
    transfers: tuple[Line, ...],
) -> Member:
    places = books.measures.actual.places(EVERYTHING)
    actual = [
        entry_of((coarse, function, economic, "", folder, fen)) for coarse, function, economic, _, _, fen in places
    ]
    return Member(
        folder=folder,
        number=number,
        unit=books.unit,
        kind=books.kind,
        year=books.year,
        measures=replace(books.measures, actual=Measure((Facet(EVERYTHING, tuple(actual)),))),
        registers=books.registers,
        texts=books.texts,
        withheld=books.withheld,
        evaluated=evaluated,
        policy=policy,
        transfers=transfers,
    )
