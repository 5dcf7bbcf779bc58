"""The year wherever the text tells it."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import ACTUAL, CHANGE, COMPLETION, DELTA, LAST, OTHER
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.narrative import part_of
from mingzhang.findings import Finding, Place, finding

LONGEST = 80
"""Characters of a line that may be a title, a heading or a line of contents."""
_TITLED = re.compile(
    r"^[^与比较和同,。]{0,40}?(20\d\d)年度?(?:部门|单位)?(?:收入|支出|财政拨款|一般公共预算|政府性基金预算|预算绩效)?[^与比较,。]{0,12}?决算"
)
_CUT_SHORT = re.compile(
    r"(?<!\d)(20\d|20\d{3,5})年度?(?=部门|单位|决算|收|支|财政|一般|政府|国有|\"三公|,|预算绩效|项目|无|绩效|机关)"
)
_UNTIL = re.compile(r"(?:截至|截止)(?:到)?(20\d\d)年12月31日")
_COMPARED = re.compile(
    r"(?:与|比|较|和|同)(20\d\d)年度?(?:决算数?|实际数?|支出数?)?(?:相比|比较|增加|减少|增长|下降|持平|,(?=[^。]{0,30}(?:增加|减少|持平)))"
)
_HELD = re.compile(
    r"^(?:\(?\d{1,2}[)、.])?(20\d\d)年度?(?:全年)?(?:共|累计)?(?:参加|组织|安排)?(?:因公出国|出国\(境\)|国内公务接待|公务接待\d|购置公务用车|公务用车购置)"
)
"""What a sentence of the three public expenses counts, and of which year."""


_LAST_TOLD = re.compile(
    r"^(?:\(?\d{1,2}[)、.])?(20\d\d)年度?[^,。与比较和同]{0,30}(?:决算|支出|经费|收入)(?:数|总额)?[^,。]{0,4}(?:同比|较上年|比上年|与上年)"
)
"""A sentence that compares a year with the one before it."""


_OWN_YEAR = re.compile(
    r"纳入[^,。]{0,40}?(20\d\d)年度?(?:部门|单位)?决算编[制报]范围"
    r"|预算相比,(20\d\d)年度[^,。]{0,24}支出(?:完成|\d)"
    r"|(?:截至|截止|到)(20\d\d)年末"
    r"|绩效(?:目标|跟踪评价|自评|评价)的(20\d\d)年度项目"
    r"|绩效[^,。]{0,8}情况:(20\d\d)年度,"
    r"|,(20\d\d)年度无(?:机关运行|政府性基金|国有资本|政府采购)"
    r"|(?<![与比较和同])(20\d\d)年度?,[^,。]{0,40}所属各?预算单位开支"
)
"""Places of the usual wording where the document's own year stands."""
_SUBJECT = (
    r"(?:收入|支出|收、支|财政拨款|一般公共预算|政府性基金|国有资本经营|\"三公|因公出国|公务接待|公务用车|机关运行经费"
    r"|政府采购|本年收入|本年支出|无(?:政府性基金|国有资本|机关运行|政府采购)|未开展|项目绩效|部门整体)"
)
_OPENED = re.compile(
    rf"^(?:[(]?[一二三四五六七八九十\d]{{1,2}}[)、.])*[^,。:\d与比较和同]{{0,40}}?(?P<year>20\d\d)年度{_SUBJECT}"
)
"""A paragraph that begins with the year, or with the unit's name and the year."""
_BUDGET = re.compile(r"(?<!公共)(?<!经营)(?<!基金)预算")
"""A budget, and not the name of a fund."""
_THEN = re.compile(r"[与比较和同为]20\d\d年")


def check_told_years(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Years of headings, contents and sentences against the document's own."""
    year = known.read.disclosure.year
    if not year:
        return
    for text, spot, heads in _lines(known):
        yield from _year(known, text, spot, year, heads=heads)
    for each in told:
        yield from _last_day(known, each, year)
        yield from _stale(known, each, year)
        yield from _compared(known, each, year)
        yield from _counted(known, each, year)
        yield from _opened(known, each, year)
    yield from _title_page(known, year)
    for text, spot, _ in _lines(known):
        for match in _OWN_YEAR.finditer(text):
            told_year = next(each for each in match.groups() if each)
            if int(told_year) != year:
                where = Place(
                    file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=text[:LONGEST]
                )
                yield finding("X115", where, printed=f"{told_year}年", expected=f"{year}年")


def _line(known: Known, text: str, spot: Spot) -> Place:
    return Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=text[:LONGEST])


TITLE_PAGE = 5
"""Lines of the title page, which may break the title between year and 决算."""
_TITLE = re.compile(r"(?:^|[^\d与比较和同至])(20\d\d)年度?(?:部门|单位)?决算(?!数|编|支|收|为)")


