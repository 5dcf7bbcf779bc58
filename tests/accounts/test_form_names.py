"""A finding names a form as its document does: by its own code, else by its title."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from provincial_documents import Shape, documents
from sample_documents import Printed, write_html

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.readers.captions import code_in
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import Finding

GENERAL, FUNDS = "一般公共预算财政拨款支出决算表", "政府性基金预算财政拨款收入支出决算表"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("公开09表", "公开09表"),
        ("公开9表", "公开09表"),
        ("川决公开07表", "川决公开07表"),
        ("附表9", "附表9"),
        ("公开09表 部门：某市某局", "公开09表"),
        ("2023年度", ""),
        ("金额单位：万元", ""),
    ],
)
def test_the_code_that_a_line_prints(line: str, code: str) -> None:
    assert code_in(line) == code


def told(folder: Path, codes: Sequence[str]) -> Finding:
    """What is told of a figure too many in the last column of form 08; `codes` stand over the forms from 01 on."""
    tables = [_with_code(table, code) for table, code in zip(documents(Shape(order=ORDER)), codes, strict=True)]
    at = next(number for number, table in enumerate(tables) if table.title == FUNDS)
    rows = list(tables[at].rows)
    body = tables[at].header_rows
    rows[body] = (*rows[body][:-1], ("9.99", 1, 1))
    tables[at] = replace(tables[at], rows=tuple(rows))
    found = check(read_disclosure(write_html(folder / "决算.html", tables, ["某市社会保险中心2023年度部门决算"])))
    return next(item for item in found if item.code.code == "F102" and item.place.form == "08")


ORDER = "01 02 03 04 05 06 07 08 09"


def _with_code(table: Printed, code: str) -> Printed:
    return replace(table, captions=(*([code] if code else []), *table.captions[1:]))


@pytest.mark.parametrize(
    ("codes", "place", "words"),
    [
        ([f"公开{n:02}表" for n in range(1, 10)], "公开08表“合计”行", "08表“合计”年末结转和结余"),
        (
            [f"公开{n:02}表" for n in (1, 2, 3, 4, 5, 6, 9, 7, 8)],
            "公开07表“合计”行",
            "07表“合计”年末结转和结余",
        ),
        ([f"附表{n}" for n in range(1, 10)], "附表8“合计”行", "附表8“合计”年末结转和结余"),
        ([""] * 9, f"{FUNDS}“合计”行", f"{FUNDS}“合计”年末结转和结余"),
    ],
)
def test_a_finding_names_the_form(tmp_path: Path, codes: list[str], place: str, words: str) -> None:
    found = told(tmp_path, codes)
    assert place in found.place.text()
    assert words in found.arithmetic
    assert Finding.from_json(found.as_json()) == found
