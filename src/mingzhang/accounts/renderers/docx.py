"""A disclosure for the word processor (Word, WPS, LibreOffice), ready for the office's last edits."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from typing import Any

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import pieces
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers import docx_styles as styles
from mingzhang.accounts.renderers.docx_table import TWIPS_A_MM, table_xml
from mingzhang.accounts.renderers.paper import (
    A4_LONG_MM,
    A4_SHORT_MM,
    FORM_BOTTOM_MM,
    FORM_MARGIN_MM,
    FORM_TOP_MM,
    Chapter,
    Paper,
    Sheet,
    paper,
)

TEXT_MARGINS_MM = (37, 26, 35, 28)
"""Top, right, bottom, left."""
FORM_MARGINS_MM = (FORM_TOP_MM, FORM_MARGIN_MM, FORM_BOTTOM_MM, FORM_MARGIN_MM)
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside the parcel."""


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
    import docx

    given = set_out or paper(disclosure, layout, created)
    document = docx.Document(io.BytesIO(_blank()))
    _properties(document, given)
    above = _margin(document, "header", f"<w:r><w:t>{given.sign}·不得公开</w:t></w:r>") if given.sign else ""
    body = _Body(above, above + _margin(document, "footer", _PAGE_NUMBER), pages)
    _write(body, given)
    _fill(document, body.parts)
    buffer = io.BytesIO()
    document.save(buffer)
    return _dated(buffer.getvalue())


@cache
def _blank() -> bytes:
    """An empty document with the styles and settings that all have, and nothing else of the library's template: that
    brings a picture of itself.
    """
    import docx

    document = docx.Document()
    styles.set_styles(document)
    _settings(document)
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass(slots=True)
class _Body:
    """The document's body as XML in the making; a section's properties stand in its last paragraph."""

    on_cover: str
    """What the cover refers to: the sign of a draft."""
    on_pages: str
    """What every other section refers to as well: the footer with its number."""
    pages: Sequence[int] = ()
    parts: list[str] = field(default_factory=list)
    marks: int = 0

    def paragraph(self, text: str, style: str, *, inside: str = "", section: str = "") -> None:
        runs = "".join(_run(piece, marked=marked) for piece, marked in pieces(text))
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{inside or runs}</w:p>')

    def heading(self, text: str, style: str, *, shown: str = "", points: int | None = None) -> None:
        """A heading that the contents lead to. Contents name `text`, the page shows `shown` where they differ."""
        self.marks += 1
        mark = f'<w:bookmarkStart w:id="{self.marks}" w:name="_Toc{self.marks:06}"/>'
        self.paragraph("", style, inside=f'{mark}{_run(shown or text, points)}<w:bookmarkEnd w:id="{self.marks}"/>')


