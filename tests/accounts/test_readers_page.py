"""What a pdf page shows: texts over it that are no part of it are told, what is not drawn or cut off is none."""

from pathlib import Path

import pytest

from mingzhang.accounts.readers.opening import read_document

PLACE = b"/Rect[100 600 200 620]"
SET = [
    (b"/Subtype/Widget/FT/Tx/T(a)/V(3.00)", ["表单域 1 个"]),
    (b"/Subtype/FreeText/Contents(3.00)/DA(/F 10 Tf)", ["文字批注 1 个"]),
    (b"/Subtype/Widget/FT/Tx/T(a)", []),
    (b"/Subtype/Widget/FT/Tx/T(a)/V( )", []),
    (b"/Subtype/Text/Contents(a question)", []),
    (b"/Subtype/Highlight/Contents(a mark)/QuadPoints[100 620 200 620 100 600 200 600]", []),
    (b"/Subtype/Link/A<</S/URI/URI(http://localhost)>>", []),
]


def line(text: bytes, x: int, y: int, look: bytes = b"") -> bytes:
    return b"BT %s /F 12 Tf %d %d Td (%s) Tj ET " % (look, x, y, text)


SHOWN = line(b"2024 final accounts", 72, 700)
UNDRAWN = b"3 Tr"
NOT_SHOWN = [
    (line(b"9.00", 700, 700), b""),
    (line(b"9.00", 72, -20), b""),
    (line(b"9.00", 400, 650), b"/CropBox[0 0 300 842]"),
    (line(b"9.00", 72, 650, UNDRAWN), b""),
]


def page_with(path: Path, annotation: bytes = b"/Subtype/Link", shown: bytes = SHOWN, entries: bytes = b"") -> Path:
    """One page of text with one annotation."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]/Resources 7 0 R"
        + entries
        + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Annot" + PLACE + annotation + b">>",
        b"<</Font<</F 5 0 R>>>>",
    ]
    pieces = [b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, 1)]
    path.write_bytes(b"%PDF-1.4\n" + b"".join(pieces) + b"trailer<</Root 1 0 R>>")
    return path


@pytest.mark.parametrize(("annotation", "told"), SET)
def test_what_shows_a_text_is_told(tmp_path: Path, annotation: bytes, told: list[str]) -> None:
    found = read_document(page_with(tmp_path / "决算.pdf", annotation)).findings
    assert [(item.code.code, item.place.page, item.printed) for item in found] == [("R116", 1, each) for each in told]


@pytest.mark.parametrize(("other", "entries"), NOT_SHOWN)
def test_what_is_not_shown_is_not_read(tmp_path: Path, other: bytes, entries: bytes) -> None:
    document = read_document(page_with(tmp_path / "决算.pdf", shown=SHOWN + other, entries=entries))
    assert [text.text for text in document.texts()] == ["2024 final accounts"]
    assert document.findings == ()
