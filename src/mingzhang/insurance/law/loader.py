"""Reading parameter files strictly: what is unknown, doubled, overlapping or without a source is refused, by row."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance import plain_toml
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Confidence, Definition, Parameter, Unit
from mingzhang.insurance.law.regions import Regions, official_regions
from mingzhang.insurance.month import month_of

COLUMNS = ("参数", "项", "地区", "起", "止", "值", "依据", "可信度", "核对", "公布", "说明")
OPTIONAL = ("公布", "说明")


@cache
def definitions() -> dict[str, Definition]:
    """Every parameter that a rule may read, from catalogue.toml."""
    text = (resources.files("mingzhang.insurance.law") / "catalogue.toml").read_text("utf-8")
    found = {}
    for name, entry in plain_toml.loads(text).items():
        found[name] = Definition(
            name=name,
            unit=Unit[entry.pop("unit").upper()],
            about=entry.pop("about"),
            items=entry.pop("items", ""),
            choices=tuple(entry.pop("choices", ())),
        )
        if entry:
            raise ValueError(f"catalogue.toml: {name} has unknown keys {sorted(entry)}")
    return found


def load_law(own_files: Iterable[Path] = ()) -> Law:
    """The delivered law, overridden and extended by the centre's own files. Raises ProblemsFound."""
    regions = official_regions()
    own: list[Parameter] = []
    findings: list[Finding] = []
    for path in own_files:
        parameters, said = read_parameters(_text_of(path), path.name, regions)
        own += parameters
        findings += said
    findings += _overlaps(own)
    if findings:
        raise ProblemsFound(findings)
    return Law(definitions(), regions, (tuple(own), _official()))


@cache
def _official() -> tuple[Parameter, ...]:
    regions = official_regions()
    parameters: list[Parameter] = []
    findings: list[Finding] = []
    folder = resources.files("mingzhang.insurance.law") / "data"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        found, said = read_parameters(file.read_text("utf-8"), file.name, regions)
        parameters += found
        findings += said
    findings += _overlaps(parameters)
    if findings:
        raise ProblemsFound(findings)
    return tuple(parameters)


def _text_of(path: Path) -> str:
    """The text of a user's file in UTF-8 or GB18030, the two that spreadsheets write."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProblemsFound([finding("I101", Place(file=path.name), printed="无法识别的编码", expected="UTF-8 或 GB18030")])


def read_parameters(text: str, file: str, regions: Regions) -> tuple[list[Parameter], list[Finding]]:
    """The parameters of one csv text, and what is wrong with it."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as problem:
        return [], [finding("I101", Place(file=file), printed=str(problem), expected="、".join(COLUMNS))]
    header = [cell.strip() for cell in rows[0]] if rows else []
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in header and name not in OPTIONAL]
    doubled = {name for name in header if header.count(name) > 1}
    if unknown or missing or doubled:
        printed = "、".join(header)[:80] or "空文件"
        return [], [finding("I101", Place(file=file, row=1), printed=printed, expected="、".join(COLUMNS))]
    parameters: list[Parameter] = []
    findings: list[Finding] = []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            place = Place(file=file, row=number)
            findings.append(finding("I102", place, printed=f"{len(cells)}格", expected=f"{len(header)}格"))
            continue
        reader = _Row({name: cell.strip() for name, cell in zip(header, cells, strict=True)}, file, number, regions)
        parameter = reader.parameter()
        findings += reader.findings
        if parameter is not None:
            parameters.append(parameter)
    return parameters, findings


class _Row:
    """One row of a parameter file, read cell by cell with all its findings."""

    def __init__(self, cells: dict[str, str], file: str, number: int, regions: Regions) -> None:
        self.cells, self.file, self.number, self.regions = cells, file, number, regions
        self.findings: list[Finding] = []

    def wrong(self, column: str, expected: str, code: str = "I102") -> None:
        place = Place(file=self.file, row=self.number, column=column)
        self.findings.append(finding(code, place, printed=self.cells.get(column, "") or "空", expected=expected))

    def parameter(self) -> Parameter | None:
        definition = definitions().get(self.cells["参数"])
        if definition is None:
            self.wrong("参数", "参数目录中的名称（mingzhang law --list 列出全部）", "I103")
        region = self.regions.find(self.cells["地区"])
        if region is None:
            self.wrong("地区", self.regions.hint(self.cells["地区"]), "I104")
        first, last = self.month("起"), self.month("止")
        if first is not None and last is not None and last < first:
            self.wrong("止", f"不早于{self.cells['起']}")
        confidence = self.confidence()
        if not self.cells["依据"]:
            self.wrong("依据", "文件名称及文号", "I105")
        self.check_day()
        published = self.month("公布")
        value = self.value(definition) if definition is not None else None
        if self.findings or definition is None or region is None or confidence is None or value is None:
            return None
        return Parameter(
            definition=definition,
            item=self.cells["项"],
            region=region.name,
            first_month=first,
            last_month=last,
            value=value,
            source=self.cells["依据"],
            confidence=confidence,
            checked=self.cells["核对"],
            published_month=published,
            note=self.cells.get("说明", ""),
            file=self.file,
            row=self.number,
        )

    def month(self, column: str) -> int | None:
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            return month_of(text)
        except ValueError:
            self.wrong(column, "年月，如 2025-01")
            return None

    def confidence(self) -> Confidence | None:
        try:
            return Confidence(self.cells["可信度"])
        except ValueError:
            self.wrong("可信度", "、".join(item.value for item in Confidence))
            return None

    def check_day(self) -> None:
        text = self.cells["核对"]
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                raise ValueError(text)
            date.fromisoformat(text)
        except ValueError:
            self.wrong("核对", "最近一次与依据核对的日期，如 2026-01-31")

    def value(self, definition: Definition) -> Fraction | str | None:
        if bool(definition.items) != bool(self.cells["项"]):
            self.wrong("项", definition.items or "空（此参数不分项）")
        if definition.choices and self.cells["值"] not in definition.choices:
            self.wrong("值", "、".join(definition.choices))
            return None
        try:
            return definition.unit.parse(self.cells["值"])
        except ValueError:
            self.wrong("值", f"以{definition.unit.value or '数'}计的数")
            return None


def _overlaps(parameters: Iterable[Parameter]) -> list[Finding]:
    """Two rows that would hold for the same parameter, item and region in the same month."""
    groups: dict[tuple[str, str, str], list[Parameter]] = defaultdict(list)
    for parameter in parameters:
        groups[parameter.definition.name, parameter.item, parameter.region].append(parameter)
    findings = []
    for rows in groups.values():
        ordered = sorted(rows, key=lambda item: -1 if item.first_month is None else item.first_month)
        for before, after in pairwise(ordered):
            starts = -1 if after.first_month is None else after.first_month
            if before.last_month is None or starts <= before.last_month:
                place = Place(file=after.file, row=after.row)
                said = f"{after.title} {after.region} {after.dates_text()}"
                expected = f"不与{before.file}第{before.row}行（{before.dates_text()}）重叠"
                findings.append(finding("I106", place, printed=said, expected=expected))
    return findings