def _run(text: str, points: int | None = None, *, marked: bool = False) -> str:
    return (
        f'<w:r>{styles.eastern(points, marked=marked)}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def _write(body: _Body, given: Paper) -> None:
    body.paragraph(given.unit, "Subtitle")
    body.paragraph(f"{given.year}年度部门决算", styles.TITLE)
    body.paragraph("", styles.TEXT, section=_section(TEXT_MARGINS_MM, body.on_cover))
    _contents(body, given)
    numbered = '<w:pgNumType w:start="1"/>'
    for chapter in given.chapters:
        for index, sheet in enumerate((None, *chapter.sheets)):
            if sheet is None and chapter.blocks:
                _text(body, chapter)
                body.paragraph("", styles.NOTE, section=_section(TEXT_MARGINS_MM, body.on_pages, more=numbered))
                numbered = ""
            elif sheet is not None:
                above = chapter if index == 1 and not chapter.blocks else None
                _form(body, sheet, above, numbered)
                numbered = ""


def _text(body: _Body, chapter: Chapter) -> None:
    body.heading(chapter.title, "Heading1", points=chapter.points)
    for block in chapter.blocks:
        if block.level:
            body.heading(block.text, f"Heading{min(block.level + 1, 3)}")
        else:
            body.paragraph(block.text, styles.TEXT)


def _form(body: _Body, sheet: Sheet, above: Chapter | None, numbered: str) -> None:
    """A form in a section of its own, which its last note ends."""
    if above is not None:
        body.heading(above.title, "Heading1", points=above.points)
    body.heading(sheet.entry, styles.FORM_HEADING, shown=sheet.title)
    body.paragraph(sheet.code, styles.CODE_LINE)
    room = round(sum(sheet.widths_mm) * TWIPS_A_MM)
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{room // 2}"/><w:tab w:val="right" w:pos="{room}"/></w:tabs>'
    for line in sheet.above:
        runs = "<w:r><w:tab/></w:r>".join(_run(text) for text in line) if any(line[1:]) else _run(line[0])
        body.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{styles.UNIT_LINE}"/>{tabs}</w:pPr>{runs}</w:p>')
    body.parts.append(table_xml(sheet))
    section = _section(FORM_MARGINS_MM, body.on_pages, wide=sheet.wide, more=numbered)
    notes = sheet.notes or ("",)
    for note in notes[:-1]:
        body.paragraph(note, styles.NOTE, section=styles.KEEP)
    body.paragraph(notes[-1], styles.NOTE, section=section)


def _entries(given: Paper) -> Iterator[tuple[int, str]]:
    """Level and text of the contents, in the order in which headings are marked."""
    for chapter in given.chapters:
        yield 1, chapter.title
        yield from ((min(block.level + 1, 3), block.text) for block in chapter.blocks if block.level)
        yield from ((2, sheet.entry) for sheet in chapter.sheets)


def _contents(body: _Body, given: Paper) -> None:
    """A contents field with its entries; page numbers are fields of their own, set when the document is opened."""
    body.paragraph("目　录", styles.CONTENTS)
    entries = [(mark, level, text) for mark, (level, text) in enumerate(_entries(given), 1) if level <= 2]
    begin = _code_begin(' TOC \\o "1-2" \\t "表题,2" \\h \\z \\u ')
    for mark, level, text in entries:
        anchor = f"_Toc{mark:06}"
        number = str(body.pages[mark - 1]) if mark <= len(body.pages) else ""
        page = _code_begin(f" PAGEREF {anchor} \\h ") + f"<w:r><w:t>{number}</w:t></w:r>{_END}"
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{_run(text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        end = _END if mark == entries[-1][0] else ""
        body.paragraph("", f"TOC{level}", inside=begin + link + end)
        begin = ""
    section = _section(TEXT_MARGINS_MM, body.on_pages, more='<w:pgNumType w:fmt="upperRoman" w:start="1"/>')
    body.paragraph("", styles.NOTE, section=section)


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _code_begin(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _section(margins: tuple[int, int, int, int], references: str, *, wide: bool = False, more: str = "") -> str:
    """A section on A4. Each names its footer: LibreOffice loses the number of an inherited one."""
    width, height = (A4_LONG_MM, A4_SHORT_MM) if wide else (A4_SHORT_MM, A4_LONG_MM)
    turned = ' w:orient="landscape"' if wide else ""
    top, right, bottom, left = (round(margin * TWIPS_A_MM) for margin in margins)
    size = f'<w:pgSz w:w="{round(width * TWIPS_A_MM)}" w:h="{round(height * TWIPS_A_MM)}"{turned}/>'
    edges = f'w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="480" w:footer="480"'
    return f'<w:sectPr>{references}<w:type w:val="nextPage"/>{size}<w:pgMar {edges} w:gutter="0"/>{more}</w:sectPr>'


_PAGE_NUMBER = (
    f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{_code_begin(" PAGE ")}<w:r><w:t>1</w:t></w:r>{_END}'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
)


def _margin(document: Any, side: str, runs: str) -> str:
    """A header or footer of one centred line; the reference to it."""
    from docx.oxml import parse_xml

    part, key = getattr(document.part, f"add_{side}_part")()
    for child in list(part.element):
        part.element.remove(child)
    part.element.append(
        parse_xml(f'<w:p {styles.SPACE}><w:pPr><w:pStyle w:val="{styles.FOOTER}"/></w:pPr>{runs}</w:p>')
    )
    return f'<w:{side}Reference w:type="default" r:id="{key}"/>'


def _fill(document: Any, parts: list[str]) -> None:
    """The body; its last paragraph's section becomes the document's own."""
    from docx.oxml import parse_xml

    old = document.element.body
    fresh: Any = parse_xml(f"<w:body {styles.SPACE} {RELATIONS}>{''.join(parts)}</w:body>")
    last: Any = fresh[-1]
    section = last.pPr.sectPr
    last.pPr.remove(section)
    fresh.append(section)
    old.getparent().replace(old, fresh)


def _settings(document: Any) -> None:
    """Fields are set on opening. The schema demands the place: before what is said of footnotes and compatibility."""
    from docx.oxml import parse_xml

    root = document.settings.element
    later = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")
    first = min(root.index(each) for each in root if each.tag.removeprefix(styles.W) in later)
    root.insert(first, parse_xml(f'<w:updateFields {styles.SPACE} w:val="true"/>'))


def _properties(document: Any, given: Paper) -> None:
    """Its own properties, and nothing of the template's."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = given.title, given.unit, given.unit
    core.created = core.modified = given.created
    core.comments, core.language, core.revision = "", "zh-CN", 1


def _dated(parcel: bytes) -> bytes:
    """The same parcel with one date on every file inside it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(parcel)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fresh.writestr(entry, given.read(name))
    return buffer.getvalue()
