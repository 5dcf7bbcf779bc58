"""`mingzhang new`: a books folder that appears whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mingzhang.accounts.books.last_year_disclosure import LAST_YEAR_FILE
from mingzhang.accounts.books.table_sources import WORKBOOK
from mingzhang.accounts.books.texts import TEXT_FILE
from mingzhang.accounts.books.unit_file import UNIT_FILE
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.layouts.shelf import OWN_FOLDER, is_own, key_of, kin, own_folders
from mingzhang.accounts.performance import shelf as policies
from mingzhang.accounts.starting.subjects import subjects
from mingzhang.accounts.starting.words import TEXTS, Rows
from mingzhang.accounts.starting.workbook import write_workbook
from mingzhang.findings import Finding, Place, ProblemsFound, finding

REGISTERS = "登记"


@dataclass(frozen=True)
class Start:
    """What a new folder begins with."""

    unit: Mapping[str, Any]
    """单位.yaml."""
    texts: str = TEXTS.lstrip()
    rows: Mapping[str, Rows] = field(default_factory=dict)
    """Rows that already stand in the workbook, by sheet."""
    layout_file: str = ""
    """The file of a layout of the unit's own; 版式 in `unit` is its name."""
    policies: tuple[Path, ...] = ()
    """Files of scoring policies of the unit's own."""
    last_year: str = ""
    """上年.json; "" for none."""
    findings: tuple[Finding, ...] = ()

    @property
    def year(self) -> int:
        return int(self.unit["年度"])


def create(folder: Path, start: Start) -> list[Path]:
    """Write the folder. Raises ProblemsFound where it exists and is not empty; nothing is written then."""
    with appearing(folder) as work:
        write_books(work, start)
    return sorted(folder.iterdir())


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, whole or not at all. Raises ProblemsFound where that
    exists and is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemsFound([finding("A101", Place(file=str(folder)))])
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".明账-", dir=folder.parent))
    try:
        yield work
        work.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def write_books(folder: Path, start: Start) -> None:
    """The files of one unit's books into an empty folder, with what of its own it does not find beside that."""
    (folder / UNIT_FILE).write_text(as_yaml(start.unit), "utf-8", newline="\n")
    (folder / TEXT_FILE).write_text(start.texts, "utf-8", newline="\n")
    if start.last_year:
        (folder / LAST_YEAR_FILE).write_text(start.last_year, "utf-8", newline="\n")
    asked = subjects(str(start.unit.get("地区", "")), start.year)
    write_workbook(folder / WORKBOOK, asked, start.year, {REGISTERS: _registers(), **start.rows})
    own_layout(folder, start.layout_file)
    own_policies(folder, start.policies)


def own_layout(folder: Path, file: str) -> None:
    """A layout of one's own, copied with what it stands on, unless the folder finds the same beside itself."""
    if not file:
        return
    found, needed = key_of(Path(file).stem, own_folders(folder)), kin(file)
    if is_own(found) and all(_same(path, Path(found).with_name(path.name)) for path in needed):
        return
    (folder / OWN_FOLDER).mkdir()
    for path in needed:
        shutil.copy(path, folder / OWN_FOLDER / path.name)


def own_policies(folder: Path, files: Sequence[Path]) -> None:
    """Scoring policies of one's own, copied unless the folder finds the same beside itself."""
    near = policies.own_files(folder)
    for path in files:
        if path.stem not in near or not _same(path, near[path.stem]):
            (folder / policies.OWN_FOLDER).mkdir(exist_ok=True)
            shutil.copy(path, folder / policies.OWN_FOLDER / path.name)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def as_yaml(given: Mapping[str, Any]) -> str:
    """Settings in the order given, as a person would write them."""
    return yaml.safe_dump(dict(given), allow_unicode=True, sort_keys=False, width=1000)


def _registers() -> Rows:
    """Every register with the unit that it is counted in; the value is the unit's to fill in."""
    return [
        {"类别": name, "项目": item, "计量单位": unit}
        for name, items in declared_registers().items()
        for item, unit in items.items()
    ]
