"""The contents of a word processor's document: a field that it sets anew, with what it will come to."""

from collections.abc import Iterator

from mingzhang.accounts.renderers import docx_styles as styles
from mingzhang.accounts.renderers.docx_body import END, TEXT_MARGINS_MM, Body, begun, run, section_of
from mingzhang.accounts.renderers.paper import Paper

LEVELS = 2
_CONTENTS = f' TOC \\o "1-{LEVELS}" \\f \\h \\z '
"""Headings by their levels in the outline, and forms by the fields that name them."""


def write_contents(body: Body, given: Paper) -> None:
    """A contents field with its entries; page numbers are fields of their own, set when the document is opened."""
    body.paragraph("目　录", styles.CONTENTS)
    entries = [(mark, level, text) for mark, (level, text) in enumerate(_entries(given), 1) if level <= LEVELS]
    begin = begun(_CONTENTS)
    for mark, level, text in entries:
        anchor = f"_Toc{mark:06}"
        number = str(body.pages[mark - 1]) if mark <= len(body.pages) else ""
        page = begun(f" PAGEREF {anchor} \\h ") + f"<w:r><w:t>{number}</w:t></w:r>{END}"
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        end = END if mark == entries[-1][0] else ""
        body.paragraph("", f"TOC{level}", inside=begin + link + end)
        begin = ""
    section = section_of(TEXT_MARGINS_MM, body.on_pages, more='<w:pgNumType w:fmt="upperRoman" w:start="1"/>')
    body.paragraph("", styles.NOTE, section=section)


def _entries(given: Paper) -> Iterator[tuple[int, str]]:
    """Level and text of the contents, in the order in which headings are marked."""
    for chapter in given.chapters:
        yield 1, chapter.title
        yield from ((min(block.level + 1, 3), block.text) for block in chapter.blocks if block.level)
        yield from ((2, sheet.entry) for sheet in chapter.sheets)
