"""Texts over a pdf page that are no part of it: form fields that were filled in are told, as are texts set over it."""

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


def page_with(path: Path, annotation: bytes) -> Path:
    """One page of text with one annotation."""
    shown = b"BT /F 12 Tf 72 700 Td (2024 final accounts) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R]/Resources 7 0 R>>",
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
