"""The body of a word processor's document as XML in the making: paragraphs, headings, fields and sections."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from mingzhang.accounts.draft import pieces
from mingzhang.accounts.renderers import docx_styles as styles
from mingzhang.accounts.renderers.docx_table import TWIPS_A_MM
from mingzhang.accounts.renderers.paper import (
    A4_LONG_MM,
    A4_SHORT_MM,
    FORM_BOTTOM_MM,
    FORM_MARGIN_MM,
    FORM_TOP_MM,
)

TEXT_MARGINS_MM = (37, 26, 35, 28)
"""Top, right, bottom, left."""
FORM_MARGINS_MM = (FORM_TOP_MM, FORM_MARGIN_MM, FORM_BOTTOM_MM, FORM_MARGIN_MM)
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
"""What ends a field."""


@dataclass(slots=True)
class Body:
    """The document's body as XML in the making; a section's properties stand in its last paragraph."""

    on_cover: str
    """What the cover refers to: the sign of a draft."""
    on_pages: str
    """What every other section refers to as well: the footer with its number."""
    pages: Sequence[int] = ()
    parts: list[str] = field(default_factory=list)
    marks: int = 0

    def paragraph(self, text: str, style: str, *, inside: str = "", section: str = "") -> None:
        runs = "".join(run(piece, marked=marked) for piece, marked in pieces(text))
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{inside or runs}</w:p>')

    def heading(self, text: str, style: str, *, shown: str = "", points: int | None = None) -> None:
        """A heading that the contents lead to. Contents name `text`, the page shows `shown` where they differ."""
        self.marks += 1
        named = _listed(text) if style == styles.FORM_HEADING else ""
        mark = f'<w:bookmarkStart w:id="{self.marks}" w:name="_Toc{self.marks:06}"/>'
        self.paragraph(
            "", style, inside=f'{mark}{named}{run(shown or text, points)}<w:bookmarkEnd w:id="{self.marks}"/>'
        )


def run(text: str, points: int | None = None, *, marked: bool = False) -> str:
    return (
        f'<w:r>{styles.eastern(points, marked=marked)}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def section_of(margins: tuple[int, int, int, int], references: str, *, wide: bool = False, more: str = "") -> str:
    """A section on A4. Each names its footer: LibreOffice loses the number of an inherited one."""
    width, height = (A4_LONG_MM, A4_SHORT_MM) if wide else (A4_SHORT_MM, A4_LONG_MM)
    turned = ' w:orient="landscape"' if wide else ""
    top, right, bottom, left = (round(margin * TWIPS_A_MM) for margin in margins)
    size = f'<w:pgSz w:w="{round(width * TWIPS_A_MM)}" w:h="{round(height * TWIPS_A_MM)}"{turned}/>'
    edges = f'w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="480" w:footer="480"'
    return f'<w:sectPr>{references}<w:type w:val="nextPage"/>{size}<w:pgMar {edges} w:gutter="0"/>{more}</w:sectPr>'


def _code(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code, quote=False)}</w:instrText></w:r>'
    )


def begun(code: str) -> str:
    """A field up to what it shows."""
    return _code(code) + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


def _listed(text: str) -> str:
    """A field by which a form stands in the contents under its entry, also when the word processor makes them anew:
    its title on the page has no number, and is the same for all self-evaluations.
    """
    code = ' TC "' + text.replace('"', '\\"') + '" \\f C \\l "2" '
    return _code(code) + END
