"""A whole city: tables in, tables out, and a findings file for the rows that cannot be awarded."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click
import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, Severity, finding
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.joining import join_records
from mingzhang.insurance.award.records import Records
from mingzhang.insurance.award.source import PERSON, Source
from mingzhang.insurance.award.special import adjust_provinces, adjusted_table, central_statement
from mingzhang.insurance.award.tasks import DOCUMENTS, asked_month, scheme_called, show_statement, write_statement
from mingzhang.insurance.award.unconfirmed import unconfirmed
from mingzhang.insurance.award.writing import check_outputs, write_whole
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Confidence, Parameter
from mingzhang.insurance.month import year_of
from mingzhang.terminal.telling import show_findings

T = TypeVar("T")
TABLES = (".parquet", ".csv")
SHOWN = 20
"""Findings on the terminal; all of them stand in the findings file."""


def read_frame(path: Path) -> pl.DataFrame:
    """A parquet file with its types, or a csv file whose cells are all text. Raises ProblemsFound.

    Spreadsheets of Chinese systems write csv in UTF-8 or GB18030.
    """
    return _readable(path, lambda: _csv(path) if path.suffix.lower() == ".csv" else pl.read_parquet(path))


def scan_records(path: Path) -> Records:
    """A parquet file that is read part by part, or a csv file. Raises ProblemsFound."""
    if path.suffix.lower() == ".csv":
        return read_frame(path)
    scanned = pl.scan_parquet(path)
    _readable(path, scanned.collect_schema)
    return scanned


def _csv(path: Path) -> pl.DataFrame:
    try:
        return pl.read_csv(path, infer_schema=False)
    except pl.exceptions.ComputeError:
        text = path.read_bytes().decode("gb18030")
        return pl.read_csv(text.encode(), infer_schema=False)


def _readable(path: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as problem:
        empty = path.stat().st_size == 0
        said = "空文件" if empty else f"不合 {path.suffix.lower().strip('.')} 的写法"
        raise ProblemsFound([finding("I206", Place(file=path.name), printed=said)]) from problem


def award_table(
    path: Path,
    outputs: Sequence[Path],
    own_files: Sequence[Path],
    *,
    scheme: str | None = None,
    at: str | None = None,
    records: Path | None = None,
    sure: str = "存疑",
) -> int:
    """Awards every row that can be awarded; the others are findings. Nothing is written if a whole column is unfit."""
    check_outputs(outputs, TABLES)
    law = load_law(own_files).demanding(Confidence(sure))
    month = asked_month(at, "--at")
    _, chosen = scheme_called(scheme or "")
    people = read_frame(path)
    source = _source(path)
    findings: list[Finding] = []
    left_out, years = None, tuple[Parameter, ...]()
    if records is not None:
        seen = law if month is None else law.seen_in(month)
        joined = join_records(people, scan_records(records), seen, source, _source(records), chosen)
        people, left_out = joined.people, joined.left_out
        findings += joined.findings
        years = joined.used
    awards = award(people, chosen, month, law=law, source=source, left_out=left_out)
    findings += [*awards.findings, *(unconfirmed((*years, *awards.used), source) if awards.table.height else ())]
    for output in outputs:
        write_whole(output, _encoded(awards.table, output))
        if not findings:
            findings_file(output).unlink(missing_ok=True)
        else:
            write_whole(findings_file(output), _encoded(_table(findings, people, source), output))
    show_findings(findings, limit=SHOWN)
    failed = people.height - awards.table.height
    click.echo(f"核定 {awards.table.height} 人，未能核定 {failed} 人。")
    if findings and outputs:
        click.echo(f"问题清单：{'、'.join(findings_file(output).name for output in outputs)}")
    return 1 if failed or any(item.severity is Severity.ERROR for item in findings) else 0


def award_provinces(
    path: Path, outputs: Sequence[Path], own_files: Sequence[Path], *, at: str | None, sure: str, json_wanted: bool
) -> int:
    """中央调剂: a table of provinces to one statement; a table of it where one is asked for."""
    check_outputs(outputs, (*TABLES, *DOCUMENTS))
    month = asked_month(at, "--at")
    if month is None:
        raise click.UsageError("中央调剂要用 --at 写明年度，如 --at 2018-12")
    law = load_law(own_files).demanding(Confidence(sure))
    result = adjust_provinces(read_frame(path), year_of(month), law, _source(path))
    statement = central_statement(result, path.name, month)
    for output in outputs:
        if output.suffix.lower() in TABLES:
            write_whole(output, _encoded(adjusted_table(result), output))
        else:
            write_statement(output, statement, None)
    show_statement(statement, None, json_wanted=json_wanted)
    return 0


def _source(path: Path) -> Source:
    return Source(path.name, first_row=2 if path.suffix.lower() == ".csv" else 1)


def findings_file(output: Path) -> Path:
    """Beside the output: 核定.parquet → 核定.问题.parquet."""
    return output.with_name(f"{output.stem}.问题{output.suffix}")


def _encoded(table: pl.DataFrame, output: Path) -> bytes:
    buffer = io.BytesIO()
    if output.suffix.lower() == ".csv":
        table.write_csv(buffer, include_bom=True)
    else:
        table.write_parquet(buffer)
    return buffer.getvalue()


def _table(findings: Sequence[Finding], people: pl.DataFrame, source: Source) -> pl.DataFrame:
    """One row a finding, with the person it is about; 涉及 lists the rows of one cause, the first of whom is named."""
    rows = [
        {
            "行": item.place.row,
            PERSON: _person(item, people, source),
            "级别": item.severity.value,
            "代码": item.code.code,
            "问题": item.code.title,
            "列": item.place.column,
            "现为": item.printed,
            "应为": item.expected,
            "涉及": item.arithmetic,
            "办法": item.remedy or item.code.remedy,
        }
        for item in findings
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _person(item: Finding, people: pl.DataFrame, source: Source) -> str:
    if item.place.row is None or PERSON not in people.columns or item.place.file != source.file:
        return ""
    return str(people[PERSON][item.place.row - source.first_row])
