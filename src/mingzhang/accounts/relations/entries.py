"""Entries of a cube from the amounts of a joint program: what the forms leave open is filled in as books need it."""

from collections.abc import Sequence

from mingzhang import codes
from mingzhang.accounts.cube import FISCAL, INFLOWS, OUTFLOWS, Entry, Flow, Kind, function_allows
from mingzhang.accounts.relations.program import Atom


def entries_of(atoms: Sequence[Atom], fen: Sequence[int], year: int) -> list[Entry]:
    """The entries of a year from an amount in 分 for every atom."""
    found = [
        Entry(atom.coarse, atom.function, atom.economic, "", "", amount)
        for atom, amount in zip(atoms, fen, strict=True)
        if amount
    ]
    return by_kind(_coded(found, year))


def _coded(entries: Sequence[Entry], year: int) -> list[Entry]:
    """Fiscal balances that no form lists by code, under the largest item of their fund."""
    found: list[Entry] = []
    for entry in entries:
        fund = entry.coarse.fund
        if entry.function or fund not in FISCAL or entry.coarse.flow is Flow.EXPENDITURE:
            found.append(entry)
            continue
        items = [other for other in entries if other.coarse.fund is fund and other.function]
        listed = (code.code for code in codes.functional(year).level(7) if function_allows(entry.coarse, code.code))
        item = max(items, key=lambda other: other.fen).function if items else next(listed)
        found.append(entry._replace(function=item))
    return found


def by_kind(entries: Sequence[Entry]) -> list[Entry]:
    """Fiscal inflows split by kind as the item's outflows are, so that the law holds by kind too."""
    fiscal = [entry for entry in entries if entry.coarse.fund in FISCAL]
    rest = [entry for entry in entries if entry.coarse.fund not in FISCAL]
    for fund, function in sorted({(entry.coarse.fund, entry.function) for entry in fiscal}):
        here = [entry for entry in fiscal if (entry.coarse.fund, entry.function) == (fund, function)]
        rest += [entry for entry in here if entry.coarse.flow in OUTFLOWS]
        need = sum(e.fen for e in here if e.coarse.flow in OUTFLOWS and e.coarse.kind is Kind.PROJECT)
        for entry in sorted((e for e in here if e.coarse.flow in INFLOWS), key=lambda e: e.coarse.flow is Flow.INCOME):
            project = min(need, entry.fen)
            need -= project
            for kind, part in ((Kind.PROJECT, project), (Kind.BASIC, entry.fen - project)):
                if part:
                    rest.append(entry._replace(coarse=entry.coarse._replace(kind=kind), fen=part))
    return sorted(rest)
