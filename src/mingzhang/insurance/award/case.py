"""A case: one person's facts in a TOML file, with Chinese keys."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance import plain_toml
from mingzhang.insurance.award.months import LISTED
from mingzhang.insurance.award.record_parts import COLUMNS as COLUMNS_OF_RECORDS
from mingzhang.insurance.award.wording import meant
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.parameter_rows import COLUMNS, read_parameters
from mingzhang.insurance.month import month_of

MADE_AT = "核定年月"
OWN = "参数"
RECORDS = "缴费记录"
STAYS = "参保经历"
PAID_STEPS = "已发放"
RAISES = "待遇调整"
SCHEME = "待遇"
STATED = "案卷载明"
OF_RECORD = (*(column.title for column in COLUMNS_OF_RECORDS), LISTED)
_KEY_OF = re.compile("[=＝：:]+")


@dataclass(frozen=True, slots=True)
class Case:
    """The facts by title, as text; parameters and yearly records that the file carries itself."""

    file: str
    facts: dict[str, str]
    scheme: str
    made_at: int | None
    parameters: tuple[Parameter, ...] = ()
    records: tuple[dict[str, str], ...] = ()
    stays: tuple[dict[str, str], ...] = ()
    """参保经历, of a transfer."""
    paid_steps: tuple[dict[str, str], ...] = ()
    """已发放: what was paid a month, from which month."""
    raises: tuple[dict[str, str], ...] = ()
    """待遇调整: what the yearly adjustments added a month, from which month."""

    def table(self) -> pl.DataFrame:
        """One row of texts."""
        return pl.DataFrame({title: [value] for title, value in self.facts.items()})


def read_case(path: Path, law: Law) -> Case:
    """The case of a file. Raises ProblemsFound for what is no case."""
    data = _parsed(path)
    findings: list[Finding] = []
    facts: dict[str, str] = {}
    own = data.pop(OWN, [])
    records = data.pop(RECORDS, [])
    stays = data.pop(STAYS, [])
    paid_steps, raises = data.pop(PAID_STEPS, []), data.pop(RAISES, [])
    for title, value in data.items():
        text = _text(value)
        if text is None:
            findings.append(_wrong(path, title, str(value), "一个数、一段文字或一个年月"))
        else:
            facts[title] = text
    scheme = facts.pop(SCHEME, "")
    made_at = _made_at(path, facts.pop(MADE_AT, ""), findings)
    parameters = _own_parameters(path, own, facts.get("参保地", ""), law, findings)
    rows = _records(path, RECORDS, records, findings)
    findings += _unknown_keys(path, rows)
    places = _records(path, STAYS, stays, findings)
    paid = _records(path, PAID_STEPS, paid_steps, findings)
    raised = _records(path, RAISES, raises, findings)
    if findings:
        raise ProblemsFound(findings)
    lists = (tuple(parameters), tuple(rows), tuple(places), tuple(paid), tuple(raised))
    return Case(path.name, facts, scheme, made_at, *lists)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
        return plain_toml.loads(text)
    except UnicodeDecodeError as problem:
        raise ProblemsFound([finding("I201", Place(file=path.name), printed="不是 UTF-8 编码的文字")]) from problem
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"line (\d+), column (\d+)", str(problem))
        line = int(at[1]) if at else len(text.splitlines())
        written = text.splitlines()[line - 1].strip() if line else ""
        place = Place(file=path.name, row=line or None)
        twice = "overwrite" in str(problem) or "twice" in str(problem)
        expected = f"“{_KEY_OF.split(written)[0].strip()}”只写一次" if twice else _proposed(written)
        raise ProblemsFound([finding("I201", place, printed=written or "空", expected=expected)]) from problem


def _proposed(written: str) -> str:
    """How a line that is no TOML may have been meant."""
    parts = _KEY_OF.split(written, maxsplit=1)
    title, value = (part.strip(" \"'“”‘’　") for part in (*parts, "")[:2])
    return f'{title} = "{value}"' if title and value else '一行一项，如 参保地 = "沈阳"'


def _text(value: object) -> str | None:
    """A plain value as text; None for a list, a table or a truth value."""
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value).strip() if isinstance(value, str | int) else None


def _wrong(path: Path, key: str, printed: str, expected: str) -> Finding:
    return finding("I204", Place(file=path.name, key=key), printed=printed, expected=expected)


def _made_at(path: Path, text: str, findings: list[Finding]) -> int | None:
    if not text:
        return None
    try:
        return month_of(text)
    except ValueError:
        findings.append(_wrong(path, MADE_AT, text, "年月，如 2025-04"))
        return None


def _own_parameters(path: Path, own: object, region: str, law: Law, findings: list[Finding]) -> list[Parameter]:
    """[[参数]] of the case: rows as in a parameter file; what is left out holds for this case."""
    if not isinstance(own, list) or not all(isinstance(entry, dict) for entry in own):
        findings.append(_wrong(path, OWN, "不是列表", "以 [[参数]] 开头的若干段"))
        return []
    parameters = []
    for number, entry in enumerate(own, 1):
        unknown = [key for key in entry if key not in COLUMNS]
        for key in unknown:
            place = Place(file=path.name, key=f"{OWN}第{number}段.{key}")
            findings.append(finding("I202", place, printed=key, expected="、".join(COLUMNS)))
        cells = {name: _text(entry.get(name, "")) or "" for name in COLUMNS}
        cells["地区"] = cells["地区"] or region
        cells["可信度"] = cells["可信度"] or "原文"
        cells["核对"] = cells["核对"] or f"{datetime.now(tz=UTC):%Y-%m-%d}"
        text = "\n".join(",".join(_quoted(cell) for cell in row) for row in (COLUMNS, cells.values()))
        found, said = read_parameters(text, f"{path.name}〔{OWN}第{number}段〕", law.regions)
        parameters += found
        findings += said
    return parameters


def stated_parameters(case: Case, scheme: Scheme, law: Law) -> tuple[Case, list[Parameter]]:
    """Keys that name a parameter and no fact, as 过渡系数: they hold for this case. Raises ProblemsFound."""
    facts = {fact.title for fact in scheme.facts}
    found: list[Parameter] = []
    findings: list[Finding] = []
    for title, text in case.facts.items():
        definition = law.definitions.get(title)
        if title in facts or definition is None or definition.items:
            continue
        own = {"参数": title, "值": text, "依据": STATED}
        found += _own_parameters(Path(case.file), [own], case.facts.get("参保地", ""), law, findings)
    if findings:
        raise ProblemsFound(findings)
    names = {item.definition.name for item in found}
    kept = {title: text for title, text in case.facts.items() if title not in names}
    return replace(case, facts=kept), found


def _quoted(cell: str) -> str:
    """A cell of a csv text, whatever it holds."""
    return '"' + cell.replace('"', '""') + '"'


def _unknown_keys(path: Path, rows: list[dict[str, str]]) -> list[Finding]:
    """What a yearly record states that nobody reads."""
    return [
        finding(
            "I202",
            Place(file=path.name, key=f"{RECORDS}第{number}段"),
            printed=key,
            expected=meant(key, OF_RECORD) or "、".join(OF_RECORD),
        )
        for number, row in enumerate(rows, 1)
        for key in row
        if key not in OF_RECORD
    ]


def _records(path: Path, title: str, records: object, findings: list[Finding]) -> list[dict[str, str]]:
    """A list of small tables: one a year, or one a place."""
    if not isinstance(records, list) or not all(isinstance(entry, dict) for entry in records):
        findings.append(_wrong(path, title, "不是列表", f"以 [[{title}]] 开头的若干段"))
        return []
    return [{str(key): _text(value) or "" for key, value in entry.items()} for entry in records]
