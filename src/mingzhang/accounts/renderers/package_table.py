"""One table of the data package."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = Sequence[str]


@dataclass(frozen=True)
class Resource:
    """One table of the package: its rows of texts, its schema, and what holds in every row."""

    name: str
    title: str
    rows: tuple[Row, ...]
    schema: dict[str, Any]
    formulas: tuple[str, ...] = ()
    """Sums along the row, in the words of frictionless' row-constraint check."""

    @cached_property
    def content(self) -> bytes:
        """The table as csv (UTF-8, a header row)."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([field["name"] for field in self.schema["fields"]])
        writer.writerows(self.rows)
        return out.getvalue().encode()
