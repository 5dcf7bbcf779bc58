"""Figures in running text: each with its unit, the words before it, its sentence and its interval."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mingzhang.accounts.readers.characters import squeezed
from mingzhang.money import FEN_PER_WAN, FEN_PER_YUAN
from mingzhang.printed import Interval, interval_of

DOUBLED = {"一": 1, "两": 3, "二": 3, "三": 7}
"""How many times of what was there before is added where it doubles so often: 翻两番."""
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NIL = "|".join(f"(?<={words}为0)" for words in ("预算", "预算数", "决算", "决算数", "支出", "收入"))
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<number>{_NUMBER})(?:(?P<unit>亿元|万元|元(?!/)|个?百分点|%|倍(?![多以左有数]))|(?P<short>万(?=[,;。、()]|其中|$))"
    rf"|(?P<nil>(?:{_NIL})(?=[,;。]))"
    rf"|(?<=\.\d\d)(?=(?:[,、和]|增加|减少|增长|下降){_NUMBER}(?P<shared>亿元|万元|元)))"
    rf"|(?<=翻)了?(?P<doubled>[{''.join(DOUBLED)}])番"
)
"""A figure with its unit; 0.50万 is short for 万元, and 2.08减少0.03万元 and 10.00、20.00万元 share one unit. 4倍 and
翻两番 are rates as well.
A budget of 0 needs none: 年初预算为0,支出决算为10.00万元."""
_ASIDE = re.compile(r"^\([^()]*\)(?=.)")
"""What is said in brackets of the figure before: 749.46万元(含年初结转和结余)、支出总计."""
_STOP = re.compile(r"[,;。:!?]|(?<!\d)\.(?!\d)")
PERCENT, TIMES, DOUBLINGS = 100, "倍", "番"
UNIT_FEN = {"亿元": FEN_PER_WAN * 10_000, "万元": FEN_PER_WAN, "元": FEN_PER_YUAN}


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount or a percentage as it stands in a paragraph."""

    before: str
    """From the last stop or figure up to it, squeezed: in half width, without spaces."""
    number: str
    unit: str
    start: int
    end: int
    """Where it stands in the squeezed paragraph."""
    sentence: int
    """Which sentence of the paragraph; 0 is the first."""

    @property
    def value(self) -> Fraction:
        """Of a rate in percent, also where it is told in times."""
        if self.number in DOUBLED:
            return Fraction(DOUBLED[self.number] * PERCENT)
        return Fraction(self.number.replace(",", "")) * (PERCENT if self.unit == TIMES else 1)

    @property
    def decimals(self) -> int:
        """How many decimals the value has; 4倍 is 400% to the nearest hundred, which is two less than none."""
        return len(self.number.partition(".")[2]) - (2 if self.is_times else 0)

    @property
    def text(self) -> str:
        return self.number + self.unit

    @property
    def is_amount(self) -> bool:
        return self.unit in UNIT_FEN

    @property
    def is_rate(self) -> bool:
        return self.unit in ("%", TIMES, DOUBLINGS)

    @property
    def is_times(self) -> bool:
        return self.unit in (TIMES, DOUBLINGS)

    def interval(self, unit: str = "") -> Interval:
        """The amounts in 分 that print so; with another unit, as if it were that. A plain 0 is an exact zero."""
        unit_fen, parts = UNIT_FEN[unit or self.unit], 10**self.decimals
        ticks = int(self.number.replace(",", "").replace(".", ""))
        if unit_fen < parts or (ticks == 0 and parts == 1):
            fen = int(self.value * unit_fen)
            return Interval(fen, fen)
        return interval_of(ticks, unit_fen // parts)

    def beside(self, figures: Sequence[Interval]) -> Interval:
        """The amounts that print so where a form prints one of them: 3万元 beside 3.00 is no amount from 2.50 on."""
        stated = self.interval()
        short = self.unit == "万元" and self.decimals < DECIMALS and any(stated.meets(each) for each in figures)
        return interval_of(int(self.value * 10**DECIMALS)) if short else stated


DECIMALS = 2
"""Of the forms' figures in 万元."""


@lru_cache(maxsize=1 << 10)
def mentions(text: str) -> tuple[Mention, ...]:
    """The amounts and percentages of a paragraph, in order."""
    return tuple(_mentions(squeezed(text)))


def _mentions(text: str) -> Iterator[Mention]:
    last = 0
    for match in _FIGURE.finditer(text):
        stops = [stop.end() for stop in _STOP.finditer(text, last, match.start())]
        begin = stops[-1] if stops else last
        yield Mention(
            _ASIDE.sub("", text[begin : match.start()]) if begin == last else text[begin : match.start()],
            match["number"] or match["doubled"],
            DOUBLINGS if match["doubled"] else match["unit"] or match["shared"] or "万元",
            match.start(),
            match.end(),
            text.count("。", 0, match.start()),
        )
        last = match.end()


def sentence_of(text: str, at: int) -> str:
    """The sentence of a squeezed paragraph in which a place stands."""
    begin = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    return text[begin : end if end >= 0 else len(text)]
