"""A plain text file that broke every line where the page did is read as its paragraphs."""

from pathlib import Path

import pytest
from check_samples import consistent

from mingzhang.accounts.readers.characters import width_of
from mingzhang.accounts.readers.document import Text
from mingzhang.accounts.readers.opening import read_document

PARAGRAPHS = [p.text for p, _ in consistent().paragraphs() if p.part == "说明"]


def lines_of(paragraph: str, columns: int) -> list[str]:
    """The paragraph broken as a page breaks it: figures take half the width of an ideograph."""
    lines = [""]
    for char in paragraph:
        if width_of(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def texts(path: Path, lines: list[str]) -> list[str]:
    path.write_text("\n".join(lines), "utf-8")
    return [block.text for block in read_document(path).blocks if isinstance(block, Text)]


@pytest.mark.parametrize("columns", [48, 56, 70])
def test_broken_lines_are_joined(tmp_path: Path, columns: int) -> None:
    """What is left apart ends a sentence, or begins a number, at the very end of a line, where nobody can tell."""
    lines = [line for paragraph in PARAGRAPHS for line in lines_of(paragraph, columns)]
    broken = next(at for at, line in enumerate(lines) if width_of(line) > columns - 2 and line[-1] not in "。；：")
    lines[broken + 1 : broken + 1] = ["- 12 -"]
    read = texts(tmp_path / "决算.txt", lines)
    assert "".join(read) == "".join(PARAGRAPHS)
    assert len([text for text in read if text not in PARAGRAPHS]) < 0.3 * len(PARAGRAPHS)


def test_a_file_of_paragraphs_stays_as_it_is(tmp_path: Path) -> None:
    assert texts(tmp_path / "决算.txt", PARAGRAPHS) == PARAGRAPHS
