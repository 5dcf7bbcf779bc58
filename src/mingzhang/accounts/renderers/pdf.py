"""A disclosure as pdf, set by typst as official documents are, with fonts that come from a package."""

import json
import re
from dataclasses import fields
from datetime import datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.paper import Paper, paper
from mingzhang.findings import Place, ProblemsFound, finding

if TYPE_CHECKING:
    import typst

PACKAGE = "mingzhang.accounts.renderers"
STANDARD: Final = "ua-1"
"""Tagged, with bookmarks; a glyph that no font has is refused."""
_MISSING = re.compile(r'the text `"([^`]*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def to_pdf(
    disclosure: Disclosure, layout: Layout, created: datetime | None = None, set_out: Paper | None = None
) -> bytes:
    """The document's bytes, the same for the same disclosure and `created`; `set_out` is what `paper` makes of them.

    Raises ProblemsFound for characters that the fonts cannot print: never a blank box.
    """
    import typst

    given = set_out or paper(disclosure, layout, created)
    data = json.dumps(given, ensure_ascii=False, default=_members)
    with resources.as_file(resources.files(PACKAGE) / "document.typ") as template:
        try:
            pdf, warnings = typst.compile_with_warnings(
                template,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                format="pdf",
                pdf_standards=STANDARD,
            )
        except typst.TypstError as error:
            raise _problem(error) from error
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> "typst.Fonts":
    """The fonts of the package and no others, read once."""
    import pylopdf_fonts_zh_cn as fonts
    import typst

    paths = [fonts.serif_path().parent]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _members(given: Any) -> Any:
    """What the template reads of a record, or of a time."""
    if isinstance(given, datetime):
        return [given.year, given.month, given.day, given.hour, given.minute, given.second]
    return {each.name: getattr(given, each.name) for each in fields(given)}


def _problem(error: "typst.TypstError") -> Exception:
    """Characters that no font has are the document's affair; everything else is ours."""
    missing = dict.fromkeys(_MISSING.findall(error.diagnostic))
    if not missing:
        return error
    told = "、".join(_ESCAPE.sub(lambda found: f"U+{found[1].upper().zfill(4)}", text) for text in missing)
    return ProblemsFound([finding("W201", Place(file="final-accounts.pdf"), printed=told)])


def heading_pages(pdf: bytes) -> tuple[int, ...]:
    """The printed page numbers of all headings in order, from the bookmarks of a document made by `to_pdf`."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        found = [mark.get_dest() for mark in document.get_toc()]
        pages = [place.get_index() for place in found if place is not None]
    return tuple(page - pages[0] + 1 for page in pages)