def _title_page(known: Known, year: int) -> Iterator[Finding]:
    lines = known.read.others[:TITLE_PAGE]
    page = "".join(squeezed(text.text) for text in lines if len(text.text) <= LONGEST)
    match = _TITLE.search(page)
    alone = not any(_TITLED.search(squeezed(text.text)) for text in lines)
    if match and alone and int(match[1]) != year:
        spot = lines[0].spot
        yield finding("X115", _line(known, f"{match[1]}年度", spot), printed=f"{match[1]}年度", expected=f"{year}年度")


def _opened(known: Known, told: Told, year: int) -> Iterator[Finding]:
    """A paragraph of the report that opens with another year and tells nothing of this one, nor compares."""
    match = _OPENED.match(told.text)
    if match is None or str(year) in told.text or _THEN.search(told.text):
        return
    other = int(match["year"])
    later = other == year + 1 and "预算" not in told.text[: match.end() + 20].replace("公共预算", "").replace(
        "经营预算", ""
    )
    roles = [one.role for one in told.said]
    earlier = other in (year - 1, year - 2) and (LAST not in roles[1:] or ACTUAL in roles)
    if later or earlier:
        yield finding("X115", place(known, told), printed=f"{other}年度", expected=f"{year}年度")


def _lines(known: Known) -> Iterator[tuple[str, Spot, bool]]:
    """Every line with its place, and whether it is a title, a heading or a line of contents."""
    yield from ((squeezed(text.text), text.spot, len(text.text) <= LONGEST) for text in known.read.others)
    yield from ((squeezed(paragraph.text), spot, bool(paragraph.level)) for paragraph, spot in known.read.paragraphs())
    above = (text for facts in known.read.facts.values() for text in facts.captions if part_of(text.text))
    yield from ((squeezed(text.text), text.spot, True) for text in above)


def _year(known: Known, text: str, spot: Spot, year: int, *, heads: bool) -> Iterator[Finding]:
    where = _line(known, text, spot)
    expected = f"{year}年度"
    if match := _CUT_SHORT.search(text):
        yield finding("X115", where, printed=match[0], expected=expected)
    elif heads and (title := _TITLED.search(text)) and int(title[1]) != year:
        yield finding("X115", where, printed=f"{title[1]}年度", expected=expected)


def _last_day(known: Known, told: Told, year: int) -> Iterator[Finding]:
    for match in _UNTIL.finditer(told.text):
        if int(match[1]) != year:
            yield finding("X115", place(known, told), printed=match[0], expected=f"{year}年12月31日")


def _compared(known: Known, told: Told, year: int) -> Iterator[Finding]:
    """与…年度相比 is about the year before: this year, or the one before that, is left of an older text.

    What a reason compares is its own affair.
    """
    for sentence in told.text.split("。"):
        said = re.split(r"原因|由于|因为", sentence)[0]
        for match in _COMPARED.finditer(said):
            if int(match[1]) in (year, year - 2) and str(int(match[1]) + 1) not in said[: match.start()]:
                yield finding("X115", place(known, told), printed=match[0], expected=f"{year - 1}年度")


def _counted(known: Known, told: Told, year: int) -> Iterator[Finding]:
    """Trips, guests and vehicles counted for last year in a sentence that tells nothing of this one."""
    for sentence in told.text.split("。"):
        match = _HELD.match(sentence) or _LAST_TOLD.match(sentence)
        if match and int(match[1]) in (year - 1, year - 2, year + 1) and str(year) not in sentence:
            yield finding("X115", place(known, told), printed=f"{match[1]}年", expected=f"{year}年")


def _stale(known: Known, told: Told, year: int) -> Iterator[Finding]:
    """This year's figure under another year's number, where the paragraph tells none for this year."""
    for one in told.said:
        own = re.match(r"^[^与比较和同]{0,30}?(20\d\d)年度?", one.mention.before)
        found = one.subject.meaning
        if one.role not in (LAST, OTHER) or own is None or int(own[1]) == year or found is None or not found.sure:
            continue
        same = any(figure.ticks and one.mention.interval().meets(figure.interval) for figure in found.figures)
        if (same or _goes_on(told, one)) and one.subject.actual is None:
            yield finding("X115", place(known, told, one.mention), printed=f"{own[1]}年度", expected=f"{year}年度")


def _goes_on(told: Told, one: Said) -> bool:
    """Whether a sentence goes on from an amount as only this year's does: how much of the budget, more than last year.

    Not in a paragraph that tells what this year's amount was.
    """
    if any(each.role == ACTUAL for each in told.said):
        return False
    after = [each for each in told.said if each.subject is one.subject and each.mention.start > one.mention.start]
    return any(each.role in (COMPLETION, DELTA, CHANGE) and each.base in ("", LAST) for each in after)
