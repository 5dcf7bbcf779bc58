"""Yearly contribution records, read part by part and side by side, with findings for what cannot be read."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import polars as pl

from mingzhang.findings import Place, ProblemsFound, finding
from mingzhang.insurance.award.dense import Careers, Dense
from mingzhang.insurance.award.months import LISTED
from mingzhang.insurance.award.positions import Positions
from mingzhang.insurance.award.record_parts import (
    COLUMNS,
    LATEST_YEAR,
    YEAR_COLUMN,
    RecordPart,
    Stranger,
    columns_held,
    named,
    read_part,
)
from mingzhang.insurance.award.side_by_side import keep_freed_memory, workers
from mingzhang.insurance.award.source import PERSON, Source

Records = pl.DataFrame | pl.LazyFrame
"""A table, or a file that is read part by part."""
PART = 1 << 20
"""Records that are read at a time: as many as writers of parquet files put into a row group, or some whole groups."""


def read_records(records: Records, people: pl.Series, source: Source, *, told_apart: bool) -> Careers:
    """The records of the people, by year. Raises ProblemsFound when a column is missing or unfit.

    `told_apart`: nobody stands among the people twice, or without an id.
    """
    names = records.collect_schema().names() if isinstance(records, pl.LazyFrame) else records.columns
    missing = [item.title for item in COLUMNS if item.required and named(names, item) is None]
    missing += [PERSON] if PERSON not in names else []
    if missing:
        raise ProblemsFound([finding("I203", source.whole(title), expected=title) for title in missing])
    held = columns_held(names)
    listed = [name for name in (LISTED,) if name in names]
    selected = records.select(PERSON, *held, *listed)
    types = {item.title: (item.kind, item.gap) for item in held.values() if item.title != YEAR_COLUMN}
    dense = Dense(len(people), types | dict.fromkeys(listed, (np.int16, 0)))
    found = Careers(0, dense.values, np.zeros(len(people), dtype=np.bool_))
    strangers: dict[str, Stranger] = {}
    positions, start = Positions(people, told_apart=told_apart), 0

    def read(begin: int) -> RecordPart:
        part = selected.slice(begin, PART)
        part = part.collect() if isinstance(part, pl.LazyFrame) else part
        return read_part(part, positions, Source(source.file, source.first_row + begin, source.keyed))

    for part in _in_turn(read, source):
        found.findings += part.findings
        found.bad[part.bad_people] = True
        for stranger in part.strangers:
            known = strangers.setdefault(stranger.who, Stranger(stranger.who, stranger.row + start))
            known.records += stranger.records
        dense.add(part.numbers.pop(YEAR_COLUMN), part.person, part.numbers)
        start += part.rows
    found.findings += [
        finding("I210", source.place(item.row, PERSON), printed=item.who, arithmetic=f"共 {item.records} 条记录")
        for item in strangers.values()
    ]
    if not dense.values:
        dense.reach(LATEST_YEAR, LATEST_YEAR)
    found.first_year = dense.first_year
    found.doubled = dense.doubled()
    found.bad[list(found.doubled)] = True
    return found


def _in_turn(read: Callable[[int], RecordPart], source: Source) -> Iterator[RecordPart]:
    """Parts in their order, some read ahead; at least one, so that columns are checked.

    Raises ProblemsFound where a file turns out to be damaged.
    """
    ahead = workers()
    keep_freed_memory()
    with ThreadPoolExecutor(ahead) as pool:
        coming: deque[Future[RecordPart]] = deque(pool.submit(read, PART * at) for at in range(ahead))
        begin = PART * ahead
        while True:
            try:
                part = coming.popleft().result()
            except pl.exceptions.PolarsError as problem:
                raise ProblemsFound([finding("I206", Place(file=source.file), printed="文件损坏")]) from problem
            last = part.rows < PART
            if not last:
                coming.append(pool.submit(read, begin))
                begin += PART
            yield part
            if last:
                return
