"""Statements made: of a case that is awarded, and of lines that are no columns."""

import polars as pl

from mingzhang.findings import ProblemsFound, has_errors
from mingzhang.insurance.award.account_years import YearRow
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.case import Case
from mingzhang.insurance.award.reading import Reading
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.unconfirmed import unconfirmed
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.explain import Explained, explain
from mingzhang.insurance.engine.frame import Words
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter, Unit
from mingzhang.insurance.schemes.registry import schemes


def make_statement(
    facts: dict[str, str],
    name: str,
    law: Law,
    *,
    made_at: int | None,
    source: Source,
    history: tuple[YearRow, ...] = (),
    used: tuple[Parameter, ...] = (),
) -> Statement:
    """The statement of one case of the named scheme. Raises ProblemsFound when it cannot be awarded."""
    scheme = schemes()[name]
    table = pl.DataFrame({title: [value] for title, value in facts.items()})
    awards = award(table, scheme, made_at, law=law, source=source)
    if has_errors(awards.findings) or not awards.table.height:
        raise ProblemsFound(awards.findings)
    frame = awards.reading.frame
    lines = tuple(explain(scheme, frame))
    key = next(line for line in lines if line.title == scheme.key)
    used = tuple(dict.fromkeys([*(item for line in lines for item in line.parameters), *used]))
    findings = [*awards.findings, *unconfirmed(used, source)]
    provisional = bool(scheme.is_provisional(frame)[0])
    return Statement(
        title=_headed(scheme.title),
        scheme=name,
        provisional=provisional,
        facts=_facts(facts, scheme, awards.reading),
        lines=lines,
        key=key,
        parameters=used,
        made_at=made_at,
        findings=tuple(findings),
        history=history,
        remarks=scheme.remarks_of(frame),
    )


def plain_statement(
    title: str, scheme: str, case: Case, lines: tuple[Explained, ...], notes: tuple[str, ...] = ()
) -> Statement:
    """A statement whose lines are no columns: a calendar, a transfer. The first line is what a reader looks for."""
    used = tuple(dict.fromkeys(item for line in lines for item in line.parameters))
    source = Source(file=case.file, keyed=True)
    return Statement(
        title=title,
        scheme=scheme,
        provisional=False,
        facts=(*case.facts.items(), *(_said(number, row) for number, row in enumerate(case.stays, 1))),
        lines=lines,
        key=lines[0],
        parameters=used,
        made_at=case.made_at,
        findings=tuple(unconfirmed(used, source)),
        remarks=notes,
    )


def _said(number: int, row: dict[str, str]) -> tuple[str, str]:
    return f"参保经历{number}", "，".join(f"{title} {text}" for title, text in row.items())


def _headed(title: str) -> str:
    """核定 → 核定表, 待遇 → 待遇核定表; a 单 is called as it is."""
    if title.endswith("单"):
        return title
    return title + ("表" if title.endswith("核定") else "核定表")


def _facts(facts: dict[str, str], scheme: Scheme, reading: Reading) -> tuple[tuple[str, str], ...]:
    """What the case states, as it was understood."""
    shown = [(title, facts[title]) for title in facts if all(fact.title != title for fact in scheme.facts)]
    region = reading.frame.regions[int(reading.frame.region_codes[0])]
    for fact in scheme.facts:
        if fact.title == scheme.region:
            shown.append((fact.title, region.name))
        elif fact.title in reading.frame.facts and (fact.required or reading.frame.given[fact.title][0]):
            shown.append((fact.title, _shown(reading.frame.facts[fact.title], fact.unit)))
    return tuple(shown)


def _shown(values: Exact | Words, unit: Unit | None) -> str:
    if isinstance(values, Words):
        return values.at(0)
    assert unit is not None
    return unit.show_full(values.at(0))
