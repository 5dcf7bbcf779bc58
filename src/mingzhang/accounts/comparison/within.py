"""A unit within its department: what only adds up there cannot be larger in the unit."""

from collections.abc import Iterator

from mingzhang.accounts.comparison.pair import Pair
from mingzhang.accounts.cube import FISCAL, Coarse, Flow, Kind, Source
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, finding
from mingzhang.printed import ZERO

ADDED_UP = frozenset({Kind.BASIC, Kind.PROJECT})


def check_within(pair: Pair) -> Iterator[Finding]:
    """Every figure of the unit that is larger than the department's, where nothing eliminated explains it."""
    unit, department = pair.known
    told: set[Region] = set()
    for address, own in unit.by_address.items():
        whole = department.by_address.get(address)
        lacking = whole is None and not department.whole
        if lacking or own.region in told or not _adds_up(own.region) or (whole and own.measure != whole.measure):
            continue
        interval, printed = (whole.interval, whole.printed) if whole is not None else (ZERO, "")
        if own.interval.low_fen > interval.high_fen:
            told.add(own.region)
            most = f"不大于 {printed or '0'}"
            said = f"部门{address.form}表{f'为 {printed}' if whole else '没有这一行'}"
            yield finding("C110", unit.place(address), printed=own.printed, expected=most, arithmetic=said)


def _adds_up(region: Region) -> bool:
    return all(_grows(atom) for atom in region.coarse)


def _grows(atom: Coarse) -> bool:
    """Amounts that are never negative over a year and that units do not pay each other.

    Left out: 上级补助 and 附属单位上缴 income, 上缴上级 and 对附属单位补助 expenditure, which a department eliminates;
    income, balances and results outside the fiscal funds, which may be negative.
    """
    match atom.flow:
        case Flow.INCOME:
            return atom.source in {Source.FISCAL, Source.BUSINESS}
        case Flow.EXPENDITURE:
            return atom.kind in ADDED_UP
        case Flow.OPENING | Flow.CLOSING:
            return atom.fund in FISCAL
        case _:
            return False
