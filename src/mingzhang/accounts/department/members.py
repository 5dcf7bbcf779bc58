"""One unit of a department, loaded: what the department needs of it, without its lines."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.ledger import inside
from mingzhang.accounts.books.model import Books, Texts, UnitKind, Withheld
from mingzhang.accounts.department.transfers import Line, transfer_lines
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.measures import EVERYTHING, Facet, Measure, Measures
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.score import ProjectScore
from mingzhang.accounts.performance.spending import functions_of
from mingzhang.accounts.pipeline import prepare_unit
from mingzhang.accounts.region import Region
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


def load_member(number: int, folder: str, order: Order) -> Loaded:
    """Load one unit; its lines, and with `disclose` its books and disclosure, stay in files of the work folder."""
    kept = order.kept / f"{folder.replace('/', '_')}.parquet" if order.kept is not None else None
    prepared = prepare_unit(
        order.department / folder, rescore=order.rescore, kept=kept, layout=order.layout, disclose=order.disclose
    )
    findings = tuple(in_folder(folder, item) for item in prepared.findings)
    books = prepared.books
    if books is None or prepared.evaluated is None:
        return Loaded(folder, None, findings)
    lines = lines_file(order.work, number)
    books.ledger.trace(EVERYTHING).with_columns(pl.lit(folder).alias("unit")).write_parquet(lines, compression="lz4")
    if prepared.disclosure is not None:
        own = replace(books, ledger=UnitLedger(lines))
        books_file(order.work, number).write_bytes(pickle.dumps((own, prepared.disclosure)))
    functions = functions_of(books)
    evaluated = tuple(
        Evaluated(form, score, functions.get(score.project.code, frozenset()))
        for form, score in zip(prepared.evaluated.forms, prepared.evaluated.scores, strict=True)
    )
    return Loaded(folder, _member(number, folder, books, evaluated, prepared.evaluated.policy), findings)


def _member(number: int, folder: str, books: Books, evaluated: tuple[Evaluated, ...], policy: str) -> Member:
    actual = [entry._replace(unit=folder) for entry in books.measures.actual.places(EVERYTHING)]
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
        transfers=transfer_lines(folder, books),
    )


def lines_file(work: Path, number: int) -> Path:
    return work / f"{number}.parquet"


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


@dataclass(frozen=True, slots=True)
class UnitLedger:
    """The lines of one unit in a file."""

    lines: Path

    def trace(self, region: Region) -> pl.DataFrame:
        return pl.scan_parquet(self.lines).filter(inside(region)).with_columns(unit=pl.lit(None, pl.String)).collect()


@dataclass(frozen=True, slots=True)
class DepartmentLedger:
    """The lines of all units, each with its unit and the unit's folder before its file, and the eliminations."""

    lines: Sequence[Path]
    eliminations: pl.DataFrame

    def trace(self, region: Region) -> pl.DataFrame:
        found = [self.eliminations.filter(inside(region))]
        if self.lines:
            file = pl.concat_str("unit", "file", separator="/").alias("file")
            found.insert(0, pl.scan_parquet(list(self.lines)).filter(inside(region)).with_columns(file).collect())
        return pl.concat(found)
