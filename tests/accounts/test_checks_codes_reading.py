"""Every code of reading by a good and a bad file: both real, the bad one broken in one place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from check_samples import consistent
from sample_documents import Style, printed, sample_form, write_docx, write_pdf, write_xlsx
from test_readers_hostile import (
    OLE,
    TINY,
    a_pdf,
    blank_pdf,
    bytes_of,
    docx_of,
    encrypted_pdf,
    long_pdf,
    scanned_pdf,
    truncated_pdf,
)
from test_readers_sheets_unseen import a_sheet, codes_hidden, written
from test_readers_variations import BODY_05, HEAD_05, TITLE_05, Row, form

from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_json import as_json
from mingzhang.findings import ProblemsFound

Sample = Callable[[Path], object]
"""Writes a file in a folder; the path that it returns, if any, is the one to read."""


def codes_of(path: Path, limits: Limits | None = None) -> set[str]:
    try:
        return {item.code.code for item in read_disclosure(path, limits or Limits()).findings}
    except ProblemsFound as problems:
        return {item.code.code for item in problems.findings}


def page(
    *rows: Row, title: str = TITLE_05, head: str = "某市财政局2024年度部门决算", amounts: str = "单位：万元"
) -> Sample:
    def write(path: Path) -> None:
        path.write_text(f"<meta charset=utf-8><p>{head}</p>{form(title, *rows, amounts=amounts)}", "utf-8")

    return write


def pages(*parts: str) -> Sample:
    return lambda path: path.write_text(f"<meta charset=utf-8><p>某局2024年度部门决算</p>{''.join(parts)}", "utf-8")


def text(said: str) -> Sample:
    return lambda path: path.write_text(said, "utf-8")


def pdf(**style: object) -> Sample:
    return lambda path: write_pdf(path, [printed(sample_form("05"))], Style(**style))  # type: ignore[arg-type]


def pdf_of_private_characters(path: Path) -> None:
    """A page whose font says of its characters only that they are its own (U+E000 and on)."""
    shown = b"BT /F 12 Tf 72 700 Td <" + b"".join(b"%02X" % (65 + n) for n in range(20)) + b"> Tj ET"
    meant = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <60> <E000> endbfrange"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(meant), meant),
    ]
    pieces = [b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, 1)]
    path.write_bytes(b"%PDF-1.4\n" + b"".join(pieces) + b"trailer<</Root 1 0 R>>")


def with_a_scan(path: Path) -> Path:
    import pypdfium2

    a_pdf(path)
    scanned_pdf(path.with_name("b.pdf"))
    both = path.with_name("c.pdf")
    with pypdfium2.PdfDocument(path) as first, pypdfium2.PdfDocument(path.with_name("b.pdf")) as second:
        first.import_pages(second)
        first.save(both)
    return both


def data(**changes: object) -> Sample:
    return text(json.dumps(as_json(consistent()) | changes, ensure_ascii=False))


def doubled() -> str:
    given = json.loads(to_json(consistent().disclosure))
    cells = given["forms"]["01"]["cells"]
    cells.append(cells[0])
    return json.dumps(given, ensure_ascii=False)


ROWS = (HEAD_05, *BODY_05)
TOTAL = ("合计*2", "3.00", "2.00", "1.00")
HEAD_02 = ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入*2", "其他收入")
UNDER_02 = ("", "", "", "", "小计", "其中：教育收费", "")
HEAD_03 = (
    "科目编码",
    "科目名称",
    "本年支出合计",
    "基本支出",
    "项目支出",
    "上缴上级支出",
    "经营支出",
    "对附属单位补助支出",
)
ROWS_03 = (HEAD_03, ("合计*2", "3.00", "2.00", "1.00", "", "", ""))
BROKEN = ["2024年度", TITLE_05, "单位：万元", ""]
for _row in (HEAD_05, ("合计", "", "3.00", "2.00", "1.00"), ("2010601", "行政运行", "3.00", "1.00")):
    BROKEN += [*(f"\t{each}" for each in _row), ""]
BETWEEN = "<p>以上各表已经核对，下面另附一份。</p>"
BUDGET = "某市财政局2024年部门预算\n\n一、收入情况\n2024年收入预算2.00万元。\n"

EVALUATION = (
    *(
        "第三部分 附件",
        "2024年度项目支出绩效自评表",
        "金额单位：万元",
        "项目名称",
        "某某项目",
        "主管部门",
        "某市财政局",
    ),
    *("全年预算数", "执行数", "执行率", "5.00", "4.00", "80%", "绩效指标", "年度指标值", "实际完成值", "分值", "得分"),
    *("数量指标", "完成率", "100%", "99%", "10", "9.00", "总分", "99.00", "第四部分 名词解释"),
)
REPORT_W = "".join(
    f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>"
    for said in ("某市财政局2024年度部门决算", "收入总计3.00万元，支出总计3.00万元，其中基本支出2.00万元。")
)
OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/>'
    "</w:object></w:r></w:p>"
)

CASES: list[tuple[str, str, Sample, Sample]] = [
    ("R101", "a.pdf", pdf(), bytes_of(b"\x89PNG\r\n" + b"x" * 50)),
    ("R102", "a.pdf", pdf(), blank_pdf),
    ("R103", "a.pdf", pdf(), encrypted_pdf),
    ("R104", "a.pdf", pdf(), truncated_pdf),
    ("R105", "a.pdf", pdf(), scanned_pdf),
    ("R106", "a.pdf", pdf(), with_a_scan),
    ("R107", "a.pdf", pdf(), long_pdf),
    ("R108", "a.docx", lambda path: write_docx(path, [printed(sample_form("05"))]), pdf()),
    ("R109", "a.pdf", pdf(), pdf_of_private_characters),
    ("R111", "a.txt", text("\n".join(BROKEN)), text(BUDGET)),
    (
        "R112",
        "a.txt",
        text("\n".join(BROKEN)),
        text("2024年政府工作报告\n\n各位代表：现在，我代表市人民政府报告工作。\n"),
    ),
    ("R113", "a.pdf", pdf(), pdf(invisible=True)),
    ("R116", "a.docx", docx_of(REPORT_W), docx_of(REPORT_W + OBJECT)),
    ("R117", "a.xlsx", lambda path: written(path, codes_hidden), lambda path: written(path, a_sheet)),
    ("R118", "a.txt", text("\n".join(BROKEN)), text("\n".join((*BROKEN, *EVALUATION)))),
    ("R201", "a.html", page(*ROWS), page(("甲", "乙", "丙", "丁", "戊"), *BODY_05)),
    ("R202", "a.html", page(*ROWS), page(*ROWS, ("20106O2", "一般行政管理事务", "1.00", "", "1.00"))),
    ("R203", "a.html", page(HEAD_05, TOTAL), page(HEAD_05, ("合计*2", "3.00", "见附件", "1.00"))),
    ("R204", "a.html", page(*ROWS), page(*ROWS, ("2010601", "行政运行", "3.00", "2.00", "1.10"))),
    (
        "R205",
        "a.html",
        page(*ROWS_03, title="支出决算表"),
        page(HEAD_02, UNDER_02, ("合计*2", "6.00", "1.00", "3.00", "2.00", "2.00"), title="收入决算表"),
    ),
    (
        "R206",
        "a.json",
        text(to_json(consistent().disclosure)),
        lambda path: page(*ROWS)(path.with_name("a.html")) or path.with_name("a.html"),
    ),
    ("R207", "a.html", page(*ROWS), pages(form(TITLE_05, *ROWS), BETWEEN, form(TITLE_05, *ROWS))),
    ("R207", "a.html", pages(form(TITLE_05, *ROWS)), pages(form(TITLE_05, *ROWS), form(TITLE_05, *ROWS))),
    ("R208", "a.html", page(*ROWS), page(*ROWS, head="某市财政局部门决算")),
    ("R209", "a.html", page(*ROWS), page(*ROWS, amounts="单位：百元")),
    ("R210", "a.html", page(*ROWS), page(*ROWS, amounts="")),
    ("R211", "a.html", page(HEAD_05, TOTAL), page(("科目编码", "科目名称", "合计", "", "项目支出"), TOTAL)),
    ("R212", "a.html", page(*ROWS_03, title="支出决算表"), page(*ROWS_03, title="收入决算表")),
    (
        "R213",
        "a.html",
        pages(form(TITLE_05, *ROWS)),
        pages(form(TITLE_05, *ROWS), "<p>2010602 一般行政管理事务 1.00 1.00</p>"),
    ),
    ("D101", "a.json", data(), text("{")),
    ("D102", "a.json", data(), text("{}")),
    ("D103", "a.json", data(), data(forms=1)),
    ("D104", "a.json", text(to_json(consistent().disclosure)), text(doubled())),
]


@pytest.mark.parametrize(("code", "name", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_each_code(tmp_path: Path, code: str, name: str, good: Sample, bad: Sample) -> None:
    limits = TINY if code == "R107" else None
    for folder, sample in (("good", good), ("bad", bad)):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / name
        written = sample(path)
        path = written if isinstance(written, Path) else path
        assert (code in codes_of(path, limits)) == (folder == "bad"), (folder, codes_of(path, limits))


def test_a_doc_without_a_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R110: the file is sound, the program that reads its kind is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    assert codes_of(path) == {"R110"}
    assert codes_of(write_xlsx(tmp_path / "a.xlsx", [printed(sample_form("05"))])) == {"R206"}
