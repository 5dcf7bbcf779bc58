"""Where the person of each yearly record stands in the table of people."""

from functools import cached_property

import numpy as np
import polars as pl

from mingzhang.insurance.award.dense import Places

RUNS_A_PERSON = 4
"""Records of more runs than this are looked up one by one."""


class Positions:
    """Threads may ask at the same time."""

    def __init__(self, people: pl.Series, *, told_apart: bool) -> None:
        """`told_apart`: nobody stands in the table twice, or without an id."""
        self._people = people.cast(pl.String)
        self._told_apart = told_apart

    def of(self, ids: pl.Series) -> Places:
        """For each record the position of its person, −1 for one who is not asked about.

        Records that stand together by person, as files mostly do, are looked up once a person; those of people who
        follow each other as they do in the table are only compared.
        """
        ids = ids.cast(pl.String)
        runs = ids.rle()
        if len(runs) > RUNS_A_PERSON * len(self._people):
            return self._each(ids)
        people = runs.struct.field("value")
        first = self._followed_from(people)
        if first is not None:
            found = np.arange(first, first + len(people), dtype=np.int32)
        else:
            found = np.array([self._by_id.get(who, -1) for who in people.to_list()], dtype=np.int32)
        return np.repeat(found, runs.struct.field("len").to_numpy())

    def _followed_from(self, people: pl.Series) -> int | None:
        """Where these people stand one after the other in the table; None where they do not."""
        if not len(people) or not self._told_apart:
            return None
        first = self._people.index_of(people[0])
        return first if first is not None and self._people.slice(first, len(people)).equals(people) else None

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {who: at for at, who in enumerate(self._people.to_list()) if who is not None}

    def _each(self, ids: pl.Series) -> Places:
        table = pl.DataFrame({"id": self._people, "position": np.arange(len(self._people), dtype=np.int32)})
        table = table if self._told_apart else table.unique("id", keep="last")
        found = pl.DataFrame({"id": ids}).join(table, on="id", how="left", maintain_order="left")
        return found["position"].fill_null(-1).to_numpy()
