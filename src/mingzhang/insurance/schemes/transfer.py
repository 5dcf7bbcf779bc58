"""转移接续: which place pays the pension, and what moves there (国办发〔2009〕66号). Places are provinces."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.money import Rounding, round_units

RULE = "国办发〔2009〕66号"
ENOUGH_MONTHS, POOL_SHARE = "待遇领取地最低缴费月数", "转移统筹基金比例"
TEMPORARY_AGE = "临时账户起始年龄"
"""Parameters: the months after which a place must pay (第六条), and the part of the wages that moves (第四条)."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Insured in one place; several stays in one place count together."""

    place: str
    months: int
    temporary: bool = False
    """A 临时缴费账户: its months count, but the place never pays."""


@dataclass(frozen=True, slots=True)
class PayingPlace:
    place: str
    reason: str


def paying_place(home: str, stays: Sequence[Stay], current: str, enough_months: int) -> PayingPlace:
    """Of the places in their order: home if the relation is there, else the last with ten years, else home."""
    months: dict[str, int] = {}
    for stay in stays:
        if not stay.temporary:
            months[stay.place] = months.get(stay.place, 0) + stay.months
    if current == home:
        return PayingPlace(home, f"{RULE}第六条（一）：基本养老保险关系在户籍所在地")
    if months.get(current, 0) >= enough_months:
        return PayingPlace(current, f"{RULE}第六条（二）：关系所在地累计缴费满10年（{months[current]}个月）")
    for stay in reversed(stays):
        if months.get(stay.place, 0) >= enough_months and not stay.temporary:
            said = f"{RULE}第六条（三）：关系所在地不满10年，转回上一个满10年的参保地（{months[stay.place]}个月）"
            return PayingPlace(stay.place, said)
    return PayingPlace(home, f"{RULE}第六条（四）：各参保地都不满10年，归集到户籍所在地")


@dataclass(frozen=True, slots=True)
class MovedFund:
    account_fen: int
    pool_fen: int
    pool_share: Fraction

    @property
    def total_fen(self) -> int:
        return self.account_fen + self.pool_fen


def moved_fund(account_fen: int, wages_since_1998_fen: int, pool_share: Fraction) -> MovedFund:
    """The whole account, and a share of the actual yearly contribution wages since 1998."""
    pool_fen = round_units(wages_since_1998_fen * pool_share, Rounding.HALF_UP)
    return MovedFund(account_fen, pool_fen, pool_share)
