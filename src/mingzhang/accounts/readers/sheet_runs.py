"""Texts of an xlsx that are set in several ways: what is crossed out, and marks of notes set high, are no part of them.

The library of workbooks gives such a text as if it were set in one way: 12.09 with a note's mark 1 as 12.091.
"""

import zipfile
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.markup import is_mark
from mingzhang.accounts.readers.packed import overlapping

STRINGS = "xl/sharedStrings.xml"
_SIGNS = (b"superscript", b"strike")
_OFF = ("0", "false")


def shown_strings(path: Path) -> dict[int, str]:
    """Number of a shared text → what it shows, where that is less than all of it."""
    from lxml import etree

    found: dict[int, str] = {}
    with zipfile.ZipFile(path) as pack:
        if STRINGS not in pack.namelist():
            return found
        if not any(sign in part for part in overlapping(pack, STRINGS) for sign in _SIGNS):
            return found
        with pack.open(STRINGS) as member:
            items = etree.iterparse(member, tag="{*}si", resolve_entities=False, no_network=True, load_dtd=False)
            for number, (_, item) in enumerate(items):
                text = shown_runs(item)
                if text is not None:
                    found[number] = text
                item.clear()
    return found


def shown_runs(item: Any) -> str | None:
    """The text that an item's runs show; None where they show all of it."""
    words: list[str] = []
    left_out = False
    for run in item.iterfind("{*}r"):
        text = "".join(part.text or "" for part in run.iterfind("{*}t"))
        if _is_struck(run) or (_is_raised(run) and is_mark("".join(words), text)):
            left_out = True
        else:
            words.append(text)
    return "".join(words) if left_out else None


def _is_struck(run: Any) -> bool:
    struck = run.find("{*}rPr/{*}strike")
    return struck is not None and struck.get("val", "1") not in _OFF


def _is_raised(run: Any) -> bool:
    raised = run.find("{*}rPr/{*}vertAlign")
    return raised is not None and raised.get("val") == "superscript"
