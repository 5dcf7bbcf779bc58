"""Loading the code lists and looking codes up in the list of a year."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a classification (支出功能分类, 支出经济分类)."""

    code: str
    name: str
    fund: str
    """The budget that a functional code belongs to: general, funds, capital, social; "" where it is not known."""
    confirmed: bool
    """Whether the entry was seen in a published document; otherwise it may warn but never err."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the government accounting system (政府会计制度)."""

    code: str
    name: str
    flow: str
    """income or expenditure for the accounts that make entries of the cube; else ""."""
    income_source: str
    kind: str
    """The kind of expenditure where the account alone decides it; else ""."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes that hold in one year, in order of code."""

    year: int
    codes: Mapping[str, Code]

    def __contains__(self, code: str) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    def get(self, code: str) -> Code | None:
        return self.codes.get(code)

    def name(self, code: str) -> str:
        """The official name, or "" for a code that the list does not hold."""
        found = self.codes.get(code)
        return found.name if found else ""

    def level(self, digits: int) -> Iterator[Code]:
        """All codes of a length: 3 类, 5 款, 7 项."""
        return (code for code in self.codes.values() if len(code.code) == digits)

    def ancestry(self, code: str) -> list[str]:
        """The names from class to item: 社会保障和就业支出, 抚恤, 伤残抚恤."""
        return [self.name(code[:digits]) for digits in (3, 5, 7) if digits <= len(code)]


def _rows(file: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((resources.files("mingzhang.codes") / file).read_text("utf-8").splitlines())


def _list(file: str, year: int) -> CodeList:
    codes = {
        row["code"]: Code(row["code"], row["name"], row.get("fund", ""), row["source"] == "confirmed")
        for row in _rows(file)
        if int(row["first_year"] or 0) <= year <= int(row["last_year"] or 9999)
    }
    return CodeList(year, dict(sorted(codes.items())))


LATEST = 2024
"""The last year for which the lists were made; they are used for later years, whose changes they do not know."""


@cache
def functional(year: int) -> CodeList:
    """支出功能分类 of `year`: 3 digits 类, 5 款, 7 项."""
    return _list("functional.csv", year)


@cache
def economic(year: int) -> CodeList:
    """部门预算支出经济分类 of `year`: 3 digits 类, 5 款."""
    return _list("economic.csv", year)


@cache
def accounts() -> Mapping[str, Account]:
    """Accounts by code; sub-accounts are written with dots (8101.06)."""
    return {
        row["code"]: Account(row["code"], row["name"], row["flow"], row["income_source"], row["kind"])
        for row in _rows("accounts.csv")
    }
