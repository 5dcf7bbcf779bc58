"""Shares of the narrative, recomputed: some true operands must give the printed rate."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import actuals, agrees, no_base, nothing, settled, share_of, wrong_rate
from mingzhang.accounts.checks.core_names import GENERIC, shorter_names
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.moved_shares import ALL, moved_share
from mingzhang.accounts.checks.names import Meaning, meaning
from mingzhang.accounts.checks.parts import covers
from mingzhang.accounts.checks.phrases import ACTUAL, SHARE
from mingzhang.accounts.checks.said import Said, Told, everything
from mingzhang.accounts.checks.spellings import without_owner
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, finding
from mingzhang.printed import Interval, total


def check_shares(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every share whose operands can be bound."""
    for each, one in everything(told, SHARE):
        yield from _share(known, each, one)


def _share(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    where = place(known, told, one.mention)
    wholes = _wholes(known, told, one)
    if nothing(wholes):
        part = [one.part.mention.interval()] if one.part else []
        yield no_base(known, told, one.mention, part, "作为整体的金额为零，没有比重")
        return
    named = actuals(one.subject) if one.named and settled(one.subject) else []
    parts = [one.part.mention.interval()] if one.part else named
    possible = [share_of(one.mention, part, whole) for part in parts for whole in wholes]
    if any(agrees(one.mention, each) for each in possible):
        return  # more than all of it too, where another part is below nothing
    if one.mention.value > ALL and not any(word in one.whole for word in _NO_WHOLE):
        yield finding("N111", where, printed=one.mention.text, expected="不大于100%")
        return
    if not wholes or not parts:
        return
    wrong = wrong_rate("N111", known, told, one.mention, parts[0], wholes)
    moved = moved_share(told, one, possible)
    if moved:
        said = f"{wrong.arithmetic}；{moved}"
        yield finding("N174", where, printed=wrong.printed, expected=wrong.expected, arithmetic=said)
    else:
        yield wrong


def _unnamed_whole(known: Known, told: Told, one: Said, stated: Sequence[Said]) -> list[Interval]:
    """The paragraph's first amount, unless it is only another part: then the total of the three public expenses."""
    parts = [said.part for said in told.said if said.role == SHARE]
    first = stated[0] if stated and stated[0] not in parts else None
    if first is not None:
        whole = first.mention.interval()
        part = one.part.mention.interval() if one.part else whole
        total = any(word in first.subject.name for word in _TOTALS)
        if total or (part.low_fen <= whole.high_fen and not nothing([whole])):
            return [whole]
    named = _introduced(known, told, one)
    if named:
        return named
    figure = known.figure("07", "合计", "决算数") if any("三公" in head for head in told.path) else None
    return [figure.interval] if figure is not None else _around(known, one.part)


_TOTALLED = frozenset(("01", "03", "04", "05", "06", "07"))
"""The forms that print every total of which a text may tell parts."""


def _around(known: Known, part: Said | None) -> list[Interval]:
    """Every amount that is known of what holds a part: 按支出功能分类,教育支出 10万元,占5%."""
    found = part.subject.meaning if part is not None else None
    if found is None or not found.sure or not known.read.facts.keys() >= _TOTALLED:
        return []  # a text alone, or with some of its forms, may leave out the very amount
    own = set(found.regions) or {figure.region for figure in found.figures}
    return [
        figure.interval
        for region, figures in known.by_region.items()
        if any(each != region and each <= region for each in own)
        for figure in figures
    ]


_NO_WHOLE = ("预算", "上年", "去年", "计划")
"""A part is no more than its whole; what these words name is none."""
_INTRODUCES = re.compile(r"^(.{2,30}?)的?(?:具体)?(?:构成|情况|主要用于以下方面)?(?:为|如下)?:")


def _introduced(known: Known, told: Told, one: Said) -> list[Interval]:
    """本年收入的具体构成为: before the parts, or the amount of the paragraph that opens their list."""
    sentence = told.sentence(one.mention)
    words = _INTRODUCES.match(sentence)
    found = meaning(known, words[1], told.path) if words else None
    if found is not None and found.sure and found.figures:
        given = [said for said in told.said if said.role == ACTUAL and said.mention.sentence == one.mention.sentence]
        largest = max((said.mention.interval().low_fen for said in given), default=0)
        printed = [figure.interval for figure in found.figures]
        return [each for each in printed if largest <= each.high_fen] or printed
    above = told.above
    stated = (
        [said for said in above.said if said.role == ACTUAL] if above is not None and above.path == told.path else []
    )
    return [stated[-1].mention.interval()] if stated else []


_TOTALS = ("总额", "总计", "合计")
_PROCUREMENT = re.compile(r"^(?:本?(?:部门|单位|年度?))+|政府采购|授予|采购|合同|支出|金额|总额")
_BOUGHT = frozenset({"货物", "工程", "服务", "中小企业"})


def _wholes(known: Known, told: Told, one: Said) -> list[Interval]:
    """What the share may be a share of: the named amount, else what the paragraph's first amount is about."""
    stated = [said for said in told.said if said.role == ACTUAL and said.mention.start < one.mention.start]
    whole = one.whole or _opening(known, told, one.mention) or _named_before(told, one)
    if not whole:
        return _unnamed_whole(known, told, one, stated)
    same = [said.mention.interval() for said in stated if _same(said.subject.name, whole)]
    found = _whole_named(known, told, whole)
    if found is not None and not found.sure:
        return same
    if found is not None and not known.read.facts:
        same += [said.mention.interval() for said in stated if said is not one.part and _may_be(said, found.regions)]
    meant = found.regions if found else ()
    elsewhere = [told.amounts[region].interval() for region in meant if region in told.amounts]
    if len(elsewhere) < len(meant):
        elsewhere = []  # it may be the one that the text does not state
    known_as = same + [figure.interval for figure in (found.figures if found else ())] + elsewhere
    return known_as or _all_parts(known, told, one, found.regions if found else ())


def _whole_named(known: Known, told: Told, whole: str) -> Meaning | None:
    """What a whole's name means, also without its end: 三公经费总额; 占本年支出 tells of any, whatever the heading."""
    for name in shorter_names(whole):
        found = meaning(known, f"任何{name}", ()) if name in GENERIC else meaning(known, name, told.path)
        if found is not None:
            return found
    return None


def _may_be(said: Said, regions: Sequence[Region]) -> bool:
    """Whether an amount may be of one of some regions: 支出合计 of 占总支出的."""
    return said.subject.meaning is not None and not set(regions).isdisjoint(said.subject.meaning.regions)


def _all_parts(known: Known, told: Told, one: Said, regions: Sequence[Region]) -> list[Interval]:
    """The sum of the parts that the sentence gives, where they are all of a whole that is stated nowhere."""
    stated = [said for said in told.said if said.role == ACTUAL and said.mention.sentence == one.mention.sentence]
    meant = [said.subject.meaning.regions if said.subject.meaning else () for said in stated]
    inside = [(said, each[0]) for said, each in zip(stated, meant, strict=True) if len(each) == 1]
    whole = regions[0] if len(regions) == 1 else None
    parts = [(said, part) for said, part in inside if whole is not None and part != whole and part <= whole]
    outer = [(said, part) for said, part in parts if not any(part != more and part <= more for _, more in parts)]
    apart = all((part & other).empty for (_, part), (_, other) in combinations(outer, 2))
    if whole is None or not apart or not covers([part for _, part in outer], whole, known.year):
        return []
    return [total(said.mention.interval() for said, _ in outer)]


_AMONG = re.compile(r"^([^,;。:]{2,60}?)(?:决算)?(?:数|总额)?中,")


def _opening(known: Known, told: Told, mention: Mention) -> str:
    """“三公”经费 of a sentence that opens with “三公”经费支出决算中, and goes on with parts of it; else ""."""
    opened = _AMONG.match(told.sentence(mention))
    name = without_owner(opened[1]) if opened else ""
    return next((each for each in (name, name.removesuffix("支出")) if meaning(known, each, told.path)), "")


def _named_before(told: Told, one: Said) -> str:
    """The whole that an earlier share of the same sentence names: 占支出合计的80%;项目支出20万元,占20%."""
    same = [said.whole for said in told.said if said.role == SHARE and said.mention.sentence == one.mention.sentence]
    return next((whole for whole in same if whole), "")


def _same(name: str, other: str) -> bool:
    bare = [plain(each).removesuffix("总额").removesuffix("支出") for each in (name, other)]
    if name == other or (bare[0] and bare[0] == bare[1]):
        return True
    bought = [_PROCUREMENT.sub("", plain(each)) for each in (name, other)]  # 政府采购货物支出 is the 货物支出金额
    all_of_it = all("采购" in each for each in (name, other))  # 采购总额 is the 政府采购支出总额
    return bought[0] == bought[1] and (bought[0] in _BOUGHT or (all_of_it and not bought[0]))
