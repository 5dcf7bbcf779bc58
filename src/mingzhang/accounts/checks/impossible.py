"""Days that no calendar has, parts of persons and vehicles, rates of all of a thing above all of it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.findings import Finding, Place, finding

_DAY = re.compile(r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)年)?(?<![\d.])(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d年(?P<month>\d{1,2})月(?!\d)")
_COUNT = re.compile(r"(?<![\d.])\d+\.\d*[1-9]\d*(?:人次|批次|个团组|辆(?!次)|台\(套\))")
_ON_AVERAGE = re.compile(r"均|每[^,;。]*$")
_OF_ALL = re.compile(
    r"(?:覆盖率|满意度|满意率|合格率|准确率|及时率|办结率)(?:均?达到?|均?为|是)?(?P<rate>\d+(?:\.\d+)?)%"
)
LEAP_YEAR, MONTHS, ALL = 2000, 12, 100
"""A year with every day that any year has; the months of a year; all of a thing in percent."""
AROUND = 20
"""Characters shown on each side."""


def check_impossible(known: Known) -> Iterator[Finding]:
    """Every line of the document outside of its forms."""
    lines = [(text.text, text.spot) for text in known.read.others]
    lines += [(paragraph.text, spot) for paragraph, spot in known.read.paragraphs()]
    for line, spot in lines:
        text = squeezed(line)
        for match in _wrong(text):
            yield finding("X134", _place(known, text, spot, match), printed=match[0])


def _wrong(text: str) -> Iterator["re.Match[str]"]:
    if "月" in text:
        yield from (match for match in _DAY.finditer(text) if not _is_day(match))
        yield from (match for match in _MONTH.finditer(text) if not _is_month(int(match["month"])))
    if "." in text:
        yield from (match for match in _COUNT.finditer(text) if not _on_average(text, match.start()))
    if "%" in text:
        yield from (match for match in _OF_ALL.finditer(text) if Fraction(match["rate"]) > ALL)


def _on_average(text: str, at: int) -> bool:
    return _ON_AVERAGE.search(text[max(0, at - AROUND) : at]) is not None


def _is_month(month: int) -> bool:
    return 1 <= month <= MONTHS


def _is_day(match: "re.Match[str]") -> bool:
    month = int(match["month"])
    return _is_month(month) and 1 <= int(match["day"]) <= monthrange(int(match["year"] or LEAP_YEAR), month)[1]


def _place(known: Known, text: str, spot: Spot, match: "re.Match[str]") -> Place:
    begin, end = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
    around = ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
    return Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=around)
