"""Units of several kinds, each with what was received and spent (goldens/kinds-of-units.txt) and its nine forms."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from statement_units import closed, entries

from mingzhang.accounts.cube import Entry, Kind
from mingzhang.accounts.disclosure import Disclosure, Paragraph, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.measures import Measures, full
from mingzhang.accounts.readers.of_data import as_read
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.region import EVERYTHING, Region

GOLDENS = Path(__file__).parent / "goldens"
YEAR = 2023


def parted(name: str) -> Mapping[str, tuple[str, ...]]:
    """What stands under each == heading of a file."""
    parts = [part.strip().splitlines() for part in (GOLDENS / name).read_text("utf-8").split("== ") if part.strip()]
    return {head.strip(): tuple(lines) for head, *lines in parts}


@cache
def narratives() -> Mapping[str, tuple[str, ...]]:
    """镇 北京 → the paragraphs of that unit's report in that phrasing; those that begin with # are headings."""
    return parted("narratives-of-kinds.txt")


@cache
def disclosed(kind: str) -> Disclosure:
    """The nine forms of a kind of unit, without any text."""
    name, *lines = parted("kinds-of-units.txt")[kind]
    actual, planned = "\n".join(lines).split("预算")
    rows = entries(actual)
    # what went to superiors and subordinates was paid out of the money for basic expenditure
    paid = [replaced(row, Kind.BASIC) if row.coarse.kind in (Kind.REMITTED, Kind.SUBSIDY) else row for row in rows]
    budget = full(entries(planned), Region.of({"flow": "expenditure"}))
    measures = Measures(full(rows + closed(paid)[len(rows) :], EVERYTHING), budget)
    layout = load_layout("liaoning-2023", YEAR)
    return Disclosure(Unit(name, name, "事业单位"), YEAR, layout.key, fill(layout, measures), (), ())


def replaced(entry: Entry, kind: Kind) -> Entry:
    return entry._replace(coarse=entry.coarse._replace(kind=kind))


def told(narrative: str, instead: Mapping[int, str] | None = None) -> ReadDisclosure:
    """The forms with a report; `instead`: paragraphs that say something else, by their number."""
    given = disclosed(narrative.split(maxsplit=1)[0])
    lines = [(instead or {}).get(at, text) for at, text in enumerate(narratives()[narrative])]
    report = tuple(Paragraph("说明", len(line) - len(line.lstrip("#")), line.lstrip("#")) for line in lines)
    return as_read(replace(given, paragraphs=report), "决算.pdf")
