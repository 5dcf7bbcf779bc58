"""The sheets beside the vouchers, declared in sheets.toml: each row's cells as values of the cube, or a finding."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from mingzhang import codes
from mingzhang.accounts.cube import LABELS, NO_CODE, Flow, Fund, Kind
from mingzhang.findings import Finding, Place, finding

if TYPE_CHECKING:
    from mingzhang.accounts.books.dimensions import Vocabulary
    from mingzhang.accounts.books.projects import Projects
    from mingzhang.accounts.books.table_sources import TableSource

Sheet = Literal["年初结转", "年初调整", "调整分录", "预算", "上年", "登记", "涉密"]


class Column(NamedTuple):
    name: str
    value: str
    filled: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    use: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet; cells that are empty are absent."""

    source: "TableSource"
    number: int
    values: Mapping[str, Any]

    @property
    def where(self) -> Place:
        return self.source.place(self.number)

    def place(self, column: str = "") -> Place:
        return self.source.place(self.number, column)

    def text(self, column: str) -> str:
        return cast(str, self.values.get(column, ""))

    def fen(self, column: str = "金额") -> int:
        return cast(int, self.values[column])

    def fund(self) -> Fund | None:
        return Fund(self.values["资金"]) if "资金" in self.values else None

    def kind(self) -> Kind | None:
        return Kind(self.values["支出类型"]) if "支出类型" in self.values else None

    @property
    def function(self) -> str:
        return cast(str, self.values.get("功能科目", NO_CODE))


@dataclass(frozen=True)
class SheetRows:
    """The sound rows of a sheet and the findings about the others."""

    present: bool
    """Whether the books have the sheet at all."""
    rows: tuple[Row, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    where: Place = field(default_factory=Place)


@cache
def specs() -> Mapping[str, SheetSpec]:
    """The declared sheets."""
    text = (resources.files("mingzhang.accounts.books") / "sheets.toml").read_text("utf-8")
    return {
        name: SheetSpec(given["use"], tuple(Column(**column) for column in given["columns"]))
        for name, given in tomllib.loads(text).items()
    }


@dataclass(frozen=True)
class Reader:
    """Reads the sheets of one unit's books, in the unit's own words where it has some."""

    folder: Path
    vocabulary: "Vocabulary"
    projects: "Projects"

    def read(self, name: Sheet) -> SheetRows:
        """The rows of a sheet whose every cell can be used; nothing where the books do not have the sheet."""
        from mingzhang.accounts.books.amounts import listed_amounts
        from mingzhang.accounts.books.table import ROW
        from mingzhang.accounts.books.table_sources import WORKBOOK
        from mingzhang.accounts.books.tables import read_columns

        source = self._sources.get(name)
        if source is None:
            workbook = (self.folder / WORKBOOK).is_file()
            where = Place(file=WORKBOOK, sheet=name) if workbook else Place(file=f"{name}.csv")
            return SheetRows(present=False, where=where)
        spec = specs()[name]
        filled = [column.name for column in spec.columns if column.filled]
        given, findings = read_columns(source, filled, [each.name for each in spec.columns if not each.filled])
        if given is None:
            return SheetRows(present=True, findings=findings, where=source.place())
        cells = dict(given)
        for column in spec.columns:
            if column.value == "amount":
                cells[column.name], bad = listed_amounts(given, column.name, source)
                findings += bad
        columns = [(column, cells[column.name], given[column.name]) for column in spec.columns]
        rows = [
            self._row([(column, values[at], texts[at]) for column, values, texts in columns], source, number, findings)
            for at, number in enumerate(given[ROW])
        ]
        sound = tuple(row for row in rows if row is not None)
        return SheetRows(present=True, rows=sound, findings=findings, where=source.place())

    @cached_property
    def _sources(self) -> Mapping[str, "TableSource"]:
        """Where the sheets that there are stand."""
        from mingzhang.accounts.books.table_sources import find_tables

        return find_tables(self.folder, specs())

    def _row(
        self, cells: Sequence[tuple[Column, Any, str | None]], source: "TableSource", number: int, found: list[Finding]
    ) -> Row | None:
        """A row's cells as values; None where a cell that it needs is empty or cannot be used."""
        values: dict[str, Any] = {}
        found += [
            finding("B221", source.place(number, column.name), expected=f"填写“{column.name}”")
            for column, _, text in cells
            if text is None and column.filled
        ]
        usable = True
        for column, cell, text in cells:
            if cell is None or text is None:
                usable = usable and not column.filled
                continue
            read = _READERS.get(column.value)
            meaning = read(self, text, _Cell(source, number, column.name), found) if read is not None else cell
            if meaning == "" and column.filled:
                place = source.place(number, column.name)
                found.append(finding("B221", place, printed=text, expected=f"填写“{column.name}”"))
            if meaning is None or (meaning == "" and column.filled):
                usable = False
            elif meaning != "":
                values[column.name] = meaning
        return Row(source, number, values) if usable else None


class _Cell(NamedTuple):
    """Where a cell stands, for whoever has something to tell of it."""

    source: "TableSource"
    row: int
    column: str

    def place(self) -> Place:
        return self.source.place(self.row, self.column)


_Read = Callable[[Reader, str, _Cell, list[Finding]], Any]


def _project(reader: Reader, text: str, cell: _Cell, findings: list[Finding]) -> str:
    """A project by its code where the master knows it, else as written."""
    known = reader.projects.find(text)
    if known is None and reader.projects.by_code:
        findings.append(finding("B144", cell.place(), printed=text, expected="项目表中的项目"))
    return known.code if known else text


def _flow(reader: Reader, text: str, cell: _Cell, findings: list[Finding]) -> Flow | None:
    """收入, 支出, or where money goes at the year's end: what can be adjusted without a voucher."""
    flows = {LABELS["flow"][flow]: flow for flow in Flow if flow is not Flow.OPENING}
    if text not in flows:
        findings.append(finding("B222", cell.place(), printed=text, expected=f"{'、'.join(flows)}之一"))
    return flows.get(text)


def _account(reader: Reader, text: str, cell: _Cell, findings: list[Finding]) -> str | None:
    from mingzhang.accounts.books.chart import main_account

    main = main_account(text)
    if main not in codes.accounts():
        findings.append(finding("B222", cell.place(), printed=text, expected="预算会计科目编码，如 8101"))
        return None
    return main


def _meaning(dimension: str, reader: Reader, text: str, cell: _Cell, findings: list[Finding]) -> str | None:
    """A dimension's value: "" where the text says nothing, None where it cannot be understood."""
    from mingzhang.accounts.books.dimensions import UNUSABLE

    meaning = reader.vocabulary.meaning(dimension, text)
    if meaning.code:
        findings.append(finding(meaning.code, cell.place(), printed=meaning.printed, expected=meaning.expected))
    return None if meaning.value == UNUSABLE else meaning.value or ""


_READERS: Mapping[str, _Read] = {
    **{name: partial(_meaning, name) for name in ("fund", "source", "kind", "function", "economic")},
    "project": _project,
    "flow": _flow,
    "account": _account,
}
"""Readers of what is more than a text or an amount; None for a cell that cannot be used."""
