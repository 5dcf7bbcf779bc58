"""Plain text as a document: cells one a line with a row a block, cells parted by tabs or bars, or set by spaces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.accounts.readers.cell_lines import Stretch, stretches
from mingzhang.accounts.readers.characters import is_figure, squeezed
from mingzhang.accounts.readers.delimited import with_tabs
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
    lines = list(with_tabs(text, lines))
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
        if len(rows) == 1 or all(sum(bool(text.strip()) for text, _ in row) <= 1 for row in rows):
            yield from (text_of(text, line) for row in rows for text, line in row if text.strip())
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
    """A line with tabs inside is a row; else one that begins with a tab is a cell, and an empty line ends the row."""
    table = _Rows(meter)
    row: list[tuple[str, int]] = []
    for number, line in enumerate([*lines, ""], before + 1):
        if not row and _is_row(line, below=bool(table.rows) and table.rows[-1][0][1] == number - 1):
            table.rows.append([(cell.strip(), number) for cell in line.rstrip("\r\n").split("\t")])
        elif "\t" in line.strip("\t\r\n ") and not line.startswith("\t"):
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


def _is_row(line: str, *, below: bool) -> bool:
    """Whether a line holds all cells of a row; just below such a line one tab tells it, though a cell be empty."""
    parted = "\t" in line.strip("\t\r\n ") and not line.startswith("\t")
    return "\t" in line and (below or parted or line.count("\t") > 1)
