"""Whether the figures of the sheet 上年 can stand together: what the regions say of sums, parts and signs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from mingzhang.accounts.books.sheets import Row
from mingzhang.accounts.cube import may_be_negative
from mingzhang.accounts.region import Region, mirrored
from mingzhang.accounts.relations.cover import covers
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text

Told = Mapping[Region, Row]
"""Region → the row of the sheet that gives its amount."""


def check_last_year(rows: Told) -> list[Finding]:
    """Amounts below zero, sums that do not come out, and parts larger than their whole."""
    found = [*_negative(rows)]
    wrong: set[Region] = set()
    for whole, parts in [*_mirrors(rows), *_partitions(rows)]:
        if whole not in wrong and rows[whole].fen() != sum(rows[part].fen() for part in parts):
            wrong.add(whole)
            found.append(finding("B278", rows[whole].place("金额"), arithmetic=_compared(rows, whole, parts, "应等于")))
    for part, whole in _larger_parts(rows):
        if whole not in wrong:
            code = "B279" if _rest_may_be_negative(part, whole) else "B278"
            found.append(finding(code, rows[whole].place("金额"), arithmetic=_compared(rows, whole, [part], "小于")))
    return found


def _negative(rows: Told) -> Iterator[Finding]:
    for region, row in rows.items():
        if row.fen() < 0 and not any(map(may_be_negative, region.coarse)):
            yield finding("B280", row.place("金额"), printed=f"{row.text('名称')} {yuan_text(row.fen())} 元")


def _mirrors(rows: Told) -> Iterator[tuple[Region, tuple[Region, ...]]]:
    """收入总计 and 支出总计: the two sides that the law makes equal."""
    for region in rows:
        other = mirrored(region)
        if other is not None and other in rows:
            yield region, (other,)


def _partitions(rows: Told) -> Iterator[tuple[Region, tuple[Region, ...]]]:
    """Whole → parts that divide it by flow, fund, source or kind for the same codes, or by economic code alone."""
    coarse: dict[Hashable, dict[frozenset[Hashable], Region]] = defaultdict(dict)
    economic: dict[Hashable, dict[frozenset[Hashable], Region]] = defaultdict(dict)
    for region in rows:
        coarse[region.function, region.economic][frozenset(region.coarse)] = region
        economic[region.function, region.coarse][frozenset(region.economic.roots)] = region
    for alike in [*coarse.values(), *economic.values()]:
        yield from _divided(alike)


def _divided(alike: Mapping[frozenset[Hashable], Region]) -> Iterator[tuple[Region, tuple[Region, ...]]]:
    """Each set that others of the same shape divide."""
    bits = {one: 1 << at for at, one in enumerate(frozenset().union(*alike))}
    masks = {sum(bits[one] for one in held): region for held, region in alike.items()}
    for mask, region in masks.items():
        yield from ((region, tuple(masks[part] for part in parts)) for parts in covers(mask, sorted(masks)))


def _larger_parts(rows: Told) -> Iterator[tuple[Region, Region]]:
    """Part and whole, where the part is the larger."""
    for whole, row in rows.items():
        for part, inner in rows.items():
            if part != whole and part <= whole and inner.fen() > row.fen():
                yield part, whole


def _rest_may_be_negative(part: Region, whole: Region) -> bool:
    same_codes = (part.function, part.economic) == (whole.function, whole.economic)
    rest = whole.coarse - part.coarse if same_codes else whole.coarse
    return any(map(may_be_negative, rest))


def _compared(rows: Told, whole: Region, parts: Iterable[Region], relation: str) -> str:
    def said(region: Region) -> str:
        return f"“{rows[region].text('名称')}”{yuan_text(rows[region].fen())} 元"

    return f"{said(whole)}，{relation}{' ＋ '.join(said(part) for part in parts)}"
