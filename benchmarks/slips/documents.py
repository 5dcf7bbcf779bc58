"""Consistent documents in several layouts and wordings."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.mutations import REAL
from benchmarks.slips.page import Page, page_of
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.republish import layout_for, whole
from mingzhang.findings import ProblemsFound

TESTS = Path(__file__).resolve().parents[2] / "tests" / "accounts"
"""Its synthetic unit has a budget, a last year, three funds and receptions; its narratives are those of provinces."""
FURTHER = {"财政拨款收入总计": "760.00", "一般公共预算财政拨款支出": "714.00"}
"""What Shanghai's wording compares besides."""
EVERY = 6
"""One of so many provincial wordings."""


def documents() -> Iterator[Page]:
    for layout in ("liaoning-2023", "shanghai-2024"):
        yield page_of(f"示例 {layout}", prepare(example_folder("panjin-2023"), layout=layout)[1])
    sys.path.insert(0, str(TESTS))
    units, narratives = (importlib.import_module(name) for name in ("statement_units", "provincial_narratives"))
    for layout in ("liaoning-2023", "shanghai-2024", "sichuan-2024"):
        yield page_of(f"有上年和预算的单位 {layout}", _compiled(units, layout))
    for province in list(narratives.provinces())[::EVERY]:
        yield page_of(f"{province}的写法", narratives.told(province).disclosure)
    for path in (REAL, REAL.with_name("panjin-2023.txt")):
        if path.is_file():
            yield _real(path)


def _compiled(units: Any, layout: str) -> Any:
    books = units.with_last_year(units.unit(), FURTHER)
    texts = replace(
        books.texts,
        uses={**books.texts.uses, "公务接待费": "接待来访人员"},
        remarks={**books.texts.remarks, "绩效管理制度": "本单位制定了绩效管理办法。"},
    )
    disclosure, found = compile_disclosure(replace(books, layout=layout, texts=texts))
    if disclosure is None:
        raise ProblemsFound(found)
    return disclosure


def _real(path: Path) -> Page:
    """A real document printed again: its errors are its own and are not counted."""
    read = read_disclosure(path)
    fit, _ = layout_for(read, "", path.parent)
    return page_of(path.name, replace(whole(read, fit)[0], layout=fit.layout.key))
