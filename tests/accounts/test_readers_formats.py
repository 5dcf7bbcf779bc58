"""The same nine forms in every format and in every way a pdf may rule them: written, read back, equal."""

from dataclasses import replace
from pathlib import Path

import pytest
from sample_documents import (
    UNIT,
    YEAR,
    Printed,
    Style,
    boxes,
    figures,
    printed,
    sample_form,
    write_aligned_text,
    write_cell_lines,
    write_docx,
    write_html,
    write_pdf,
    write_saved_text,
    write_xlsx,
)

from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.readers.pdf_fonts import use_own_fonts
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure

NUMBERS = tuple(f"{number:02d}" for number in range(1, 10))
UNRULED = Style(outer=False, upright=False, across=False)


def nine(seed: int = 1, blanks: float = 0.3) -> list[Form]:
    return [sample_form(number, seed, blanks) for number in NUMBERS]


def assert_same(found: ReadDisclosure, forms: list[Form], *, commas: bool = True) -> None:
    for form in forms:
        want = figures(form)
        if not commas:  # a workbook holds values, not printing
            want = {address: text.replace(",", "") for address, text in want.items()}
        read = found.disclosure.form(form.number)
        assert read is not None, [item.text() for item in found.findings]
        assert figures(read) == want, form.number
        assert found.facts[form.number].whole
    assert [item.code.code for item in found.findings] == []
    assert (found.disclosure.unit.name, found.disclosure.year) == (UNIT, YEAR)
    assert found.extra == ()


@pytest.mark.parametrize("blanks", [0.0, 0.4, 0.9, 1.0])
def test_html(tmp_path: Path, blanks: float) -> None:
    forms = nine(2, blanks)
    path = write_html(tmp_path / "决算.html", [printed(form) for form in forms])
    assert_same(read_disclosure(path), forms)


@pytest.mark.parametrize("blanks", [0.0, 0.4, 0.9, 1.0])
def test_docx(tmp_path: Path, blanks: float) -> None:
    forms = nine(3, blanks)
    path = write_docx(tmp_path / "决算.docx", [printed(form) for form in forms])
    assert_same(read_disclosure(path), forms)


@pytest.mark.parametrize("one_sheet", [False, True])
@pytest.mark.parametrize("blanks", [0.0, 0.4, 0.9, 1.0])
def test_xlsx(tmp_path: Path, blanks: float, one_sheet: bool) -> None:
    forms = nine(4, blanks)
    path = write_xlsx(tmp_path / "决算.xlsx", [printed(form) for form in forms], one_sheet=one_sheet)
    assert_same(read_disclosure(path), forms, commas=False)


@pytest.mark.parametrize("blanks", [0.0, 0.4, 0.9, 1.0])
def test_text_as_saved_from_a_word_processor(tmp_path: Path, blanks: float) -> None:
    forms = nine(5, blanks)
    path = write_saved_text(tmp_path / "决算.txt", [printed(form) for form in forms])
    assert_same(read_disclosure(path), forms)


@pytest.mark.parametrize("blanks", [0.0, 0.4, 0.9, 1.0])
def test_text_whose_cells_stand_one_a_line(tmp_path: Path, blanks: float) -> None:
    forms = nine(5, blanks)
    path = write_cell_lines(tmp_path / "决算.txt", [printed(form) for form in forms])
    assert_same(read_disclosure(path), forms)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_text_with_aligned_columns_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    forms = nine(6, 0.3)
    path = write_aligned_text(tmp_path / "决算.txt", [printed(form) for form in forms])
    path.write_text(path.read_text("utf-8"), encoding)
    assert_same(read_disclosure(path), forms)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    forms = nine(6, 0.3)
    path = write_html(tmp_path / "决算.html", [printed(form) for form in forms])
    path.write_text(path.read_text("utf-8"), encoding)
    assert_same(read_disclosure(path), forms)


