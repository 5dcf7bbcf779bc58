"""Amounts that only a text tells: its parts make up their whole, and income is what expenditure is."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod

from mingzhang import codes
from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import meaning
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.accounts.checks.spellings import without_owner
from mingzhang.accounts.code_tree import EVERY_CODE, Tree
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, finding
from mingzhang.money import wan_text
from mingzhang.printed import Interval, sums_agree, total

MOST_READINGS = 256
"""Ways to understand the names of a paragraph that are tried; beyond that nothing is said."""
_BOTH = re.compile(
    r"收(?:入)?、?支(?:出)?(?:决算)?(?:总计|合计|总额)?(?:分别|各|均)*(?:为|是)?"
    r"(?P<a>(?>\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:万?元)?[,、和](?P<b>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)万?元"
)
"""收、支总计分别为10.00、20.00万元; the comma of 19,044.27 parts no two amounts."""


def check_parts(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    for each in told:
        for match in _BOTH.finditer(each.text):
            if "总" in match[0] and match["a"].replace(",", "") != match["b"].replace(",", ""):
                yield finding("N167", place(known, each), printed=match[0])
        yield from _listed(known, each)
    if known.read.facts:
        yield from _costs(known, told)
        return  # forms tell the rest exactly, cell by cell
    yield from _two_sides(known, told)
    paragraphs = [[(each, one) for one in each.said if one.role == ACTUAL and regions_of(one)] for each in told]
    yield from _twice(known, [pair for pairs in paragraphs for pair in pairs])
    sure = [pair for pairs in paragraphs for pair in pairs if stated_once(*pair)]
    done: set[tuple[Region, ...]] = set()
    for pairs in [*paragraphs, sure]:
        yield from _sums(known, pairs, done, whole_text=pairs is sure)


_COSTS = ("人员经费", "公用经费")


def _listed_under(told: Told, whole: Said, parts: Sequence[Said]) -> bool:
    """Whether parts stand in the sentence of their whole, or in the one after it that begins with 其中."""
    if whole.mention.sentence == parts[-1].mention.sentence:
        return True
    goes_on = told.text.startswith("。其中", whole.mention.end)
    return goes_on and parts[-1].mention.sentence == whole.mention.sentence + 1


def _costs(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """Basic expenditure of all money, which no form parts: 基本支出628万元(人员经费480万元,公用经费148万元)."""
    for each in told:
        stated = [one for one in each.said if one.role == ACTUAL and one.subject.meaning]
        for whole, *parts in zip(stated, stated[1:], stated[2:], strict=False):
            meant = [one.subject.meaning for one in parts if one.subject.meaning and not one.subject.meaning.sure]
            ends = tuple(sorted(re.sub("支出$", "经费", one.name)[-len(_COSTS[0]) :] for one in meant[: len(_COSTS)]))
            basic = whole.subject.name.endswith("基本支出") and _listed_under(each, whole, parts)
            amounts = [one.mention.interval() for one in parts]
            if basic and ends == tuple(sorted(_COSTS)) and not sums_agree([whole.mention.interval()], amounts):
                words = " + ".join(one.mention.number for one in parts)
                added = total(amounts)
                said = f"{words} = {wan_text((added.low_fen + added.high_fen) // 2)}（万元）"
                yield finding("N166", place(known, each, whole.mention), printed=whole.mention.text, arithmetic=said)


_AMONG = re.compile(r"(?:^|。)(?:20\d\d年度?)?(?P<whole>[^,;。:]{2,40})中[,:]")
_FEWEST_LISTED = 3
"""Parts of a list that ends in 其他, before it is held to be all of them."""


def _listed(known: Known, told: Told) -> Iterator[Finding]:
    """公务用车运行维护费中,加油5.00万元,维修3.00万元,其他1.00万元 against what the forms print of the whole."""
    for match in _AMONG.finditer(told.text):
        found = meaning(known, match["whole"], told.path)
        end = (told.text + "。").find("。", match.end())
        said = [one for one in told.said if match.end() <= one.mention.start < end]
        own = all(one.role == ACTUAL and one.subject.meaning is None for one in said)  # else 其他支出 may be a class
        parts = [one.mention for one in said] if own else []
        if found is None or not found.sure or len(parts) < _FEWEST_LISTED or "其他" not in parts[-1].before:
            continue
        amounts = [part.interval() for part in parts]
        if found.figures and not any(sums_agree([figure.interval], amounts) for figure in found.figures):
            added = f"{' + '.join(part.number for part in parts)} = {wan_text(total(amounts).middle)}（万元）"
            printed, where = found.figures[0].printed, place(known, told, parts[0])
            yield finding("N166", where, printed=match["whole"], expected=printed, arithmetic=added)


_SIDES = (("收入总计", "支出总计"), ("财政拨款收入总计", "财政拨款支出总计"))


def _two_sides(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """收入总计 and 支出总计, each stated once in the text, that are not the same."""
    amounts = told[0].amounts if told else {}
    for left, right in _SIDES:
        income, spent = (amounts.get(vocabulary()[name]) for name in (left, right))
        if income is None or spent is None or income.interval().meets(spent.interval()):
            continue
        each = next(each for each in told if any(one.mention is spent for one in each.said))
        if not _BOTH.search(each.text):
            yield finding("N167", place(known, each, spent), printed=f"{left}{income.text}，{right}{spent.text}")


def stated_once(told: Told, one: Said) -> bool:
    """Whether it is the only amount that the text states of its one region, and the first time that it does."""
    meant = regions_of(one)
    return len(meant) == 1 and told.amounts.get(meant[0]) is one.mention


def _twice(known: Known, pairs: Sequence[tuple[Told, Said]]) -> Iterator[Finding]:
    """An amount of one region that the text states again, otherwise: not where names of owners tell them apart."""
    first: dict[Region, Said] = {}
    for told, one in pairs:
        meant = regions_of(one)
        if len(meant) != 1 or without_owner(one.subject.name) != one.subject.name:
            continue
        before = first.setdefault(meant[0], one)
        if not before.mention.interval().meets(one.mention.interval()):
            where = place(known, told, one.mention)
            yield finding("N169", where, printed=one.mention.text, expected=before.mention.text)


def _sums(
    known: Known, pairs: Sequence[tuple[Told, Said]], done: set[tuple[Region, ...]], *, whole_text: bool
) -> Iterator[Finding]:
    """Each whole of a paragraph, or of the text, for which no reading of the names lets the parts make it up."""
    for at, (told, whole) in enumerate(pairs):
        parts = [one for _, one in (pairs if whole_text else pairs[at + 1 :]) if one is not whole]
        found = _unfit(whole, parts, known.year) if regions_of(whole) not in done else []
        if found and not sums_agree([whole.mention.interval()], _with_others(told, whole, found)):
            done.add(regions_of(whole))
            words = " + ".join(one.mention.number for one in found)
            added = total(one.mention.interval() for one in found)
            said = f"{words} = {wan_text((added.low_fen + added.high_fen) // 2)}（万元）"
            yield finding("N166", place(known, told, whole.mention), printed=whole.mention.text, arithmetic=said)


def _with_others(told: Told, whole: Said, parts: Sequence[Said]) -> list[Interval]:
    """The parts and what else the sentence lists with them: some count 会议费 and 培训费 among the three expenses."""
    others = [
        one
        for one in told.said
        if one.role == ACTUAL and not regions_of(one) and one.mention.sentence == whole.mention.sentence
    ]
    return [one.mention.interval() for one in (*parts, *others)]


def _unfit(whole: Said, parts: Sequence[Said], year: int) -> list[Said]:
    """The parts, where they contradict the whole in every reading; empty where some reading holds."""
    names = [regions_of(one) for one in (whole, *parts)]
    if prod(map(len, names)) > MOST_READINGS:
        return []
    worst: list[Said] = []
    for region, *others in product(*names):
        inside = [(one, other) for one, other in zip(parts, others, strict=True) if within(other, region)]
        outer = [(one, other) for one, other in inside if not any(within(other, more) for _, more in inside)]
        apart = all((one & other).empty for (_, one), (_, other) in combinations(outer, 2))
        amounts = [one.mention.interval() for one, _ in outer]
        stated = whole.mention.interval()
        complete = apart and len(outer) > 1 and covers([other for _, other in outer], region, year)
        more = apart and len(outer) > 1 and total(amounts).low_fen > stated.high_fen
        if more or (complete and not sums_agree([stated], amounts)):
            worst = worst or [one for one, _ in outer]
        else:
            return []
    return worst


def regions_of(one: Said) -> tuple[Region, ...]:
    """What an amount may be of; empty where its name is not known."""
    return one.subject.meaning.regions if one.subject.meaning else ()


def within(part: Region, whole: Region) -> bool:
    """Whether a region is a part of another, and not all of it."""
    return part != whole and part <= whole


def covers(parts: Sequence[Region], whole: Region, year: int) -> bool:
    """Whether parts that are apart leave nothing of the whole: they differ from it in one dimension only."""
    if all((part.function, part.economic) == (whole.function, whole.economic) for part in parts):
        return frozenset().union(*(part.coarse for part in parts)) == whole.coarse
    if all((part.coarse, part.function) == (whole.coarse, whole.function) for part in parts):
        needed = whole.economic.roots
        if whole.economic is EVERY_CODE:  # then whatever the year's list has
            needed = frozenset(code.code for code in codes.economic(year).level(3))
        return all(root in Tree.of(lead for part in parts for lead in part.economic.roots) for root in needed)
    return False
