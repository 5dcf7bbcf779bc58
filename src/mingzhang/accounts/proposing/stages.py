"""The proposal step by step: files, columns, dimensions, words; each step looks at the export as settled so far."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from mingzhang.accounts.books.dimensions import Vocabulary
from mingzhang.accounts.books.mapping import FIELDS, VoucherSettings
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.table_sources import find_table, waits
from mingzhang.accounts.books.voucher_lines import TABLE
from mingzhang.accounts.proposing.account_names import account_name_items, names_beside, of_export
from mingzhang.accounts.proposing.auxiliary import auxiliary_items
from mingzhang.accounts.proposing.columns import Columns
from mingzhang.accounts.proposing.contents import Contents
from mingzhang.accounts.proposing.export import SAMPLE, Column, Export, read_export, unnamed_exports
from mingzhang.accounts.proposing.headings import told
from mingzhang.accounts.proposing.item import Given, Item, Option, some
from mingzhang.accounts.proposing.lines import NEEDED, Lines, lines_of
from mingzhang.accounts.proposing.meanings import meaning_items
from mingzhang.accounts.proposing.segments import segment_items
from mingzhang.findings import Finding, finding


@dataclass
class Proposing:
    """One unit's export; `given` grows with what is accepted."""

    folder: Path
    year: int
    given: Given
    projects: Projects
    known: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    export: Export | None = None
    columns: Columns | None = None
    _read: tuple[Given, Lines | None] | None = None
    """The lines with the settings that they were read by."""

    @property
    def settings(self) -> VoucherSettings:
        return VoucherSettings.model_validate(self.given)

    def stages(self) -> Iterator[Callable[[], list[Item]]]:
        yield self._files
        yield self._columns
        yield from (self._numbering, self._keyed, self._names, self._segments, self._meanings)

    def _files(self) -> list[Item]:
        """The files that hold vouchers, where neither the unit's file nor a table 凭证 tells."""
        if self.given.get("文件") or self._has_table():
            return []
        found = unnamed_exports(self.folder)
        groups = [[path.relative_to(self.folder).as_posix() for path in paths] for paths in found.values()]
        if not groups:
            self.findings.append(finding("B340"))
            return []
        values = [self._patterns(group) for group in groups]
        if len(groups) == 1:
            named = values[0] if isinstance(values[0], str) else some(values[0])
            evidence = f"{len(groups[0])} 个文件，列名像凭证：{some(list(next(iter(found))), 8)}"
            return [Item(("文件",), f"凭证是 {named}", evidence, values[0])]
        options = tuple(Option(some(group), value) for group, value in zip(groups, values, strict=True))
        return [Item(("文件",), "有几种文件都像凭证，是哪一种", "各有科目、金额和凭证号", options=options)]

    def _has_table(self) -> bool:
        """Whether the books have a table 凭证; a sheet of a new workbook that waits to be filled in is none."""
        source = find_table(self.folder, TABLE)
        return source is not None and not waits(source)

    def _patterns(self, files: list[str]) -> str | list[str]:
        """One pattern for files of alike names where it fits no other, else their names."""
        if len(files) == 1:
            return files[0]
        start, end = _common(files), _common([file[::-1] for file in files])[::-1]
        pattern = f"{start}*{end}"
        fitting = {path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern)}
        return pattern if len(start) > 1 and fitting == set(files) else files

    def _columns(self) -> list[Item]:
        if not self.given.get("文件") and not self._has_table():
            return []
        self.export = read_export(self.folder, self.settings)
        self.findings += self.export.findings
        if not self.export.columns:
            self.findings += [] if self.export.findings else [finding("B340")]
            return []
        contents = Contents(self.settings, Vocabulary(self.settings, self.year))
        self.columns = Columns(self.export, contents, self.given, by_project_code=bool(self.projects.by_code))
        items = self.columns.items()
        self.known, self.lacking = self.columns.known, self.columns.lacking
        return items

    def lines(self) -> Lines | None:
        """The lines as the settings so far read them; read anew only where these have changed."""
        if self.columns is None:
            return None
        if self._read is None or self._read[0] != self.given:
            self._read = self.given, lines_of(self.folder, self.settings, self.year, self.projects)
        return self._read[1]

    def _numbering(self) -> list[Item]:
        """How long numbers stay unique, where they repeat inside a month and another time clears that up."""
        lines = self.lines()
        if lines is None or "编号范围" in self.given or not _repeated(lines):
            return []
        for scope in ("日", "年"):
            settings = VoucherSettings.model_validate({**self.given, "编号范围": scope})
            other = lines_of(self.folder, settings, self.year, self.projects)
            if other is not None and not _repeated(other):
                evidence = f"按月看有 {_repeated(lines)} 处重号，按{scope}看没有"
                return [Item(("编号范围",), f"凭证号按{scope}重起", evidence, scope)]
        return []

    def _keyed(self) -> list[Item]:
        lines = self.lines()
        if lines is None:
            return []
        lacking = {name: count for name in NEEDED if (count := lines.lacking(name))}
        if not self._told("项目"):
            lacking["project"] = 0
        declared = self.given.get("辅助列") or {}
        wanted = {name: min(count, SAMPLE // 2) for name, count in lacking.items() if FIELDS[name] not in declared}
        return auxiliary_items(self.free(), lines.vocabulary, wanted, self.projects)

    def _segments(self) -> list[Item]:
        lines = self.lines()
        if lines is None or self.given.get("科目段"):
            return []
        return segment_items(lines, project_told=self._told("项目"))

    def _names(self) -> list[Item]:
        lines = self.lines()
        if lines is None or self.export is None or self.columns is None:
            return []
        account = self.export.columns.get(next(iter(self.columns.where.get("科目", [])), ""))
        if account is None:
            return []
        names = names_beside(lines.accounts())
        for column in self.free():
            if told(column.name, "account_name") is not None:
                names |= of_export(account.texts.to_list(), column.texts.to_list(), lines)
        return account_name_items(lines, names)

    def _meanings(self) -> list[Item]:
        lines = self.lines()
        return meaning_items(lines) if lines is not None else []

    def _told(self, label: str) -> bool:
        return label in (self.given.get("辅助列") or {}) or (self.columns is not None and label in self.columns.where)

    def free(self) -> list[Column]:
        """The columns that nothing uses yet."""
        if self.export is None or self.columns is None:
            return []
        used = self.columns.taken | set(self.settings.auxiliary_columns())
        return [column for name, column in self.export.columns.items() if name not in used and column.filled]


def _repeated(lines: Lines) -> int:
    """Voucher numbers that stand on several vouchers."""
    return sum(item.code.code == "B118" for item in lines.vouchers.findings)


def _common(texts: list[str]) -> str:
    """What all texts begin with."""
    alike = takewhile(lambda chars: len(set(chars)) == 1, zip(*texts, strict=False))
    return "".join(chars[0] for chars in alike)
