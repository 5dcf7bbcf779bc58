"""Receptions and vehicles in detail: at home, abroad, foreign guests, a head, a vehicle; meetings and training."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.counted import counts
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention, mentions
from mingzhang.accounts.checks.people import BOUGHT, GUESTS, KEPT
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Told
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text, wan_text
from mingzhang.printed import Interval, total

_HOME = re.compile(r"国内(?:公务)?接待(?:费|支出|经费)+(?:决算数?)?(?:为)?$")
_ABROAD = re.compile(r"国\(境\)外(?:公务)?接待(?:费|支出|经费)+(?:决算数?)?(?:为)?$")
_OF_GUESTS = re.compile(r"外[事宾](?:公务)?接待(?:费|支出|经费)+(?:决算数?)?(?:为)?$")
_AMONG = re.compile(
    r"(?P<all>[\d,.]*\d)(?P<unit>万?元)\((?:其中|含):?(?:国内)?(?:外事|外宾)接待(?:费|支出|决算|为)*"
    r"(?P<own>[\d,.]*\d)(?P=unit)"
)
"""0.50万元(含外宾接待支出0.10万元)."""
_A_HEAD = re.compile(
    r"人均(?:公务)?接待(?:费|消费|开支|支出)(?:用|支出|标准)?(?:为|约)?$"
    r"|接待[^。;会培]*人(?:次)?[,，]人均(?:消费|开支|支出|费用|花费)?(?:为|约)?$"
)
_A_PURCHASE = re.compile(r"(?:车均|平均每辆|每辆)(?:公务用车)?购置(?:费|费用|支出|价格)?(?:为)?$")
_A_VEHICLE = re.compile(
    r"(?:平均每辆(?:车)?|每车平均)(?:运行)?(?:维护)?(?:费|支出)?(?:为)?$|车均(?:公务用车)?(?:运行)?(?:维护|运维|运行)费(?:用|支出)?(?:为)?$"
)
_DIVISIONS = {"会议费": "30215", "培训费": "30216"}


def check_receptions(known: Known, told: list[Told]) -> Iterator[Finding]:
    guests, vehicles, bought = (_counted(told, item) for item in (GUESTS, KEPT, BOUGHT))
    for at, each in enumerate(told):
        beside = [other for other in told[max(at - 1, 0) : at + 2] if other.path == each.path]
        yield from _home_and_abroad(known, each, beside)
        yield from _foreign_guests(known, each)
        yield from _average(known, each, _A_HEAD, "公务接待费", guests)
        yield from _average(known, each, _A_VEHICLE, "公务用车运行维护费", vehicles)
        yield from _average(known, each, _A_PURCHASE, "公务用车购置费", bought)
        yield from _meetings(known, each)


def _amount(told: Told, pattern: "re.Pattern[str]") -> Mention | None:
    """The first amount that the words of a pattern stand right before."""
    amounts = (mention for mention in mentions(told.text) if mention.is_amount)
    return next((each for each in amounts if pattern.search(told.text[: each.start])), None)


def _home_and_abroad(known: Known, told: Told, near: list[Told]) -> Iterator[Finding]:
    """Receptions at home and abroad make up those of form 07; those of foreign guests stand in them, or beside them.

    Some tell them in paragraphs of their own, one after the other: `near` are the paragraph and its neighbours.
    """
    home, abroad, foreign = (_amount(told, words) for words in (_HOME, _ABROAD, _OF_GUESTS))
    if home is not None and (abroad or foreign) is None:
        abroad, foreign = (next(filter(None, (_amount(one, w) for one in near)), None) for w in (_ABROAD, _OF_GUESTS))
    whole = known.figure("07", "公务接待费", "决算数")
    beside = abroad or foreign
    if home is None or whole is None:
        return
    if beside is None:
        counted = any(char.isdigit() for char in home.before)  # told with its guests
        if home.interval().low_fen > whole.interval.high_fen and not counted:
            limit = f"不大于 07 表公务接待费 {whole.printed or '空白'}"
            yield finding("N139", place(known, told, home), printed=home.text, expected=limit)
        return
    added = total([home.interval(), beside.interval()])
    apart = abroad is not None or "其他国内" in home.before
    within = not apart and home.interval().meets(whole.interval) and beside.value <= home.value
    if not added.meets(whole.interval) and not within:
        said = f"{home.number} + {beside.number} = {_middle(added)}（万元）"
        yield finding(
            "N150",
            place(known, told, home),
            printed=home.text,
            expected=f"07 表公务接待费 {whole.printed or '空白'}",
            arithmetic=said,
        )


def _foreign_guests(known: Known, told: Told) -> Iterator[Finding]:
    """Those of foreign guests among the receptions at home are no more than all of them."""
    found = counts(told.text)
    for home, own in ((f"公务接待.国内{what}", f"公务接待.外事{what}") for what in ("批次", "人次")):
        more = [
            (one, other)
            for one in found
            for other in found
            if one.item == home and other.item == own and one.sentence == other.sentence and other.number > one.number
        ]
        for one, other in more[:1]:
            yield finding("N151", place(known, told), printed=told.text[one.start : other.end])
    for match in _AMONG.finditer(told.text):
        among, every = (Fraction(match[which].replace(",", "").strip(".")) for which in ("own", "all"))
        if among > every:
            yield finding("N151", place(known, told), printed=match[0])


def _counted(told: list[Told], item: str) -> int:
    """The number that the whole report tells of guests or vehicles; 0 where it tells none, or several."""
    numbers = {one.number for each in told for one in counts(each.text) if one.item == item} - {0}
    return numbers.pop() if len(numbers) == 1 else 0


def _average(known: Known, told: Told, pattern: "re.Pattern[str]", row: str, count: int) -> Iterator[Finding]:
    """An amount a head or a vehicle, of what form 07 prints; the averages are rounded as they are printed."""
    stated, whole = _amount(told, pattern), known.figure("07", row, "决算数")
    if stated is None or whole is None or not count or whole.ticks == 0:
        return
    low, high = (stated.interval().low_fen * count, stated.interval().high_fen * count)
    if low - count <= whole.interval.high_fen and whole.interval.low_fen <= high + count:
        return
    unit = 100 if stated.unit == "元" else 1_000_000
    due = decimal_text(_exact(whole.interval, count * unit), stated.decimals or 2)
    said = f"{row} {whole.printed}{known.read.facts['07'].amounts} ÷ {count} = {due}{stated.unit}"
    yield finding("N149", place(known, told, stated), printed=stated.text, expected=due + stated.unit, arithmetic=said)


def _meetings(known: Known, told: Told) -> Iterator[Finding]:
    """Meetings or training cost at least what form 06 prints of them in basic expenditure alone."""
    for one in told.said:
        name = one.subject.meaning.name if one.subject.meaning else one.subject.name
        code = _DIVISIONS.get(name.removesuffix("支出"), "")
        figure = known.figure("06", code, "决算数") if code and one.role == ACTUAL else None
        opens = told.text.startswith(one.subject.name[:3]) or one.subject.name[:3] in told.heading
        if figure is not None and opens and one.mention.interval().high_fen < figure.interval.low_fen:
            limit = f"不小于 06 表 {code} 的 {figure.printed}"
            yield finding("N152", place(known, told, one.mention), printed=one.mention.text, expected=limit)


def _middle(amount: Interval) -> str:
    return wan_text((amount.low_fen + amount.high_fen) // 2)


def _exact(amount: Interval, divisor: int) -> Fraction:
    return Fraction(amount.low_fen + amount.high_fen, 2 * divisor)
