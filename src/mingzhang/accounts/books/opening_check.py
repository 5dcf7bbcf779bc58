"""Opening balances against last year's closing balances."""

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.last_year import range_text
from mingzhang.accounts.cube import FISCAL, LABELS, Flow, Fund
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text


def opening_of(closing: Region) -> Region | None:
    """The opening balance that a closing balance becomes; None for a region that holds anything else."""
    if closing.flows != {Flow.CLOSING}:
        return None
    coarse = frozenset(atom._replace(flow=Flow.OPENING) for atom in closing.coarse)
    return Region(coarse, closing.function, closing.economic)


def check_opening(last_year: Measure, before: Measure, changes: Measure, where: Place) -> tuple[bool, list[Finding]]:
    """Whether last year's closing balances are known, and where the opening balances before adjustment miss them.

    Of regions that contain each other only the narrowest that differ are told.
    """
    compared: list[Region] = []
    wrong: dict[Region, tuple[Amount, int]] = {}
    for region, amount in last_year.known.items():
        opening = opening_of(region)
        if opening is None:
            continue
        compared.append(opening)
        fen = _fen(before, opening)
        if fen not in amount.interval:
            wrong[opening] = amount, fen
    found: list[Finding] = []
    for region, (amount, fen) in wrong.items():
        if any(other != region and other <= region for other in wrong):
            continue
        gap = fen - max(amount.interval.low_fen, min(fen, amount.interval.high_fen))
        stated = _fen(changes, region)
        arithmetic = (
            f"上年年末 {range_text(amount.interval)} 元，年初结转 {yuan_text(fen)} 元，相差 {yuan_text(gap)} 元"
            f"（另列年初调整 {yuan_text(stated)} 元）"
        )
        place = Place(file=where.file, sheet=where.sheet, line=_title(region))
        found.append(finding("B239", place, arithmetic=arithmetic))
    return bool(compared), found


def _fen(measure: Measure, region: Region) -> int:
    value = measure.value(region)
    assert value is not None  # both are known in full detail
    return value.fen


def _title(region: Region) -> str:
    """What a region of opening balances is called."""
    funds = {atom.fund for atom in region.coarse}
    if funds == FISCAL:
        name = "财政拨款"
    else:
        name = "、".join(LABELS["fund"][fund] for fund in Fund if fund in funds) if funds != set(Fund) else ""
    roots = "、".join(sorted(region.function.roots - {""}))
    return f"年初{name}结转和结余{roots}"
