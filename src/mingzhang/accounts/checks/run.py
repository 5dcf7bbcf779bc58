"""Many documents: found in files, folders and zips, read and checked side by side; one that breaks stops no other."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
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
WAITING = 2
"""Documents under way for each process, so that memory stays flat however many there are."""


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
    joint_seconds: float = JOINT_SECONDS
    html: Path | None = None
    """Where its report goes: a file for a single document, else a folder."""
    several: bool = False


def check_file(source: Source, order: Order) -> Checked:
    """Read and check one document. Never raises for what is in the file."""
    try:
        read = read_disclosure(source.path, order.limits, source.name)
    except ProblemsFound as problems:
        return Checked(source.name, "", False, problems.findings)
    told, off = silence(source.path, [*read.findings, *check(read, order.joint_seconds)])
    if order.html is not None:
        write_html(_target(order, source), read, told, off)
    unit = read.disclosure.unit.name or "（单位名称未读出）"
    title = f"{unit} {read.disclosure.year or '（年度未读出）'}年度部门决算"
    return Checked(source.name, title, True, tuple(told), tuple(off))


def _target(order: Order, source: Source) -> Path:
    assert order.html is not None
    if not order.several:
        return order.html
    return order.html / (source.name.replace("/", "_").replace("\\", "_") + ".html")


@contextmanager
def sources(paths: Sequence[Path], limits: Limits) -> Iterator[tuple[list[Source], list[Checked]]]:
    """The documents that paths hold, and the zips that could not be opened. Unpacked files live inside the context."""
    with ExitStack() as stack:
        found: list[Source] = []
        broken: list[Checked] = []
        for path in paths:
            if path.is_dir():
                found += [Source(each, each.relative_to(path).as_posix()) for each in _inside(path)]
            elif path.suffix.lower() == ".zip":
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                try:
                    found += _unpacked(path, folder, limits)
                except ProblemsFound as problems:
                    broken.append(Checked(path.name, "", False, problems.findings))
            else:
                found.append(Source(path, path.name))
        yield found, broken


def _inside(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.is_file() and not p.is_symlink())


def _unpacked(path: Path, folder: Path, limits: Limits) -> list[Source]:
    """The documents of a zip under names of our own: a name inside it decides no path."""
    guard(path, path.name, Meter(path.name, limits))
    found: list[Source] = []
    with zipfile.ZipFile(path) as pack:
        for number, info in enumerate(pack.infolist()):
            name = _readable(info)
            suffix = PurePosixPath(name).suffix.lower()
            if not info.is_dir() and suffix in KINDS:
                target = folder / f"{number}{suffix}"
                target.write_bytes(pack.read(info))
                found.append(Source(target, f"{path.name}/{name}"))
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


def check_all(
    given: Sequence[Source], order: Order, jobs: int, done: Callable[[Checked], None] = lambda _: None
) -> list[Checked]:
    """Every document checked, in the order given; `done` is told each as it is ready."""
    if jobs <= 1 or len(given) <= 1:
        results: dict[int, Checked] = {}
        for at, source in enumerate(given):
            results[at] = check_file(source, order)
            done(results[at])
    else:
        results = _side_by_side(given, order, min(jobs, len(given)), done)
    return [results[at] for at in range(len(given))]


def _side_by_side(
    given: Sequence[Source], order: Order, jobs: int, done: Callable[[Checked], None]
) -> dict[int, Checked]:
    results: dict[int, Checked] = {}
    todo = list(enumerate(given))
    try:
        with ProcessPoolExecutor(jobs) as pool:
            running: dict[Future[Checked], int] = {}
            while todo or running:
                while todo and len(running) < jobs * WAITING:
                    at, source = todo.pop(0)
                    running[pool.submit(check_file, source, order)] = at
                ready, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ready:
                    results[running[future]] = future.result()
                    done(results[running.pop(future)])
    except BrokenProcessPool:  # one document killed its process: the rest one by one, so that it is known which
        for at, source in enumerate(given):
            if at not in results:
                results[at] = _alone(source, order)
                done(results[at])
    return results


def _alone(source: Source, order: Order) -> Checked:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(check_file, source, order).result()
    except BrokenProcessPool:
        return Checked(source.name, "", False, (finding("X192", Place(file=source.name)),))
