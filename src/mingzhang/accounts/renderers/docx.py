"""A disclosure for the word processor (Word, WPS, LibreOffice), ready for the office's last edits."""

from collections.abc import Sequence
from datetime import datetime

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers import docx_styles as styles
from mingzhang.accounts.renderers.docx_body import FORM_MARGINS_MM, TEXT_MARGINS_MM, Body, run, section_of
from mingzhang.accounts.renderers.docx_contents import write_contents
from mingzhang.accounts.renderers.docx_package import PAGE_NUMBER, fill, margin, opened, packed, set_properties
from mingzhang.accounts.renderers.docx_table import TWIPS_A_MM, table_xml
from mingzhang.accounts.renderers.paper import Chapter, Paper, Sheet, paper


def to_docx(
    disclosure: Disclosure,
    layout: Layout,
    created: datetime | None = None,
    pages: Sequence[int] = (),
    set_out: Paper | None = None,
) -> bytes:
    """The document's bytes, the same for the same disclosure and `created`; `set_out` is what `paper` makes of them.

    `pages` are page numbers of all headings in order, shown in the contents until the word processor sets its own.
    """
    given = set_out or paper(disclosure, layout, created)
    document = opened()
    set_properties(document, given)
    above = margin(document, "header", f"<w:r><w:t>{given.sign}·不得公开</w:t></w:r>") if given.sign else ""
    body = Body(above, above + margin(document, "footer", PAGE_NUMBER), pages)
    _write(body, given)
    fill(document, body.parts)
    return packed(document)


def _write(body: Body, given: Paper) -> None:
    body.paragraph(given.unit, "Subtitle")
    body.paragraph(f"{given.year}年度部门决算", styles.TITLE)
    body.paragraph("", styles.TEXT, section=section_of(TEXT_MARGINS_MM, body.on_cover))
    write_contents(body, given)
    numbered = '<w:pgNumType w:start="1"/>'
    for chapter in given.chapters:
        for index, sheet in enumerate((None, *chapter.sheets)):
            if sheet is None and chapter.blocks:
                _text(body, chapter)
                body.paragraph("", styles.NOTE, section=section_of(TEXT_MARGINS_MM, body.on_pages, more=numbered))
                numbered = ""
            elif sheet is not None:
                above = chapter if index == 1 and not chapter.blocks else None
                _form(body, sheet, above, numbered)
                numbered = ""


def _text(body: Body, chapter: Chapter) -> None:
    body.heading(chapter.title, "Heading1", points=chapter.points)
    for block in chapter.blocks:
        if block.level:
            body.heading(block.text, f"Heading{min(block.level + 1, 3)}")
        else:
            body.paragraph(block.text, styles.TEXT)


def _form(body: Body, sheet: Sheet, above: Chapter | None, numbered: str) -> None:
    """A form in a section of its own, which its last note ends."""
    if above is not None:
        body.heading(above.title, "Heading1", points=above.points)
    body.heading(sheet.entry, styles.FORM_HEADING, shown=sheet.title)
    body.paragraph(sheet.code, styles.CODE_LINE)
    room = round(sum(sheet.widths_mm) * TWIPS_A_MM)
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{room // 2}"/><w:tab w:val="right" w:pos="{room}"/></w:tabs>'
    for line in sheet.above:
        runs = "<w:r><w:tab/></w:r>".join(run(text) for text in line) if any(line[1:]) else run(line[0])
        body.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{styles.UNIT_LINE}"/>{tabs}</w:pPr>{runs}</w:p>')
    body.parts.append(table_xml(sheet))
    section = section_of(FORM_MARGINS_MM, body.on_pages, wide=sheet.wide, more=numbered)
    notes = sheet.notes or ("",)
    for note in notes[:-1]:
        body.paragraph(note, styles.NOTE, section=styles.KEEP)
    body.paragraph(notes[-1], styles.NOTE, section=section)
