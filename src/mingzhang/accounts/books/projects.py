"""The project master (sheet 项目): what a project settles for every line that names it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import find_table
from mingzhang.accounts.books.tables import read_table
from mingzhang.findings import Finding

TABLE = "项目"
COLUMNS = {
    "name": "项目名称",
    "function": "功能科目",
    "kind": "支出类型",
    "fund": "资金",
    "source": "来源",
}
CODE = "项目编码"


@dataclass(frozen=True, slots=True)
class Project:
    """One project; the dimensions in the unit's own words, "" where it does not settle them."""

    code: str
    name: str = ""
    function: str = ""
    kind: str = ""
    fund: str = ""
    source: str = ""


@dataclass(frozen=True)
class Projects:
    """The projects of a unit, found by code, by "code name" or by a name that only one of them has."""

    by_code: Mapping[str, Project] = field(default_factory=dict)

    def find(self, text: str) -> Project | None:
        if text in self.by_code:
            return self.by_code[text]
        bare = text.lstrip("[［(（【")
        for sign in "]］)）】-—_ :：　":
            code, found, _ = bare.partition(sign)
            if found and code in self.by_code:
                return self.by_code[code]
        named = [project for project in self.by_code.values() if project.name == text]
        return named[0] if len(named) == 1 else None


NO_PROJECTS = Projects()


def read_projects(folder: Path) -> tuple[Projects, list[Finding]]:
    """The sheet 项目 of a books folder; no projects where there is none."""
    source = find_table(folder, TABLE)
    if source is None:
        return NO_PROJECTS, []
    frame, findings = read_table(source, [CODE], list(COLUMNS.values()))
    if frame is None:
        return NO_PROJECTS, findings
    nameless = frame.filter(pl.col(CODE).is_null())
    findings += row_findings("B146", source, nameless, column=CODE, expected="每个项目都有编码")
    frame = frame.drop_nulls(CODE)
    repeated = frame.filter(~pl.col(CODE).is_first_distinct()).select(ROW, CODE)
    findings += row_findings("B145", source, repeated, column=CODE, printed=CODE)
    texts = frame.select(CODE, *COLUMNS.values()).fill_null("")
    made = [Project(*record) for record in texts.iter_rows()]
    return Projects({project.code: project for project in made}), findings
