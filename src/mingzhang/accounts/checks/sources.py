"""The documents that a user names: files, folders with all that is below them, zips, zips in zips."""

import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from mingzhang.accounts.checks.page import is_report
from mingzhang.accounts.checks.silenced import NAME
from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.accounts.readers.opening import SUFFIXES
from mingzhang.accounts.readers.packed import CHUNK, MAX_MEMBERS, OFFICE
from mingzhang.findings import Finding, Place, ProblemsFound, finding

KINDS = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes) - {".csv", ".tsv", ".md", ".json"}
"""Suffixes of what a folder or a zip is searched for."""
TOLD = frozenset({".ofd", ".odt", ".ods", ".xlsb", ".rar", ".7z"})
"""What may hold final accounts but cannot be read: each is told, none is passed over in silence."""
ZIP = ".zip"
ZIPS_DEEP = 4
"""How deep a zip may lie in zips."""
PAGE_PARTS = ("_files", ".files", "_文件")
"""How browsers name the folder of what belongs to a saved page."""
_LONGEST = 70
"""Characters of an output's name; file systems take 255 bytes."""
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Source:
    """A document to check, or something that cannot be one."""

    path: Path
    name: str
    """Under which it is told: short, and no other document's."""
    output: str = ""
    """Its name as part of a file name, on any system, and no other document's."""
    problems: tuple[Finding, ...] = ()
    """Why there is no document."""


def is_several(paths: Sequence[Path]) -> bool:
    """Whether the user named more than one document, or what may hold many: then outputs are folders."""
    return len(paths) > 1 or any(path.is_dir() or path.suffix.lower() == ZIP for path in paths)


@contextmanager
def sources(paths: Sequence[Path], limits: Limits, without: Sequence[Path] = ()) -> Iterator[list[Source]]:
    """Documents of paths, in order, but in no folder of `without`. What is unpacked lives inside the context."""
    with ExitStack() as stack:
        found: list[_Found] = []
        for path in paths:
            if path.is_dir():
                found += _in_folder(path, without, stack, limits)
            elif path.suffix.lower() == ZIP:
                found += _in_zip(path, path.name, PurePosixPath(path.parent), stack, limits)
            else:
                found.append(_Found(path, PurePosixPath(path.parent), path.name))
        yield _named(found)


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    folder: PurePosixPath
    """What the user named it by, for documents of one name."""
    name: str
    problems: tuple[Finding, ...] = ()


def _in_folder(folder: Path, without: Sequence[Path], stack: ExitStack, limits: Limits) -> list[_Found]:
    left_out = [each.resolve() for each in without]
    found: list[_Found] = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or any(each in path.resolve().parents for each in left_out):
            continue
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() == ZIP:
            found += _in_zip(path, name, PurePosixPath(folder), stack, limits)
        elif _wanted(name) and not is_report(path):  # a report of ours beside its document is no document
            found.append(_Found(path, PurePosixPath(folder), _shown(name)))
    if not found:
        found.append(_Found(folder, PurePosixPath(folder), folder.name, (finding("X191", Place(file=folder.name)),)))
    return found


def _wanted(name: str) -> bool:
    """Whether a name is a document's: not what office programs, browsers and systems keep beside documents."""
    path = PurePosixPath(name)
    kept = "__MACOSX" in path.parts or path.name.startswith(("~$", "._", ".~"))
    kept |= any(part.endswith(PAGE_PARTS) for part in path.parts[:-1])
    return not kept and path.suffix.lower() in KINDS | TOLD


def _in_zip(path: Path, name: str, folder: PurePosixPath, stack: ExitStack, limits: Limits) -> list[_Found]:
    into = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mingzhang-")))
    meter = Meter(name, limits)
    return _Unpacking(into, folder, meter).zip(path, _shown(name), 1)


