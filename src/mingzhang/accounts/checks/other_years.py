"""What a text tells of other years than its own, and of budgets: in a comparison, in a list, in an outlook."""

import re

from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.phrases import BUDGET, LAST, OTHER
from mingzhang.accounts.checks.said import Told

_ACTUAL_WORDS = re.compile(r"决算|实际")
_OF_BUDGET = re.compile(r"[^,;。]{0,60}预算(?:数|安排)?中[,:]")
_NEXT_YEAR = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])?(20\d\d)年")
_COMPARED_YEAR = re.compile(r"[比较与同和](20\d\d)年")


def another_year(name: str, own: int) -> str:
    """LAST for words that name the year before, OTHER for any other year than the document's."""
    years = [int(year) for year in re.findall(r"(20\d\d)年", name)]
    if not years or years[-1] == own:
        return ""
    return LAST if years[-1] == own - 1 else OTHER


def base_told(base: str, lead: str, own: int) -> str:
    """What a change is against; 比2019年 in the accounts of 2023 is against neither last year nor the budget.

    与2023年度预算相比 is in them against the budget.
    """
    years = _COMPARED_YEAR.findall(lead)
    if base == OTHER and years and int(years[-1]) == own:
        return BUDGET
    return OTHER if base == LAST and years and own and int(years[-1]) != own - 1 else base


def tells_next_year(text: str, own: int) -> bool:
    """Whether a paragraph tells of the year after, as an outlook on its budget does."""
    opened = _NEXT_YEAR.match(text)
    return opened is not None and bool(own) and int(opened[1]) == own + 1


def listed_as(told: Told, mention: Mention, own: int) -> str:
    """The role of a list's whole: 预算为20.00万元,其中:公务接待费9.00万元 tells parts of a budget."""
    text = told.text
    begin = text.rfind("。", 0, mention.start) + 1
    opened = text.rfind("其中", begin, mention.start)
    if _ACTUAL_WORDS.search(text, max(opened, begin), mention.start):
        return ""
    if opened < 0:
        return BUDGET if _OF_BUDGET.match(text, begin, mention.start) else ""
    whole = next((one for one in reversed(told.said) if one.mention.end <= opened), None)
    if whole is None or whole.mention.start < begin or text[whole.mention.end : opened].strip(",;:("):
        return ""
    elsewhen = whole.role == OTHER and (whole.word or another_year(whole.mention.before, own))
    return whole.role if whole.role in (BUDGET, LAST) or elsewhen else ""
