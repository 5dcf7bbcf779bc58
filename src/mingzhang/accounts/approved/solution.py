"""The workbook solved as parts: amounts of single places of the cube, each with the cell that it comes from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mingzhang.accounts.approved.equations import Combination
from mingzhang.accounts.approved.knowledge import Knowledge, Row
from mingzhang.accounts.approved.model import Cell, Sheet
from mingzhang.accounts.cube import (
    NO_CODE,
    Coarse,
    Entry,
    domain,
)
from mingzhang.accounts.facet import ALL_DIMENSIONS, Facet
from mingzhang.accounts.region import EVERYTHING, Region


@dataclass(frozen=True)
class Part:
    """An amount of one place of the cube, and the cell that it comes from; `fen` signed as the cell enters it."""

    coarse: Coarse
    function: str
    economic: str
    fen: int
    sheet: Sheet
    cell: Cell


def parts_of(known: Knowledge) -> list[Part]:
    """One solution of the workbook as signed cells. Every region that it settles is the sum of the parts inside it."""
    found: list[Part] = []
    economics, items, totals = (each.settled() for each in (known.economics, known.items, known.totals))
    inner: dict[tuple[Coarse, str], list[Part]] = {}
    for function, economic in known.spent:
        for atom, combination in economics.items():
            parts = list(_parts(known.economic_rows, combination, (atom, function, economic)))
            if sum(part.fen for part in parts):
                inner.setdefault((atom, function), []).extend(parts)
    sums: dict[Coarse, list[Part]] = {}
    for function in known.workbook.items:
        for atom in sorted(domain()):
            below = inner.get((atom, function), [])
            whole = list(_parts(known.item_rows, items.get(atom, {}), (atom, function, NO_CODE)))
            own = [*below, *_rest(whole, below, function)]
            sums.setdefault(atom, []).extend(own)
            found += own
    for atom, combination in totals.items():
        whole = list(_parts(known.total_rows, combination, (atom, NO_CODE, NO_CODE), known.workbook.items))
        found += _rest(whole, sums.get(atom, []), NO_CODE)
    return found


def _parts(
    rows: list[Row], combination: Combination, place: tuple[Coarse, str, str], items: Iterable[str] = ()
) -> Iterator[Part]:
    """The cells of a sum of rows. A row by item is, over all items, the sum of its cells."""
    coarse, function, economic = place
    for number, times in combination.items():
        row = rows[number]
        functions = items if not function and not row.line else (function,)
        for each in functions:
            cell = row.cell(each, economic)
            if cell is not None and cell.fen and row.sheet is not None:
                assert times.denominator == 1, "sheets print sums, so that solutions are whole"
                yield Part(coarse, function, economic, int(times) * cell.fen, row.sheet, cell)


def _rest(whole: list[Part], below: list[Part], function: str) -> list[Part]:
    """What finer sheets leave of a sum: nothing where they agree, else its cells less theirs."""
    if sum(part.fen for part in whole) == sum(part.fen for part in below):
        return []
    return [*whole, *(replace(part, function=function, economic=NO_CODE, fen=-part.fen) for part in below)]


@dataclass(frozen=True)
class SettledFacet(Facet):
    """Entries that come out right for every region that the sheets settle, and for no other."""

    settles: Callable[[Region], bool] = lambda _: False

    def resolves(self, region: Region) -> bool:
        return self.settles(region)


def facet_of(parts: Iterable[Part], known: Knowledge) -> SettledFacet:
    sums: dict[tuple[Coarse, str, str], int] = {}
    for part in parts:
        place = part.coarse, part.function, part.economic
        sums[place] = sums.get(place, 0) + part.fen
    entries = tuple(Entry(*place, "", "", fen) for place, fen in sorted(sums.items()) if fen)
    return SettledFacet(EVERYTHING, entries, ALL_DIMENSIONS, known.settles)
