"""Entries of a cube from the amounts of a joint program: what the forms leave open is filled in as books need it."""

from collections.abc import Iterable, Sequence

from mingzhang import codes
from mingzhang.accounts.cube import FISCAL, INFLOWS, OUTFLOWS, Coarse, Entry, Flow, Fund, Kind, Source, function_allows
from mingzhang.accounts.relations.program import Atom

ITEM, DIVISION = 7, 5
"""Digits of a functional item and of an economic division."""


def entries_of(atoms: Sequence[Atom], fen: Sequence[int], year: int) -> list[Entry]:
    """The entries of a year from an amount in 分 for every atom."""
    found = [
        Entry(atom.coarse, _item(atom, year), _division(atom.economic, year), "", "", amount)
        for atom, amount in zip(atoms, fen, strict=True)
        if amount
    ]
    return by_kind(_coded(found, year))


def _item(atom: Atom, year: int) -> str:
    """The item that a class or a division of which no more is known stands for: the first that is confirmed."""
    if not atom.function or len(atom.function) == ITEM:
        return atom.function
    return (
        _first(
            code
            for code in codes.functional(year).level(ITEM)
            if code.code.startswith(atom.function) and function_allows(atom.coarse, code.code)
        )
        or atom.function
    )


def _division(economic: str, year: int) -> str:
    """The division that an economic class stands for, of which no more is known."""
    if not economic or len(economic) == DIVISION:
        return economic
    return _first(code for code in codes.economic(year).level(DIVISION) if code.code.startswith(economic)) or economic


def _first(listed: Iterable[codes.Code]) -> str:
    return next((code.code for code in sorted(listed, key=lambda code: (not code.confirmed, code.code))), "")


def _coded(entries: Sequence[Entry], year: int) -> list[Entry]:
    """Fiscal balances that no form lists by code, under the largest item of their fund."""
    found: list[Entry] = []
    for entry in entries:
        fund = entry.coarse.fund
        if entry.function or fund not in FISCAL or entry.coarse.flow is Flow.EXPENDITURE:
            found.append(entry)
            continue
        items = [other for other in entries if other.coarse.fund is fund and other.function]
        listed = (code for code in codes.functional(year).level(ITEM) if function_allows(entry.coarse, code.code))
        item = max(items, key=lambda other: other.fen).function if items else _first(listed)
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


def nothing(year: int) -> Entry:
    """An entry of no money, for a year in which nothing came in and nothing went out: books need a line."""
    coarse = Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.BASIC)
    listed = (code for code in codes.functional(year).level(ITEM) if function_allows(coarse, code.code))
    return Entry(coarse, _first(listed), "", "", "", 0)