@pytest.mark.parametrize(
    "style",
    [
        pytest.param(Style(), id="ruled"),
        pytest.param(Style(outer=False), id="no outer rules"),
        pytest.param(Style(upright=False), id="only horizontal rules"),
        pytest.param(Style(upright=False, across=False), id="three rules"),
        pytest.param(UNRULED, id="no rules"),
        pytest.param(Style(outer=False, upright=False, across=False, align="centre", size=7), id="no rules, centred"),
        pytest.param(Style(outer=False, upright=False, across=False, centre_headings=False), id="headings at the left"),
        pytest.param(Style(rows_a_page=20), id="continued without header"),
        pytest.param(Style(outer=False, rows_a_page=9), id="continued without outer rules"),
        pytest.param(Style(outer=False, upright=False, across=False, rows_a_page=7), id="continued without rules"),
        pytest.param(Style(upright=False, rows_a_page=11, repeat_header=True), id="continued, header and no columns"),
        pytest.param(Style(rows_a_page=20, repeat_header=True), id="continued with header"),
        pytest.param(Style(turn=90), id="page turned by 90"),
        pytest.param(Style(turn=180), id="page turned by 180"),
        pytest.param(Style(turn=270), id="page turned by 270"),
        pytest.param(Style(sideways_text=True), id="table sideways on an upright page"),
        pytest.param(Style(two_a_page=True), id="tables on one page"),
        pytest.param(Style(beside=True), id="tables beside each other"),
        pytest.param(Style(beside=True, upright=False), id="tables with horizontal rules beside each other"),
        pytest.param(Style(raise_digits=2.5), id="digits on another base line"),
        pytest.param(Style(mock_bold=True), id="mock bold, every character drawn twice"),
        pytest.param(Style(watermark="内部资料12345.67"), id="a watermark across the page"),
        pytest.param(Style(thin_boxes=True), id="rules drawn as thin boxes in pieces"),
        pytest.param(Style(narrow_figures=0.45, row_height=40), id="numbers wider than their box"),
        pytest.param(Style(narrow_figures=0.45, row_height=40, align="centre"), id="wider, centred"),
    ],
)
def test_pdf(tmp_path: Path, style: Style) -> None:
    forms = nine()
    path = write_pdf(tmp_path / "决算.pdf", [printed(form) for form in forms], style)
    assert_same(read_disclosure(path), forms)


MERGED_CODES = (
    boxes("项目*4", "本年支出合计^3", "基本支出^3", "项目支出^3"),
    boxes("功能分类科目编码*3", "科目名称^2"),
    boxes("类", "款", "项"),
    boxes("合计*4", "9.00", "6.00", "3.00"),
    boxes("208*3", "社会保障和就业支出", "5.00", "4.00", "1.00"),
    boxes("20805*3", "行政事业单位养老支出", "5.00", "4.00", "1.00"),
    boxes("2080505*3", "机关事业单位基本养老保险缴费支出", "5.00", "4.00", "1.00"),
    boxes("210*3", "卫生健康支出", "4.00", "2.00", "2.00"),
    boxes("21011*3", "行政事业单位医疗", "4.00", "2.00", "2.00"),
    boxes("2101101*3", "行政单位医疗", "4.00", "2.00", "2.00"),
)
"""类, 款 and 项 stand apart in the heading only: a page that holds rows shows one column for the three."""


def test_a_pdf_that_goes_on_with_columns_merged(tmp_path: Path) -> None:
    table = Printed("支出决算表", ("单位：万元",), MERGED_CODES, widths=(0.5,) * 3 + (2.6,) + (1.2,) * 3, header_rows=3)
    found = read_disclosure(write_pdf(tmp_path / "决算.pdf", [table], Style(rows_a_page=4), ("某局2024年度部门决算",)))
    read = found.disclosure.form("03")
    assert read is not None
    rows = {cell.row: cell.printed for cell in read.cells if cell.column == "项目支出"}
    assert rows["2101101"] == "2.00"
    assert len(rows) == 7
    assert {item.code.code for item in found.findings} == {"R206"}


def test_pdf_with_rules_between_columns_only(tmp_path: Path) -> None:
    """Rows that no rule parts: the figures in a box tell them. Form 06 then has no rule in its heading at all."""
    forms = [form for form in nine() if form.number != "06"]
    path = write_pdf(tmp_path / "决算.pdf", [printed(form) for form in forms], Style(across=False))
    found = read_disclosure(path)
    for form in forms:
        read = found.disclosure.form(form.number)
        assert read is not None
        assert figures(read) == figures(form), form.number


@pytest.mark.parametrize("blanks", [0.0, 0.5, 0.85, 0.95])
@pytest.mark.parametrize("seed", [11, 12])
@pytest.mark.parametrize(
    "style",
    [UNRULED, Style(upright=False), Style(outer=False), replace(UNRULED, beside=True)],
    ids=["none", "across", "inner", "none, beside each other"],
)
def test_no_figure_is_ever_read_wrong(tmp_path: Path, style: Style, seed: int, blanks: float) -> None:
    """Where columns without figures cannot be told apart, a form says that it was not read whole."""
    forms = nine(seed, blanks)
    found = read_disclosure(write_pdf(tmp_path / "决算.pdf", [printed(form) for form in forms], style))
    for form in forms:
        read = found.disclosure.form(form.number)
        got = figures(read) if read is not None else {}
        for address, text in figures(form).items():
            if address in got and got[address] != text:
                assert got[address] == "", (form.number, address)
                assert not found.facts[form.number].whole, (form.number, address)
        assert set(got) <= set(figures(form))


