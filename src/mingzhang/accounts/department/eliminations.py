"""What the units of a department paid each other, and the lines that take it out on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from mingzhang.accounts.books.ledger import TRACE_SCHEMA
from mingzhang.accounts.department.department_file import DepartmentFile
from mingzhang.accounts.department.hierarchy import Hierarchy, hierarchy_of
from mingzhang.accounts.department.member import Member
from mingzhang.accounts.department.transfer_groups import Group, differences, grouped
from mingzhang.findings import Finding

ELIMINATED = "抵销"
"""Origin of the lines of a department's ledger that take out what units paid each other."""


@dataclass(frozen=True, slots=True)
class Between:
    """What units paid each other, whether both sides agree or not."""

    hierarchy: Hierarchy
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]

    @property
    def even(self) -> list[Group]:
        """What is eliminated."""
        return [group for group in self.groups if group.even]


def between_units(file: DepartmentFile, members: Sequence[Member], *, whole: bool) -> Between:
    """Who stands above whom, and who paid whom. `whole` False: some units cannot be used, so that nothing can be said
    of what is missing.
    """
    units = {member.folder: member.unit for member in members}
    hierarchy, found = hierarchy_of(file, units)
    groups, told = grouped([line for member in members for line in member.transfers], hierarchy)
    found = [*found, *told, *differences(groups, {folder: unit.name for folder, unit in units.items()})]
    return Between(hierarchy, tuple(groups), tuple(found) if whole else ())


def eliminations(groups: Sequence[Group]) -> pl.DataFrame:
    """The lines that were taken out, each the unit's own line with the other sign."""
    rows = [
        {
            **{name: value.value for name, value in line.coarse._asdict().items()},
            "unit": line.unit,
            "file": f"{line.unit}/{line.file}",
            "row": line.row,
            "voucher": line.voucher,
            "memo": line.memo,
            "counterpart": line.counterpart,
            "function": line.function,
            "economic": line.economic,
            "fen": -line.fen,
            "origin": ELIMINATED,
            "reason": f"{line.side.called}，部门内部往来，两边同额抵销",
        }
        for group in groups
        for line in group.lines
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    absent = [pl.lit(None).alias(name) for name in TRACE_SCHEMA if name not in frame.columns]
    return (
        frame.with_columns(absent).select(TRACE_SCHEMA.names()).cast(TRACE_SCHEMA) if rows else TRACE_SCHEMA.to_frame()
    )
