"""What a docx holds but does not show, or shows without holding it as text."""

from collections.abc import Iterator
from typing import Any

from mingzhang.accounts.readers.docx_numbers import W, inside

_UNSEEN = ("vanish", "strike", "dstrike")
"""Hidden and crossed out."""
_OFF = frozenset({"0", "false", "off", "none"})
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"


def is_unseen(run: Any) -> bool:
    """Whether a run of text is hidden or crossed out."""
    return any(_is_on(inside(run, "rPr"), name) for name in _UNSEEN)


def is_raised(run: Any) -> bool:
    """Whether a run of text is set high."""
    properties = inside(run, "rPr")
    raised, position = inside(properties, "vertAlign"), inside(properties, "position")
    if raised is not None and raised.get(f"{W}val") == "superscript":
        return True
    return position is not None and (position.get(f"{W}val") or "").removeprefix("+").isdecimal()


def row_is_gone(row: Any) -> bool:
    """Whether a row of a table is hidden, or deleted by a change that was tracked."""
    properties = inside(row, "trPr")
    return _is_on(properties, "hidden") or inside(properties, "del") is not None


def _is_on(properties: Any, name: str) -> bool:
    found = inside(properties, name)
    return found is not None and (found.get(f"{W}val") or "1").lower() not in _OFF


def embedded(body: Any) -> Iterator[str]:
    """The kind of each document or table that another program put into the document, as far as it says so."""
    for element in body.iter(_OBJECT, f"{W}altChunk"):
        kind = "文档" if element.tag == f"{W}altChunk" else (element.get("ProgID") or "").partition(".")[0]
        if not kind.startswith(_DRAWN):
            yield kind or "对象"


_DRAWN = ("Equation", "MSGraph", "Visio", "PBrush", "Paint")
"""Programs whose objects hold no tables: formulas, charts and pictures."""
