"""中央调剂: what each province pays and gets (国发〔2018〕18号); what is paid in is paid out, to the last 分."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import NATION
from mingzhang.insurance.month import month_from
from mingzhang.money import Rounding, round_units

RULE = "国发〔2018〕18号"
LAST_FEN_RULE = "各省拨付额先去尾到分，余下的分按小数部分从大到小各补一分，小数相同的按表中先后"
WAGE_SHARE, RATE = "中央调剂工资比例", "中央调剂上解比例"


@dataclass(frozen=True, slots=True)
class Province:
    """A year's facts of one province."""

    name: str
    wage_fen: int
    """Average wage of a year."""
    workers: int
    """在职应参保人数."""
    retired: int
    """核定的离退休人数."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    province: Province
    paid_fen: int
    received_fen: int

    @property
    def net_fen(self) -> int:
        """Positive: the province gains."""
        return self.received_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class CentralAdjustment:
    year: int
    wage_share: Parameter
    rate: Parameter
    provinces: tuple[Adjusted, ...]

    @property
    def total_fen(self) -> int:
        return sum(item.paid_fen for item in self.provinces)


def central_adjustment(provinces: Sequence[Province], year: int, law: Law) -> CentralAdjustment | Missing:
    """Paid: wage × 90% × workers × rate, 四舍五入到分; received: the sum shared out by retired persons."""
    nation = law.regions.find(NATION)
    assert nation is not None
    share = law.find(WAGE_SHARE, nation, month_from(year, 12))
    rate = law.find(RATE, nation, month_from(year, 12))
    for found in (share, rate):
        if isinstance(found, Missing):
            return found
    assert not isinstance(share, Missing)
    assert not isinstance(rate, Missing)
    factor = Fraction(share.value) * Fraction(rate.value)
    paid = [round_units(item.wage_fen * item.workers * factor, Rounding.HALF_UP) for item in provinces]
    received = share_out(sum(paid), [item.retired for item in provinces])
    rows = (Adjusted(*row) for row in zip(provinces, paid, received, strict=True))
    return CentralAdjustment(year, share, rate, tuple(rows))


def share_out(total_fen: int, weights: Sequence[int]) -> list[int]:
    """`total_fen` by weight, whole 分, by LAST_FEN_RULE; nothing where all weights are zero."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [divmod(total_fen * weight, whole) for weight in weights]
    left = total_fen - sum(share for share, _ in shares)
    favoured = sorted(range(len(weights)), key=lambda row: -shares[row][1])[:left]
    return [share + (row in favoured) for row, (share, _) in enumerate(shares)]
