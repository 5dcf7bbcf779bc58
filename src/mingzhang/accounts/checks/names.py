"""What a name in the narrative may mean: the figures of the forms that print its regions."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, reduce
from importlib import resources
from operator import and_

from mingzhang import codes
from mingzhang.accounts.checks.known import FUNDS, GENERAL, Known
from mingzhang.accounts.forms.vocabulary import former_classes, region_at, vocabulary
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure


@cache
def _declared() -> Mapping[str, Mapping[str, list[str]]]:
    text = (resources.files("mingzhang.accounts.checks") / "names.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _regions(table: str) -> Mapping[str, tuple[Region, ...]]:
    return {plain(name): tuple(_region(one) for one in regions) for name, regions in _declared()[table].items()}


def _region(name: str) -> Region:
    """A named region, or the meeting of two: the basic expenditure of one fund."""
    first, *others = (vocabulary()[part.strip()] for part in name.split("&"))
    return reduce(and_, others, first)


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
    if own is not None:
        found = meaning(known, own["rest"], [own["fund"]]) if "支出" not in name and "收入" not in name else None
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
        code = _classes(known.year, economic=False).get(bare, "")
        if code:
            return Meaning(code, (), sure=True)
        if bare in _classes(known.year, economic=True) or economic_codes(bare, known.year, ("3",)):
            return Meaning(bare, (), sure=True)
    return None


def is_declared(name: str) -> bool:
    """Whether a plain name is one of the list, in that very spelling."""
    return name in _regions("names")


_OWNER = re.compile(
    r"^.*(?:20\d\d年度?|人民政府|办事处|[全我本][省市州县区镇乡]|[省市州县区镇乡](?:级|直)|本级|经比较|经汇总|单位使用|实际支出)(?=.{4})"
)
_THREE = re.compile(
    r"^.*?(?<!国内)(?<!外)(?<!人均)(?<!车均)(?<!平均)(?<!上年)(?<!去年)(?="
    r"(?:三公经费|公务接待费|因公出国境?费|公务用车(?:购置|运行|运维|及)[^,;]{0,10}费)(?:总?支出)?$)"
)
"""What stands before one of the three public expenses."""


def without_owner(name: str) -> str:
    """三公经费 of 镇本级三公经费, of XX镇人民政府2020年度三公经费 and of 当年财政拨款安排的三公经费."""
    bare = plain(name)
    stripped = _THREE.sub("", _OWNER.sub("", bare))
    return name if stripped == bare else stripped


_EXPENSE = re.compile(r"(接待|购置|出国|境|运行|维护)经费")
_SPENDING = ("费支出", "购置支出", "维护支出", "接待支出", "境支出", "出国支出", "经费支出", "补助支出")
_OF_FUND = re.compile(r"^(?P<fund>一般公共|政府性基金|国有资本经营)预算财政拨款(?P<rest>.*结转和结余)$")
_FUND_SHORT = re.compile(r"^(一般公共|政府性基金|国有资本经营)(?:预算)?财政拨款(?:安排的?)?")
BASIC = "基本支出"
_ASIDE = re.compile(r"\((?:不?含|其中|万元)[^()]*\)")
_COSTS = frozenset({"人员经费", "公用经费", "日常公用经费"})


@lru_cache(maxsize=1 << 12)
def spellings(name: str) -> tuple[str, ...]:
    """The ways to write a name that the vocabulary may hold: without 决算 and 本年, 费用 as 费, the last of 等…."""
    first = plain(label(_ASIDE.sub("", name)))
    actual = first.replace("决算数", "").replace("决算", "")
    found = [first, plain(label(name)), actual, actual.replace("本年", "")]
    found += [each.replace("总支出", "支出") for each in found] + [each.replace("费用", "费") for each in found]
    found += [_EXPENSE.sub(r"\1费", each).replace("公务车", "公务用车").replace("公车", "公务用车") for each in found]
    found += [re.sub(r"^.*等(?=人员经费|公用经费)", "", each) for each in found]
    found += [_FUND_SHORT.sub(r"\1预算财政拨款", each) for each in found]
    found += [each.removesuffix("支出") for each in found if each.endswith(_SPENDING)]
    return tuple(dict.fromkeys(each for each in found if each))


def fund_of(path: Sequence[str]) -> str:
    """The fund that the innermost heading names that names any: 一般公共预算; "" for none."""
    for heading in reversed(path):
        for fund in FUNDS:
            if fund in heading:
                return fund
    return ""


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


@lru_cache(maxsize=16)
def _classes(year: int, *, economic: bool) -> Mapping[str, str]:
    """The plain name of a class → its code."""
    listed = codes.economic(year) if economic else codes.functional(year)
    return {plain(one.name): one.code for one in reversed(list(listed.level(3)))}


def by_class(known: Known, name: str) -> Meaning | None:
    """A functional class by its name: in every form that prints expenditure by class."""
    code = _classes(known.year, economic=False).get(name, "") or former_class(known.year, name)
    return by_code(known, code) if code else None


def former_class(year: int, name: str) -> str:
    """The code of the class that went by a plain name before a year; "" for a name that none had."""
    old = _former().get(name)
    return str(old["code"]) if old is not None and year > int(old["last_year"]) else ""


@cache
def _former() -> Mapping[str, Mapping[str, str | int]]:
    return {plain(name): told for name, told in former_classes().items()}


def is_added(year: int, code: str, name: str) -> bool:
    """Whether a division is one that its year put under many classes, and that no list names."""
    ending, first_year = _declared()["added"].get(plain(name), ("", ""))
    return bool(ending) and len(code) == 5 and code.endswith(ending) and year >= int(first_year)


def _by_economic_class(known: Known, name: str, path: Sequence[str]) -> Meaning | None:
    """An economic class by its name, where form 06 holds the basic expenditure that is told of.

    Where there is project expenditure too, that of both is told under the headings of all expenditure.
    """
    code = _classes(known.year, economic=True).get(name, "")
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


BY_ITEM = ("03", "05", "08", "09")
"""The forms that print expenditure by item."""


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


def economic_codes(name: str, year: int, classes: tuple[str, ...]) -> list[str]:
    """The economic divisions of some classes that a name of a list may mean; none for a name that is not known."""
    bare = plain(name)
    aliases = _declared()["economic"]
    if bare in aliases:
        return [str(aliases[bare])]
    spelt = _divisions(year).get(bare) or _divisions(year).get(bare.removesuffix("费"), ())  # 公务用车购置费
    return [code for code in spelt if code.startswith(classes)]


@lru_cache(maxsize=16)
def _divisions(year: int) -> Mapping[str, Sequence[str]]:
    """The plain name of an economic division → its codes."""
    found: dict[str, list[str]] = {}
    for code in codes.economic(year).level(5):
        found.setdefault(plain(code.name), []).append(code.code)
    return found


def spent_items(known: Known, form: str) -> dict[str, Figure]:
    """The items of a form that have money, by code."""
    return {
        address.row: figure
        for address, figure in known.by_address.items()
        if address.form == form and len(address.row) == 7 and figure.ticks and address.column == "本年支出合计"
    }
