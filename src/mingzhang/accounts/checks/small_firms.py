"""What small firms won of goods, works and services, told as shares, against what they won of all."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import printed_rate
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.phrases import ACTUAL, SHARE
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.findings import Finding, finding
from mingzhang.money import FEN_PER_WAN, decimal_text
from mingzhang.printed import total

_KINDS = ("货物", "工程", "服务")
_SHARE = re.compile(
    r"(货物|工程|服务)(?:采购)?(?:支出)?授予中小企业合同金额"
    r"占(?:政府采购)?\1(?:类)?(?:采购)?支出(?:金额|总额)?的?$"
)
_ALL = re.compile(r"采购(?:支出)?(?:金额|总额)(?:为)?$")
_WON = re.compile(r"授予中小企业(?:的)?合同(?:总)?金额(?:为)?$")


def check_small_firms(known: Known, told: list[Told]) -> Iterator[Finding]:
    """货物采购授予中小企业合同金额占货物支出金额的50.00%,…: the parts make up 授予中小企业合同金额."""
    for each in told:
        shares = {found[1]: one for one in each.said if (found := _told_share(one))}
        bought = {kind: one for kind in _KINDS if (one := _bought(each, kind))}
        won = next((one.mention for one in each.said if one.role == ACTUAL and _WON.search(one.mention.before)), None)
        spent = {kind: one for kind, one in bought.items() if one.value}
        if won is None or not shares or not _all_kinds(each, bought) or not spent.keys() <= shares.keys():
            continue
        low, high = _together(spent, shares)
        if low > won.interval().high_fen or high < won.interval().low_fen:
            words = " + ".join(f"{one.number} × {shares[kind].mention.text}" for kind, one in spent.items())
            said = f"{words} = {decimal_text((low + high) / 2 / FEN_PER_WAN, 2)}，授予中小企业合同金额 {won.number}"
            printed = "、".join(shares[kind].mention.text for kind in spent)
            yield finding("N111", place(known, each, won), printed=printed, arithmetic=said)


def _told_share(one: Said) -> "re.Match[str] | None":
    return _SHARE.search(one.mention.before) if one.role == SHARE else None


def _bought(told: Told, kind: str) -> Mention | None:
    """What was spent on a kind: the first amount that goes by its name."""
    words = re.compile(rf"{kind}(?:类)?(?:采购)?(?:支出)?(?:金额)?(?:为)?$")
    said = (one.mention for one in told.said if one.role == ACTUAL)
    return next((mention for mention in said if words.search(mention.before)), None)


def _all_kinds(told: Told, bought: dict[str, Mention]) -> bool:
    """Whether the kinds that are told are all that was bought: each by name, or those that make up the total."""
    said = (one.mention for one in told.said if one.role == ACTUAL)
    whole = next((mention for mention in said if _ALL.search(mention.before)), None)
    listed = total(mention.interval() for mention in bought.values())
    return len(bought) == len(_KINDS) or (whole is not None and bool(bought) and listed.meets(whole.interval()))


def _together(spent: dict[str, Mention], shares: dict[str, Said]) -> tuple[Fraction, Fraction]:
    """The least and the most, in 分, that the shares of all kinds come to."""
    low = high = Fraction(0)
    for kind, mention in spent.items():
        amount, (least, most) = mention.interval(), printed_rate(shares[kind].mention)
        low += max(least, Fraction(0)) * amount.low_fen / 100
        high += most * amount.high_fen / 100
    return low, high
