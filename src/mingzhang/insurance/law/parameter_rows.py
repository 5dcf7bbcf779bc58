"""The rows of a parameter file, read cell by cell: what is unknown, wrong or without a source is told by its place."""

import csv
import io
import re
from datetime import date
from fractions import Fraction

from mingzhang.findings import Finding, Place, finding
from mingzhang.insurance.law.catalogue import definitions
from mingzhang.insurance.law.parameter import Confidence, Definition, Parameter
from mingzhang.insurance.law.regions import Regions
from mingzhang.insurance.month import month_of

COLUMNS = ("参数", "项", "地区", "起", "止", "值", "依据", "可信度", "核对", "公布", "说明")
OPTIONAL = ("公布", "说明")


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
            value = definition.unit.parse(self.cells["值"])
            if isinstance(value, Fraction) and value < 0:
                raise ValueError("no parameter of the law is below zero")
            return value
        except ValueError:
            self.wrong("值", f"以{definition.unit.value or '数'}计、不小于0的数")
            return None
