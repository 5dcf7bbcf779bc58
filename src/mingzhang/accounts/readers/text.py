"""Plain text as a document: cells one a line with a row a block, cells parted by tabs or bars, or set by spaces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.accounts.readers.cell_lines import Stretch, stretches
from mingzhang.accounts.readers.characters import is_figure, squeezed
from mingzhang.accounts.readers.document import Block, Document, Spot
from mingzhang.accounts.readers.encodings import encoding_of
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.ragged import ragged_table
from mingzhang.accounts.readers.spaced import pages_of, spaced, text_of
from mingzhang.accounts.readers.wrapped import unwrapped
from mingzhang.findings import Place, ProblemsFound, finding

MOST_BYTES_A_CHARACTER = 4


def read_text(path: Path, file: str, meter: Meter) -> Document:
    """The document of a text file in UTF-8, UTF-16 or GB18030."""
    least = path.stat().st_size // MOST_BYTES_A_CHARACTER
    meter.add_characters(least)  # too much is told before it is all in memory
    text = decoded(path.read_bytes(), file)
    meter.add_characters(len(text) - least)
    pages = pages_of(text)
    lines = [line for page in pages for line in page]
    if not any(line.strip() for line in lines):
        raise ProblemsFound([finding("R102", Place(file=file))])
    if bars := _barred(lines):
        lines = [_with_tabs(line) if number in bars else line for number, line in enumerate(lines)]
    return Document(file, "text", tuple(unwrapped(_blocks(pages, lines, meter))))


def _blocks(pages: Sequence[Sequence[str]], lines: Sequence[str], meter: Meter) -> Iterator[Block]:
    tables = list(stretches(lines))
    if not tables:
        return _tabbed(lines, meter) if any("\t" in line.rstrip() for line in lines) else spaced(pages, meter)
    return _with_tables(lines, tables, meter)


def _with_tables(lines: Sequence[str], tables: Sequence[Stretch], meter: Meter) -> Iterator[Block]:
    """Tables whose cells stand one a line, and what stands around them."""
    at = 0
    for stretch in tables:
        yield from _tabbed(lines[at : stretch.start], meter, at)
        rows = [[(lines[n].strip(), Spot(row=n + 1)) for n in row] for row in stretch.rows]
        meter.add_boxes(sum(len(row) for row in rows))
        yield ragged_table(rows, Spot(row=stretch.start + 1))
        at = stretch.end
    yield from _tabbed(lines[at:], meter, at)


LEAST_BARRED = 3
"""Lines with bars, one after another, that are a table."""
_BLANK = "\u3000"
"""A blank cell, which at a line's end is a cell still."""
_RULE = re.compile(r"[\s|:-]+")


def _barred(lines: Sequence[str]) -> frozenset[int]:
    """The lines whose cells bars part, as in tables that pages are saved with: 合计 | 1.80 | 1.52 |."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip("| \t").count("|") or (run and line.count("|") > 1):
            run.append(number)
            continue
        found |= set(run if len(run) >= LEAST_BARRED else ())
        run = []
    return frozenset(found)


def _with_tabs(line: str) -> str:
    """The cells of such a line parted by tabs; nothing of a line that is a rule."""
    if _RULE.fullmatch(line) and "-" in line:
        return ""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "\t".join(cell.strip() or _BLANK for cell in cells)


def decoded(data: bytes, file: str) -> str:
    """Bytes as text. Raises ProblemsFound for what is no text."""
    encoding = encoding_of(data)
    if encoding is None:
        raise ProblemsFound([finding("R101", Place(file=file), printed="不是文字")])
    return data.decode(encoding, errors="replace")


@dataclass(slots=True)
class _Rows:
    """Rows of cells collected until something ends the table."""

    meter: Meter
    rows: list[list[tuple[str, int]]] = field(default_factory=list)

    def flush(self) -> Iterator[Block]:
        rows, self.rows = self.rows, []
        if not rows:
            return
        self.meter.clock()
        if len(rows) == 1:
            yield from (text_of(text, line) for text, line in rows[0] if text.strip())
            return
        if _is_contents(rows):
            yield from (text_of(f"{title} {page}", line) for (title, line), (page, _) in rows)
            return
        self.meter.add_boxes(sum(len(row) for row in rows))
        yield ragged_table([[(text, Spot(row=line)) for text, line in row] for row in rows], Spot(row=rows[0][0][1]))


def _is_contents(rows: Sequence[Sequence[tuple[str, int]]]) -> bool:
    """Whether the rows are a table of contents: titles, each with its page, which never goes back."""
    pages = [int(row[1][0]) if len(row) == 2 and row[1][0].isdecimal() else 0 for row in rows]
    titles = not any(is_figure(squeezed(row[0][0])) for row in rows)
    return titles and all(pages) and pages == sorted(pages)


def _tabbed(lines: Sequence[str], meter: Meter, before: int = 0) -> Iterator[Block]:
    """A line that begins with a tab is a cell, an empty line ends the row; tabs inside a line part its cells."""
    table = _Rows(meter)
    row: list[tuple[str, int]] = []
    for number, line in enumerate([*lines, ""], before + 1):
        if "\t" in line.strip("\t\r\n ") and not line.startswith("\t"):
            if len(row) > 1:
                table.rows.append(row)
            table.rows.append([(cell.strip(), number) for cell in line.split("\t")])
            row = []
        elif line.startswith("\t"):
            row += [(cell.strip(" \r"), number) for cell in line[1:].split("\t")]
        elif row and line.strip():
            text, at = row[-1]
            row[-1] = (text + "\n" + line.strip(), at)
        else:
            if len(row) > 1:
                table.rows.append(row)
            elif row or line:
                yield from table.flush()
                yield from (text_of(text, at) for text, at in row if text.strip())
            row = []
            if line.strip():
                yield text_of(line, number)
    yield from table.flush()
