"""Text whose cells a sign parts, a row a line: copied from a spreadsheet, exported as csv, or saved with bars.

Whatever parts them, the lines come out with tabs; a cell that reached over lines stands on its first.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence

LEAST_BARRED = 3
"""Lines with bars, one after another, that are a table."""
LEAST_CELLS = 6
"""Lines with a bar at their end, one after another, that are the cells of a table."""
LEAST_RECORDS = 3
MOST_OF = 0.8
"""Share of a csv's records that are as wide as most: an export writes every row of a sheet as wide as the sheet."""
MOST_LINES = 8
"""Lines of one cell in quotes."""
BLANK = "\u3000"
"""A blank cell, which at a line's end is a cell still."""
_RULE = re.compile(r"[\s|:-]+")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
"""The comma of 3,611.24."""
_OPEN = re.compile(r'(?:^|\t)"(?:[^"]|"")*$')
_CLOSED = re.compile(r'^(?:[^"]|"")*"(?=\t|$)')
_QUOTED = re.compile(r'(?:(?<=\t)|^)"((?:[^"]|"")*)"(?=\t|$)')


def with_tabs(text: str, lines: Sequence[str]) -> Sequence[str]:
    """The lines with their cells parted by tabs, where another sign parts them or quotes hold them together."""
    if (rows := _commas(text)) is not None:
        return rows
    if any("\t" in line for line in lines):
        return _unquoted(lines)
    bars, ends = _barred(lines), _ended(lines)
    return [
        _by_tabs(line) if number in bars else line.rstrip("| ") if number in ends else line
        for number, line in enumerate(lines)
    ]


def _commas(text: str) -> list[str] | None:
    """The rows of a csv; None for a text that is none."""
    if text.count(",") < 2 * LEAST_RECORDS or "\t" in text:
        return None
    reader = csv.reader(io.StringIO(text.replace("\f", "\n")))
    found: list[tuple[int, list[str]]] = []
    widths: Counter[int] = Counter()
    try:
        at = 0
        for record in reader:
            found.append((at, record))
            at = reader.line_num
            if any(cell.strip() for cell in record):
                widths[len(record)] += 1
    except csv.Error:
        return None
    (width, often), total = widths.most_common(1)[0] if widths else (0, 0), sum(widths.values())
    sure = sum(_GROUPED.sub("", line).count(",") for line in text.splitlines()[:at])
    if width < 3 or often < max(LEAST_RECORDS, MOST_OF * total) or sure < total:
        return None
    lines = [""] * at
    for first, record in found:
        lines[first] = "\t".join(" ".join(cell.split()) or BLANK for cell in record)
    return lines


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Lines of a copied sheet, in which a cell that breaks its lines stands in quotes: put on its first line."""
    found = list(lines)
    for at, line in enumerate(lines):
        if '"' not in line or not found[at]:
            continue
        whole, last = line, at
        while _OPEN.search(whole) and last + 1 < len(found) and last - at < MOST_LINES:
            last += 1
            whole = f"{whole} {found[last]}"
        if last > at and not _OPEN.search(whole) and _CLOSED.match(found[last]):
            found[at + 1 : last + 1] = [""] * (last - at)
        elif last > at:
            whole = line
        if "\t" in whole:
            found[at] = _QUOTED.sub(lambda match: match[1].replace('""', '"'), whole)
    return found


def _barred(lines: Iterable[str]) -> frozenset[int]:
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


def _ended(lines: Iterable[str]) -> frozenset[int]:
    """The lines that are one cell each and end with its bar."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.count("|") == 1 and line.rstrip().endswith("|"):
            run.append(number)
            continue
        found |= set(run if len(run) >= LEAST_CELLS else ())
        run = []
    return frozenset(found)


def _by_tabs(line: str) -> str:
    """The cells of a line with bars parted by tabs; nothing of a line that is a rule."""
    if _RULE.fullmatch(line) and "-" in line:
        return ""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "\t".join(cell.strip() or BLANK for cell in cells)
