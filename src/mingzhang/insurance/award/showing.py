"""`mingzhang law`: what holds, since when, by which document, how sure."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from mingzhang.findings import Place, ProblemsFound, finding
from mingzhang.insurance.award.screen import parameter_text
from mingzhang.insurance.award.statement import parameter_json
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.loader import COLUMNS, load_law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import month_of

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
    found = _found(law, name, _region(law, region), _month(at), item)
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
        raise ProblemsFound([finding("I104", Place(key="--region"), printed=said, expected="省、市名称或六位代码")])
    return region


def _month(text: str | None) -> int | None:
    try:
        return None if text is None else month_of(text)
    except ValueError as problem:
        raise click.BadParameter("应为年月，如 2024-03", param_hint="选项 --at") from problem


def _found(law: Law, name: str | None, region: Region | None, month: int | None, item: str) -> list[Parameter]:
    """What was asked for. Raises ProblemsFound when nothing holds."""
    if name is not None and name not in law.definitions:
        raise ProblemsFound([finding("I103", printed=name, expected="mingzhang law --list 列出的名称")])
    if name is not None and region is not None and month is not None and (item or not law.definitions[name].items):
        entry = law.find(name, region, month, item)
        if isinstance(entry, Missing):
            raise ProblemsFound([finding("I301", printed=entry.asked, expected=entry.reason, remedy=entry.remedy)])
        return [entry]
    chain = law.regions.chain(region) if region is not None else None
    found = [
        entry
        for entry in law.all()
        if (name is None or entry.definition.name == name)
        and (chain is None or entry.region in chain)
        and (month is None or entry.holds_in(month))
        and (not item or entry.item == item)
    ]
    if name is not None and not found:
        asked = " ".join(part for part in (name, item, region.name if region else "") if part)
        raise ProblemsFound([finding("I301", printed=asked, expected="没有符合条件的值")])
    return found
