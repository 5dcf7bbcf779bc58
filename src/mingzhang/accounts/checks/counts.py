"""Registers that the narrative counts: vehicles by use, areas, procurement by kind, trips and guests."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text, wan_text
from mingzhang.printed import total

_VEHICLES = re.compile(r"共有车辆(\d+)辆,其中:([^。;]*)")
_USE = re.compile(r"([一-鿿]+(?:用车|车辆|车))(\d+)辆")
_KEPT = re.compile(r"公务用车保有量为?(\d+)辆")
_AREA = re.compile(r"房屋(?:建筑)?面积(?:为|共)?([\d.,]+)平方米")
_AREA_PART = re.compile(r"(办公用房|业务用房|其他用房|其他)(?:\([^)]*\))?面积([\d.,]+)平方米")
_KINDS = ("货物", "工程", "服务")
_BARE_KIND = re.compile(r"[、,:]?(?:货物|工程|服务)(?:类|支出)?(?:为)?")


_TRIPS = re.compile(r"出国\(境\)(?:团组)?(?:累计)?(\d+)个[^。]{0,8}?累计(\d+)人次")
_GUESTS = re.compile(r"(?:国内公务接待|外事接待)(?:累计)?(\d+)批次?[、,](\d+)人次?")
_BOUGHT = re.compile(r"(?:购置|更新)公务用车(\d+)辆")


def check_counts(known: Known, told: list[Told]) -> Iterator[Finding]:
    owned = {int(match[1]) for each in told for match in _VEHICLES.finditer(each.text)}
    for each in told:
        yield from _vehicles(known, each, owned)
        yield from _areas(known, each)
        yield from _procurement(known, each)
        yield from _three_public(known, each)
    yield from _reserved(known, told)


def _vehicles(known: Known, told: Told, owned: set[int]) -> Iterator[Finding]:
    for match in _VEHICLES.finditer(told.text):
        uses = [int(number) for _, number in _USE.findall(match[2])]
        if len(uses) > 1 and sum(uses) != int(match[1]):
            words = " + ".join(map(str, uses))
            yield finding(
                "N130", place(known, told), printed=f"{match[1]}辆", arithmetic=f"按用途：{words} = {sum(uses)}"
            )
    for match in _KEPT.finditer(told.text):
        if len(owned) == 1 and int(match[1]) > max(owned):
            yield finding("N131", place(known, told), printed=match[0], expected=f"不大于共有车辆 {max(owned)} 辆")


_COUNTED = (
    (_TRIPS, "因公出国（境）费"),
    (_GUESTS, "公务接待费"),
    (_BOUGHT, "公务用车购置费"),
)


def _three_public(known: Known, told: Told) -> Iterator[Finding]:
    """Trips, guests and new vehicles for which form 07 prints no money; more people than parties of them."""
    for pattern, row in _COUNTED:
        figure = known.figure("07", row, "决算数")
        for match in pattern.finditer(told.text):
            numbers = [int(number) for number in match.groups()]
            if figure is not None and figure.ticks == 0 and any(numbers):
                said = f"07 表“{row}”决算数为零"
                yield finding("N137", place(known, told), printed=match[0], arithmetic=said)
            elif len(numbers) > 1 and (numbers[1] < numbers[0]):
                yield finding("N138", place(known, told), printed=match[0])
    whole = known.figure("07", "公务接待费", "决算数")
    guests = [one for one in told.said if one.mention.is_amount and _GUESTS.search(one.mention.before)]
    for one in guests:
        if whole is not None and one.mention.interval().low_fen > whole.interval.high_fen:
            limit = f"不大于 07 表公务接待费 {whole.printed or '空白'}"
            yield finding("N139", place(known, told, one.mention), printed=one.mention.text, expected=limit)


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
    sums = len(parts) == len(_KINDS) and all(_of_procurement(part.mention) for part in parts)
    if sums and not total(part.mention.interval() for part in parts).meets(whole.mention.interval()):
        words = " + ".join(part.mention.number for part in parts)
        yield finding(
            "N133", place(known, told, whole.mention), printed=whole.mention.text, arithmetic=_sum(words, parts)
        )
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
            added = total(one.mention.interval() for _, one in won)
            if added.low_fen > whole.mention.interval().high_fen:
                words = _sum(" + ".join(one.mention.number for _, one in won), [one for _, one in won])
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