def test_every_cell_keeps_its_page_and_position(tmp_path: Path) -> None:
    forms = nine()
    found = read_disclosure(write_pdf(tmp_path / "决算.pdf", [printed(form) for form in forms], Style(rows_a_page=20)))
    tops: dict[tuple[str, str], float] = {}
    for form in found.disclosure.forms:
        for cell in form.cells:
            place = found.places[form.address(cell)]
            assert place.spot.page is not None
            assert place.spot.bounds is not None
            if cell.printed:
                assert place.figure is not None
                middle = (place.figure.top + place.figure.bottom) / 2
                assert place.spot.bounds.holds((place.figure.left + place.figure.right) / 2, middle)
            tops[(form.number, cell.row)] = place.spot.bounds.top
    pages = {found.places[form.address(cell)].spot.page for form in found.disclosure.forms for cell in form.cells}
    assert len(pages) > len(found.disclosure.forms)  # continuation pages keep their own number
    assert len(tops) > 200


def test_docx_numbers_and_headings(tmp_path: Path) -> None:
    """Numbers that the word processor sets itself are text to a reader; deleted words are not."""
    import zipfile

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    listed = '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = (
        f"<w:p>{listed}<w:r><w:t>收入情况</w:t></w:r></w:p><w:p>{listed}<w:r><w:t>支出情况</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>总计2.00</w:t></w:r><w:del><w:r><w:delText>3.00</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>万元。</w:t></w:r></w:ins></w:p>"
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = (
        f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        pack.writestr("word/numbering.xml", numbering)
    from mingzhang.accounts.readers.opening import read_document

    assert [(text.text, text.level) for text in read_document(path).texts()] == [
        ("一、收入情况", 1),
        ("二、支出情况", 1),
        ("总计2.00万元。", 0),
    ]


def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    for page in range(1, 7):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(200, 810, "某市财政局2024年度部门决算公开")
        canvas.drawString(290, 30, f"- {page} -")
        canvas.setFont("STSong-Light", 12)
        words = "乙万元。" if page == 6 else "甲丙丁戊己"[page - 1] * (35 if page == 1 else 37)
        canvas.drawString(96 if page == 1 else 72, 740, words)
        canvas.showPage()
    canvas.save()
    from mingzhang.accounts.readers.opening import read_document

    texts = [text.text for text in read_document(tmp_path / "a.pdf").texts()]
    assert texts == ["甲" * 35 + "丙" * 37 + "丁" * 37 + "戊" * 37 + "己" * 37 + "乙万元。"]


def test_text_by_recognition_is_read_and_told(tmp_path: Path) -> None:
    form = sample_form("05")
    found = read_disclosure(write_pdf(tmp_path / "决算.pdf", [printed(form)], Style(invisible=True)))
    read = found.disclosure.form("05")
    assert read is not None
    assert figures(read) == figures(form)
    assert [item.place.page for item in found.findings if item.code.code == "R113"] == [1]


def test_a_font_that_the_pdf_does_not_hold_is_ours_on_every_machine(tmp_path: Path) -> None:
    """A character alone in its text object was lost where no font of the system had a glyph for it."""
    import pypdfium2
    from pypdfium2 import raw
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "一字.pdf"))
    canvas.setFont("STSong-Light", 100)
    canvas.drawString(100, 600, "款")
    canvas.save()
    use_own_fonts()
    with pypdfium2.PdfDocument(tmp_path / "一字.pdf") as pdf:
        text = pdf[0].get_textpage()
        assert text.get_text_range() == "款"
        left, right = (text.get_charbox(0)[side] for side in (0, 2))
        assert raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(text.raw, 0))) == 0
    assert (round(left - 100, 1), round(right - left, 1)) == (3.2, 93.9), "not as Noto Sans SC draws 款"


BARRED = """某市工商业联合会2023年度一般公共预算财政拨款“三公”经费支出决算

一、2023年度一般公共预算财政拨款“三公”经费支出决算表

单位：万元

{table}

公务接待费支出1.52万元。
"""


@pytest.mark.parametrize(
    "table",
    [
        "项 目 | 预 算 数 | 决 算 数 |\n合 计 | 1.80 | 1.52 |\n因公出国（境）费 | ||\n公务接待费 | 1.80 | 1.52 |",
        (
            "| 项目 | 预算数 | 决算数 |\n|---|---:|---:|\n| 合计 | 1.80 | 1.52 |\n| 因公出国（境）费 | | |\n"
            "| 公务接待费 | 1.80 | 1.52 |"
        ),
    ],
)
def test_cells_that_bars_part(tmp_path: Path, table: str) -> None:
    path = tmp_path / "三公经费.txt"
    path.write_text(BARRED.format(table=table), "utf-8")
    form = read_disclosure(path).disclosure.form("07")
    assert form is not None
    assert {(cell.row, cell.column): cell.printed for cell in form.cells} == {
        ("合计", "预算数"): "1.80",
        ("合计", "决算数"): "1.52",
        ("因公出国（境）费", "预算数"): "",
        ("因公出国（境）费", "决算数"): "",
        ("公务接待费", "预算数"): "1.80",
        ("公务接待费", "决算数"): "1.52",
    }
