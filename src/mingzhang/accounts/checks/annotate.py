"""An annotated copy of a pdf: the file as it is, and after its last byte the marks and notes of the findings.

The copy is an incremental update (ISO 32000-1, 7.5.6): no byte of the original changes, so that its pages, its text and
what a signature covers stay as they were.
"""

import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.checks.marking import Mark, Marking
from mingzhang.accounts.checks.quads import Quad
from mingzhang.accounts.checks.silenced import Silenced
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Place, Severity, by_severity, counts, finding

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

AUTHOR = "明账"
PRINTED = 4
"""Annotation flag: shown on paper too."""
COLOURS = {
    Severity.ERROR: ((1.0, 0.73, 0.70), (0.80, 0.10, 0.08)),
    Severity.WARNING: ((1.0, 0.88, 0.50), (0.72, 0.45, 0.0)),
    Severity.HINT: ((0.72, 0.86, 1.0), (0.10, 0.35, 0.75)),
}
"""Colours of a severity: the area, which multiplies with what stands below it, and the line around a figure."""
_Numbered = tuple[int, Finding, Mark | None]


def annotated(
    path: Path, read: ReadDisclosure, told: Sequence[Finding], off: Sequence[Silenced]
) -> tuple[bytes | None, list[Finding]]:
    """The annotated copy and what is to be told of it; None, with a finding that says why, where there can be none."""
    from pypdf import PdfReader, PdfWriter

    where = Place(file=read.file)
    try:
        reader = PdfReader(io.BytesIO(path.read_bytes()))
        if reader.is_encrypted:
            return None, [finding("X194", where, printed="文件加密或限制了修改")]
        writer = PdfWriter(reader, incremental=True)
        if len(writer.pages) != len(read.pages):
            return None, [finding("X194", where, printed="文件的页次有损坏")]
        with Marking(path, read) as marking:
            ordered = by_severity(told)
            marks = [(number, item, marking.mark(item)) for number, item in enumerate(ordered, 1)]
            corner = marking.corner(1)
        _add_notes(writer, marks, corner, off)
        _add_outline(writer, marks)
        content = io.BytesIO()
        writer.write(content)
        signed = _signed(reader)
    except Exception as error:  # what is broken in a pdf may raise anything inside the library
        return None, [finding("X194", where, printed=f"文件结构有损坏（{type(error).__name__}）")]
    return content.getvalue(), [finding("X195", where)] if signed else []


def _signed(reader: "PdfReader") -> bool:
    """Whether the document holds a signature; an electronic seal is one."""
    fields = reader.get_fields() or {}
    return any(field.get("/FT") == "/Sig" and field.get("/V") is not None for field in fields.values())


def _add_notes(writer: "PdfWriter", marks: Sequence[_Numbered], corner: Mark, off: Sequence[Silenced]) -> None:
    """A mark a place, with the words of all its findings; the rest stands on a note at the top of the first page."""
    together: dict[Mark, list[tuple[int, Finding]]] = defaultdict(list)
    placeless: list[tuple[int, Finding]] = []
    for number, item, mark in marks:
        (placeless if mark is None else together[mark]).append((number, item))
    words = [f"核对结果：{counts([item for _, item, _ in marks]) or '没有发现问题'}"]
    words += ["", "没有确定位置的问题："] if placeless else []
    words += [f"{number}. {note_text(item)}" for number, item in placeless]
    words += ["", "已关闭的问题："] if off else []
    words += [f"{each.finding.text()}；关闭原因：{each.reason}" for each in off]
    worst = _worst([item for _, item in placeless])
    writer.add_annotation(corner.page - 1, _note(corner, "\n".join(words), worst))
    for mark, own in together.items():
        severity = _worst([item for _, item in own])
        note = _note(mark, "\n\n".join(f"{number}. {note_text(item)}" for number, item in own), severity)
        if mark.kind == "Highlight":
            note["/QuadPoints"] = [n for quad in mark.quads for n in _points(quad)]
        if mark.kind != "Text":
            note["/AP"] = {"/N": writer._add_object(_look(mark, severity))}
        writer.add_annotation(mark.page - 1, note)


