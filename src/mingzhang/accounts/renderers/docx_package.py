"""The parcel of a word processor's document: what stands around its body, always the same to the byte."""

import io
import zipfile
from functools import cache
from typing import Any

from mingzhang.accounts.renderers import docx_styles as styles
from mingzhang.accounts.renderers.docx_body import END, begun
from mingzhang.accounts.renderers.paper import Paper

RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside the parcel."""
PAGE_NUMBER = (
    f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{begun(" PAGE ")}<w:r><w:t>1</w:t></w:r>{END}'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
)


def opened() -> Any:
    """A new document with the styles and settings that all have."""
    import docx

    return docx.Document(io.BytesIO(_blank()))


def packed(document: Any) -> bytes:
    """The document's bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return _dated(buffer.getvalue())


def margin(document: Any, side: str, runs: str) -> str:
    """A header or footer of one centred line; the reference to it."""
    from docx.oxml import parse_xml

    part, key = getattr(document.part, f"add_{side}_part")()
    for child in list(part.element):
        part.element.remove(child)
    part.element.append(
        parse_xml(f'<w:p {styles.SPACE}><w:pPr><w:pStyle w:val="{styles.FOOTER}"/></w:pPr>{runs}</w:p>')
    )
    return f'<w:{side}Reference w:type="default" r:id="{key}"/>'


def fill(document: Any, parts: list[str]) -> None:
    """The body; its last paragraph's section becomes the document's own."""
    from docx.oxml import parse_xml

    old = document.element.body
    fresh: Any = parse_xml(f"<w:body {styles.SPACE} {RELATIONS}>{''.join(parts)}</w:body>")
    last: Any = fresh[-1]
    section = last.pPr.sectPr
    last.pPr.remove(section)
    fresh.append(section)
    old.getparent().replace(old, fresh)


def set_properties(document: Any, given: Paper) -> None:
    """Its own properties, and nothing of the template's."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = given.title, given.unit, given.unit
    core.created = core.modified = given.created
    core.comments, core.language, core.revision = "", "zh-CN", 1


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


def _settings(document: Any) -> None:
    """Fields are set on opening. The schema demands the place: before what is said of footnotes and compatibility."""
    from docx.oxml import parse_xml

    root = document.settings.element
    later = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")
    first = min(root.index(each) for each in root if each.tag.removeprefix(styles.W) in later)
    root.insert(first, parse_xml(f'<w:updateFields {styles.SPACE} w:val="true"/>'))


def _dated(parcel: bytes) -> bytes:
    """The same parcel with one date on every file inside it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(parcel)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fresh.writestr(entry, given.read(name))
    return buffer.getvalue()
