"""People and their yearly records → the facts of a form: months, index and balance, ready for the award."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.account_years import INDEX_SCALE, Totals, YearRow
from mingzhang.insurance.award.careers import compute_careers
from mingzhang.insurance.award.dense import Numbers
from mingzhang.insurance.award.lifetime import outside_life
from mingzhang.insurance.award.people import CONSUMED, People, read_people
from mingzhang.insurance.award.records import Records, read_records
from mingzhang.insurance.award.source import FEN, PERSON, Source
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.frame import Failure
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.schemes import pension_facts as pension
from mingzhang.insurance.schemes.common import REGION
from mingzhang.insurance.schemes.entitlement import UNTIL
from mingzhang.insurance.schemes.pension import PENSION
from mingzhang.insurance.schemes.registry import schemes

INDEX_PLACES = len(str(INDEX_SCALE)) - 1


@dataclass(frozen=True, slots=True)
class Joined:
    """The people with what their records come to; rows of the mask cannot be awarded."""

    people: pl.DataFrame
    left_out: Mask
    findings: tuple[Finding, ...]
    history: tuple[YearRow, ...]
    used: tuple[Parameter, ...]
    """Parameters that the years were computed with."""


def join_records(
    people: pl.DataFrame,
    records: Records,
    law: Law,
    source: Source,
    records_source: Source,
    scheme: Scheme = PENSION,
) -> Joined:
    """`records` may be a file that is read part by part (`pl.scan_parquet`).

    Raises ProblemsFound when a column that both need is missing or unfit, or the scheme reads no records.
    """
    if not scheme.account:
        reading = "、".join(name for name, other in schemes().items() if other.account)
        raise ProblemsFound([finding("I213", Place(file=records_source.file), printed=scheme.title, expected=reading)])
    until = UNTIL.title if UNTIL.title in people.columns else pension.RETIRED.title
    needed = [title for title in (PERSON, REGION.title, until) if title not in people.columns]
    if needed:
        raise ProblemsFound([finding("I203", source.whole(title), expected=title) for title in needed])
    findings, left_out = _doubled(people[PERSON], source)
    known, unfit, said = read_people(people, law, source, until, scheme)
    findings += said
    careers = read_records(records, people[PERSON], records_source, told_apart=not left_out.any())
    findings += careers.findings
    left_out |= unfit
    totals = compute_careers(careers, known, law)
    wrong, said = outside_life(people, careers, until, known.retired, left_out, source)
    findings += said
    left_out |= wrong
    broken = careers.bad.copy()
    failures = [failure for _, failure in totals.failures]
    for failure in failures:
        broken[failure.rows] = True
    findings += list(_missing(failures, records_source))
    for row in np.flatnonzero(broken & ~left_out).tolist():
        twice = f"，{careers.doubled[row]}年的记录不止一条" if row in careers.doubled else ""
        findings.append(finding("I211", source.place(row, PERSON), printed=f"{people[PERSON][row]}{twice}"))
    return Joined(
        _joined(people, totals, known, scheme),
        left_out | broken,
        tuple(findings),
        tuple(totals.history),
        tuple(totals.used),
    )


def _doubled(ids: pl.Series, source: Source) -> tuple[list[Finding], Mask]:
    """Rows whose person stands in the table more than once, or nowhere."""
    if _ascend(ids) or (not ids.null_count() and ids.n_unique() == len(ids)):
        return [], np.zeros(len(ids), dtype=np.bool_)
    mask = (ids.is_duplicated() | ids.is_null()).to_numpy().copy()
    found = [finding("I207", source.place(row, PERSON), printed=str(ids[row])) for row in np.flatnonzero(mask).tolist()]
    return found, mask


def _ascend(ids: pl.Series) -> bool:
    """Whether each is larger than the one before, as in most tables: then none stands twice."""
    return not ids.null_count() and ids.is_sorted() and not (ids.slice(1) == ids.slice(0, len(ids) - 1)).any()


def _missing(failures: Iterable[Failure], source: Source) -> Iterable[Finding]:
    """Each series of the law that lacks values once, with the number of people whom it stops."""
    told: dict[tuple[str, str], list[Failure]] = {}
    for failure in failures:
        told.setdefault((failure.series, "" if failure.series else failure.printed), []).append(failure)
    for (series, _), alike in told.items():
        first = alike[0]
        people = {row for failure in alike for row in failure.rows.tolist()}
        asked = list(dict.fromkeys(failure.printed for failure in alike))
        more = f"，共缺 {len(asked)} 个：{asked[0]} 至 {asked[-1]}" if len(asked) > 1 else ""
        yield finding(
            "I212",
            Place(file=source.file),
            printed=(series or first.printed) + more if more else first.printed,
            expected=first.expected,
            arithmetic=f"涉及 {len(people)} 人",
            remedy=first.remedy + ("；其余各年同样各加一行" if more else ""),
        )


def _joined(people: pl.DataFrame, totals: Totals, known: People, scheme: Scheme) -> pl.DataFrame:
    """The people's own statements stand; what they leave open, and the scheme asks for, comes from the records."""
    new = {
        pension.PAID_MONTHS.title: pl.Series(totals.months),
        pension.MONTHS.title: pl.Series(totals.months + known.deemed_months),
        pension.EARLY_MONTHS.title: pl.Series(totals.early_months + known.deemed_months),
        pension.INDEX_SUM.title: _decimals(totals.index_units),
        pension.BALANCE.title + FEN: pl.Series(totals.closing_fen),
    }
    if totals.estimated.any():
        said = pl.when(pl.Series(totals.estimated)).then(pl.lit(pension.ESTIMATED.words[0]))
        new[pension.ESTIMATED.title] = pl.select(said.alias("said"))["said"]
    asked = {fact.title for fact in scheme.facts}
    columns = [
        series.alias(title)
        for title, series in new.items()
        if title.removesuffix(FEN) in asked
        and not {title, title.removesuffix(FEN), title.replace("月数", "年限")} & set(people.columns)
    ]
    return people.drop(_consumed(people)).with_columns(columns)


def _consumed(people: pl.DataFrame) -> list[str]:
    return [name for title in CONSUMED for name in (title, title + FEN) if name in people.columns]


def _decimals(units: Numbers) -> pl.Series:
    return pl.Series(units).cast(pl.Int128).reinterpret(dtype=pl.Decimal(38, INDEX_PLACES))
