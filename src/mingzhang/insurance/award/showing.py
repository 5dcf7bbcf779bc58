"""`mingzhang law`: what holds, since when, by which document, how sure."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from mingzhang.findings import Place, ProblemsFound, finding
from mingzhang.insurance.award.screen import parameter_text
from mingzhang.insurance.award.statement import parameter_json
from mingzhang.insurance.law.asking import Span, definition_called, nearest, span_of
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.missing import Missing, spans_of
from mingzhang.insurance.law.parameter import Definition, Parameter
from mingzhang.insurance.law.parameter_rows import COLUMNS
from mingzhang.insurance.law.regions import Region

SAMPLE = "计发基数,,辽宁省,2026-01,2026-12,7400,（文件名称及文号）,原文,2026-10-08,2026-09,样张，请改写"


def show_law(
    own_files: Sequence[Path],
    *,
    json_wanted: bool,
    name: str | None,
    region: str | None,
    at: str | None,
    item: str,
    unconfirmed: bool,
    list_wanted: bool,
    template: bool,
) -> int:
    if template:
        click.echo(",".join(COLUMNS) + "\n" + SAMPLE)
        return 0
    law = load_law(own_files)
    if list_wanted:
        _show_definitions(law)
        return 0
    if name is None and not unconfirmed:
        raise click.UsageError("写明参数名称，或用 --list 列出全部参数，或用 --unconfirmed 列出待核实的值")
    found = _found(law, name, _region(law, region), _span(at), item)
    if unconfirmed:
        found = [entry for entry in found if not entry.confidence.confirmed]
    if json_wanted:
        click.echo(json.dumps([parameter_json(entry) for entry in found], ensure_ascii=False, indent=2))
    else:
        for entry in found:
            click.echo(parameter_text(entry).strip())
        click.echo(f"共 {len(found)} 条{'待核实' if unconfirmed else ''}。", err=True)
    return 0


def _show_definitions(law: Law) -> None:
    for definition in law.definitions.values():
        items = f"；分项：{definition.items}" if definition.items else ""
        choices = f"；取值：{'、'.join(definition.choices)}" if definition.choices else ""
        click.echo(f"{definition.name}（{definition.unit.value or '数'}）：{definition.about}{items}{choices}")


def _region(law: Law, said: str | None) -> Region | None:
    if said is None:
        return None
    region = law.regions.find(said)
    if region is None:
        raise ProblemsFound([finding("I104", Place(key="--region"), printed=said, expected=law.regions.hint(said))])
    return region


def _span(text: str | None) -> Span | None:
    try:
        return None if text is None else span_of(text)
    except ValueError as problem:
        raise click.BadParameter("应为年月或年份，如 2024-03、2024", param_hint="选项 --at") from problem


def _definition(law: Law, said: str) -> Definition:
    """The parameter that is meant. Raises ProblemsFound where several could be, or none."""
    called = definition_called(said, law)
    if isinstance(called, Definition):
        return called
    expected = f"可能是 {'、'.join(called)}" if called else "mingzhang law --list 列出的名称"
    raise ProblemsFound([finding("I103", printed=said, expected=expected)])


def _found(law: Law, said: str | None, region: Region | None, span: Span | None, item: str) -> list[Parameter]:
    """What was asked for. Raises ProblemsFound when nothing holds."""
    definition = None if said is None else _definition(law, said)
    one = span is not None and span.first == span.last
    if definition is not None and region is not None and span is not None and one and (item or not definition.items):
        entry = law.find(definition.name, region, span.first, item)
        if isinstance(entry, Missing):
            raise ProblemsFound([finding("I301", printed=entry.asked, expected=entry.reason, remedy=entry.remedy)])
        return [entry]
    chain = law.regions.chain(region) if region is not None else None
    there = [
        entry
        for entry in law.all()
        if (definition is None or entry.definition is definition)
        and (chain is None or law.reaches(entry, chain))
        and (not item or entry.item == item)
    ]
    found = [entry for entry in there if span is None or span.meets(entry)]
    found = nearest(found, chain) if chain is not None else found
    if definition is not None and not found:
        asked = " ".join(part for part in (definition.name, item, region.name if region else "") if part)
        spans = "；".join(spans_of(there))
        expected = f"已有的只是 {spans}" if spans else "没有符合条件的值"
        raise ProblemsFound([finding("I301", printed=asked, expected=expected)])
    return found
