"""上年: what last year's final accounts came to, from our own disclosure of that year or from a sheet."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.last_year_check import check_last_year
from mingzhang.accounts.books.last_year_disclosure import LAST_YEAR_FILE, Known, of_disclosure, read_disclosure
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.books.sheets import Row, SheetRows
from mingzhang.accounts.cube import FISCAL, Flow, Fund
from mingzhang.accounts.forms.vocabulary import region_at, vocabulary
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text
from mingzhang.printed import Interval

_EXPRESSION = re.compile(r"(?P<name>[^/#]+)(/(\d{3}|\d{5}|\d{7}))?(#(\d{3}|\d{5}))?")


def read_last_year(
    folder: Path,
    sheet: SheetRows,
    year: int,
    codes: Collection[str],
    *,
    none: bool | None,
    elsewhere: bool = False,
    agencies: frozenset[str] | None = None,
) -> tuple[Measure | None, list[Finding]]:
    """Last year's figures; None where the unit says that it had none, or where they are told `elsewhere` only.

    `codes` are the functional and economic codes of this year: where last year's forms have no row for one of them,
    nothing stood there. `agencies`: of a department, see `region_at`.
    """
    found: list[Finding] = []
    known: Known = {}
    path = folder / LAST_YEAR_FILE
    if path.is_file():
        if none:
            return None, [finding("B274", Place(file=LAST_YEAR_FILE))]
        disclosure = read_disclosure(path, year, found)
        if disclosure is not None:
            known |= of_disclosure(disclosure, codes, found)
    if sheet.rows and none:
        return None, [finding("B274", sheet.where)]
    _add_sheet(known, sheet, codes, found, agencies)
    if not known:
        if none is False and not (found or sheet.findings or elsewhere):
            found.append(finding("B273", Place(file=LAST_YEAR_FILE)))
        return None, found
    _add_sums_of_funds(known)
    return Measure(known=known), found


def _add_sheet(
    known: Known, sheet: SheetRows, codes: Collection[str], found: list[Finding], agencies: frozenset[str] | None
) -> None:
    """The rows of the sheet 上年, exact; they may not contradict the disclosure."""
    listed: dict[str, set[str]] = {}
    seen: dict[Region, Row] = {}
    for row in sheet.rows:
        expression = row.text("名称")
        region = _named_region(expression, agencies)
        if region is None:
            names = [name for name in vocabulary() if name != "全部"]
            remedy = nearest_remedy(expression.partition("/")[0], names)
            expected = "金额名称，或“名称/功能科目编码”"
            found.append(finding("B275", row.place("名称"), printed=expression, expected=expected, remedy=remedy))
            continue
        if region in seen:
            found.append(finding("B276", row.place("名称"), printed=f"{expression}，第{seen[region].where.row}行已有"))
            continue
        seen[region] = row
        before = known.get(region)
        if before is not None and row.fen() not in before.interval:
            arithmetic = f"{LAST_YEAR_FILE} 为 {range_text(before.interval)} 元，本表为 {yuan_text(row.fen())} 元"
            found.append(finding("B277", row.place("金额"), arithmetic=arithmetic))
            continue
        known[region] = Amount.exactly(row.fen())
        name, _, code = expression.partition("/")
        if len(code) == 7:
            listed.setdefault(name, set()).add(code)
    found += check_last_year(seen)
    _fill_complete(known, listed, codes)
    _fill_parts(known)


def _named_region(expression: str, agencies: frozenset[str] | None) -> Region | None:
    """The region of a name with or without codes; None for a name or a code that is none."""
    parts = _EXPRESSION.fullmatch(expression)
    if parts is None or parts["name"] not in vocabulary():
        return None
    region = region_at(expression, agencies)
    return None if region.empty else region


def _fill_complete(known: Known, listed: Mapping[str, set[str]], codes: Collection[str]) -> None:
    """Where the listed items of a named amount add up to it, the items that are not listed had nothing."""
    for name, items in listed.items():
        whole = known.get(region_at(name))
        total = sum(known[region_at(f"{name}/{code}")].fen for code in items)
        if whole is not None and whole.exact and whole.fen == total:
            for code in codes:
                if len(code) == 7:
                    known.setdefault(region_at(f"{name}/{code}"), Amount.exactly(0))


def _fill_parts(known: Known) -> None:
    """Where the known economic parts of named expenditure add up to it, its other named parts had nothing."""
    names = sorted(vocabulary().values(), key=lambda region: -len(region.economic.roots))
    for whole in (region for region in names if region in known and region.flows == {Flow.EXPENDITURE}):
        alike = [region for region in names if region != whole and region <= whole and region.coarse == whole.coarse]
        inside = [region for region in alike if region in known]
        parts = [one for one in inside if not any(one != other and one <= other for other in inside)]
        if known[whole] != Amount.exactly(sum(known[part].fen for part in parts)):
            continue
        if all(known[part].exact for part in parts):
            for region in alike:
                if all(region.economic.disjoint(part.economic) for part in parts):
                    known.setdefault(region, Amount.exactly(0))


def _add_sums_of_funds(known: Known) -> None:
    """Named amounts of all fiscal funds from those of each fund, where no form prints the sum."""
    for region in vocabulary().values():
        funds = {atom.fund for atom in region.coarse}
        if region in known or not funds or not funds <= FISCAL:
            continue
        parts = [known.get(_of_fund(region, fund)) for fund in sorted(funds)]
        amounts = [part for part in parts if part is not None]
        if len(amounts) == len(parts):
            interval = sum((part.interval for part in amounts), Interval(0, 0))
            known[region] = Amount(sum(part.fen for part in amounts), interval)


def _of_fund(region: Region, fund: Fund) -> Region:
    return Region(frozenset(atom for atom in region.coarse if atom.fund is fund), region.function, region.economic)


def range_text(interval: Interval) -> str:
    """An amount, or the range of amounts, in 元."""
    low, high = yuan_text(interval.low_fen), yuan_text(interval.high_fen)
    return low if low == high else f"{low} 至 {high}"
