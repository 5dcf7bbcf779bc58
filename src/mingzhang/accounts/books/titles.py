"""What an export's titles, sheet and file say about all its rows: the year, the month, the unit of money."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_WHEN_MADE = re.compile(r"打印|制表|导出|输出|查询时间|操作")
_DATED = re.compile(r"(?<!\d)(20\d{2})\s*[-年./]?\s*(?:第\s*)?(1[0-2]|0?[1-9])(?=\D|$|[0-3]\d(?!\d))")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=\s*年|$|\s*[-./])")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*(?:月|期)|([一二三四五六七八九]|十[一二]?)月")
_MONEY = re.compile(r"单位[:：]?\s*(?:人民币)?\s*(万元|千元|百元|亿元|元|角|分)")
_CHINESE = {name: at for at, name in enumerate((*"一二三四五六七八九十", "十一", "十二"), 1)}


_MONEY_HEADED = re.compile(
    r"[(（\[［]\s*(?:单位[:：]\s*)?(万元|千元|百元|亿元|角|分)\s*[)）\]］]|(万元|千元|百元|亿元)$"
)


def money_of_heading(name: str) -> str:
    """The unit of amounts that a column's name tells where it is not 元: 借方金额（万元）; "" elsewhere."""
    found = _MONEY_HEADED.search(name)
    return next(filter(None, found.groups())) if found else ""


class Titles(NamedTuple):
    years: frozenset[int] = frozenset()
    """Every year that the titles name as the period's."""
    months: tuple[tuple[str, int], ...] = ()
    """Where a single month is named → which: titles, sheet, file."""
    money: str = ""
    """The unit of amounts where it is not 元: 万元."""

    @property
    def month(self) -> int | None:
        """The month on which all agree."""
        named = {month for _, month in self.months}
        return named.pop() if len(named) == 1 else None


def titles_of(above: Sequence[str], sheet: str, stem: str) -> Titles:
    """What the texts above a table's header, its sheet's name and its file's name say."""
    texts = [_narrow(text) for text in above if not _WHEN_MADE.search(text)]
    places = {"标题": texts, "工作表名": [_narrow(sheet)], "文件名": [_narrow(stem)]}
    months = tuple((where, month) for where, given in places.items() if (month := _single(given)) is not None)
    years = frozenset(year for text in texts for year in _years(text))
    money = next((match[1] for text in texts if (match := _MONEY.search(text)) and match[1] != "元"), "")
    return Titles(years, months, money)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _years(text: str) -> Iterator[int]:
    yield from (int(year) for year in _YEAR.findall(text))
    yield from (int(year) for year, _ in _DATED.findall(text))


def _single(texts: Iterable[str]) -> int | None:
    """The month that texts name; None where they name none or several."""
    found: set[int] = set()
    for text in texts:
        dated = {int(month) for _, month in _DATED.findall(text)}
        found |= dated or {int(plain) if plain else _CHINESE[words] for plain, words in _MONTH.findall(text)}
    return found.pop() if len(found) == 1 else None
