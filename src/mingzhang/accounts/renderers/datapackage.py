"""A disclosure as a data package (Frictionless, Table Schema): every cell in one long table, a wide table a form, and
the code lists that they refer to. Amounts are exact, in 元; a blank is an amount that nobody knows."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mingzhang import codes
from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.layouts.layout import TICKS, FormLayout, Layout
from mingzhang.accounts.renderers.package_evaluations import evaluation_tables
from mingzhang.accounts.renderers.package_fields import CODES, FORMS, amount_field, cells_fields, wide_fields
from mingzhang.accounts.renderers.package_table import Resource, Row
from mingzhang.accounts.renderers.parts import printed_forms
from mingzhang.accounts.renderers.sums import columns_divided
from mingzhang.money import FEN_PER_YUAN, decimal_text

DESCRIPTOR = "datapackage.json"
FUNCTION, ECONOMIC = "支出功能分类", "支出经济分类"


def data_package(disclosure: Disclosure, layout: Layout, created: datetime | None = None) -> dict[str, bytes]:
    """File name → content, the descriptor first; the same for the same disclosure and `created`."""
    forms = printed_forms(disclosure, layout)
    tables = [
        _cells(disclosure, forms, layout),
        *(_wide(form, layout.forms[form.number], disclosure.year) for form in forms),
        _forms(forms, layout),
        _codes(disclosure.year, forms),
        *evaluation_tables(disclosure.evaluations),
    ]
    contents = {f"{table.name}.csv": table.content for table in tables}
    described = [_described(table, contents[f"{table.name}.csv"]) for table in tables]
    when = created or datetime(disclosure.year + 1, 1, 1)  # noqa: DTZ001 (as in the other formats)
    descriptor = {
        "profile": "tabular-data-package",
        "name": f"final-accounts-{disclosure.year}",
        "title": f"{disclosure.unit.name}{disclosure.year}年度部门决算",
        "description": "cells 为各表全部数字的长表，form-01 等为各表的宽表，codes 为科目编码，"
        "evaluations 等为绩效自评表（按印出的万元），其余金额单位为元。",
        "created": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "contributors": [{"title": disclosure.unit.name, "role": "publisher"}],
        "resources": described,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: text.encode(), **contents}


def _described(table: Resource, content: bytes) -> dict[str, Any]:
    found = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table.schema,
    }
    checks = [{"type": "row-constraint", "formula": formula} for formula in table.formulas]
    return found | ({"checks": checks} if checks else {})


def _yuan(cell: Cell | None) -> str:
    """The exact amount in 元 with two decimals; "" where it is not known."""
    if cell is None or cell.fen is None:
        return ""
    return decimal_text(Fraction(cell.fen, FEN_PER_YUAN), 2)


def _code(row: str) -> str:
    return row if row.isdigit() else ""


def _cells(disclosure: Disclosure, forms: Iterable[Form], layout: Layout) -> Resource:
    rows = tuple(
        (
            "/".join(form.address(cell)),
            *(form.number, cell.block, cell.row, _code(cell.row), cell.column),
            *(_yuan(cell), cell.printed, layout.unit_of_amounts, disclosure.unit.name, str(disclosure.year)),
        )
        for form in forms
        for cell in form.cells
    )
    return Resource("cells", "全部数字", rows, cells_fields(disclosure.year, sorted(TICKS)))


def _wide(form: Form, printed: FormLayout, year: int) -> Resource:
    """A row a line of the form, a column a printed column; where blocks differ, a column the block lacks is empty."""
    shown = {cell.column for cell in form.cells}
    columns = list(dict.fromkeys(name for block in printed.spec.blocks for each in block.columns
                                 if (name := each.name) in shown))  # fmt: skip
    cells = {(cell.block, cell.row, cell.column): cell for cell in form.cells}
    lines = dict.fromkeys((cell.block, cell.row) for cell in form.cells)
    blocks = len({block for block, _ in lines}) > 1
    rows = tuple(
        (
            *((block,) if blocks else ()),
            *(row, _code(row), _name(row, year)),
            *(_yuan(cells.get((block, row, column))) for column in columns),
        )
        for block, row in lines
    )
    schema = wide_fields([amount_field(column) for column in columns], blocks=blocks)
    return Resource(f"form-{form.number}", form.title, rows, schema, _formulas(form, printed, blocks=blocks))


def _name(row: str, year: int) -> str:
    """The official name of a code."""
    return codes.functional(year).name(row) or codes.economic(year).name(row) if _code(row) else ""


def _formulas(form: Form, printed: FormLayout, *, blocks: bool) -> tuple[str, ...]:
    """The sums along a row that every row of the block bears out."""
    amounts = {(cell.block, cell.row, cell.column): cell.fen for cell in form.cells}
    found: list[str] = []
    for block in printed.spec.blocks:
        rows = {cell.row for cell in form.cells if cell.block == block.name}
        for whole, parts in columns_divided(printed)[block.name].items():
            if all(name.isidentifier() for name in (whole, *parts)) and all(
                _adds_up([amounts.get((block.name, row, name)) for name in (whole, *parts)]) for row in rows
            ):
                scope = f"block != '{block.name}' or " if blocks else ""
                found.append(f"{scope}{whole} == {' + '.join(parts)}")
    return tuple(found)


def _adds_up(amounts: Sequence[int | None]) -> bool:
    """Whether all amounts are known and the first is the sum of the others."""
    known = [fen for fen in amounts if fen is not None]
    return len(known) == len(amounts) and known[0] == sum(known[1:])


def _forms(forms: Iterable[Form], layout: Layout) -> Resource:
    rows = tuple((form.number, layout.code_of(form.number) or form.number, form.title) for form in forms)
    return Resource("forms", "报表目录", rows, FORMS)


def _codes(year: int, forms: Iterable[Form]) -> Resource:
    """The year's lists of both classifications; a code of the forms that they lack stands at the end, unconfirmed."""
    known = {*codes.functional(year).codes, *codes.economic(year).codes}
    return _listed(year, tuple(sorted({cell.row for form in forms for cell in form.cells if _code(cell.row)} - known)))


@lru_cache(maxsize=16)
def _listed(year: int, unknown: tuple[str, ...]) -> Resource:
    """The lists, which are the same for every unit, with codes that they lack."""
    rows: dict[str, Row] = {}
    for classification, given in ((FUNCTION, codes.functional(year)), (ECONOMIC, codes.economic(year))):
        for code, entry in given.codes.items():
            parent = code[:-2] if len(code) > 3 and code[:-2] in given.codes else ""
            rows[code] = (code, entry.name, classification, str(_level(code)), parent, _truth(yes=entry.confirmed))
    for row in unknown:
        rows[row] = (row, "", FUNCTION if row.startswith("2") else ECONOMIC, str(_level(row)), "", _truth(yes=False))
    return Resource("codes", "科目编码", tuple(rows.values()), CODES)


def _level(code: str) -> int:
    """1 类, 2 款, 3 项."""
    return (len(code) - 1) // 2


def _truth(*, yes: bool) -> str:
    return "true" if yes else "false"
