"""Columns of amounts in 元, written as text, exactly to 分: whole columns at once, and no float on the way."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.findings import Finding
from mingzhang.money import FEN_PER_YUAN, fen_of_cell

_PLAIN = r"^[-+]?([0-9]{1,15}(\.[0-9]{0,2})?|\.[0-9]{1,2})$"
"""At most 15 digits of 元, so that 分 always fit 64 bits; full-width digits are none here."""
_PLAINLY = re.compile(r"([-+]?)([0-9]{1,15})(?:\.([0-9]{0,2}))?")
"""A plain amount, taken apart."""
_GROUPED = r"^[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$"
_FULL_WIDTH = dict(zip("０１２３４５６７８９．，－＋（）−–￥　\u00a0", "0123456789.,-+()--¥  ", strict=True))
_CURRENCY = r"^([-+(]?)\s*(?:¥|RMB|CNY|人民币)\s*"
_NOTHING = r"^[-—]+$"
"""How spreadsheets print zero in accounts."""
AN_AMOUNT = "以元为单位的数字，最多两位小数"


def parse_amounts(frame: pl.DataFrame, column: str, source: TableSource) -> tuple[pl.Series, list[Finding]]:
    """The column's amounts in 分 (Int64, null where the cell is empty or bad) and a finding for every bad cell."""
    text = frame[column]
    fen = fen_of_texts(text, binary=source.binary)
    if fen.null_count() == text.null_count():
        return fen, []
    bad = frame.filter(fen.is_null() & (text.str.strip_chars() != "")).select(ROW, column)
    return fen, row_findings("B111", source, bad, column=column, printed=column, expected=AN_AMOUNT)


def fen_of_texts(text: pl.Series, *, binary: bool = False) -> pl.Series:
    """分 of every text, null where it is no amount. `binary` texts come from a spreadsheet's or parquet's floats,
    which are read at 15 significant digits.
    """
    plain = text.str.contains(_PLAIN)
    if plain.all():
        return _exact(text)
    fen = _exact(text.set(~plain.fill_null(value=False), None))
    odd = text.filter(~plain & text.is_not_null()).unique()
    if odd.is_empty():
        return fen
    amounts = _exact(_tidied(odd))
    if binary:
        amounts = amounts.fill_null(pl.Series([_of_binary(item) for item in odd.to_list()], dtype=pl.Int64))
    return fen.fill_null(text.replace_strict(odd, amounts, default=None, return_dtype=pl.Int64))


def _exact(text: pl.Series) -> pl.Series:
    """分 of texts in plain form: a decimal cast is exact there."""
    return (text.cast(pl.Decimal(20, 2), strict=False).to_physical()).cast(pl.Int64)


def _tidied(text: pl.Series) -> pl.Series:
    """Amounts as accounts write them in plain form, null for anything else: blanks and currency signs, full-width
    digits, well-placed thousands commas, a minus behind the digits or brackets in its place, closing zeros.
    """
    clean = text.str.strip_chars().str.replace_many(_FULL_WIDTH).str.strip_chars()
    clean = clean.str.replace(_CURRENCY, "$1").str.replace(r"^([-+])\s+", "$1").str.replace(r"\s*元$", "")
    clean = clean.str.replace(r"^\(\s*([^-+()]+?)\s*\)$", "-$1").str.replace(r"^([^-+()]+)-$", "-$1")
    clean = clean.str.replace(_NOTHING, "0")
    grouped = clean.str.contains(_GROUPED)
    clean = (
        clean.to_frame("text")
        .select(pl.when(grouped).then(pl.col("text").str.replace_all(",", "", literal=True)).otherwise(pl.col("text")))[
            "text"
        ]
        .str.replace(r"(\.\d\d)0+$", "$1")
    )
    return clean.set(~clean.str.contains(_PLAIN), None)


def _of_binary(text: str) -> int | None:
    try:
        fen = fen_of_cell(float(text))
    except ValueError:
        return None
    return fen if abs(fen) < 10**17 else None


def amount_columns(
    frame: pl.DataFrame, columns: Sequence[str], source: TableSource
) -> tuple[pl.DataFrame, list[Finding]]:
    """The frame with each of `columns` in 分, and the findings of all."""
    found: list[Finding] = []
    for column in columns:
        fen, bad = parse_amounts(frame, column, source)
        frame = frame.with_columns(fen.alias(column))
        found += bad
    return frame, found


def listed_amounts(
    rows: Mapping[str, list[Any]], column: str, source: TableSource
) -> tuple[list[int | None], list[Finding]]:
    """As `parse_amounts`, of the few rows of a sheet that are read one by one."""
    matches = [_PLAINLY.fullmatch(text) if text is not None else None for text in rows[column]]
    if all(match or text is None for match, text in zip(matches, rows[column], strict=True)):
        return [_fen(*match.groups()) if match else None for match in matches], []
    frame = pl.DataFrame({ROW: rows[ROW], column: rows[column]}, schema={ROW: pl.UInt32, column: pl.String})
    fen, found = parse_amounts(frame, column, source)
    return fen.to_list(), found


def _fen(sign: str, yuan: str, rest: str | None) -> int:
    fen = int(yuan) * FEN_PER_YUAN + int((rest or "").ljust(2, "0"))
    return -fen if sign == "-" else fen
