"""Broken, hostile and foreign files: one clear finding with its cause and remedy, and never a traceback."""

import base64
import quopri
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_documents import (
    Printed,
    Style,
    printed,
    sample_form,
    write_docx,
    write_html,
    write_pdf,
    write_xlsx,
)

from mingzhang.accounts.checks.read_command import read as read_command
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.opening import read_document
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import ProblemsFound

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_pdf(path: Path) -> Path:
    return write_pdf(path, [printed(sample_form("05"))])


def encrypted_pdf(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(100, 100, "text")
    canvas.save()


def truncated_pdf(path: Path) -> None:
    data = a_pdf(path).read_bytes()
    path.write_bytes(data[: len(data) // 3])


def scanned_pdf(path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, 595, 842)
    canvas.save()


def blank_pdf(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def long_pdf(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for _ in range(30):
        canvas.drawString(100, 100, "page")
        canvas.showPage()
    canvas.save()


def docx_of(body: str, head: str = "") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")

    return write


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("word/document.xml", b"0" * (3 << 20))


def lying_bomb(path: Path) -> None:
    """A package whose directory says that its member is small."""
    bomb(path)
    data = path.read_bytes()
    path.write_bytes(data.replace((3 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")))


def bytes_of(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


FLAT = b'<?xml version="1.0"?><%b>'
PARCEL = b'From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
WRITERS: dict[str, Callable[[Path, Sequence[Printed]], Path]] = {
    "html": write_html,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
}
TINY = Limits(megabytes=5, unpacked_megabytes=1, pages=20, boxes=2_000, characters=50_000, depth=60, seconds=60)


@pytest.mark.parametrize(
    ("name", "write", "code"),
    [
        ("a.pdf", bytes_of(b""), "R102"),
        ("a.pdf", bytes_of(b"\n\n  \n"), "R102"),
        ("a.pdf", bytes_of(b"%PDF-1.7\n" + b"nothing" * 50), "R104"),
        ("a.pdf", encrypted_pdf, "R103"),
        ("a.pdf", truncated_pdf, "R104"),
        ("a.pdf", scanned_pdf, "R105"),
        ("a.pdf", blank_pdf, "R102"),
        ("a.pdf", long_pdf, "R107"),
        ("a.pdf", bytes_of(b"\x89PNG\r\n" + b"x" * 50), "R101"),
        ("a.pdf", bytes_of(b"Rar!" + b"x" * 50), "R101"),
        ("a.docx", bomb, "R107"),
        ("a.rtf", bytes_of(rb"{\rtf1\ansi{\b text\} \\} and no more"), "R104"),
        ("a.rtf", bytes_of(rb"{\rtf1\ansi{\*\pict\bin3 }}}} no more"), "R104"),
        ("a.docx", lying_bomb, "R104"),
        ("a.docx", bytes_of(b"PK\x03\x04 broken"), "R104"),
        ("a.docx", docx_of("<w:p><w:r>"), "R104"),
        ("a.docx", docx_of("<w:sdt>" * 400 + "</w:sdt>" * 400), "R115"),
        ("a.docx", docx_of("<w:sdt><w:sdtContent>" * 100 + "</w:sdtContent></w:sdt>" * 100), "R107"),
        ("a.docx", docx_of(""), "R102"),
        ("a.doc", bytes_of(OLE + "EncryptedPackage".encode("utf-16-le")), "R103"),
        ("a.doc", bytes_of(OLE + "PowerPoint Document".encode("utf-16-le")), "R101"),
        ("a.xls", bytes_of(OLE + "Workbook".encode("utf-16-le") + b"x" * 600), "R104"),
        ("a.xls", bytes_of(OLE + bytes(22) + b"\x09\0" + bytes(16) + b"\x90\0\0\0" + bytes(600)), "R104"),
        ("a.txt", bytes_of(bytes(range(128, 256)) * 20), "R101"),
        ("a.txt", bytes_of("字".encode() * 60_000), "R107"),
        ("a.html", bytes_of(b"<html><body>" + b"<div>" * 200 + b"x"), "R107"),
        ("a.html", bytes_of(b"<html><body><table><tr><td>1.00</td><td cla"), "R104"),
        ("a.html", bytes_of("<HTML><p>收入总计</p><p>支出".encode()), "R104"),
        ("a.html", bytes_of("<html><p>收入总计".encode("utf-16")), "R104"),
        ("a.html", bytes_of(b"<html><table><tr><td colspan=300 rowspan=5>1<td>2</tr></table>" * 9), "R107"),
        ("a.xls", bytes_of(FLAT % b'Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'), "R101"),
        ("a.doc", bytes_of(FLAT % b'w:d xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'), "R101"),
        ("a.fods", bytes_of(FLAT % b'o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'), "R101"),
        ("a.mht", bytes_of(PARCEL + b"Content-Type: image/png\r\n\r\nx\r\n--x--"), "R104"),
        ("a.zip", lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "x"), "R101"),
        ("a.xlsx", lambda path: zipfile.ZipFile(path, "w").writestr("xl/workbook.bin", "x"), "R101"),
    ],
)
def test_one_finding_that_says_the_cause(tmp_path: Path, name: str, write: Callable[[Path], None], code: str) -> None:
    path = tmp_path / name
    write(path)
    with pytest.raises(ProblemsFound) as problems:
        read_document(path, TINY)
    assert [item.code.code for item in problems.value.findings] == [code]
    assert problems.value.findings[0].place.file == name
    assert problems.value.findings[0].code.remedy


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    head = f'<!DOCTYPE w:document [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    path = tmp_path / "a.docx"
    docx_of("<w:p><w:r><w:t>前&secret;后</w:t></w:r></w:p>", head)(path)
    try:
        said = " ".join(text.text for text in read_document(path).texts())
    except ProblemsFound as problems:
        said = " ".join(item.text() for item in problems.findings)
    assert "机密" not in said


def test_entities_that_multiply_are_not_unfolded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "a.docx"
    docx_of("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", f'<!DOCTYPE w:document [<!ENTITY e0 "0">{levels}]>')(path)
    try:
        length = sum(len(text.text) for text in read_document(path).texts())
    except ProblemsFound:
        length = 0
    assert length < 1_000


@pytest.mark.parametrize("real", ["html", "docx", "xlsx", "pdf"])
def test_a_renamed_file_is_read_by_its_content(tmp_path: Path, real: str) -> None:
    path = tmp_path / "决算.txt"
    tables = [printed(sample_form("05"))]
    WRITERS[real](path, tables)
    found = read_disclosure(path)
    assert found.disclosure.form("05") is not None
    assert "R108" in [item.code.code for item in found.findings]


@pytest.mark.parametrize(
    ("coding", "encoded"), [("base64", base64.encodebytes), ("quoted-printable", quopri.encodestring)]
)
def test_a_page_saved_as_one_file_is_read(tmp_path: Path, coding: str, encoded: Callable[[bytes], bytes]) -> None:
    page = write_html(tmp_path / "a.html", [printed(sample_form("05"))])
    path = tmp_path / "决算.mht"
    head = f'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: {coding}\r\n\r\n'
    path.write_bytes(PARCEL + head.encode() + encoded(page.read_bytes()) + b"\r\n--x--")
    assert read_disclosure(path).disclosure.forms == read_disclosure(page).disclosure.forms


def test_a_page_that_is_a_scan_among_others_is_told(tmp_path: Path) -> None:
    import pypdfium2

    a_pdf(tmp_path / "a.pdf")
    scanned_pdf(tmp_path / "b.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as first, pypdfium2.PdfDocument(tmp_path / "b.pdf") as second:
        first.import_pages(second)
        first.save(tmp_path / "c.pdf")
    found = read_disclosure(tmp_path / "c.pdf")
    assert [(item.code.code, item.place.page) for item in found.findings if item.code.code == "R106"] == [("R106", 2)]


def test_a_document_without_converter_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    with pytest.raises(ProblemsFound) as problems:
        read_document(path)
    assert problems.value.findings[0].code.code == "R110"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("某市财政局2024年部门预算\n\n一、收入情况\n2024年收入预算2.00万元。\n", "R111"),
        ("2024年政府工作报告\n\n各位代表：现在，我代表市人民政府报告工作。\n", "R112"),
    ],
)
def test_a_document_of_another_kind_is_said_to_be_that(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as problems:
        read_disclosure(path)
    assert [item.code.code for item in problems.value.findings] == [code]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=12)), max_size=6), kind=st.sampled_from(range(4))
)
def test_damaged_files_never_end_in_anything_but_findings(
    tmp_path: Path, cuts: list[tuple[int, bytes]], kind: int
) -> None:
    name = list(WRITERS)[kind]
    path = WRITERS[name](tmp_path / f"a.{name}", [printed(sample_form("09"))])
    data = bytearray(path.read_bytes())
    for place, junk in cuts:
        at = place % len(data)
        data[at : at + len(junk)] = junk
    path.write_bytes(data)
    try:
        found = read_disclosure(path, Limits(seconds=30)).findings
    except ProblemsFound as problems:
        found = problems.findings
    assert all(item.place.file == path.name for item in found)


def test_the_command_ends_with_status_two_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    truncated_pdf(path)
    result = CliRunner().invoke(read_command, [str(path), "--json"], standalone_mode=False)
    assert result.return_value == 2
    assert '"code": "R104"' in result.output


def test_the_command_shows_what_was_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [printed(sample_form("05"))], Style())
    result = CliRunner().invoke(read_command, [str(path)], standalone_mode=False)
    assert result.return_value == 0
    assert "公开05表 一般公共预算财政拨款支出决算表：第1页，33 格" in result.output
