"""The sheets of text: the narrative as published, and the glossary."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import HEADING, NOTHING, SIGN, marks
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.parts import parts
from mingzhang.accounts.renderers.sheet_formats import Formats

if TYPE_CHECKING:
    import xlsxwriter

TEXT_WIDTH = 78
"""Characters a line of the narrative sheet; a Chinese one takes two. A column wider than the page is cut off."""
LINE_HEIGHT = 17


def write_narrative(workbook: "xlsxwriter.Workbook", formats: Formats, disclosure: Disclosure, layout: Layout) -> None:
    """Sheet 说明: one row a heading or paragraph, in the order of the parts."""
    sheet = workbook.add_worksheet("说明")
    sheet.set_column(0, 0, TEXT_WIDTH)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, f"{disclosure.unit.name}{disclosure.year}年度部门决算", formats.title)
    sheet.set_row(0, 34)
    row = 1
    for part in parts(disclosure, layout):
        texts = [(paragraph.text, bool(paragraph.level)) for paragraph in part.paragraphs]
        for text, heading in [(f"{part.ordinal} {part.title}", True), *texts] if texts else []:
            plain = formats.missing if marks(text) else formats.text
            sheet.write_string(row, 0, text, formats.heading if heading else plain)
            sheet.set_row(row, _height(text, TEXT_WIDTH))
            row += 1
    _page(sheet)


def write_draft(workbook: "xlsxwriter.Workbook", formats: Formats, listed: Sequence[str]) -> None:
    """Sheet 待补事项, the first of a draft."""
    sheet = workbook.add_worksheet("待补事项")
    sheet.set_column(0, 0, TEXT_WIDTH)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, HEADING, formats.title)
    sheet.set_row(0, 34)
    for row, text in enumerate([f"{number}. {text}" for number, text in enumerate(listed, 1)] or [NOTHING], 1):
        sheet.write_string(row, 0, text, formats.text)
        sheet.set_row(row, _height(text, TEXT_WIDTH))
    _page(sheet)


def sign_draft(workbook: "xlsxwriter.Workbook") -> None:
    """The sign of a draft above every printed page."""
    for sheet in workbook.worksheets():
        sheet.set_header(f"&C{SIGN}·不得公开")


def write_glossary(workbook: "xlsxwriter.Workbook", formats: Formats, disclosure: Disclosure) -> None:
    """Sheet 名词解释: term, code and definition."""
    sheet = workbook.add_worksheet("名词解释")
    widths = (34, 12, 70)
    for column, (title, width) in enumerate(zip(("名词", "科目编码", "解释"), widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats.column)
    for row, term in enumerate(disclosure.glossary, 1):
        for column, text in enumerate((term.term, term.code, term.definition)):
            sheet.write_string(row, column, text, formats.missing if marks(text) else formats.entry)
        sheet.set_row(row, max(_height(term.definition, widths[2]), _height(term.term, widths[0])))
    sheet.ignore_errors({"number_stored_as_text": "B1:B1000"})
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    _page(sheet)


def _page(sheet: "xlsxwriter.worksheet.Worksheet") -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(text: str, width: int) -> int:
    """Height in points: every viewer wraps a little differently, so lines are counted a little short."""
    lines = -(-2 * len(text) // (width - 6)) if text else 1
    return LINE_HEIGHT * max(lines, 1) + 3
