"""Registers that the narrative counts: vehicles by use, areas, procurement by kind, trips and guests."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.counted import by_use, counts
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.people import KEPT, check_people
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text, wan_text
from mingzhang.printed import total

_AREA = re.compile(r"房屋(?:建筑)?面积(?:为|共)?([\d.,]+)平方米")
_AREA_PART = re.compile(r"(办公用房|业务用房|其他用房|其他)(?:\([^)]*\))?面积([\d.,]+)平方米")
_KINDS = ("货物", "工程", "服务")
_WAYS = ("集中", "分散")
_BARE_KIND = re.compile(r"[、,:]?(?:货物|工程|服务)(?:类|支出)?(?:为)?")


def check_counts(known: Known, told: list[Told]) -> Iterator[Finding]:
    owned = {whole.number for each in told for whole, _ in by_use(each.text)}
    for each in told:
        yield from _vehicles(known, each, owned)
        yield from _areas(known, each)
        yield from _procurement(known, each)
    yield from _reserved(known, told)
    yield from check_people(known, told)


_REST = "其他"
_MANY_USES = 4
"""Uses that a list tells before it is held to be complete; a shorter one may name the main uses only."""


def _vehicles(known: Known, told: Told, owned: set[int]) -> Iterator[Finding]:
    for whole, uses in by_use(told.text):
        numbers = [one.number for one in uses]
        complete = len(uses) >= _MANY_USES or any(_REST in one.use for one in uses)
        complete |= told.text.startswith(":", whole.end)
        if sum(numbers) > whole.number or (numbers and complete and sum(numbers) != whole.number):
            said = f"按用途：{' + '.join(map(str, numbers))} = {sum(numbers)}"
            yield finding("N130", place(known, told), printed=f"{whole.number}辆", arithmetic=said)
    for one in counts(told.text):
        if one.item == KEPT and len(owned) == 1 and one.number > max(owned):
            printed = f"公务用车保有量{one.number}辆"
            yield finding("N131", place(known, told), printed=printed, expected=f"不大于共有车辆 {max(owned)} 辆")


def _areas(known: Known, told: Told) -> Iterator[Finding]:
    whole = _AREA.search(told.text)
    parts = [_number(number) for _, number in _AREA_PART.findall(told.text)]
    if whole is None or len(parts) != 3:
        return
    gap = abs(sum(parts) - _number(whole[1]))
    if gap >= Fraction(5, 1000) * (len(parts) + 1):
        words = " + ".join(decimal_text(part, 2) for part in parts)
        said = f"{words} = {decimal_text(sum(parts, Fraction(0)), 2)}"
        yield finding("N132", place(known, told), printed=f"{whole[1]}平方米", arithmetic=said)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "").rstrip("."))


def _procurement(known: Known, told: Told) -> Iterator[Finding]:
    """The sum by kind; what went to small firms is no more than the whole."""
    said = [one for one in told.said if one.role == ACTUAL]
    whole = next((one for one in said if re.search(r"政府采购(支出|金额|总额)", one.mention.before)), None)
    kinds = [next((one for one in said if f"{kind}" in one.mention.before), None) for kind in _KINDS]
    parts = [one for one in kinds if one is not None]
    if whole is None or whole in parts:
        return
    kept = bool(parts) and all(_of_procurement(part.mention) for part in parts)
    added = total(part.mention.interval() for part in parts)
    complete = len(parts) == len(_KINDS) and not added.meets(whole.mention.interval())
    if kept and (complete or added.low_fen > whole.mention.interval().high_fen):
        words = " + ".join(part.mention.number for part in parts)
        yield finding(
            "N133", place(known, told, whole.mention), printed=whole.mention.text, arithmetic=_sum(words, parts)
        )
    ways = [next((one for one in said if re.search(rf"{way}采购", one.mention.before)), None) for way in _WAYS]
    both = [one for one in ways if one is not None]
    if len(both) == len(_WAYS) and not total(one.mention.interval() for one in both).meets(whole.mention.interval()):
        words = " + ".join(one.mention.number for one in both)
        where = place(known, told, whole.mention)
        yield finding("N133", where, printed=whole.mention.text, arithmetic=_sum(words, both))
    larger = whole
    for name in ("中小企业合同金额", "小微企业合同金额"):
        part = next((one for one in said if one.mention.before.endswith((name, name + "为"))), None)
        if part is not None:
            if part.mention.interval().low_fen > larger.mention.interval().high_fen:
                yield finding(
                    "N136", place(known, told, part.mention), printed=part.mention.text, expected=_most(larger.mention)
                )
            larger = part


_SMALL = re.compile(r"由(?:中小|小微)企业供应商中标或成交的,采购金额")
_SMALLEST, _BACK = "小微企业供应商", 24
"""Small and micro firms are small and medium ones: what they won stands in what those won."""
_RESERVED = re.compile(r"面向中小企业预留政府采购项目预算金额")


def _reserved(known: Known, told: list[Told]) -> Iterator[Finding]:
    """What small firms won, in a section that tells it project by project: no more than all, or than was reserved."""
    for heading in dict.fromkeys(each.heading for each in told if "采购" in each.heading):
        section = [each for each in told if each.heading == heading]
        said = [(each, one) for each in section for one in each.said if one.role == ACTUAL]
        whole = next((one for _, one in said if re.search(r"政府采购(?:支出|金额|总额)", one.mention.before)), None)
        won = [(each, one) for each, one in said if _before(each, one, _SMALL)]
        kept = next((one for each, one in said if _before(each, one, _RESERVED)), None)
        if whole is not None and won:
            firms = [one for each, one in won if _SMALLEST not in each.text[: one.mention.start][-_BACK:]]
            added = total(one.mention.interval() for one in firms)
            if added.low_fen > whole.mention.interval().high_fen:
                words = _sum(" + ".join(one.mention.number for one in firms), firms)
                where = place(known, won[0][0], won[0][1].mention)
                yield finding("N136", where, printed=words, expected=_most(whole.mention))
        if kept is not None and won and won[0][1].mention.interval().low_fen > kept.mention.interval().high_fen:
            where = place(known, won[0][0], won[0][1].mention)
            yield finding("N136", where, printed=won[0][1].mention.text, expected=_most(kept.mention))


def _of_procurement(mention: Mention) -> bool:
    """Whether an amount by kind is one of procurement: 政府采购货物支出, or 货物 alone in a list."""
    return "采购" in mention.before or _BARE_KIND.fullmatch(mention.before) is not None


def _before(told: Told, one: Said, pattern: "re.Pattern[str]") -> bool:
    """Whether a pattern ends right before a figure."""
    return any(match.end() == one.mention.start for match in pattern.finditer(told.text))


def _most(mention: Mention) -> str:
    return f"不大于 {mention.text}"


def _sum(words: str, parts: list[Said]) -> str:
    added = total(part.mention.interval() for part in parts)
    return f"{words} = {wan_text((added.low_fen + added.high_fen) // 2)}（万元）"
