"""The books held against the approved workbook: what differs, and the adjustments that would make them agree."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from mingzhang.accounts.approved.approved import Approved
from mingzhang.accounts.approved.declaration import ACTUAL, INFORMATION
from mingzhang.accounts.approved.knowledge import Row
from mingzhang.accounts.approved.solution import Part
from mingzhang.accounts.books.balances import close
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.proposal import Key, Left, Proposal, Reconciliation
from mingzhang.accounts.code_tree import EVERY_CODE, Tree
from mingzhang.accounts.cube import DERIVED, INFLOWS, NO_CODE, Coarse, Entry, Flow, Fund
from mingzhang.accounts.measures import Measure, full
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.findings import Place

_FUNCTION = Tree(frozenset({"2"}))
"""Any one item: what is settled of one is settled of all."""


def reconciled(approved: Approved, given: Sequence[Entry], kind: UnitKind, where: Place) -> Reconciliation:
    """`given` is every entry of the books but those that the year's end derives: that is derived anew here.

    First what lines and openings state, then, with these proposals accepted, where the year's end sends money.
    """
    stated = [entry for entry in given if entry.coarse.flow not in DERIVED]
    own_end = [entry for entry in given if entry.coarse.flow in DERIVED]
    parts = sorted(approved.parts, key=lambda part: part.fen > 0)  # a cell that is taken off says least
    places = {(part.coarse, part.function, part.economic): part for part in parts}
    first = list(_proposed(approved, stated, places, kind))
    first += _shared(approved, [*stated, *(proposal.entry for proposal in first)])
    booked = [*stated, *(proposal.entry for proposal in first)]
    closed = [*close(booked, kind, where).entries, *own_end]
    second = _year_end(approved, closed)
    accepted = full([*booked, *closed, *(proposal.entry for proposal in second)], EVERYTHING)
    return Reconciliation((*first, *second), tuple(_left(approved, accepted)))


def _proposed(
    approved: Approved, stated: Sequence[Entry], places: Mapping[Key, Part], kind: UnitKind
) -> Iterator[Proposal]:
    """Income, expenditure and opening balances, as finely as the workbook settles them."""
    coarsened = {entry.coarse for entry in stated if not entry.function}
    able = {
        (fund, name)
        for account in closing_rules().types[kind].carried
        for fund in closing_rules().accounts[account].funds
        for name in closing_rules().accounts[account].kinds
    }

    def key(entry: Entry) -> Key:
        coarse = entry.coarse
        function = NO_CODE if coarse in coarsened else entry.function
        economic = entry.economic if _settled(approved, coarse, function, entry.economic) else NO_CODE
        return coarse, function, economic

    theirs = _sums((key(entry), entry.fen) for entry in _entries(approved.actual) if entry.coarse.flow not in DERIVED)
    ours = _sums((key(entry), entry.fen) for entry in stated)
    for each in sorted(theirs.keys() | ours.keys()):
        coarse, function, economic = each
        possible = coarse.flow is not Flow.OPENING or (coarse.fund, coarse.kind) in able
        if theirs.get(each, 0) != ours.get(each, 0) and possible and _settled(approved, coarse, function, economic):
            yield _proposal(each, ours.get(each, 0), theirs.get(each, 0), places, approved)


def _shared(approved: Approved, stated: Sequence[Entry]) -> Iterator[Proposal]:
    """What only sums of several combinations tell, such as income by source in one sheet and by kind in another."""
    rows = _rows(approved.known.item_rows, frozenset(Flow) - DERIVED)
    atoms = {coarse for row in rows for coarse in row.vector if not _settled(approved, coarse, "2", NO_CODE)}
    ours = _sums(((entry.coarse, entry.function, NO_CODE), entry.fen) for entry in stated)
    for function in sorted({*approved.workbook.items, *(key[1] for key in ours if key[1])}):
        own = {coarse: fen for (coarse, code, _), fen in ours.items() if code == function}
        yield from _spread(approved, rows, function, own, atoms)


def _year_end(approved: Approved, closed: Sequence[Entry]) -> list[Proposal]:
    """Where money outside the fiscal funds goes at the year's end, in sum; nothing unless it moves and no more.

    What is left of fiscal money follows from the rest, item by item: there is nothing to adjust.
    """
    rows = _rows(approved.known.total_rows, DERIVED)
    atoms = {coarse for row in rows for coarse in row.vector if coarse.fund is Fund.OTHER}
    ours = _sums(((entry.coarse, NO_CODE, NO_CODE), entry.fen) for entry in closed)
    own = {key[0]: fen for key, fen in ours.items()}
    found = list(_spread(approved, rows, NO_CODE, own, atoms))
    moved = sum(-item.fen if item.key[0].flow in INFLOWS else item.fen for item in found)
    return [] if moved else found


def _rows(rows: Iterable[Row], flows: frozenset[Flow]) -> list[Row]:
    """Rows of sheets that are sums of one of the flows alone."""
    found = [row for row in rows if row.sheet is not None]
    return [row for row in found if len({atom.flow for atom in row.vector}) == 1 and min(row.vector).flow in flows]


def _spread(
    approved: Approved, rows: Sequence[Row], function: str, ours: Mapping[Coarse, int], atoms: Collection[Coarse]
) -> Iterator[Proposal]:
    """What the rows lack, as amounts of combinations: each takes as much as every sum that holds it still lacks.

    Combinations that the books use come first, so that an adjustment stays where there was money.
    """
    items = (function,) if function else approved.workbook.items
    cells = [row.cells(items) for row in rows]
    gaps = [
        sum(cell.fen for cell in printed) - sum(ours.get(coarse, 0) for coarse in row.vector)
        for row, printed in zip(rows, cells, strict=True)
    ]
    for coarse in sorted(atoms, key=lambda each: (-abs(ours.get(each, 0)), each)) if any(gaps) else ():
        holding = [at for at, row in enumerate(rows) if coarse in row.vector]
        lacking = [gaps[at] for at in holding]
        if 0 in lacking or len({fen > 0 for fen in lacking}) != 1:
            continue
        fen = min(lacking, key=abs)
        for at in holding:
            gaps[at] -= fen
        places = [row.sheet.place(cells[at][0]) for at in holding if (row := rows[at]).sheet and cells[at]]
        own = ours.get(coarse, 0)
        yield Proposal((coarse, function, NO_CODE), own, own + fen, next(iter(places), approved.where))


def _left(approved: Approved, accepted: Measure) -> Iterator[Left]:
    """Cells of the workbook that would still differ; of those that contain each other the narrowest."""
    wrong: dict[Region, Left] = {}
    for sheet in approved.workbook.sheets.values():
        for address, cell in sheet.cells.items() if sheet.spec.kind != INFORMATION else ():
            region = sheet.region(address)
            if sheet.measure(address) == ACTUAL and not _only_in_sum(region):
                fen = accepted.facets[0].sum(region)
                if fen != cell.fen:
                    wrong.setdefault(region, Left(sheet.place(cell), fen, cell.fen))
    for region, left in wrong.items():
        if not any(other != region and other <= region for other in wrong):
            yield left


def _only_in_sum(region: Region) -> bool:
    """Whether a region is one item's part of what the law gives in sum only: other money at the year's end."""
    other = any(coarse.flow in DERIVED and coarse.fund is Fund.OTHER for coarse in region.coarse)
    return other and region.function != EVERY_CODE


def _proposal(key: Key, ours_fen: int, theirs_fen: int, places: Mapping[Key, Part], approved: Approved) -> Proposal:
    part = places.get(key)
    return Proposal(key, ours_fen, theirs_fen, part.sheet.place(part.cell) if part else approved.where)


def _settled(approved: Approved, coarse: Coarse, function: str, economic: str) -> bool:
    tree = Tree(frozenset({economic})) if economic else EVERY_CODE
    return approved.known.settles(Region(frozenset({coarse}), _FUNCTION if function else EVERY_CODE, tree))


def _entries(measure: Measure) -> Sequence[Entry]:
    return measure.facets[0].entries


def _sums(items: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, fen in items:
        sums[key] = sums.get(key, 0) + fen
    return sums
