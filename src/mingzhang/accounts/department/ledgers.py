"""The lines of a department's units, which lie in files of many units each, as ledgers of one unit and of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.ledger import inside
from mingzhang.accounts.region import Region


@dataclass(frozen=True)
class UnitLedger:
    """The lines of one unit in a file of several, read when they are first asked for."""

    lines: Path
    folder: str

    def trace(self, region: Region) -> pl.DataFrame:
        return self._mine.filter(inside(region))

    @cached_property
    def _mine(self) -> pl.DataFrame:
        mine = pl.scan_parquet(self.lines).filter(pl.col("unit") == self.folder)
        return mine.with_columns(unit=pl.lit(None, pl.String)).collect()


@dataclass(frozen=True, slots=True)
class DepartmentLedger:
    """The lines of all units, each with its unit and the unit's folder before its file, and the eliminations."""

    lines: Sequence[Path]
    eliminations: pl.DataFrame

    def trace(self, region: Region) -> pl.DataFrame:
        found = [self.eliminations.filter(inside(region))]
        if self.lines:
            file = pl.concat_str("unit", "file", separator="/").alias("file")
            found.insert(0, pl.scan_parquet(list(self.lines)).filter(inside(region)).with_columns(file).collect())
        return pl.concat(found)
