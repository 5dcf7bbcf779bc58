"""Columns about the person that no rule reads: an identity number, a credit code and a bank card prove themselves."""

from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl

from mingzhang.findings import Finding, finding
from mingzhang.insurance.award.source import PERSON, Source
from mingzhang.insurance.identity import (
    card_problem,
    credit_code_problem,
    person_birth_month,
    person_problem,
    person_sex,
)
from mingzhang.insurance.month import month_of
from mingzhang.insurance.schemes.common import BORN, SEX

NUMBER = "公民身份号码"
CODES = {"统一社会信用代码": credit_code_problem, "银行卡号": card_problem}
"""Columns with a check digit of their own."""
CARRIED = (PERSON, "姓名", NUMBER, *CODES)
"""Columns about the person that no rule reads."""


def carried_problems(table: pl.DataFrame, source: Source) -> Iterator[tuple[int, Finding]]:
    """The rows that a number about the person speaks against, with what is wrong in each."""
    yield from _identity(table, source)
    yield from _codes(table, source)


def _codes(table: pl.DataFrame, source: Source) -> Iterator[tuple[int, Finding]]:
    """统一社会信用代码 and 银行卡号: a wrong check digit would pay someone else."""
    for title, problem_of in CODES.items():
        for row, code in enumerate(_texts(table, title)):
            problem = problem_of(code) if code else ""
            if problem:
                yield row, finding("I503", source.place(row, title), printed=code, expected=problem)


def _identity(table: pl.DataFrame, source: Source) -> Iterator[tuple[int, Finding]]:
    """公民身份号码 with a wrong check digit, or one that contradicts the stated birth or sex."""
    if NUMBER not in table.columns:
        return
    today = datetime.now(tz=UTC).date()
    stated = {title: _texts(table, title) for title in (BORN.title, SEX.title)}
    for row, number in enumerate(_texts(table, NUMBER)):
        problem = person_problem(number, today) if number else ""
        code = "I501" if problem else "I502"
        if number and not problem:
            problem = _contradiction(number, {title: cells[row] for title, cells in stated.items() if cells})
        if problem:
            yield row, finding(code, source.place(row, NUMBER), printed=number, expected=problem)


def _texts(table: pl.DataFrame, title: str) -> list[str]:
    """A column as texts; none where the table has no such column."""
    return table[title].cast(pl.String).fill_null("").to_list() if title in table.columns else []


def _contradiction(number: str, stated: dict[str, str]) -> str:
    """What the number says otherwise than the row."""
    born, sex = stated.get(BORN.title, ""), stated.get(SEX.title, "")
    if born and _month(born) not in (None, _month(person_birth_month(number))):
        return f"号码中的出生年月是 {person_birth_month(number)}，{BORN.title}写的是 {born}"
    if sex and sex != person_sex(number):
        return f"号码中的性别是{person_sex(number)}，{SEX.title}写的是{sex}"
    return ""


def _month(text: str) -> int | None:
    try:
        return month_of(text[:7])
    except ValueError:
        return None
