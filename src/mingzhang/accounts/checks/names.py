"""What a name in the narrative may mean: the figures of the forms that print its regions."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.forms.vocabulary import region_at, vocabulary
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure

ITEM = re.compile(r"([^,;。:、()\d]+)\(类\)(?:([^,;。:\d]+?)\(款\)(?:([^,;。:\d]+?)\(项\))?)?")
"""社会保障和就业支出（类）抚恤（款）伤残抚恤（项）, in half width; division and item may be missing."""
_FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")


@cache
def _declared() -> Mapping[str, Mapping[str, list[str]]]:
    text = (resources.files("mingzhang.accounts.checks") / "names.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _regions(table: str) -> Mapping[str, tuple[Region, ...]]:
    return {plain(name): tuple(_region(one) for one in regions) for name, regions in _declared()[table].items()}


def _region(name: str) -> Region:
    """A named region; the project expenditure of one fund is the meeting of two."""
    if name == "一般公共预算财政拨款项目支出":
        return vocabulary()["一般公共预算财政拨款支出"] & vocabulary()["项目支出"]
    return vocabulary()[name]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may stand for: at least one figure; more where the name alone does not decide."""

    name: str
    figures: tuple[Figure, ...]
    sure: bool
    """Whether every region that it may mean is printed in the forms."""


def meaning(known: Known, name: str, heading: str = "") -> Meaning | None:
    """The figures that a name may mean under a heading; None for a name that is not known."""
    bare = plain(label(name))
    for table in ("names", "wholes"):
        regions = _regions(table).get(bare)
        if regions is not None:
            return _meaning(known, bare, _narrowed(regions, heading))
    return by_class(known, bare) or _by_economic_class(known, bare)


@lru_cache(maxsize=16)
def _classes(year: int, *, economic: bool) -> Mapping[str, str]:
    """The plain name of a class → its code."""
    listed = codes.economic(year) if economic else codes.functional(year)
    return {plain(one.name): one.code for one in reversed(list(listed.level(3)))}


def by_class(known: Known, name: str) -> Meaning | None:
    """A functional class by its name: in every form that prints expenditure by class."""
    code = _classes(known.year, economic=False).get(name, "")
    return by_code(known, code) if code else None


def _by_economic_class(known: Known, name: str) -> Meaning | None:
    """An economic class by its name, where form 06 holds all basic expenditure of the document."""
    code = _classes(known.year, economic=True).get(name, "")
    if not code:
        return None
    whole, part = known.figure("03", "合计", "基本支出"), known.figure("05", "合计", "基本支出")
    if whole is None or part is None or whole.ticks != part.ticks:
        return None
    return _meaning(known, name, [region_at(f"一般公共预算财政拨款基本支出#{code}")])


def by_code(known: Known, code: str) -> Meaning | None:
    """The totals of expenditure that print a functional code."""
    spent = [vocabulary()["本年支出合计"], *(vocabulary()[f"{fund}预算财政拨款支出"] for fund in _spending())]
    regions = [region.narrowed(code) for region in spent]
    figures = tuple(figure for region in regions for figure in known.by_region.get(region, ()))
    return Meaning(code, figures, known.whole) if figures else None


def _spending() -> tuple[str, ...]:
    return ("一般公共", "政府性基金", "国有资本经营")


def _narrowed(regions: tuple[Region, ...], heading: str) -> tuple[Region, ...]:
    """Under the heading of one fund only what lies inside that fund, where anything does."""
    for fund in _FUNDS:
        if fund in heading:
            whole = vocabulary()[f"{fund.removesuffix('预算')}预算财政拨款支出"]
            inside = tuple(region for region in regions if region.coarse & whole.coarse == region.coarse)
            return inside or regions
    return regions


def _meaning(known: Known, name: str, regions: Iterable[Region]) -> Meaning | None:
    given = list(regions)
    printed = [known.by_region.get(region, []) for region in given]
    figures = tuple(figure for each in printed for figure in each)
    return Meaning(name, figures, known.whole or all(printed)) if figures else None


@lru_cache(maxsize=16)
def _lineages(year: int) -> Mapping[tuple[str, ...], str]:
    listed = codes.functional(year)
    return {tuple(plain(name) for name in listed.ancestry(code)): code for code in listed.codes}


def code_of(names: Iterable[str | None], year: int) -> str:
    """The functional code of class, division and item names; "" where the list has no such line."""
    return _lineages(year).get(tuple(plain(name) for name in names if name), "")


def economic_code(name: str, year: int, classes: tuple[str, ...]) -> str:
    """The economic division of some classes that a name of a list means; "" for none or for a name of several."""
    bare = plain(name)
    aliases = _declared()["economic"]
    if bare in aliases:
        return str(aliases[bare])
    named = [code.code for code in codes.economic(year).level(5) if plain(code.name) == bare]
    found = [code for code in named if code.startswith(classes)]
    return found[0] if len(found) == 1 else ""
