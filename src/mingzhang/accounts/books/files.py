"""A unit's files by what they hold: programs often write text or html under the name .xls, and WPS its .et."""

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

SUFFIXES = (".csv", ".xlsx", ".parquet", ".xls", ".et", ".txt", ".tsv")
"""Names that tables may end in, the usual ones first."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"\s*<(!doctype|html|head|meta|body|style|table|div|font|center|\?xml|!--)", re.IGNORECASE)
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 2048


class FileKind(Enum):
    TEXT = "text"
    """Records of cells set apart by commas, tabs or the like."""
    WORKBOOK = "workbook"
    """xlsx, xls, et."""
    HTML = "html"
    XML = "xml"
    """A workbook as one xml file (Excel 2003)."""
    PARQUET = "parquet"

    @property
    def binary(self) -> bool:
        """Whether amounts may come from binary floats, which are read at 15 significant digits."""
        return self not in {FileKind.TEXT, FileKind.HTML}


def kind_of(path: Path) -> FileKind:
    """What a file is by its first bytes; by its name where they do not tell. Raises OSError."""
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith((_ZIP, _OLE)):
        return FileKind.WORKBOOK
    if suffix == ".parquet":
        return FileKind.PARQUET
    text = _text(head)
    if _MARKUP.match(text):
        return FileKind.XML if _SPREADSHEET in text else FileKind.HTML
    if suffix == ".xlsx" or (suffix in {".xls", ".et"} and "\0" in text):
        return FileKind.WORKBOOK  # a damaged one
    return FileKind.TEXT


def _text(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return head.decode(encoding, errors="replace")


def table_files(folder: Path) -> Iterator[Path]:
    """All files of a folder, and of the folders in it, whose name is that of a table; hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if (
            path.suffix.lower() in SUFFIXES
            and path.is_file()
            and not any(part.startswith((".", "~")) for part in inner)
        ):
            yield path
