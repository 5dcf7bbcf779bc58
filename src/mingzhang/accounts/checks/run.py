"""Documents to check: found in files, folders and zips; each read and checked."""

import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.known import JOINT_SECONDS
from mingzhang.accounts.checks.report_html import write_html
from mingzhang.accounts.checks.silenced import Silenced, silence
from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.accounts.readers.packed import guard
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors

KINDS = frozenset({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".et", ".html", ".htm", ".txt"})
"""Suffixes of what a folder or a zip is searched for."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document to check and the name under which it is told."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document."""

    file: str
    title: str
    """The unit and year; "" where it could not be used."""
    usable: bool
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()

    @property
    def status(self) -> int:
        """0 nothing wrong, 1 errors, 2 unusable."""
        return 2 if not self.usable else int(has_errors(self.findings))


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with each document."""

    limits: Limits
    html: Path | None = None
    """Where its report goes: a file for a single document, else a folder."""
    several: bool = False
    joint_seconds: float = JOINT_SECONDS


def check_file(source: Source, order: Order) -> Checked:
    """Read and check one document. Never raises for what is in the file."""
    try:
        read = read_disclosure(source.path, order.limits, source.name)
    except ProblemsFound as problems:
        return Checked(source.name, "", False, problems.findings)
    told, off = silence(source.path, [*read.findings, *check(read, order.joint_seconds)])
    report = report_path(order, source)
    if report is not None:
        write_html(report, read, told, off)
    unit = read.disclosure.unit.name or "（单位名称未读出）"
    kind = "部门决算" if read.disclosure.forms else f"绩效自评表 {len(read.disclosure.evaluations)} 张"
    title = f"{unit} {read.disclosure.year or '（年度未读出）'}年度{kind}"
    return Checked(source.name, title, True, tuple(told), tuple(off))


def report_path(order: Order, source: Source) -> Path | None:
    """Where a document's report goes; None where none is asked for."""
    if order.html is None or not order.several:
        return order.html
    return order.html / (source.name.replace("/", "_").replace("\\", "_") + ".html")


@contextmanager
def sources(paths: Sequence[Path], limits: Limits) -> Iterator[tuple[list[Source], list[Checked]]]:
    """The documents that paths hold, and the zips that could not be opened. Unpacked files live inside the context."""
    with ExitStack() as stack:
        found: list[tuple[Path, PurePosixPath, str]] = []
        broken: list[Checked] = []
        for path in paths:
            if path.is_dir():
                found += [(each, PurePosixPath(path), each.relative_to(path).as_posix()) for each in _inside(path)]
            elif path.suffix.lower() == ".zip":
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                try:
                    inner = _unpacked(path, folder, limits)
                    found += [(each, PurePosixPath(path.parent), f"{path.name}/{name}") for each, name in inner]
                except ProblemsFound as problems:
                    broken.append(Checked(path.name, "", False, problems.findings))
            else:
                found.append((path, PurePosixPath(path.parent), path.name))
        yield _named(found), broken


def _named(found: Sequence[tuple[Path, PurePosixPath, str]]) -> list[Source]:
    """Short names; where two documents have the same, the folder that the user named stands before it."""
    often = Counter(name for _, _, name in found)
    named = [name if often[name] == 1 else (folder / name).as_posix() for _, folder, name in found]
    seen: Counter[str] = Counter()
    unique: list[Source] = []
    for (path, _, _), name in zip(found, named, strict=True):
        seen[name] += 1
        unique.append(Source(path, name if seen[name] == 1 else f"{name}（{seen[name]}）"))
    return unique


def _inside(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.is_file() and not p.is_symlink())


def _unpacked(path: Path, folder: Path, limits: Limits) -> list[tuple[Path, str]]:
    """The documents of a zip and their names; stored under names of our own: a name inside it decides no path."""
    guard(path, path.name, Meter(path.name, limits))
    found: list[tuple[Path, str]] = []
    with zipfile.ZipFile(path) as pack:
        for number, info in enumerate(pack.infolist()):
            name = _readable(info)
            suffix = PurePosixPath(name).suffix.lower()
            if not info.is_dir() and suffix in KINDS:
                target = folder / f"{number}{suffix}"
                target.write_bytes(pack.read(info))
                found.append((target, name))
    if not found:
        raise ProblemsFound([finding("X191", Place(file=path.name))])
    return found


def _readable(info: zipfile.ZipInfo) -> str:
    """Names in a zip without the utf-8 mark are GBK where Chinese programs wrote them."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
