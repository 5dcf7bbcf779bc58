"""What the commands do: one case to a statement, a table to a table and its findings."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
import polars as pl

from mingzhang.findings import Place, ProblemsFound, finding, has_errors
from mingzhang.insurance.award.calendar import DEADLINES, deadlines_statement
from mingzhang.insurance.award.case import PAID_STEPS, RAISES, STAYS, Case, read_case, stated_parameters
from mingzhang.insurance.award.joining import Joined, join_records
from mingzhang.insurance.award.recomputing import settlement_of
from mingzhang.insurance.award.screen import statement_text
from mingzhang.insurance.award.settlement import Settlement
from mingzhang.insurance.award.source import FEN, PERSON, Source
from mingzhang.insurance.award.special import CENTRAL
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.stating import make_statement
from mingzhang.insurance.award.transferring import TRANSFER, transfer_statement
from mingzhang.insurance.award.wording import scheme_meant
from mingzhang.insurance.award.writing import check_outputs, write_whole
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Confidence
from mingzhang.insurance.month import month_of
from mingzhang.insurance.schemes import pension_facts as pension
from mingzhang.insurance.schemes.registry import schemes
from mingzhang.money import yuan_text
from mingzhang.terminal.telling import show_findings

DOCUMENTS = (".pdf", ".docx", ".json")
"""What one statement can be written as."""


def asked_month(text: object, option: str) -> int | None:
    """A month given as an option. Raises a usage error for anything else."""
    if not text:
        return None
    try:
        return month_of(str(text))
    except ValueError as problem:
        raise click.BadParameter("应为年月，如 2025-04", param_hint=f"选项 {option}") from problem


def scheme_called(name: str, file: str = "") -> tuple[str, Scheme]:
    """The scheme that a case names; the first of all where it names none. Raises ProblemsFound."""
    known = schemes()
    if not name:
        return next(iter(known.items()))
    if name not in known:
        place = Place(file=file, key="待遇")
        near = scheme_meant(name, {known: scheme.title for known, scheme in known.items()})
        every = "、".join((*known, TRANSFER, DEADLINES, CENTRAL))
        expected = f"是否想写“{near}”？" if near else every
        raise ProblemsFound([finding("I204", place, printed=name, expected=expected)])
    return name, known[name]


def show_scheme(
    name: str, facts: dict[str, str], own_files: Sequence[Path], at: int | None, *, json_wanted: bool
) -> None:
    """A statement from facts given as options."""
    statement = make_statement(facts, name, load_law(own_files), made_at=at, source=Source(keyed=True))
    show_statement(statement, None, json_wanted=json_wanted)


def show_statement(statement: Statement, settlement: Settlement | None, *, json_wanted: bool) -> None:
    if json_wanted:
        click.echo(json.dumps(_json(statement, settlement), ensure_ascii=False, indent=2))
        return
    click.echo(statement_text(statement))
    if settlement is not None:
        click.echo(settlement.text())
    show_findings(statement.findings)


def _json(statement: Statement, settlement: Settlement | None) -> dict[str, object]:
    data = statement.as_json()
    return data if settlement is None else {**data, "重算": settlement.as_json()}


def award_case(
    path: Path,
    outputs: Sequence[Path],
    own_files: Sequence[Path],
    *,
    json_wanted: bool,
    scheme: object = None,
    at: object = None,
    records: object = None,
    prior: object = None,
    until: object = None,
    stopped: object = None,
    sure: str = "存疑",
) -> int:
    """One case: its statement on the terminal, and in every file that is asked for."""
    if not isinstance(prior, Path) and (until or stopped):
        raise click.UsageError("--until 和 --stopped 与 --prior 合用")
    check_outputs(outputs, DOCUMENTS)
    law = load_law(own_files).demanding(Confidence(sure))
    case = read_case(path, law)
    asked = scheme or case.scheme
    if asked in (TRANSFER, DEADLINES):
        statement = transfer_statement(case, law) if asked == TRANSFER else deadlines_statement(case)
    else:
        statement = _statement(case, str(asked), law, asked_month(at, "--at"))
    _check_lists(case, transfer=asked == TRANSFER, prior=prior is not None)
    settlement = None
    if isinstance(prior, Path):
        last, stop = asked_month(until, "--until"), asked_month(stopped, "--stopped")
        settlement = settlement_of(statement, prior, law, last, stop, case)
    if isinstance(records, Path):
        raise click.UsageError("案卷的缴费记录写在案卷里（[[缴费记录]]），--records 用于批量核定")
    for output in outputs:
        write_statement(output, statement, settlement)
    show_statement(statement, settlement, json_wanted=json_wanted)
    return 1 if has_errors(statement.findings) else 0


def _check_lists(case: Case, *, transfer: bool, prior: bool) -> None:
    """Lists that nothing reads are never dropped silently. Raises ProblemsFound."""
    unread = [(STAYS, case.stays, transfer, f"只用于{TRANSFER}")]
    unread += [
        (title, rows, prior, "与 --prior 合用")
        for title, rows in ((PAID_STEPS, case.paid_steps), (RAISES, case.raises))
    ]
    findings = [
        finding("I202", Place(file=case.file, key=title), printed=title, expected=expected)
        for title, rows, read, expected in unread
        if rows and not read
    ]
    if findings:
        raise ProblemsFound(findings)


def _statement(case: Case, name: str, law: Law, at: int | None) -> Statement:
    known, scheme = scheme_called(name, case.file)
    case, stated = stated_parameters(case, scheme, law)
    its_law = law.with_layer((*case.parameters, *stated)) if case.parameters or stated else law
    source = Source(file=case.file, keyed=True)
    made_at = case.made_at if at is None else at
    if not case.records:
        return make_statement(case.facts, known, its_law, made_at=made_at, source=source)
    facts, joined = facts_of_records(case, scheme, its_law if made_at is None else its_law.seen_in(made_at), source)
    return make_statement(
        facts, known, its_law, made_at=made_at, source=source, history=joined.history, used=joined.used
    )


def facts_of_records(case: Case, scheme: Scheme, law: Law, source: Source) -> tuple[dict[str, str], Joined]:
    """The case's facts with what its yearly records come to. Raises ProblemsFound."""
    facts = {PERSON: "本案"} | case.facts
    people = pl.DataFrame({title: [value] for title, value in facts.items()})
    records = pl.DataFrame([{PERSON: facts[PERSON]} | dict(row) for row in case.records], infer_schema_length=None)
    joined = join_records(people, records, law, source, Source(f"{case.file}〔缴费记录〕"), scheme)
    if joined.left_out.any() or has_errors(joined.findings):
        raise ProblemsFound(joined.findings)
    row = joined.people.row(0, named=True)
    kept = {title: str(value) for title, value in row.items() if value not in (None, "")}
    if PERSON not in case.facts:
        del kept[PERSON]
    fen = pension.BALANCE.title + FEN
    if fen in kept:
        kept[pension.BALANCE.title] = yuan_text(int(kept.pop(fen)), grouped=False)
    return kept, joined


def write_statement(output: Path, statement: Statement, settlement: Settlement | None) -> None:
    match output.suffix.lower():
        case ".pdf":
            from mingzhang.insurance.award.pdf import statement_pdf

            write_whole(output, statement_pdf(statement, settlement))
        case ".docx":
            from mingzhang.insurance.award.docx import statement_docx

            write_whole(output, statement_docx(statement, settlement))
        case _:
            text = json.dumps(_json(statement, settlement), ensure_ascii=False, indent=2)
            write_whole(output, (text + "\n").encode())
