"""One table as its file has it, and the columns of it that somebody wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from mingzhang.accounts.books.header import Header, plain_name
from mingzhang.accounts.books.table_sources import TableSource

ROW = "__row__"
"""Name of the column that numbers the rows: 1 is the first line, which holds the column names; UInt32."""
FEW = 400
"""Rows up to which a table is trimmed row by row."""
BLANKS = "".join(map(chr, (*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F)))
BLANKS += "\u205f\u3000"
"""White space as polars trims it."""


class Few(NamedTuple):
    """The rows of a small file column by column; a data frame takes longer to begin than they take to read."""

    first: int
    """The number of the first."""
    columns: Sequence[Sequence[str | None]]

    def framed(self) -> pl.DataFrame:
        texts = [pl.Series(f"column_{at}", column, pl.String) for at, column in enumerate(self.columns)]
        return pl.DataFrame(texts).with_row_index(ROW, self.first)


@dataclass(frozen=True)
class Table:
    """A table as its file has it."""

    source: TableSource
    header: Header
    rows: pl.DataFrame | Few

    @cached_property
    def frame(self) -> pl.DataFrame:
        """ROW, then column_0, column_1 … as texts."""
        return self.rows.framed() if isinstance(self.rows, Few) else self.rows

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.rows.columns[0]) if isinstance(self.rows, Few) else self.rows.height

    @property
    def few(self) -> bool:
        return 0 < self.height <= FEW

    def numbers(self) -> Sequence[int]:
        """The number of each row."""
        rows = self.rows
        return range(rows.first, rows.first + self.height) if isinstance(rows, Few) else rows[ROW].to_list()

    def column(self, at: int) -> Sequence[str | None]:
        """The cells of a column, counted from 0."""
        return self.rows.columns[at] if isinstance(self.rows, Few) else self.rows[f"column_{at}"].to_list()


def chosen(table: Table, required: Sequence[str], optional: Sequence[str] = (), *, trim: bool = True) -> pl.DataFrame:
    """The named columns of a table, rows that are empty in all of them left out."""
    known = table.header.names
    names = [name for name in (*required, *optional) if plain_name(name) in known]
    columns: list[Any] = [pl.col(f"column_{known.index(plain_name(name))}").alias(name) for name in names]
    if trim and table.few:
        few = few_columns(table, required, optional)
        return pl.DataFrame(few, schema={name: pl.UInt32 if name == ROW else pl.String for name in few})
    if trim:
        columns = [_trimmed(column) for column in columns]
    columns += [pl.lit(None, pl.String).alias(name) for name in optional if plain_name(name) not in known]
    frame = table.frame.select(pl.col(ROW), *columns)
    if any(frame[name].null_count() == 0 for name in names):
        return frame
    written = frame.select(pl.any_horizontal(pl.col(names).is_not_null())).to_series()
    return frame if written.all() else frame.filter(written)


def few_columns(table: Table, required: Sequence[str], optional: Sequence[str]) -> dict[str, list[Any]]:
    """As `chosen`, trimmed row by row, which takes less time than to begin with whole columns."""
    known = table.header.names
    names = [name for name in (*required, *optional) if plain_name(name) in known]
    texts = [
        [cell.strip(BLANKS) or None if cell else None for cell in table.column(at)]
        for at in (known.index(plain_name(name)) for name in names)
    ]
    rows = [row for row in zip(table.numbers(), *texts, strict=True) if any(row[1:])]
    columns = map(list, zip(*rows, strict=True)) if rows else ([] for _ in (ROW, *names))
    found: dict[str, list[Any]] = dict(zip((ROW, *names), columns, strict=True))
    return found | {name: [None] * len(rows) for name in optional if plain_name(name) not in known}


def _trimmed(column: pl.Expr) -> pl.Expr:
    text = column.str.strip_chars()
    return pl.when(text != "").then(text)
