"""What a name in the narrative may mean: the figures of the forms that print its regions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import and_

from mingzhang import codes
from mingzhang.accounts.checks.known import FUNDS, GENERAL, Known
from mingzhang.accounts.checks.listed_names import classes, declared_names, economic_codes, former_class
from mingzhang.accounts.checks.spellings import fund_of, spellings, without_owner
from mingzhang.accounts.forms.vocabulary import region_at, vocabulary
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure

_OF_FUND = re.compile(r"^(?P<fund>一般公共|政府性基金|国有资本经营)预算财政拨款(?:收入)?(?P<rest>.*结转和结余)$")
BASIC = "基本支出"
_COSTS = frozenset({"人员经费", "公用经费", "日常公用经费", "人员支出", "公用支出"})
BY_ITEM = ("03", "05", "08", "09")
"""The forms that print expenditure by item."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may stand for: one figure; more where the name alone does not decide.

    None where the forms print nothing of it, as in a text that was published without forms: then only what the text
    says of the name itself can be compared.
    """

    name: str
    figures: tuple[Figure, ...]
    sure: bool
    """Whether every region that it may mean is printed in the forms."""
    regions: tuple[Region, ...] = ()
    """What it may mean; empty for economic items by their name alone."""


def meaning(known: Known, name: str, path: Sequence[str] = ()) -> Meaning | None:
    """The figures that a name may mean under its headings; None for a name that is not known."""
    own = _OF_FUND.match(name)
    if own is not None and not re.search("支出|收入", own["rest"]):
        found = meaning(known, own["rest"], [own["fund"]])
        if found is not None:
            return found
    fund = fund_of(path)
    for bare in spellings(name):
        for table in ("names", "wholes"):
            regions = _regions(table).get(bare)
            if regions is not None and (found := _meaning(known, bare, _narrowed(regions, bare, fund))) is not None:
                return found if bare not in _COSTS or _covers(known, path) else replace(found, sure=False)
        found = by_class(known, bare) or _by_economic_class(known, bare, path) or _by_economic_item(known, bare, path)
        if found is not None:
            return found
    return _told_only(known, name, fund)


def _told_only(known: Known, name: str, fund: str) -> Meaning | None:
    """A known name of which the forms print nothing; without any forms, also one that its owner stands before."""
    for bare in spellings(name if known.read.facts else without_owner(name)):
        for table in ("names", "wholes"):
            given = _regions(table).get(bare)
            if given is not None:
                narrowed = _narrowed(given, bare, fund)
                own = len(narrowed) <= len(given) or bare.startswith("财政拨款")  # of one fund, under its heading
                return Meaning(bare, (), sure=True, regions=narrowed if own else given)
        code = classes(known.year, economic=False).get(bare, "")
        if code:
            return Meaning(code, (), sure=True)
        if bare in classes(known.year, economic=True) or economic_codes(bare, known.year, ("3",)):
            return Meaning(bare, (), sure=True)
    return None


def is_declared(name: str) -> bool:
    """Whether a plain name is one of the list, in that very spelling."""
    return name in _regions("names")


@cache
def _regions(table: str) -> Mapping[str, tuple[Region, ...]]:
    return {plain(name): tuple(_region(one) for one in regions) for name, regions in declared_names()[table].items()}


def _region(name: str) -> Region:
    """A named region, or the meeting of two: the basic expenditure of one fund."""
    first, *others = (vocabulary()[part.strip()] for part in name.split("&"))
    return reduce(and_, others, first)


def _narrowed(regions: tuple[Region, ...], name: str, fund: str) -> tuple[Region, ...]:
    """Under the heading of one fund only what lies inside that fund; where nothing does, the fund's part as well."""
    if not fund:
        return regions
    whole = vocabulary()[f"{fund.removesuffix('预算')}预算财政拨款"]
    inside = tuple(region for region in regions if region.coarse <= whole.coarse)
    if inside or any(each.removesuffix("预算") in name for each in FUNDS):
        return inside or regions
    return regions + tuple(region & whole for region in regions if not (region & whole).empty)


def _meaning(known: Known, name: str, regions: Iterable[Region]) -> Meaning | None:
    given = list(regions)
    printed = [known.by_region.get(region, []) for region in given]
    figures = tuple(figure for each in printed for figure in each)
    return Meaning(name, figures, known.whole or all(printed), tuple(given)) if figures else None


def _covers(known: Known, path: Sequence[str]) -> bool:
    """Whether basic expenditure of the general public budget is told of: by the heading, or as there is no other."""
    if fund_of(path) == GENERAL or (path and BASIC in path[-1] and _only_general(known, path)):
        return True
    whole, part = known.figure("03", "合计", "基本支出"), known.figure("05", "合计", "基本支出")
    return whole is not None and part is not None and whole.ticks == part.ticks


def _only_general(known: Known, path: Sequence[str]) -> bool:
    """Whether basic expenditure of 财政拨款, of which a heading tells, is that of the general public budget alone."""
    others = [known.figure(form, "合计", BASIC) for form in ("08", "09") if form in known.read.facts]
    return any("财政拨款" in head for head in path) and not any(one is not None and one.ticks for one in others)


def by_class(known: Known, name: str) -> Meaning | None:
    """A functional class by its name: in every form that prints expenditure by class."""
    code = classes(known.year, economic=False).get(name, "") or former_class(known.year, name)
    return by_code(known, code) if code else None


def _by_economic_class(known: Known, name: str, path: Sequence[str]) -> Meaning | None:
    """An economic class by its name, where form 06 holds the basic expenditure that is told of.

    Where there is project expenditure too, that of both is told under the headings of all expenditure.
    """
    code = classes(known.year, economic=True).get(name, "")
    projects = known.figure("05", "合计", "项目支出")
    basic = (bool(path) and BASIC in path[-1]) or (projects is not None and not projects.ticks)
    if not code or not basic or not _covers(known, path):
        return None
    return _meaning(known, name, [region_at(f"一般公共预算财政拨款基本支出#{code}")])


def _by_economic_item(known: Known, name: str, path: Sequence[str]) -> Meaning | None:
    """An economic division by its name, under the heading of what form 06 prints."""
    if not path or BASIC not in path[-1] or fund_of(path) != GENERAL:
        return None
    codes_named = economic_codes(name, known.year, ("3",))
    regions = [region_at(f"一般公共预算财政拨款基本支出#{code}") for code in codes_named]
    return _meaning(known, name, regions) if regions else None


def by_code(known: Known, code: str, path: Sequence[str] = ()) -> Meaning | None:
    """The totals of expenditure that print a functional code.

    Which of them a text means is sure where all are printed; under the heading of one fund, where its own is, and the
    expenditure of all funds beside it.
    """
    spent = ("本年支出合计", "财政拨款支出", *(f"{part}支出" for part in FUNDS.values()))
    regions = {name: vocabulary()[name].narrowed(code) for name in spent}
    figures = tuple(figure for region in regions.values() for figure in known.by_region.get(region, ()))
    if figures:
        fund = fund_of(path)
        due = ("本年支出合计", f"{FUNDS[fund]}支出") if fund else ()
        own = bool(due) and all(known.by_region.get(regions[n]) for n in due)
        return Meaning(code, figures, known.read_whole(*BY_ITEM) or own)
    return Meaning(code, (), sure=True) if code in codes.functional(known.year) and not known.read.facts else None


def spent_items(known: Known, form: str) -> dict[str, Figure]:
    """The items of a form that have money, by code."""
    return {
        address.row: figure
        for address, figure in known.by_address.items()
        if address.form == form and len(address.row) == 7 and figure.ticks and address.column == "本年支出合计"
    }
