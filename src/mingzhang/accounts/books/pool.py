"""The vouchers of many units read and checked together, which takes a fraction of the time of one after another.

Only what nothing need be told of is pooled: a unit with anything odd in its vouchers is left out, to be read alone, so
that its findings are the same as ever. Lines are numbered through, and a voucher's number is made its unit's own, so
that whole columns of many units pass the checks of one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import polars as pl

from mingzhang.accounts.books.balance import vouch
from mingzhang.accounts.books.candidates import with_counterparts
from mingzhang.accounts.books.groups import RAW, distinct_groups
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.table import ROW, Table
from mingzhang.accounts.books.tables import open_table
from mingzhang.accounts.books.titles import titles_of
from mingzhang.accounts.books.voucher_dates import date_findings, dates_of, title_findings
from mingzhang.accounts.books.voucher_lines import (
    FILE,
    RawLines,
    columns_of_files,
    texts_of,
    voucher_sources,
    whole_lines,
)
from mingzhang.accounts.books.voucher_rows import doubtful_rows, voided_rows
from mingzhang.accounts.books.voucher_sides import FEN, amount_findings, with_sides
from mingzhang.accounts.books.vouchers import GROUP, Vouchers, carried, counted, groups_of_lines, normalised
from mingzhang.findings import Finding

UNIT = "__unit__"
"""Number of the unit that a line belongs to, UInt32."""
_OF = "\x1f"
"""Between the number of a unit and the number of its voucher."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit whose vouchers are wanted."""

    folder: Path
    settings: VoucherSettings
    year: int
    projects: Projects


def pooled_vouchers(asked: Sequence[Asked]) -> dict[int, Vouchers]:
    """The vouchers of the units that could be read together, by the place of each in `asked`; the others are left."""
    alike: dict[tuple[object, ...], list[tuple[int, Table]]] = defaultdict(list)
    for number, unit in enumerate(asked):
        table = _plain_table(unit)
        if table is not None:
            settings = unit.settings.model_dump_json()
            projects = tuple(unit.projects.by_code.values())
            alike[settings, unit.year, projects, tuple(table.header.names), table.source.binary].append((number, table))
    found: dict[int, Vouchers] = {}
    for members in alike.values():
        first = asked[members[0][0]]
        if len(members) > 1:
            made = _Pool([table for _, table in members], first.settings, first.year).vouchers(first.projects)
            found |= {members[at][0]: vouchers for at, vouchers in made.items()}
    return found


def _plain_table(unit: Asked) -> Table | None:
    """The one table of a unit's vouchers, where every line speaks for itself and nothing is to be told of the file."""
    if unit.settings.first_line_only or unit.settings.date_parts:
        return None
    sources = voucher_sources(unit.folder, unit.settings)
    if len(sources) != 1:
        return None
    required, optional = columns_of_files(unit.settings)
    table, findings = open_table(sources[0], required, optional, closed=False)
    if table is None or findings or table.header.above or table.frame.is_empty():
        return None
    titles = titles_of((), table.source.sheet, table.source.path.stem)
    return None if any(title_findings(table.source, titles, unit.settings, unit.year)) else table


def _same(lines: pl.DataFrame) -> pl.DataFrame:
    return lines


def _by_unit(frame: pl.DataFrame) -> dict[Any, pl.DataFrame]:
    parts = frame.partition_by(UNIT, as_dict=True, include_key=False, maintain_order=True)
    return {key[0]: part for key, part in parts.items()}