def note_text(item: Finding) -> str:
    """A finding as a note: a line for each thing to know."""
    return "\n".join([item.heading, *item.details()])


def _worst(found: Sequence[Finding]) -> Severity:
    return min((item.severity for item in found), key=list(Severity).index, default=Severity.HINT)


def _note(mark: Mark, text: str, severity: Severity) -> dict[str, Any]:
    from pypdf.generic import NumberObject

    fill, line = COLOURS[severity]
    return {
        "/Type": "/Annot",
        "/Subtype": f"/{mark.kind}",
        "/Rect": list(_around(mark.quads)),
        "/Contents": text,
        "/T": AUTHOR,
        "/Subj": severity.value,
        "/C": list(fill if mark.kind == "Highlight" else line),
        "/F": NumberObject(PRINTED),
    }


def _around(quads: Sequence[Quad]) -> tuple[float, float, float, float]:
    return (
        min(quad.left for quad in quads),
        min(quad.bottom for quad in quads),
        max(quad.right for quad in quads),
        max(quad.top for quad in quads),
    )


def _points(quad: Quad) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right, as the text runs; viewers expect this order."""
    corners = [(quad.left, quad.top), (quad.right, quad.top), (quad.right, quad.bottom), (quad.left, quad.bottom)]
    first = {0: 0, 90: 3, 180: 2, 270: 1}[quad.turn]
    one, two, three, four = (corners[(first + step) % 4] for step in range(4))
    return (*one, *two, *four, *three)


def _look(mark: Mark, severity: Severity) -> Any:
    """How a mark is drawn, so that every viewer shows the same: an area through which the text stays readable."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    fill, line = COLOURS[severity]
    area = _around(mark.quads)
    drawn = [f"/G gs {_numbers(*fill)} rg"]
    drawn += [f"{_numbers(q.left, q.bottom, q.right - q.left, q.top - q.bottom)} re f" for q in mark.quads]
    if mark.kind == "Square":
        left, bottom, right, top = area
        frame = _numbers(left + 0.5, bottom + 0.5, right - left - 1, top - bottom - 1)
        drawn += [f"{_numbers(*line)} RG 1 w {frame} re S"]
    look = DecodedStreamObject()
    look.set_data("\n".join(drawn).encode("ascii"))
    look[NameObject("/Type")] = NameObject("/XObject")
    look[NameObject("/Subtype")] = NameObject("/Form")
    look[NameObject("/BBox")] = ArrayObject(map(FloatObject, area))
    blended = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    states = DictionaryObject({NameObject("/G"): blended})
    look[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    return look


def _numbers(*numbers: float) -> str:
    return " ".join(f"{number:.2f}" for number in numbers)


def _add_outline(writer: "PdfWriter", marks: Sequence[_Numbered]) -> None:
    """Bookmarks after those of the document: a line a finding, leading to its mark."""
    from pypdf.generic import Fit

    found = [item for _, item, _ in marks]
    top = writer.add_outline_item(
        title=f"核对结果：{counts(found) or '没有发现问题'}", page_number=0, bold=True, fit=Fit.fit()
    )
    for number, item, mark in marks:
        place = f"（第{mark.page}页）" if mark is not None else ""
        left, _, _, above = _around(mark.quads) if mark is not None else (0.0, 0.0, 0.0, 0.0)
        writer.add_outline_item(
            title=f"{number}. {item.heading}{place}",
            page_number=mark.page - 1 if mark is not None else 0,
            parent=top,
            color=COLOURS[item.severity][1],
            fit=Fit.xyz(left=max(left - 40, 0), top=above + 60) if mark is not None else Fit.fit(),
        )
