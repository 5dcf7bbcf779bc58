"""The year's end: what is left of each kind of money, and where it goes, by the type of the unit.

The law of the cube leaves nothing open: opening + income + surplus used = expenditure + distribution + closing, item by
item for fiscal money and in sum for the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from mingzhang.accounts.books.closing_rules import Destination, TypeRule, closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import FISCAL, LABELS, NO_CODE, Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

_SIGN = {Flow.OPENING: 1, Flow.INCOME: 1, Flow.EXPENDITURE: -1}
_SIDES = ((Flow.OPENING, "年初"), (Flow.INCOME, "收入"), (Flow.EXPENDITURE, "支出"))


class Holding(NamedTuple):
    """Whose remainder it is."""

    fund: Fund
    function: str
    kind: Kind
    project: str


class Closing(NamedTuple):
    """The entries of the year's end (closing, surplus used, distribution), and what is wrong with them."""

    entries: tuple[Entry, ...]
    findings: list[Finding]


def close(entries: Iterable[Entry], kind: UnitKind, where: Place, reserves_fen: int | None = None) -> Closing:
    """Close a year from its opening balances, income and expenditure. `where` names the books in findings."""
    given = [entry for entry in entries if entry.coarse.flow in _SIGN]
    found: list[Finding] = []
    left = remainders(given)
    closed = _close_fiscal(left, given, where, found)
    closed += _close_other(left, kind, where, reserves_fen, found)
    return Closing(tuple(closed), found)


def remainders(entries: Iterable[Entry]) -> dict[Holding, int]:
    """Opening + income − expenditure by fund, function, kind and project, in 分."""
    sums: dict[tuple[Coarse, str, str], int] = defaultdict(int)
    for coarse, function, _, project, _, fen in entries:
        sums[coarse, function, project] += fen
    found: dict[Holding, int] = defaultdict(int)
    for (coarse, function, project), fen in sums.items():
        found[Holding(coarse.fund, function, coarse.kind, project)] += _SIGN[coarse.flow] * fen
    return found


def _close_fiscal(left: Mapping[Holding, int], given: list[Entry], where: Place, found: list[Finding]) -> list[Entry]:
    """Fiscal money is carried, item by item; none may be spent beyond what there was."""
    items: dict[tuple[Fund, str], dict[Holding, int]] = defaultdict(dict)
    for holding, fen in left.items():
        if holding.fund in FISCAL:
            items[holding.fund, holding.function][holding] = fen
    closed: list[Entry] = []
    for (fund, function), parts in sorted(items.items()):
        place = Place(file=where.file, sheet=where.sheet, block=LABELS["fund"][fund], line=function)
        if sum(parts.values()) < 0:
            found.append(finding("B251", place, arithmetic=_arithmetic(given, fund, function)))
            continue
        kinds = _summed(parts, lambda holding: holding.kind)
        short = [kind for kind, fen in kinds.items() if fen < 0]
        if short:
            arithmetic = "；".join(_arithmetic(given, fund, function, kind) for kind in sorted(kinds))
            found.append(finding("B252", place, arithmetic=arithmetic))
            # the item as a whole holds: what the other kind lent stays with the item, in the kind that has money
            rich = next(kind for kind, fen in kinds.items() if fen >= 0)
            closed += _entries(Flow.CLOSING, fund, rich, {(function, NO_CODE): sum(parts.values())})
            continue
        for kind in sorted(kinds):
            projects = {(function, part.project): fen for part, fen in parts.items() if part.kind is kind}
            closed += _split(Flow.CLOSING, fund, kind, projects, (function, NO_CODE))
    return closed


