"""Small files that claim, nest or refer without end: one finding with the cause, and little is spent to find it."""

import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from test_readers_hostile import bytes_of, docx_of

from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.opening import read_document
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import ProblemsFound

Write = Callable[[Path], object]
LIMITS = Limits(megabytes=20, unpacked_megabytes=30, pages=300, boxes=50_000, characters=200_000, seconds=60)
MOST_BYTES = 60_000_000
"""That our own code may hold at once for any of these files."""
HEAD = '<?xml version="1.0"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006/relationships"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


def pdf_of(pages: bytes, *more: bytes, catalog: bytes = b"") -> Write:
    """A pdf of plain objects: its catalog is 1, the tree of its pages 2."""

    def write(path: Path) -> None:
        data, places = b"%PDF-1.7\n", []
        for number, content in enumerate((b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, pages, *more), 1):
            places.append(len(data))
            data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(data))
        path.write_bytes(data + head + table + tail)

    return write


def tree(count: int, kids: Iterable[int]) -> bytes:
    return b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, b" ".join(b"%d 0 R" % kid for kid in kids))


def xlsx_of(sheet: str, head: str = "") -> Write:
    """A workbook whose one sheet is given as it stands in the package."""

    def write(path: Path) -> None:
        import xlsxwriter

        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("a")
        with zipfile.ZipFile(path) as pack:
            members = {name: pack.read(name) for name in pack.namelist()}
        members["xl/worksheets/sheet1.xml"] = f'{HEAD}{head}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'.encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, content in members.items():
                pack.writestr(name, content)

    return write


def package(**members: str | bytes) -> Write:
    """A docx with more members than its text; __ in a name stands for a slash."""

    def write(path: Path) -> None:
        docx_of("<w:p><w:r><w:t>公开</w:t></w:r></w:p>")(path)
        with zipfile.ZipFile(path, "a") as pack:
            for name, content in members.items():
                pack.writestr(name.replace("__", "/"), content)

    return write


def zeros(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack, pack.open("word/document.xml", "w") as member:
        for _ in range(40):
            member.write(bytes(1 << 20))


SECRET = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY f SYSTEM "http://127.0.0.1:9/">]>'
CORNER = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
MILLION = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 100_000))
TEMPLATE = (
    f'<Relationships xmlns="{PARTS}"><Relationship Id="r" Type="{OFFICE}/attachedTemplate" TargetMode="External" '
    'Target="http://127.0.0.1:9/t.dotm"/></Relationships>'
)
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr></w:tc>' * 99
MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
ALL = '<dimension ref="A1:XFD1048576"/>'
NAMED = '<row r="1"><c r="A1" t="str"><v>&e;&f;</v></c></row>'
OVER = b"<td rowspan=9999 colspan=1000>x"
LAUNCH = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
BOX, ENDS = "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"
FILES: tuple[tuple[str, str, Write, str], ...] = (
    ("a tree of pages that holds itself", "a.pdf", pdf_of(tree(3, (2, 2, 3)), PAGE, b"<<>>", b"<<>>"), "R104"),
    ("more pages than there are", "a.pdf", pdf_of(tree(2_000_000_000, (3,)), PAGE), "R102"),
    ("hundreds of pages that are not there", "a.pdf", pdf_of(tree(300, (3,)), PAGE), "R104"),
    ("10,000 pages", "a.pdf", pdf_of(tree(10_000, range(3, 10_003)), *[PAGE] * 10_000), "R107"),
    ("actions when it is opened", "a.pdf", pdf_of(tree(1, (3,)), PAGE, catalog=LAUNCH), "R102"),
    ("a package of zeros", "a.docx", zeros, "R107"),
    ("a template elsewhere", "a.docx", package(word___rels__document=TEMPLATE), "R112"),
    ("macros", "a.docm", package(word__vbaProject=b"x" * 99), "R112"),
    ("boxes in boxes", "a.docx", docx_of(BOX * 60 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + ENDS * 60), "R112"),
    ("elements in elements", "a.docx", docx_of("<w:sdt>" * 100_000), "R115"),
    ("cells as wide as no page", "a.docx", docx_of(f"<w:tbl><w:tr>{WIDE}</w:tr></w:tbl>"), "R107"),
    ("a sheet that declares all its cells", "a.xlsx", xlsx_of(f"{ALL}<sheetData>{ONE}</sheetData>"), "R112"),
    ("a value in the last cell", "a.xlsx", xlsx_of(f"<sheetData>{CORNER}</sheetData>"), "R115"),
    ("too many rows", "a.xlsx", xlsx_of(f"<sheetData>{MILLION}</sheetData>"), "R115"),
    ("everything merged", "a.xlsx", xlsx_of(f"<sheetData>{ONE}</sheetData>{MERGED}"), "R112"),
    ("entities of other files", "a.xlsx", xlsx_of(f"<sheetData>{NAMED}</sheetData>", SECRET), "R104"),
    ("elements in elements", "a.html", bytes_of(b"<html><body>" + b"<div>" * 100_000 + b"x"), "R107"),
    ("tables in tables", "a.html", bytes_of(b"<html><body>" + b"<table><tr><td>a<td>" * 70 + b"x</html>"), "R112"),
    ("cells over everything", "a.html", bytes_of(b"<table><tr>" + OVER * 99 + b"<tr><td>1" * 99), "R107"),
    ("one row wider than any page", "a.html", bytes_of(b"<table><tr>" + b"<td colspan=900>1" * 40), "R115"),
    ("lists in lists", "a.json", bytes_of(b"[" * 1_000_000), "D101"),
    ("objects in objects", "a.json", bytes_of(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), "D101"),
    ("a number without end", "a.json", bytes_of(b'{"version":' + b"9" * 100_000 + b"}"), "D101"),
    ("too many characters", "a.txt", bytes_of("明账".encode() * 1_000_000), "R107"),
    ("figures without end", "a.txt", bytes_of("收入总计".encode() + b"9" * 90_000 + b"1." * 40_000), "R112"),
)  # fmt: skip


IDS = [f"{each[1]} {each[0]}" for each in FILES]


@pytest.mark.parametrize(("name", "write", "code"), [each[1:] for each in FILES], ids=IDS)
def test_one_finding_and_little_spent(tmp_path: Path, name: str, write: Write, code: str) -> None:
    path = tmp_path / name
    write(path)
    tracemalloc.start()
    try:
        with pytest.raises(ProblemsFound) as problems:
            read_disclosure(path, LIMITS)
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()
    assert [item.code.code for item in problems.value.findings] == [code]


def test_pages_that_cannot_be_read_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    text = b"BT /F 9 Tf 9 9 Td (text) Tj ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    drawn = b"<</Length %d>>stream\n%b\nendstream" % (len(text), text)
    pdf_of(tree(200, (3,)), page, drawn, font)(path)
    found = read_document(path, LIMITS).findings
    assert [(item.code.code, item.place.page, item.printed) for item in found] == [("R106", 2, "第2至200页")]
