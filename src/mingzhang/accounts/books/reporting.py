"""Findings about many rows at once: each row told up to a bound, the rest counted, so that memory stays small."""

from collections.abc import Sequence

import polars as pl

from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.accounts.books.tables import MANY
from mingzhang.findings import Finding, Place, finding


def row_findings(
    code: str,
    source: TableSource,
    bad: pl.DataFrame,
    *,
    column: str = "",
    printed: str = "",
    expected: str = "",
) -> list[Finding]:
    """One finding a row of `bad`, which has the column ROW; `printed` names the column that holds what stands there."""
    shown = bad.head(MANY)
    texts: Sequence[object] = shown[printed].to_list() if printed else [""] * shown.height
    found = [
        finding(code, source.place(row, column), printed=str(text or ""), expected=expected)
        for row, text in zip(shown[ROW].to_list(), texts, strict=True)
    ]
    return found + and_more(code, bad.height - shown.height, source.place(column=column))


def and_more(code: str, count: int, place: Place) -> list[Finding]:
    """The closing finding of a long list, or nothing."""
    return [finding(code, place, printed=f"另有 {count} 处同类问题，未逐条列出")] if count > 0 else []
