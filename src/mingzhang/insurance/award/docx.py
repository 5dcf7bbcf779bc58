"""The statement as a word-processor document, its tables written as XML at once."""

import io
from collections.abc import Sequence
from html import escape

from mingzhang.insurance.award.pages import page_data
from mingzhang.insurance.award.settlement import Settlement
from mingzhang.insurance.award.statement import Statement

SERIF, SANS = "宋体", "黑体"
WIDTHS_MM = {
    "facts": (32, 56, 32, 56),
    "lines": (11, 37, 91, 37),
    "months": (44, 44, 44, 44),
    "years": (14, 12, 28, 18, 28, 24, 24, 28),
    "parameters": (38, 20, 28, 24, 46, 20),
}
NUMBERS = {"lines": (3,), "months": (1, 2, 3), "years": tuple(range(8)), "parameters": (3,)}
"""Columns that stand to the right, as in the pdf."""
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TWIPS_PER_MM = 56.7
BORDER = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)


def statement_docx(statement: Statement, settlement: Settlement | None = None) -> bytes:
    """One statement, A4, in the fonts that every Chinese office has."""
    import docx
    from docx.oxml import parse_xml
    from docx.shared import Mm

    data = page_data(statement, settlement)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin = section.bottom_margin = Mm(16)

    def paragraph(text: str, size: int, font: str = SERIF, *, centred: bool = False) -> None:
        xml = _paragraph(text, size, font, centred=centred)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))

    def table(kind: str, rows: Sequence[Sequence[str]], *, header: bool) -> None:
        xml = _table(WIDTHS_MM[kind], rows, NUMBERS.get(kind, ()), header=header)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))

    paragraph(data["title"] + (f"（{data['mark']}）" if data["mark"] else ""), 17, SANS, centred=True)
    if data["made"]:
        paragraph(data["made"], 9, centred=True)
    table("facts", _facts(data["facts"]), header=False)
    paragraph("", 4)
    table("lines", [data["heads"], *_lines(data["lines"])], header=True)
    paragraph(data["key"], 13, SANS)
    if data["settlement"]:
        paragraph(data["settlementTitle"], 10, SANS)
        table("months", [data["settlementHeads"], *data["settlement"]], header=True)
        paragraph(data["settlementSummary"], 10)
    if data["history"]:
        paragraph(data["historyTitle"], 10, SANS)
        table("years", [data["historyHeads"], *data["history"]], header=True)
    for note in data["notes"]:
        paragraph(note, 9)
    paragraph("　　　　　　　".join(f"{item}：" for item in data["signatures"]), 10)
    if data["parameters"]:
        paragraph(data["parametersTitle"], 10, SANS)
        table("parameters", [data["parameterHeads"], *data["parameters"]], header=True)
    if data["methods"]:
        paragraph(data["methods"], 8)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _facts(facts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Two facts a row."""
    rows = []
    for start in range(0, len(facts), 2):
        row = [cell for pair in facts[start : start + 2] for cell in pair]
        rows.append(row + [""] * (4 - len(row)))
    return rows


def _lines(lines: Sequence[dict[str, str]]) -> list[list[str]]:
    rows = []
    for number, line in enumerate(lines, 1):
        steps = " = ".join(line[step] for step in ("formula", "numbers", "exact") if line[step])
        rows.append([str(number), line["title"], f"{steps}　〔{line['basis']}〕", line["value"]])
    return rows


def _paragraph(text: str, size: int, font: str, *, centred: bool) -> str:
    centre = '<w:jc w:val="center"/>' if centred else ""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    run = f'<w:r><w:rPr>{fonts}<w:sz w:val="{2 * size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'<w:p {SPACE}><w:pPr><w:spacing w:before="60" w:after="60"/>{centre}</w:pPr>{run}</w:p>'


def _table(widths: Sequence[int], rows: Sequence[Sequence[str]], right: Sequence[int], *, header: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS_PER_MM)}"/>' for width in widths)
    body = "".join(_row(widths, row, right, head=header and number == 0) for number, row in enumerate(rows))
    layout = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/>{BORDER}<w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl {SPACE}>{layout}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(widths: Sequence[int], cells: Sequence[str], right: Sequence[int], *, head: bool) -> str:
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    pairs = enumerate(zip(widths, cells, strict=True))
    said = "".join(_cell(*pair, side=_side(number in right, head), head=head) for number, pair in pairs)
    return f"<w:tr>{repeated}{said}</w:tr>"


def _side(number: bool, head: bool) -> str:
    if head:
        return '<w:jc w:val="center"/>'
    return '<w:jc w:val="right"/>' if number else ""


def _cell(width: int, text: str, *, side: str, head: bool) -> str:
    font = SANS if head else SERIF
    shade = '<w:shd w:val="clear" w:fill="E8E8E8"/>' if head else ""
    run = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="18"/></w:rPr>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' for part in text.split("\n"))
    properties = (
        f'<w:tcPr><w:tcW w:w="{round(width * TWIPS_PER_MM)}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
    )
    spacing = '<w:spacing w:before="20" w:after="20"/>'
    return f"<w:tc>{properties}<w:p><w:pPr>{spacing}{side}</w:pPr><w:r>{run}{lines}</w:r></w:p></w:tc>"
