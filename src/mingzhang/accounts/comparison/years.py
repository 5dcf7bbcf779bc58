"""Two consecutive years: balances carried over, and the changes that the later one states on the earlier one."""

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.accounts.checks.amounts import place as place_in_text
from mingzhang.accounts.checks.changes import change_text, less, signed
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import DELTA, LAST
from mingzhang.accounts.checks.said import Said, Subject, Told, everything
from mingzhang.accounts.checks.walk import tell
from mingzhang.accounts.comparison.pair import Pair
from mingzhang.accounts.cube import Flow
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure
from mingzhang.findings import Finding, finding
from mingzhang.printed import ZERO

CLOSING, OPENING = frozenset({Flow.CLOSING}), frozenset({Flow.OPENING})


def check_years(pair: Pair) -> Iterator[Finding]:
    """The later document held against the earlier one's own figures."""
    earlier, later = pair.known
    yield from _balances(earlier, later)
    for told, one in everything(tell(later), DELTA):
        yield from _stated(earlier, later, told, one)


def _balances(earlier: Known, later: Known) -> Iterator[Finding]:
    """Opening balances are last year's closing balances: the same region with the other flow. Once a region."""
    for region, figures in later.by_region.items():
        if region.flows != OPENING:
            continue
        closed = earlier.by_region.get(_turned(region))
        if not closed or any(a.interval.meets(b.interval) for a in closed for b in figures):
            continue
        opened = next((figure for figure in figures if not figure.absent), figures[0])
        code = "C102" if any(_near(a, b) for a in closed for b in figures) else "C101"
        last = next((figure for figure in closed if not figure.absent), closed[0])
        year = f"{earlier.year}年"
        yield finding(
            code,
            later.place(opened.address),
            printed=opened.printed or "空白",
            expected=last.printed or "空白",
            arithmetic=f"{year}{last.address.form}表“{earlier.name(last.address)}”{last.address.column}为 "
            f"{last.printed or '空白'}",
        )


def _turned(region: Region) -> Region:
    """What was left over where this came in."""
    return replace(region, coarse=frozenset(atom._replace(flow=Flow.CLOSING) for atom in region.coarse))


def _near(one: Figure, other: Figure) -> bool:
    """Whether two figures are one last printed digit apart."""
    return abs(one.ticks - other.ticks) == 1


def _stated(earlier: Known, later: Known, told: Told, one: Said) -> Iterator[Finding]:
    """与上年相比增加12.00万元, where the forms of both years print the amount."""
    if one.base != LAST:
        return
    now = _printed(later, one.subject)
    regions = {figure.region for figure in now}
    last = [figure for region in regions for figure in earlier.by_region.get(region, ())]
    if not now or not (last or earlier.whole):
        return
    bases = [figure.interval for figure in last] or [ZERO]
    stated = signed(one)
    true = [less(figure.interval, base) for figure in now for base in bases]
    if any(stated.meets(each) for each in true):
        return
    base = last[0].printed if last and last[0].printed else "0.00"
    yield finding(
        "C103",
        place_in_text(later, told, one.mention),
        printed=f"{one.word}{one.mention.text}",
        expected=change_text(true[0]),
        arithmetic=f"{later.year}年 {now[0].printed or '0.00'} － {earlier.year}年 {base}（各年报表）",
    )


def _printed(known: Known, subject: Subject) -> tuple[Figure, ...]:
    found = subject.meaning
    return tuple(f for f in found.figures if f.measure == "actual") if found is not None and found.sure else ()
