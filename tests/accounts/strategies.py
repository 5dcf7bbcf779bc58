"""Random cubes inside the domain that obey the law, for laws about forms, relations and reconstruction.

`cubes()` draws one; `measures_of` and `disclosure_of` make its measures and its nine forms. `rich_entries` is one cube
with money in every fund, source, kind and flow.
"""

from collections.abc import Sequence

from hypothesis import assume
from hypothesis import strategies as st

from mingzhang.accounts.books.balances import close
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import FISCAL, Coarse, Entry, Flow, Fund, Kind, Source, domain
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.measures import Measure, Measures, full
from mingzhang.accounts.region import EVERYTHING
from mingzhang.findings import Place, has_errors

LAYOUT = load_layout("liaoning-2023", 2023)
GENERAL_ITEMS = ("2080108", "2080505", "2080506", "2101102", "2210201")
FUNDS_ITEMS = ("2082201", "2082202", "2120801", "2296002")
CAPITAL_ITEMS = ("2230105", "2230199")
ITEMS = {
    Fund.GENERAL: GENERAL_ITEMS,
    Fund.FUNDS: FUNDS_ITEMS,
    Fund.CAPITAL: CAPITAL_ITEMS,
    Fund.OTHER: (*GENERAL_ITEMS, FUNDS_ITEMS[0], CAPITAL_ITEMS[0]),
}
"""Items of each fund; other money may stand under any."""
ECONOMIC = ("30101", "30108", "30109", "30113", "30201", "30212", "30217", "30231", "30299", "30399", "31002", "31013")
AMOUNTS = st.one_of(st.integers(1, 9_999), st.integers(1, 99_999_999), st.integers(1, 99_999_999_999))
"""分: amounts that round away, middling and large ones."""


def _balanced(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the fiscal income, or the other closing, that the law asks for."""
    found = list(entries)
    needs: dict[tuple[Fund, Kind, str], int] = {}
    other = 0
    for entry in entries:
        sign = 1 if entry.coarse.flow in {Flow.EXPENDITURE, Flow.CLOSING, Flow.DISTRIBUTION} else -1
        if entry.coarse.fund in FISCAL:
            key = (entry.coarse.fund, entry.coarse.kind, entry.function)
            needs[key] = needs.get(key, 0) + sign * entry.fen
        else:
            other += sign * entry.fen
    for (fund, kind, function), fen in sorted(needs.items()):
        flow, source = (Flow.INCOME, Source.FISCAL) if fen > 0 else (Flow.CLOSING, Source.NONE)
        if fen:
            found.append(Entry(Coarse(flow, fund, source, kind), function, "", "", "", abs(fen)))
    if other:
        flow = Flow.SURPLUS_USED if other > 0 else Flow.CLOSING
        found.append(Entry(Coarse(flow, Fund.OTHER, Source.NONE, Kind.BASIC), "", "", "", "", abs(other)))
    return found


@st.composite
def cubes(draw: st.DrawFn, most: int = 8) -> tuple[Entry, ...]:
    """Entries of a year: a few of expenditure, income and balances, completed by what the law asks for."""
    free = sorted(atom for atom in domain() if atom.flow is not Flow.CLOSING and atom.source is not Source.FISCAL)
    entries: list[Entry] = []
    for _ in range(draw(st.integers(1, most))):
        coarse = draw(st.sampled_from(free))
        whole = coarse.fund is Fund.OTHER and coarse.flow not in {Flow.INCOME, Flow.EXPENDITURE}
        function = "" if whole else draw(st.sampled_from(ITEMS[coarse.fund]))
        economic = draw(st.sampled_from(ECONOMIC)) if coarse.flow is Flow.EXPENDITURE else ""
        entries.append(Entry(coarse, function, economic, "", "", draw(AMOUNTS)))
    return tuple(_balanced(entries))


@st.composite
def closed_cubes(draw: st.DrawFn, kind: UnitKind, most: int = 8) -> tuple[Entry, ...]:
    """Opening balances, income and expenditure of a year, closed by the rules of a type of unit."""
    carried = (closing_rules().accounts[account] for account in closing_rules().types[kind].carried)
    kinds = {each for balance in carried if Fund.OTHER in balance.funds for each in balance.kinds}
    allowed = {Flow.INCOME: set(Kind), Flow.EXPENDITURE: set(Kind), Flow.OPENING: kinds}
    free = sorted(
        atom
        for atom in domain()
        if atom.source is not Source.FISCAL
        and atom.flow in allowed
        and (atom.fund in FISCAL or atom.kind in allowed[atom.flow])
    )
    given: list[Entry] = []
    for _ in range(draw(st.integers(1, most))):
        coarse = draw(st.sampled_from(free))
        whole = coarse.fund is Fund.OTHER and coarse.flow is Flow.OPENING
        function = "" if whole else draw(st.sampled_from(ITEMS[coarse.fund]))
        economic = draw(st.sampled_from(ECONOMIC)) if coarse.flow is Flow.EXPENDITURE else ""
        given.append(Entry(coarse, function, economic, "", "", draw(AMOUNTS)))
    fiscal = [entry for entry in _balanced(given) if entry.coarse.fund in FISCAL or entry in given]
    booked = [entry for entry in fiscal if entry.coarse.flow in allowed]
    closing = close(booked, kind, Place())
    assume(not has_errors(closing.findings))
    return (*booked, *closing.entries)


def rich_entries(*, other: bool = True) -> tuple[Entry, ...]:
    """Money everywhere: every fund, source, kind and flow, `other` money only on demand. Amounts all differ."""
    entries: list[Entry] = []
    for at, coarse in enumerate(sorted(domain())):
        if coarse.source is Source.FISCAL or (coarse.fund is Fund.OTHER and not other):
            continue
        items = ITEMS[coarse.fund]
        codes = ECONOMIC if coarse.flow is Flow.EXPENDITURE else ("",)
        for place, (function, economic) in enumerate((f, e) for f in items for e in codes):
            entries.append(Entry(coarse, function, economic, "", "", 1_000_003 * (at + 1) + 7_919 * place))
    return tuple(_balanced(entries))


def measures_of(entries: Sequence[Entry], budget: Measure | None = None) -> Measures:
    return Measures(full(entries, EVERYTHING), opening_budget=budget)


def disclosure_of(measures: Measures, tails: tuple[str, ...] = ()) -> Disclosure:
    """The nine forms in the Liaoning layout, without texts."""
    unit = Unit("某市某中心", "某中心", "事业")
    return Disclosure(unit, 2023, LAYOUT.key, fill(LAYOUT, measures, tails), tails=tails)
