"""A file → document: what it is by its content, not its name; then the reader of that kind."""

import re
from dataclasses import replace
from pathlib import Path

from mingzhang.accounts.readers.document import Document
from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.accounts.readers.parcels import HEAD, is_parcel
from mingzhang.findings import Finding, Place, ProblemsFound, finding

PDF_HEAD = 1024
"""Bytes within which a pdf begins; what stands before is passed over, as all viewers do."""
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_HEAD = 512
_IMAGES = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"II*\0": "图片",
    b"MM\0*": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
}
_ARCHIVES = {b"Rar!": "压缩包", b"7z\xbc\xaf": "压缩包", b"\x1f\x8b": "压缩包"}
_HTML = re.compile(r"<(!doctype html|html|head|body|meta|table|div|p|span|h\d)[\s>]")
_DATA = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"mingzhang-')
_FLAT = {
    "urn:schemas-microsoft-com:office:spreadsheet": "XML 格式的 Excel 文件",
    "schemas.microsoft.com/office/word/2003/wordml": "XML 格式的 Word 文件",
    "schemas.microsoft.com/office/2006/xmlpackage": "XML 格式的 Word 文件",
    "urn:oasis:names:tc:opendocument": "XML 格式的 ODF 文件",
}
"""What names itself in the head of a document of an office program that is one XML file."""
SUFFIXES = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".wps"),
    "xlsx": (".xlsx", ".xlsm", ".et"),
    "xls": (".xls", ".et"),
    "doc": (".doc", ".wps", ".rtf"),
    "html": (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".jsp", ".aspx"),
    "text": (".txt", ".text", ".csv", ".tsv", ".md"),
    "data": (".json",),
}
"""How files of each kind are named, the usual name first."""


def read_document(path: Path, limits: Limits | None = None, name: str = "") -> Document:
    """The document of a file, its findings with it. Raises ProblemsFound where nothing of it can be read.

    `name` is what findings call the file; else its own name.
    """
    file = name or path.name
    meter = Meter(file, limits or Limits())
    kind = _kind(path, file, meter)
    try:
        document = _read(kind, path, file, meter)
    except RecursionError:
        raise meter.too_much("内容嵌套过深", f"不超过 {meter.limits.depth} 层") from None
    except MemoryError:
        raise meter.beyond("内存不足", "较小的文件") from None
    except OSError as error:
        raise ProblemsFound([finding("R104", Place(file=file), printed=error.strerror or "")]) from None
    told = renamed(kind, path, file)
    if not told:
        return document
    return replace(document, findings=(*document.findings, *told))


def is_pdf(path: Path) -> bool:
    """Whether a file is a pdf by its content; False for one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            return _PDF in stream.read(PDF_HEAD)
    except OSError:
        return False


def is_data(path: Path) -> bool:
    """Whether a file is data that mingzhang wrote, by its content; False for one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            return _DATA.match(stream.read(HEAD)) is not None
    except OSError:
        return False


def _read(kind: str, path: Path, file: str, meter: Meter) -> Document:
    match kind:
        case "pdf":
            from mingzhang.accounts.readers.pdf import read_pdf

            return read_pdf(path, file, meter)
        case "docx":
            from mingzhang.accounts.readers.docx import read_docx

            return read_docx(path, file, meter)
        case "xlsx" | "xls":
            from mingzhang.accounts.readers.sheets import read_sheets

            return read_sheets(path, file, meter, packed=kind == "xlsx")
        case "html":
            from mingzhang.accounts.readers.html import read_html

            return read_html(path, file, meter)
        case "doc":
            from mingzhang.accounts.readers.doc import read_doc

            return read_doc(path, file, meter)
        case _:
            from mingzhang.accounts.readers.text import read_text

            return read_text(path, file, meter)


def _kind(path: Path, file: str, meter: Meter) -> str:
    """What a file is. Raises ProblemsFound for what cannot be read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise ProblemsFound([finding("R104", Place(file=file), printed=error.strerror or "")]) from None
    if not head.strip(b"\0 \t\r\n"):
        raise ProblemsFound([finding("R102", Place(file=file))])
    if size > meter.limits.megabytes << 20:
        raise meter.too_much(f"{size >> 20} MB", f"不超过 {meter.limits.megabytes} MB")
    if _PDF in head[:PDF_HEAD]:
        return "pdf"
    if head.startswith(b"PK"):
        return _packed_kind(path, file)
    if head.startswith(_OLE):
        return _ole_kind(path, file)
    if head.startswith(b"{\\rtf"):
        return "doc"
    for marks in (_IMAGES, _ARCHIVES):
        for mark, said in marks.items():
            if head.startswith(mark):
                raise ProblemsFound([finding("R101", Place(file=file), printed=said)])
    for name, said in _FLAT.items():
        if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<") and name.encode() in head:
            remedy = "请在办公软件中另存为 xlsx、docx 或 pdf"
            raise ProblemsFound([finding("R101", Place(file=file), printed=said, remedy=remedy)])
    return "html" if is_parcel(head) else _text_kind(head)


def _packed_kind(path: Path, file: str) -> str:
    from mingzhang.accounts.readers.packed import members

    names = members(path, file)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.bin" in names:  # what its cells hide, and errors in them, would be taken for figures and blanks
        remedy = "请在办公软件中另存为 xlsx"
        raise ProblemsFound([finding("R101", Place(file=file), printed="二进制工作簿（xlsb）", remedy=remedy)])
    if any(name.startswith("xl/workbook.") for name in names):
        return "xlsx"
    said = "OFD 版式文件" if "OFD.xml" in names else "ODF 文件" if "content.xml" in names else "压缩包"
    remedy = "" if said == "压缩包" else "请在办公软件中另存为 pdf 或 docx"
    raise ProblemsFound([finding("R101", Place(file=file), printed=said, remedy=remedy)])


def _ole_kind(path: Path, file: str) -> str:
    """An old Office file: its directory names its streams in UTF-16."""
    data = path.read_bytes()
    if _stream("EncryptedPackage") in data or _stream("EncryptionInfo") in data:
        raise ProblemsFound([finding("R103", Place(file=file))])
    if _stream("WordDocument") in data:
        return "doc"
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    if _cut_off(data):
        raise ProblemsFound([finding("R104", Place(file=file), printed="文件不完整")])
    raise ProblemsFound([finding("R101", Place(file=file), printed="旧版 Office 的其他文件")])


def _cut_off(data: bytes) -> bool:
    """Whether the directory of an old Office file, which tells what it is, would stand after its end."""
    if len(data) < _OLE_HEAD:
        return False
    shift, directory = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    return shift in (9, 12) and (directory + 2) << shift > len(data)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _text_kind(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = head.decode("utf-16", errors="ignore").lstrip("\ufeff \t\r\n").lower()
    else:
        start = head.decode("latin-1").removeprefix("\xef\xbb\xbf").lstrip().lower()
    return "html" if start.startswith("<") and _HTML.search(start) else "text"


def renamed(kind: str, path: Path, file: str) -> list[Finding]:
    """What is told of a file whose name says another kind than its content."""
    suffix = path.suffix.lower()
    if not suffix or suffix in SUFFIXES[kind]:
        return []
    return [finding("R108", Place(file=file), printed=suffix, expected=SUFFIXES[kind][0])]
