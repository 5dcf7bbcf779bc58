"""One unit of a department, loaded: what the department needs of it, without its lines."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.ledger import TRACE_SCHEMA, LinesLedger, as_trace
from mingzhang.accounts.books.load import begin
from mingzhang.accounts.books.model import Books, Texts, Withheld
from mingzhang.accounts.books.pool import Asked, pooled_vouchers
from mingzhang.accounts.cube import entry_of
from mingzhang.accounts.department.ledgers import UnitLedger
from mingzhang.accounts.department.transfers import Line, transfer_lines
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.measures import EVERYTHING, Facet, Measure, Measures
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.score import ProjectScore
from mingzhang.accounts.performance.spending import functions_of
from mingzhang.accounts.pipeline import Prepared, prepare_unit
from mingzhang.accounts.renderers.files import write_web
from mingzhang.findings import Finding


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


_KEPT: dict[Path, list[tuple[str, str, Disclosure]]] = {}
"""For the build's work folder the folders of the units that this process loaded, with their layouts and what they
publish, until it is written."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A project's self-evaluation, with the functional codes that its expenditure stands under."""

    form: Evaluation
    score: ProjectScore
    functions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Member:
    folder: str
    number: int
    unit: Unit
    kind: UnitKind
    year: int
    measures: Measures
    """Entries without projects."""
    registers: Mapping[str, Mapping[str, Fraction]]
    texts: Texts
    withheld: tuple[Withheld, ...]
    evaluated: tuple[Evaluated, ...]
    policy: str
    """The name of the policy that scored them; "" without any."""
    transfers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`member` None: the findings tell what is wrong."""

    folder: str
    member: Member | None
    findings: tuple[Finding, ...]


def load_members(first: int, folders: Sequence[str], order: Order) -> list[Loaded]:
    """Load some neighbouring units, the first with the number `first`, their vouchers together.

    Their lines stay in one file of the work folder; with `disclose` each unit's books and disclosure in another, or the
    disclosure alone in this process, for `write_kept`.
    """
    if order.work not in _KEPT:  # what an earlier build that failed has kept is of no use any more
        _KEPT.clear()
        _KEPT[order.work] = []
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
    lines = lines_file(order.work, first)
    sound = {folder: each.books for folder, each in zip(folders, prepared, strict=True) if each.books is not None}
    transfers = _write_lines(sound, lines)
    return [
        _loaded(first + at, folder, each, order, lines, transfers.get(folder, ()))
        for at, (folder, each) in enumerate(zip(folders, prepared, strict=True))
    ]


def _write_lines(books: Mapping[str, Books], path: Path) -> dict[str, tuple[Line, ...]]:
    """All lines of several units in one file, in the order of the units; what they paid each other.

    The file is read within minutes and then gone: it is neither made small nor summed up.
    """
    if not books:
        return {}
    parts: list[pl.DataFrame] = []
    folders: list[str] = []
    for folder, each in books.items():
        assert isinstance(each.ledger, LinesLedger)  # what `load` makes
        own = [part for part in each.ledger.parts() if part.height]
        parts += own
        folders += [folder] * len(own)
    whole = TRACE_SCHEMA.to_frame()
    if parts:
        units = pl.DataFrame({"unit": folders, "lines": [part.height for part in parts]})
        unit = units.select(pl.col("unit").repeat_by("lines").explode()).to_series()
        whole = as_trace(pl.concat(parts, how="diagonal_relaxed").with_columns(unit))
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
        _KEPT[order.work].append((folder, books.layout, prepared.disclosure))
    elif prepared.disclosure is not None:
        own = replace(books, ledger=UnitLedger(lines, folder))
        books_file(order.work, number).write_bytes(pickle.dumps((own, prepared.disclosure)))
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


def lines_file(work: Path, first: int) -> Path:
    """The lines of the units that were loaded together, by the number of the first of them."""
    return work / f"{first}.parquet"


def write_kept(work: Path, into: Path) -> None:
    """The web page and data of every unit that this process has kept, in a folder each of the new folder `into`."""
    for folder, layout, disclosure in _KEPT.pop(work, ()):
        write_web(disclosure, load_layout(layout, disclosure.year), into / folder)


def books_file(work: Path, number: int) -> Path:
    return work / f"{number}.pickle"


def unit_books(work: Path, number: int) -> tuple[Books, Disclosure]:
    """A unit's books and disclosure as `load_member` left them: files of this very build, in a folder of its own."""
    books, disclosure = pickle.loads(books_file(work, number).read_bytes())
    return books, disclosure


def in_folder(folder: str, item: Finding) -> Finding:
    """A unit's finding, told with the unit's folder."""
    place = item.place
    file = f"{folder}/{place.file}" if place.file else folder
    return replace(item, place=replace(place, file=file))
