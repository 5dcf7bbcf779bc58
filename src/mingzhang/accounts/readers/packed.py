"""Packed files (docx, xlsx): opened with an eye on what they hold, before anything in them is believed."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.limits import Meter
from mingzhang.findings import Place, ProblemsFound, finding

CHUNK, OVERLAP = 1 << 20, 600
MAX_MEMBERS = 20_000
XML_DEPTH = 256
"""Nesting at which the xml library refuses a file."""
_TOO_DEEP = "Excessive depth"
OFFICE = "[Content_Types].xml"
"""What every docx and xlsx holds, and no other zip."""


def members(path: Path, file: str) -> list[str]:
    """The names of what a packed file holds. Raises ProblemsFound for a broken one."""
    try:
        with zipfile.ZipFile(path) as pack:
            return pack.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ProblemsFound([finding("R104", Place(file=file))]) from None


def guard(path: Path, file: str, meter: Meter) -> None:
    """Unpack everything once without keeping it: sizes in the directory may lie."""
    limit = meter.limits.unpacked_megabytes << 20
    total = 0
    try:
        with zipfile.ZipFile(path) as pack:
            infos = pack.infolist()
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > limit:
                raise _too_big(meter)
            for info in infos:
                if info.flag_bits & 0x1:
                    raise ProblemsFound([finding("R103", Place(file=file))])
                with pack.open(info) as member:
                    while chunk := member.read(CHUNK):
                        total += len(chunk)
                        if total > limit:
                            raise _too_big(meter)
                meter.clock()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise _broken(error, file) from None
    except Exception as error:  # zlib.error and others of the decompressors
        if isinstance(error, ProblemsFound):
            raise
        raise _broken(error, file) from None


def overlapping(pack: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member in parts, each behind the end of the one before: what is shorter than OVERLAP stands whole in one."""
    with pack.open(name) as member:
        last = b""
        while chunk := member.read(CHUNK):
            yield last + chunk
            last = chunk[-OVERLAP:]


def _broken(error: Exception, file: str) -> ProblemsFound:
    return ProblemsFound([finding("R104", Place(file=file), printed=type(error).__name__)])


def _too_big(meter: Meter) -> ProblemsFound:
    limit = meter.limits.unpacked_megabytes
    return meter.too_much(f"解开后超过 {limit} MB", f"不超过 {limit} MB")


def xml_member(path: Path, name: str, file: str) -> Any:
    """The root of an xml file inside a packed file; no entity is resolved and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        with zipfile.ZipFile(path) as pack, pack.open(name) as member:
            return etree.parse(member, parser).getroot()
    except etree.XMLSyntaxError as error:
        if _TOO_DEEP in str(error):
            raise Meter(file).beyond(f"内容嵌套超过 {XML_DEPTH} 层", f"不超过 {XML_DEPTH} 层") from None
        raise _broken(error, file) from None
    except (zipfile.BadZipFile, OSError, KeyError, ValueError) as error:
        raise _broken(error, file) from None
