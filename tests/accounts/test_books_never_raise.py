"""Whatever stands in the files, loading ends with findings and never with a traceback."""

from pathlib import Path

import pytest
from books_samples import GENERAL, INSURANCE, PENSION, Sample
from hypothesis import given, settings
from hypothesis import strategies as st
from test_books_sheets import budgeted

from mingzhang.accounts.books.load import load
from mingzhang.findings import has_errors

WORDS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "0", "-1", "1e5", "NaN", "８１０１", "8101", "20805", "223", GENERAL, "*", "收入总计/", "#", "是"]
    ),
)


def full() -> Sample:
    """Books with every sheet."""
    sample = budgeted().row("年初结转", GENERAL, INSURANCE, "项目支出", "金保工程", "8101", "100.00")
    sample.row("年初调整", "归集上缴", GENERAL, INSURANCE, "项目支出", "金保工程", "8101", "-30.00", "清理")
    sample.row("调整分录", "支出", GENERAL, "", PENSION, "基本支出", "30108", "", "-5.00", "批复")
    del sample.unit["无上年数"]
    sample.row("上年", "年末结转和结余", "100.00").row("登记", "公务用车", "保有量", "3")
    sample.row("涉密", "登记", "公务用车", "国家秘密目录")
    sample.texts = "用途: {项目支出: 某工程}\n"
    return sample


def test_the_books_with_every_sheet_are_sound(tmp_path: Path) -> None:
    assert load(full().write(tmp_path)).findings == ()


CELLS = [(name, at, column) for name, rows in full().sheets.items() for at, row in enumerate(rows) for column in row]


@given(st.lists(st.tuples(st.sampled_from(CELLS), WORDS), min_size=1, max_size=3))
def test_any_text_in_any_cell(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[str, int, str], str]]
) -> None:
    sample = full()
    for (name, at, column), text in changes:
        sample.sheets[name][at][column] = text
    result = load(sample.write(tmp_path_factory.mktemp("books")))
    assert (result.books is None) == has_errors(result.findings)


@settings(max_examples=60)
@given(
    st.sampled_from(["单位.yaml", "文字.yaml", "上年.json", "登记.csv", "预算.xlsx", "年初结转.parquet"]),
    st.binary(max_size=60),
)
def test_any_bytes_in_any_file(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    folder = full().write(tmp_path_factory.mktemp("books"))
    (folder / name).write_bytes(data)
    result = load(folder)
    assert (result.books is None) == has_errors(result.findings)


@settings(max_examples=60)
@given(st.sampled_from(list(full().unit)), WORDS)
def test_any_text_in_the_units_file(tmp_path_factory: pytest.TempPathFactory, key: str, text: str) -> None:
    sample = full()
    sample.unit[key] = text
    result = load(sample.write(tmp_path_factory.mktemp("books")))
    assert (result.books is None) == has_errors(result.findings)
