"""The figures of two disclosures, place by place: changed, added, gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.comparison.pair import Pair
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.figures import Figure
from mingzhang.money import decimal_text, percent_text

CHANGED, ADDED, GONE = "变动", "新增", "取消"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One printed figure that is not the same in both."""

    address: Address
    name: str
    """The row as the forms print it."""
    change: str
    before: str
    """As printed; "" for a blank or a row that is not there."""
    after: str
    difference: str
    """Second less first, of the printed figures; "" where they are printed in different units of money."""
    rate: str
    """The difference as a share of the first figure's size, 四舍五入 to two decimals; "" where that is zero."""


def cell_changes(pair: Pair) -> Iterator[CellChange]:
    """Every figure that differs, in the order of the forms. A figure that was not read in either is left out."""
    first, second = (known.by_address for known in pair.known)
    unread = {item.address for read in (pair.first, pair.second) for item in read.unread}
    whole = {number for number in pair.first.facts if number in pair.second.facts}
    for address in sorted(dict.fromkeys([*first, *second]), key=lambda each: each.form):
        if address.form not in whole or address in unread:
            continue
        before, after = first.get(address), second.get(address)
        if not _same(before, after):
            yield _change(pair, address, before, after)


def _same(before: Figure | None, after: Figure | None) -> bool:
    """Whether both print the same amount; a blank, 0.00 and a row that is not there are the same."""
    if before is None or after is None or _step(before) == _step(after):
        return (before.ticks if before else 0) == (after.ticks if after else 0)
    return before.interval.meets(after.interval)


def _step(figure: Figure) -> int:
    """How wide the interval of a figure is: it tells 元 from 万元. A blank goes with either."""
    return 0 if figure.ticks == 0 else figure.interval.high_fen - figure.interval.low_fen


def _change(pair: Pair, address: Address, before: Figure | None, after: Figure | None) -> CellChange:
    ticks = tuple(each.ticks if each else 0 for each in (before, after))
    change = CHANGED if all(ticks) else ADDED if ticks[1] else GONE
    steps = {_step(each) for each in (before, after) if each and each.ticks}
    known = pair.known[1] if after is not None and not after.absent else pair.known[0]
    difference = Fraction(ticks[1] - ticks[0], 100)
    return CellChange(
        address,
        known.name(address),
        change,
        before.printed if before else "",
        after.printed if after else "",
        difference=decimal_text(difference, 2, grouped=True) if len(steps) == 1 else "",
        rate=percent_text(Fraction(ticks[1] - ticks[0], abs(ticks[0]))) if ticks[0] and len(steps) == 1 else "",
    )
