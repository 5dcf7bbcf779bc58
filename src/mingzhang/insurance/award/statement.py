"""The award statement (待遇核定表) of one person: facts, lines with their formulas, parameters with their sources."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors
from mingzhang.insurance.award.account_years import YearRow
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.case import Case
from mingzhang.insurance.award.reading import Reading
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.explain import Explained, explain
from mingzhang.insurance.engine.frame import Words
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter, Unit
from mingzhang.insurance.month import month_text
from mingzhang.insurance.schemes.registry import schemes
from mingzhang.money import decimal_text, yuan_text

HISTORY_HEADS = ("年份", "月数", "缴费基数合计", "指数", "年初余额", "记账额", "利息", "年末余额")
PROVISIONAL_NOTE = "本表为预发，退休当年的计发基数或记账利率尚未公布，暂用上年度的，公布后重算，多退少补。"
UNCONFIRMED_NOTE = "所用参数中有待核实的值，见参数表。"


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that is printed, in printing order."""

    title: str
    scheme: str
    provisional: bool
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Explained, ...]
    key: Explained
    parameters: tuple[Parameter, ...]
    made_at: int | None
    findings: tuple[Finding, ...]
    history: tuple[YearRow, ...] = ()
    """The account year by year, where it was computed from records."""
    remarks: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        notes = [*self.remarks]
        notes += [PROVISIONAL_NOTE] if self.provisional else []
        notes += [UNCONFIRMED_NOTE] if any(not item.confidence.confirmed for item in self.parameters) else []
        return tuple(notes)

    def history_rows(self) -> list[list[str]]:
        """Under HISTORY_HEADS."""
        return [
            [
                str(row.year),
                str(row.months),
                yuan_text(row.wages_fen),
                decimal_text(row.index, 4),
                yuan_text(row.opening_fen),
                yuan_text(row.credit_fen),
                yuan_text(row.interest_fen),
                yuan_text(row.closing_fen),
            ]
            for row in self.history
        ]

    def value(self, title: str) -> Fraction | None:
        return next((line.value for line in self.lines if line.title == title), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "待遇": self.scheme,
            "标题": self.title,
            "预发": self.provisional,
            "核定年月": month_text(self.made_at) if self.made_at is not None else "",
            "案卷": dict(self.facts),
            "项目": [_line_json(line) for line in self.lines],
            "结果": {"项目": self.key.title, "值": self.key.value_text},
            "逐年账户": [dict(zip(HISTORY_HEADS, row, strict=True)) for row in self.history_rows()],
            "参数": [parameter_json(item) for item in self.parameters],
            "说明": list(self.notes),
            "提醒": [item.as_json() for item in self.findings],
        }


def _line_json(line: Explained) -> dict[str, Any]:
    data = {
        "项目": line.title,
        "值": line.value_text,
        "精确值": "" if line.value is None else str(line.value),
        "算式": line.formula,
        "代入": line.numbers,
        "取位前": line.exactly,
        "取位": line.rounding,
        "依据": line.basis,
    }
    return {name: value for name, value in data.items() if value}


def parameter_json(item: Parameter) -> dict[str, str]:
    """A parameter as plain data, also for `mingzhang law --json`."""
    data = {
        "参数": item.title,
        "地区": item.region,
        "有效期": item.dates_text(),
        "值": item.value_text(),
        "依据": item.source,
        "可信度": item.confidence.shown,
        "核对": item.checked,
        "公布": month_text(item.published_month) if item.published_month is not None else "",
        "说明": item.note,
    }
    return {name: value for name, value in data.items() if value}


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
    findings = [*awards.findings, *_unconfirmed(used, source)]
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
        findings=tuple(_unconfirmed(used, source)),
        remarks=notes,
    )


def _said(number: int, row: dict[str, str]) -> tuple[str, str]:
    return f"参保经历{number}", "，".join(f"{title} {text}" for title, text in row.items())


def _headed(title: str) -> str:
    """核定 → 核定表, 待遇 → 待遇核定表; a 单 is called as it is."""
    if title.endswith("单"):
        return title
    return title + ("表" if title.endswith("核定") else "核定表")


def _unconfirmed(used: tuple[Parameter, ...], source: Source) -> list[Finding]:
    weak = [item for item in used if not item.confidence.confirmed]
    if not weak:
        return []
    names = dict.fromkeys(f"{item.definition.name}（{item.region}）" for item in weak)
    said = "、".join(names)
    return [finding("I403", Place(file=source.file), printed=said)]


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
