"""A table reads the same from every format, and whatever is wrong with a file is told with its place."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.books import plain_text, table
from mingzhang.accounts.books.amounts import fen_of_texts, parse_amounts
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import find_table
from mingzhang.accounts.books.tables import read_table
from mingzhang.money import fen_of_yuan

HEADER = ["资金", "金额", "项目"]
RECORDS = [["一般公共预算", "1234.50", "扶持"], ["政府性基金预算", "-0.07", ""], ["", "", ""], ["其他", "12", "甲"]]
EXPECTED = {ROW: [2, 3, 5], "资金": ["一般公共预算", "政府性基金预算", "其他"], "金额": [123450, -7, 1200]}


def _csv_text() -> str:
    return "\n".join(",".join(cells) for cells in [HEADER, *RECORDS]) + "\n"


def _workbook(path: Path, sheet: str) -> None:
    with xlsxwriter.Workbook(path) as book:
        cells = book.add_worksheet(sheet)
        for at, record in enumerate([HEADER, *RECORDS]):
            for column, text in enumerate(record):
                if at and column == 1 and text:
                    cells.write_number(at, column, float(text))
                elif text:
                    cells.write_string(at, column, text)


def _write(folder: Path, how: str) -> None:
    match how:
        case "utf-8":
            (folder / "年初.csv").write_text(_csv_text(), "utf-8")
        case "utf-8 with mark":
            (folder / "年初.csv").write_text(_csv_text(), "utf-8-sig")
        case "gb18030":
            (folder / "年初.csv").write_bytes(_csv_text().encode("gb18030"))
        case "xlsx":
            _workbook(folder / "年初.xlsx", "Sheet1")
        case "workbook":
            _workbook(folder / "账册.xlsx", "年初")
        case "parquet":
            columns = {name: [record[at] or None for record in RECORDS] for at, name in enumerate(HEADER)}
            pl.DataFrame(columns).write_parquet(folder / "年初.parquet")


@pytest.mark.parametrize("how", ["utf-8", "utf-8 with mark", "gb18030", "xlsx", "workbook", "parquet"])
def test_every_format_gives_the_same_table(tmp_path: Path, how: str) -> None:
    _write(tmp_path, how)
    source = find_table(tmp_path, "年初")
    assert source is not None
    frame, findings = read_table(source, ["资金", "金额"], ["项目", "备注"])
    assert frame is not None
    assert findings == []
    fen, bad = parse_amounts(frame, "金额", source)
    assert bad == []
    assert {ROW: frame[ROW].to_list(), "资金": frame["资金"].to_list(), "金额": fen.to_list()} == EXPECTED
    assert frame["项目"].to_list() == ["扶持", None, "甲"]
    assert frame["备注"].to_list() == [None] * 3


BAD_FILES = [
    ("zero bytes", b"", "B107", 1),
    ("only column names", "资金,金额\n".encode(), "B108", None),
    ("a column missing", "资金,数额\n甲,1\n".encode(), "B105", 1),
    ("a column twice", "资金,金额,金额\n甲,1,2\n".encode(), "B106", 1),
    ("a column unknown", "资金,金额,备柱\n甲,1,2\n".encode(), "B109", 1),
    ("a cell too many", "资金,金额\n甲,1\n乙,1,000\n".encode(), "B110", 3),
    ("an open quotation mark", '资金,金额\n甲,"1\n乙,2\n丙,3\n丁,4\n'.encode(), "B110", 2),
    ("bytes that are no text", "资金,金额\n甲,1\n".encode() + b"\xff\xfe,2\n", "B104", 3),
    ("a broken parquet", b"PAR1 broken", "B103", None),
    ("a broken workbook", b"PK\x03\x04 broken", "B103", None),
]


@pytest.mark.parametrize(("what", "content", "code", "row"), BAD_FILES, ids=[case[0] for case in BAD_FILES])
def test_a_bad_file_is_told_with_its_place(
    tmp_path: Path, what: str, content: bytes, code: str, row: int | None
) -> None:
    suffix = {"a broken parquet": "parquet", "a broken workbook": "xlsx"}.get(what, "csv")
    (tmp_path / f"预算.{suffix}").write_bytes(content)
    source = find_table(tmp_path, "预算")
    assert source is not None
    _, findings = read_table(source, ["资金", "金额"])
    assert [(item.code.code, item.place.row) for item in findings if item.code.code != "B109" or code == "B109"] == [
        (code, row)
    ]
    assert findings[0].place.file == f"预算.{suffix}"


def test_a_table_in_two_places_is_an_error(tmp_path: Path) -> None:
    _write(tmp_path, "utf-8")
    _write(tmp_path, "workbook")
    source = find_table(tmp_path, "年初")
    assert source is not None
    _, findings = read_table(source, ["资金", "金额", "项目"])
    assert [item.code.code for item in findings] == ["B102"]
    assert find_table(tmp_path, "预算") is None


AMOUNTS = {
    "0": 0, "12": 1200, "12.": 1200, ".5": 50, "-3.4": -340, "+1.25": 125, "1,234,567.80": 123456780, " 7 ": 700,
    "－１２．３０": -1230, "1.500": 150, "999999999999999.99": 99999999999999999,
    "1.005": None, "12,34": None, "1e3": None, "壹佰": None, "1.2.3": None, "--1": None, "1 000": None, "(-5)": None,
    "￥5": 500, "¥ 1,234.50": 123450, "-￥5.00": -500, "￥-5": -500, "(1,234.50)": -123450, "（８）": -800,
    "12.30-": -1230, "12元": 1200, "-": 0, "——": 0, "\u30001，２３４．５\u00a0": 123450, "人民币3": 300, "− 2": -200,
    "(元)": None, "()": None,
    "1000000000000000000": None, "": None,
}  # fmt: skip


def test_amounts_in_yuan_become_fen() -> None:
    assert dict(zip(AMOUNTS, fen_of_texts(pl.Series(list(AMOUNTS))).to_list(), strict=True)) == AMOUNTS


def test_binary_cells_are_read_at_fifteen_digits() -> None:
    assert fen_of_texts(pl.Series(["0.30000000000000004", "1234.5600000000001", "0.125"]), binary=True).to_list() == [
        30,
        123456,
        None,
    ]
    assert fen_of_texts(pl.Series(["0.30000000000000004"])).to_list() == [None]


@given(st.lists(st.integers(-(10**16), 10**16), min_size=1))
def test_every_amount_survives_writing_and_reading(fen: list[int]) -> None:
    texts = [f"{'-' if item < 0 else ''}{abs(item) // 100:,}.{abs(item) % 100:02d}" for item in fen]
    assert fen_of_texts(pl.Series(texts)).to_list() == fen
    assert [fen_of_yuan(text) for text in texts] == fen


CELLS = st.text('甲a1,"\n\r　\u00a0 .', max_size=4)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_small_table_is_read_as_a_large_one(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]], ends: str, closed: bool
) -> None:
    """Cell by cell or in whole columns: the same rows, texts and findings, whatever stands in the file."""
    folder = tmp_path_factory.mktemp("账册")
    lines = [",".join(cells) for cells in [["资金", "金额"], *records]]
    (folder / "年初.csv").write_bytes((ends.join(lines) + (ends if closed else "")).encode())
    source = find_table(folder, "年初")
    assert source is not None
    small = read_table(source, ["资金"], ["金额", "项目"])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_text, "SMALL", -1)
        patched.setattr(table, "FEW", 0)
        large = read_table(source, ["资金"], ["金额", "项目"])
    assert [item.text() for item in small[1]] == [item.text() for item in large[1]]
    assert (small[0] is None) == (large[0] is None)
    if small[0] is not None and large[0] is not None:
        assert small[0].equals(large[0])
        assert small[0].schema == large[0].schema