class _Pool:
    """The tables of several units as one; `vouchers` leaves out units until nothing is to be told of the others."""

    def __init__(self, tables: Sequence[Table], settings: VoucherSettings, year: int) -> None:
        self.settings, self.year, self.tables = settings, year, tables
        frame = pl.concat([table.frame for table in tables], rechunk=True)
        heights = [table.frame.height for table in tables]
        numbers = pl.DataFrame({"unit": range(len(tables)), "count": heights}, schema_overrides={"unit": pl.UInt32})
        self.units = numbers.select(pl.col("unit").repeat_by("count").explode()).to_series()
        self.rows = frame[ROW]
        frame = frame.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW))
        self.source = tables[0].source
        self.table = Table(self.source, tables[0].header, frame)
        self.left_out: set[int] = set()

    def vouchers(self, projects: Projects) -> dict[int, Vouchers]:
        raw = RawLines((self.source,), settings=self.settings)
        lines = self._lines()
        if lines is None or lines.is_empty():
            return {}
        raw.frame = lines
        vouched = vouch(raw, self.settings)
        if not self._leave(vouched.findings):
            return {}
        lines = lines.with_columns(vouched.closing.alias("closing"))
        groups, remarks = distinct_groups(lines, self.settings, projects, self.year)
        if any(remark.more for remark in remarks):
            return {}
        if remarks:
            odd = groups[pl.concat([remark.at for remark in remarks]).unique().to_list()]
            keys = [name for name in odd.columns if name.startswith(RAW)]
            names = [name.removeprefix(RAW) for name in keys]
            told = lines.join(
                odd.select(pl.col(key).alias(name) for key, name in zip(keys, names, strict=True)),
                on=names,
                how="semi",
                nulls_equal=True,
            )
            self._leave_rows(told[ROW])
        whole = normalised(with_counterparts(lines, self.settings), groups, raw.sources, "凭证")
        return self._apart(self._kept(whole), vouched.closed)

    def _lines(self) -> pl.DataFrame | None:
        """The lines with dates and amounts, each voucher's number its unit's own; None where too much is odd."""
        frame = with_sides(texts_of(self.table, self.settings), self.settings, binary=self.source.binary)
        dates = dates_of(frame["date"])
        padded = frame["voucher"] != frame["voucher"].str.strip_chars()
        self._leave_rows(voided_rows(self.table, self.settings))
        self._leave_rows(frame[ROW].filter(doubtful_rows(frame, dates) | padded.fill_null(value=True)))
        printed = frame["date"]
        lines = frame.with_columns(dates.alias("date"))
        if not self._leave(
            [
                *date_findings(lines, printed, self.source, self.settings, self.year),
                *amount_findings(lines, self.source, self.settings),
            ]
        ):
            return None
        lines = self._kept(lines)
        own = pl.concat_str(self.units.gather(lines[ROW]).cast(pl.String), pl.lit(_OF), "voucher").alias("voucher")
        return whole_lines(lines.with_columns(own, pl.lit(0, pl.UInt16).alias(FILE)), self.year).drop(FEN)

    def _leave(self, findings: Iterable[Finding]) -> bool:
        """Leaves out the units that findings are about; False where one does not tell its row."""
        rows = [item.place.row for item in findings]
        if None in rows:
            return False
        self._leave_rows(pl.Series(rows, dtype=pl.UInt32))
        return True

    def _leave_rows(self, rows: pl.Series) -> None:
        self.left_out |= set(self.units.gather(rows).unique().to_list())

    def _kept(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The lines of units that are not left out."""
        if not self.left_out:
            return frame
        column = ROW if ROW in frame.columns else "row"
        return frame.filter(~self.units.gather(frame[column]).is_in(sorted(self.left_out)))

    def _apart(self, lines: pl.DataFrame, closed: pl.DataFrame) -> dict[int, Vouchers]:
        """The lines of each unit with what they come to."""
        lines, closed = self._own(lines), self._own(closed)
        groups = groups_of_lines(lines, [UNIT, *GROUP]).sort(UNIT, maintain_order=True)
        by_unit, sums, moved = map(_by_unit, (groups, counted(groups, [UNIT]), carried(groups, [UNIT])))
        counts = dict(lines.group_by(UNIT).len().sort(UNIT).iter_rows())
        starts = dict(zip(counts, accumulate(counts.values(), initial=0), strict=False))
        bare = lines.drop(UNIT)
        found: dict[int, Vouchers] = {}
        for unit, count in counts.items():
            part = bare.slice(starts[unit], count)
            own = closed.filter(pl.col(UNIT) == unit) if closed.height else closed
            found[unit] = Vouchers(
                groups=by_unit[unit],
                closed=own.drop(UNIT),
                load=partial(_same, part),
                sums=sums.get(unit),
                moved=moved.get(unit),
            )
        return found

    def _own(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows, files and voucher numbers as each unit has them."""
        units = self.units.gather(frame["row"]).alias(UNIT)
        files = pl.Series([table.source.place().text() for table in self.tables], dtype=pl.String)
        return frame.with_columns(
            units,
            files.gather(units).alias("file"),
            self.rows.gather(frame["row"]).alias("row"),
            pl.col("voucher").str.splitn(_OF, 2).struct.field("field_1").alias("voucher"),
        )
