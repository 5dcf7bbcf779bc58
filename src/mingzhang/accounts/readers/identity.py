"""Whose final accounts a document is, of which year, and whether it is final accounts at all."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mingzhang.accounts.disclosure import Unit
from mingzhang.accounts.readers.captions import YEAR, Caption, with_arabic_years
from mingzhang.accounts.readers.characters import LONGEST_NAME, may_be_title, squeezed
from mingzhang.accounts.readers.document import Text

_TITLE = re.compile(rf"^(.{{0,{LONGEST_NAME}}}?)(20\d\d)年度?(?:.{{0,30}}?)(部门|单位)?(决算|财务决算)")
_OVERVIEW = re.compile(rf"^第一部分(.{{3,{LONGEST_NAME}}}?)(?:20\d\d年度?)?(?:部门|单位)?(?:概况|基本情况)$")
_COMPARED = re.compile(r"[比较与和同]20\d\d年")
"""Another year than the one that is told of."""
_ORDINAL = re.compile(r"^[(（]?(?:[一二三四五六七八九十]+|\d{1,2})[)）、.．]")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_SPENT_YEAR = re.compile(r"(20\d\d)年度?[^。]{0,30}(?:决算|支出总计|收入总计)")
_ABOUT = re.compile(r"(20\d\d)年度?.{0,20}(部门预算|单位预算|预算公开|预算草案|财政预算)")
_BUDGET = re.compile(r"预算(公开|草案|表|编制)|部门预算")
TITLE_LINES = 12
_OF_A_GOVERNMENT = re.compile(r"决算(?:草案)?的?(?:报告|决议|草案)|(?:财政|预算执行)[^。]{0,10}报告")
_UNIT_ACCOUNTS = re.compile(
    r"部门决算|单位决算|三公.*决算|决算.*三公|决算(?:信息)?公开|决算情况|决算(?:公开)?(?:的?情况)?说明"
)
_STATED = re.compile(
    r"(收入总计|支出总计|收、支总计|本年收入|本年支出|上级补助收入|事业收入|经营收入|其他收入|总收入|总支出|收入合计|支出合计|财政拨款收入|财政拨款支出|基本支出|项目支出|人员经费|公用经费"
    r"|三公|因公出国|公务接待|公务用车|机关运行经费|政府采购|结转和结余)[^。;\d]{0,40}\d[\d.,]*(?:万元|元)"
)
ENOUGH_SUBJECTS = 3
"""What a text tells with amounts before it counts as the report of final accounts that were published without forms."""


def year_of(captions: Sequence[Caption], texts: Sequence[Text]) -> int | None:
    """The year that the forms and headings name most often, the forms first."""
    named = Counter(caption.year for caption in captions if caption.year)
    if named:
        return named.most_common(1)[0][0]
    heads = [with_arabic_years(squeezed(text.text)) for text in texts if may_be_title(text.text)]
    heads = [_COMPARED.sub("", text) for text in heads]
    titled = [int(match[2]) for text in heads if (match := _TITLE.match(text))]
    titled += [int(match[1]) for text in heads if "决算" in text and (match := YEAR.search(text))]
    if not titled:
        titled = [int(match[1]) for text in texts if (match := _SPENT_YEAR.search(squeezed(text.text)))]
    return Counter(titled).most_common(1)[0][0] if titled else None


def unit_of(captions: Sequence[Caption], texts: Sequence[Text]) -> Unit:
    """The unit as named above the forms or on the title page, and the name that the headings use."""
    above = Counter(caption.unit for caption in captions if caption.unit)
    title = _first(_title_names(texts))
    overview = _first(match[1] for text in texts if (match := _OVERVIEW.match(squeezed(text.text))))
    if overview.endswith(title):
        title = overview  # a title page that breaks the name over lines
    name = above.most_common(1)[0][0] if above else title
    return Unit(name=name, short_name=overview or title or name, kind="")


def _first(names: Iterable[str]) -> str:
    return next((name for name in names if name), "")


def _title_names(texts: Sequence[Text]) -> Iterable[str]:
    """Names before the year on the title page; the name may stand on a line of its own above it."""
    heads = [with_arabic_years(squeezed(text.text)) for text in texts[:TITLE_LINES]]
    for number, head in enumerate(heads):
        match = _TITLE.match(head) if may_be_title(head) else None
        if match and not _PART.match(head):
            named = "" if _ORDINAL.match(match[1]) else match[1].strip("《")
            yield named or (heads[number - 1] if number and 1 < len(heads[number - 1]) <= LONGEST_NAME else "")


def says_budget(texts: Sequence[Text]) -> bool:
    """Whether the title page is that of a budget: its first title that says either."""
    lines = (squeezed(text.text) for text in texts[:TITLE_LINES])
    for head in filter(may_be_title, lines):
        if _UNIT_ACCOUNTS.search(head) and "预" not in head:
            return False
        if "决算" not in head and (_ABOUT.search(head) or _BUDGET.search(head)):
            return True
    return False


def tells_accounts(texts: Iterable[str]) -> bool:
    """Whether texts without forms report a unit's final accounts: named so, and with amounts of several subjects."""
    lines = [squeezed(text) for text in texts]
    heads = list(filter(may_be_title, lines))
    named = any(_UNIT_ACCOUNTS.search(head) for head in heads)
    if not named or any(_OF_A_GOVERNMENT.search(head) for head in heads[:TITLE_LINES] if "部门" not in head):
        return False
    told = {match[1] for line in lines for match in _STATED.finditer(line)}
    return len(told) >= ENOUGH_SUBJECTS