class _Unpacking:
    """One zip and the zips in it, unpacked into folders of our own: a name inside a zip decides no path."""

    def __init__(self, into: Path, folder: PurePosixPath, meter: Meter) -> None:
        self._into, self._folder, self._meter = into, folder, meter
        self._bytes = 0
        self._folders: dict[PurePosixPath, Path] = {}

    def zip(self, path: Path, name: str, deep: int) -> list[_Found]:
        """Everything in it that is wanted; what cannot be unpacked stands for itself with its problem."""
        try:
            with zipfile.ZipFile(path) as pack:
                infos = pack.infolist()
                if any(info.filename == OFFICE for info in infos):  # a document whose name was changed
                    return [_Found(path, self._folder, name)]
                if len(infos) > MAX_MEMBERS:
                    raise self._meter.beyond(f"{len(infos)} 个文件", f"不超过 {MAX_MEMBERS} 个")
                found = [each for info in infos for each in self._member(pack, info, name, deep)]
        except ProblemsFound as problems:
            return [_Found(path, self._folder, name, problems.findings)]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            return [_Found(path, self._folder, name, (_broken(name, error),))]
        return found or [_Found(path, self._folder, name, (finding("X191", Place(file=name)),))]

    def _member(self, pack: zipfile.ZipFile, info: zipfile.ZipInfo, outer: str, deep: int) -> list[_Found]:
        inner = readable_name(info)
        name = f"{outer}/{_shown(inner)}"
        path = PurePosixPath(inner)
        packed = path.suffix.lower() == ZIP and "__MACOSX" not in path.parts and not path.name.startswith("._")
        beside = path.name == NAME or path.name.endswith("." + NAME)
        if info.is_dir() or not (packed or beside or _wanted(inner)):
            return []
        if packed and deep >= ZIPS_DEEP:
            told = self._meter.beyond(f"压缩包套了 {deep + 1} 层", f"不超过 {ZIPS_DEEP} 层")
            return [_Found(self._into, self._folder, name, told.findings)]
        try:
            target = self._unpacked(pack, info, PurePosixPath(outer) / path, name)
        except ProblemsFound as problems:
            return [] if beside else [_Found(self._into, self._folder, name, problems.findings)]
        if packed:
            return self.zip(target, name, deep + 1)
        return [] if beside else [_Found(target, self._folder, name)]

    def _unpacked(self, pack: zipfile.ZipFile, info: zipfile.ZipInfo, path: PurePosixPath, name: str) -> Path:
        """The member as a file, beside those of the same folder of the zip. Raises ProblemsFound."""
        limits, total = self._meter.limits, self._meter.limits.archive_megabytes
        folder = self._folders.get(path.parent)
        if folder is None:
            folder = self._folders[path.parent] = self._into / str(len(self._folders))
            folder.mkdir()
        target = folder / _file_name(path.name)
        if target.exists():
            target = folder / _file_name(f"{len(list(folder.iterdir()))}-{path.name}")
        try:
            if info.flag_bits & 0x1:
                raise ProblemsFound([finding("R103", Place(file=name))])
            size = 0
            with pack.open(info) as member, target.open("wb") as file:
                while chunk := member.read(CHUNK):
                    size += len(chunk)
                    self._bytes += len(chunk)
                    if self._bytes > total << 20:
                        raise self._meter.too_much(f"压缩包解开后超过 {total} MB", f"不超过 {total} MB")
                    if size > limits.megabytes << 20:
                        raise Meter(name, limits).too_much(
                            f"超过 {limits.megabytes} MB", f"不超过 {limits.megabytes} MB"
                        )
                    file.write(chunk)
        except ProblemsFound:
            target.unlink(missing_ok=True)
            raise
        except Exception as error:  # zlib.error and others of the decompressors
            target.unlink(missing_ok=True)
            raise ProblemsFound([_broken(name, error)]) from None
        return target


def _broken(name: str, error: Exception) -> Finding:
    return finding("R104", Place(file=name), printed=type(error).__name__)


def readable_name(info: zipfile.ZipInfo) -> str:
    """Names in a zip without the utf-8 mark are GBK where Chinese programs wrote them, utf-8 where a Mac did."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        stored = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _shown(name: str) -> str:
    """A name without what a terminal would obey."""
    return "".join(char if char.isprintable() else "?" for char in name.replace("\\", "/"))


def _named(found: Sequence[_Found]) -> list[Source]:
    """Short names; where two documents have the same, the folder that the user named stands before it."""
    often = Counter(each.name for each in found)
    named = [each.name if often[each.name] == 1 else (each.folder / each.name).as_posix() for each in found]
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    sources: list[Source] = []
    for each, name in zip(found, named, strict=True):
        seen[name] += 1
        own = name if seen[name] == 1 else f"{name}（{seen[name]}）"
        told = tuple(replace(item, place=replace(item.place, file=own)) for item in each.problems)
        sources.append(Source(each.path, own, _output(own, taken), told))
    return sources


def _output(name: str, taken: set[str]) -> str:
    """A file name made of a document's name; different from all others where case does not count either."""
    stem = _file_name(name)
    number, free = 1, stem
    while free.casefold().removesuffix(".pdf") in taken:
        number += 1
        free = f"{number}-{stem}"
    taken.add(free.casefold().removesuffix(".pdf"))
    return free


def _file_name(name: str) -> str:
    """A name as every file system takes it: its end is kept, for it tells the kind."""
    safe = "".join(char if char.isprintable() else "_" for char in name.translate(_FORBIDDEN)).strip(". ")
    return safe[-_LONGEST:].strip(". ") or "_"