def _close_other(
    left: Mapping[Holding, int], kind: UnitKind, where: Place, reserves_fen: int | None, found: list[Finding]
) -> list[Entry]:
    """Earmarked money is carried by project; the rest and operating money go where the type of unit sends them.

    A project spent beyond its own money drew on the rest, as did remittances and subsidies.
    """
    rule = closing_rules().types[kind]
    projects: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    rest: dict[tuple[str, str], int] = defaultdict(int)
    operating: dict[tuple[str, str], int] = defaultdict(int)
    for holding, fen in left.items():
        if holding.fund is not Fund.OTHER:
            continue
        if holding.kind is Kind.PROJECT:
            projects[holding.project][holding.function, holding.project] += fen
        elif holding.kind is Kind.OPERATING:
            operating[holding.function, NO_CODE] += fen
        else:
            rest[holding.function, NO_CODE] += fen
    closed: list[Entry] = []
    for project, functions in sorted(projects.items()):
        if sum(functions.values()) < 0:
            for (function, _), fen in functions.items():
                rest[function, NO_CODE] += fen
        else:
            closed += _split(Flow.CLOSING, Fund.OTHER, Kind.PROJECT, functions, (NO_CODE, project))
    place = Place(file=where.file, sheet=where.sheet, block=f"{kind}单位{LABELS['fund'][Fund.OTHER]}")
    closed += _sent(rest, Kind.BASIC, rule.rest, place, found)
    closed += _sent(operating, Kind.OPERATING, rule.operating, place, found)
    _check_reserves(closed, rule, reserves_fen, place, found)
    return closed


def _sent(
    parts: Mapping[tuple[str, str], int], kind: Kind, destination: Destination, place: Place, found: list[Finding]
) -> list[Entry]:
    """A remainder as the flow that its sign makes it."""
    fen = sum(parts.values())
    if not fen:
        return []
    flow = destination.of(fen)
    if flow is None:
        name = "经营收支" if kind is Kind.OPERATING else "其他资金（非专项）"
        arithmetic = f"{name}年初＋收入－支出＝{yuan_text(fen)} 元"
        found.append(finding("B253", place, arithmetic=arithmetic))
        return []
    sign = -1 if flow is Flow.SURPLUS_USED else 1
    return _split(
        flow, Fund.OTHER, kind, {part: sign * part_fen for part, part_fen in parts.items()}, (NO_CODE, NO_CODE)
    )


def _check_reserves(
    closed: Iterable[Entry], rule: TypeRule, reserves_fen: int | None, place: Place, found: list[Finding]
) -> None:
    """Surplus used cannot be more than the reserves held, where the unit tells them."""
    used = sum(entry.fen for entry in closed if entry.coarse.flow is Flow.SURPLUS_USED)
    if reserves_fen is not None and used > reserves_fen:
        arithmetic = (
            f"使用非财政拨款结余 {yuan_text(used)} 元，{'、'.join(rule.reserves)} 年初共 {yuan_text(reserves_fen)} 元"
        )
        found.append(finding("B254", place, arithmetic=arithmetic))


def _split(
    flow: Flow, fund: Fund, kind: Kind, parts: Mapping[tuple[str, str], int], whole: tuple[str, str]
) -> list[Entry]:
    """Entries by (function, project) where no part runs against the sum, else one entry under `whole`.

    Income booked without its project would make a false surplus beside a false deficit: then only the sum is known.
    """
    fen = sum(parts.values())
    against = any(part * fen < 0 for part in parts.values())
    return _entries(flow, fund, kind, {whole: fen} if against else parts)


def _entries(flow: Flow, fund: Fund, kind: Kind, parts: Mapping[tuple[str, str], int]) -> list[Entry]:
    coarse = Coarse(flow, fund, Source.NONE, kind)
    return [
        Entry(coarse, function, NO_CODE, project, "", fen) for (function, project), fen in sorted(parts.items()) if fen
    ]


def _summed(parts: Mapping[Holding, int], key: Callable[[Holding], Kind]) -> dict[Kind, int]:
    sums: dict[Kind, int] = defaultdict(int)
    for holding, fen in parts.items():
        sums[key(holding)] += fen
    return sums


def _arithmetic(given: Iterable[Entry], fund: Fund, function: str, kind: Kind | None = None) -> str:
    """年初 0.00＋收入 100.00－支出 120.00＝-20.00 元, of an item or of one kind in it."""
    sums = dict.fromkeys(_SIGN, 0)
    for entry in given:
        coarse = entry.coarse
        if coarse.fund is fund and entry.function == function and kind in {None, coarse.kind}:
            sums[coarse.flow] += entry.fen
    total = sum(_SIGN[flow] * fen for flow, fen in sums.items())
    opening, income, spent = (f"{label} {yuan_text(sums[flow])}" for flow, label in _SIDES)
    head = LABELS["kind"][kind] if kind else ""
    return f"{head}{opening}＋{income}－{spent}＝{yuan_text(total)} 元"
