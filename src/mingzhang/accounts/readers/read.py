"""The way in: a file → what it discloses."""

from dataclasses import replace
from pathlib import Path

from mingzhang.accounts.readers.disclose import disclosure_of
from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.accounts.readers.opening import is_data, read_document, renamed
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Place, ProblemsFound, finding

DATA = ".json"


def read_disclosure(path: Path, limits: Limits | None = None, name: str = "") -> ReadDisclosure:
    """The disclosure in a file of any format; disclosure.json and what `read --json` wrote are taken as they are.

    Raises ProblemsFound, with the cause, where there is none.
    """
    if path.suffix.lower() == DATA or is_data(path):
        return _data(path, limits or Limits(), name or path.name)
    return disclosure_of(read_document(path, limits, name))


def _data(path: Path, limits: Limits, file: str) -> ReadDisclosure:
    from mingzhang.accounts.readers.read_back import read_back

    try:
        megabytes = path.stat().st_size / 1_000_000
        if megabytes > limits.megabytes:
            raise Meter(file, limits).too_much(f"{megabytes:.0f} MB", f"不超过 {limits.megabytes} MB")
        read = read_back(path.read_text("utf-8-sig"), file)
        return replace(read, findings=(*read.findings, *renamed("data", path, file)))
    except UnicodeDecodeError as error:
        said = f"不是 UTF-8 文字：第 {error.start + 1} 个字节"
        raise ProblemsFound([finding("D101", Place(file=file), printed=said)]) from None
    except OSError as error:
        raise ProblemsFound([finding("R104", Place(file=file), printed=error.strerror or "")]) from None
