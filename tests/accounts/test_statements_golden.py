"""The whole narrative of a small synthetic unit, slots marked as ‹…›, beside its golden.

Reset after a deliberate change, and justify the diff in the commit:
    UPDATE_GOLDENS=1 python -m pytest -n 0 tests/accounts/test_statements_golden.py
"""

import os
from pathlib import Path

import pytest
from statement_units import unit, without

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.disclosure import Disclosure, Paragraph

GOLDENS = Path(__file__).parent / "goldens"


def marked(paragraph: Paragraph) -> str:
    """The text with every slot between ‹ and ›."""
    text, end = "", 0
    for slot in paragraph.slots:
        text += f"{paragraph.text[end : slot.start]}‹{paragraph.text[slot.start : slot.end]}›"
        end = slot.end
    return "#" * paragraph.level + " " * bool(paragraph.level) + text + paragraph.text[end:]


def narrative_text(disclosure: Disclosure) -> str:
    lines = [f"[{paragraph.part}] {marked(paragraph)}" for paragraph in disclosure.paragraphs]
    lines += [f"[名词解释] {term.term}：{term.definition}" for term in disclosure.glossary]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "books"),
    [
        ("narrative-institution", unit()),
        ("narrative-new-unit", without(unit(kind=UnitKind.CIVIL_SERVICE_LAW), "last_year", "opening_budget")),
    ],
)
def test_the_narrative_is_as_agreed(name: str, books: Books) -> None:
    disclosure, findings = compile_disclosure(books)
    assert [item.text() for item in findings] == []
    assert disclosure is not None
    golden = GOLDENS / f"{name}.txt"
    text = narrative_text(disclosure)
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
