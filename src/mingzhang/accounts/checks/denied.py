"""What a text says there is none of, or that all is of one kind, against the forms that print amounts of it."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place, printed_figures
from mingzhang.accounts.checks.bounds import actuals
from mingzhang.accounts.checks.known import FUNDS, GENERAL, Known
from mingzhang.accounts.checks.names import Meaning, meaning
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.accounts.checks.spellings import fund_of
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import plain
from mingzhang.findings import Finding, finding

_NOW = r"20\d\d年度?|本年度?|今年|当年|全年"
_OWN = r"[本我](?:部门|单位|局|委|办|院|校|站|所|厅|处|中心)"
_WHO = rf"部门|单位|{_OWN}"
_NONE = r"(?:均|都|也|亦)?(?:未发生|没有发生|未产生|没有|无|不存在)"
_NAME = r"[^,;。:无没未]{2,60}?"
_DENIES = re.compile(rf"{_NONE}(?:使用)?(?P<name>{_NAME}(?:的?(?:支出|收入|收支|费用|开支))?)(?:的?(?:发生|情况))?")
_NOT_HAPPENED = re.compile(rf"(?P<name>{_NAME})(?:均|都)?(?:未发生|没有发生)")
_CLAUSE = re.compile(r"[^,;。:]+")
_FUND_MONEY = re.compile(
    r"(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:安排)?的?(?P<side>收入和?支出|收、?支|收入|支出)"
)
_ALL_OF_IT = re.compile(rf"[,(]?(?:全部|均|都)(?:为|是|来自|来源于)(?P<name>{_NAME})(?=[,;。()]|$)")
_ELSEWHERE = re.compile(r"上一?年|去年|往年|以前|变化|增减|结转|结余|预算(?:安排|数)?$")
"""Of what is of other years, planned, moved or left a text may say that there is none."""
_REASON = re.compile(r"上一?年|去年|往年|原因|主要[是为系]|由于|因|预算")
"""Before a clause that does not name its year: it may tell of the year that is compared with."""
_ONE_UNIT = re.compile(r"单位|[本我](?:局|委|办|院|校|站|所|厅|处|中心)")
"""Who is told of where a document holds several units: perhaps only the one that wrote the sentence."""
_UNIT = r"(?:中心|机关|本级|单位|学校|医院|银行|分局|支队|大队|[馆站所院校局委办队厅])"
_OTHERS = re.compile(rf"{_UNIT}(?!管理|事务|决算|预算|运行)|所属|下属|下设|直属")
"""What a sentence, or a line above it, names when it goes on to tell of a part of the whole."""
_OF_KIND = r"(?:为|是|属于?)[^,;。:]{0,6}(?:事业|行政)单位"
"""What kind of unit is told of, which is no other one: 我单位为事业单位,没有机关运行经费."""
_ONLY_IF = re.compile(r"如(?!下)|若|倘|空表|期间|半年|季度|\d月")
"""Before what holds only then: 如本表无数据,则; 上半年,未发生公务接待费."""
_MANY = r"(?:[2-9二三四五六七八九两]|\d\d|十[一二三四五六七八九]?)[个家]"
_SEVERAL = re.compile(
    rf"{_MANY}(?![^,;。:]{{0,8}}内设)[^,;。:]{{0,8}}单位|单位(?:共|有|共有|合计)?{_MANY}(?!内设)"
    r"|(?<!无)(?<!没有)(?:下属|所属|下设|直属)(?!的?内设)[^,;。:]{0,6}(?:单位|中心)|本级[^。]{0,20}(?:单位|中心)"
)
"""Words of the overview of a department with units below it."""
_NAMED = re.compile(rf"(?<!部门)(?<!年度){_UNIT}(?:本级)?(?:决算)?(?:情况)?(?:说明)?:?$")
"""A heading, or an opening line, that ends in the name of a unit."""
_ANY = frozenset({"其他支出", "其他收入"})
"""Names that also say no more than anything else: 无其他支出."""


def check_denied(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    unit = known.read.disclosure.unit
    owners = [re.escape(each) for each in (squeezed(unit.name), squeezed(unit.short_name)) if each]
    subject = re.compile(rf"(?:{'|'.join((_WHO, _NOW, *owners))})*")
    whole = re.compile("|".join((_OF_KIND, _OWN, *owners)))
    several = _of_several(known)
    for each in told:
        for clause in _CLAUSE.finditer(each.text):
            if _of_this_year(known, each, clause) and _of_the_whole(each, clause, whole):
                yield from _denied(known, each, clause[0], subject, several)
        for one in each.said:
            yield from _all_of_it(known, each, one)


def _of_several(known: Known) -> bool:
    """Whether the overview tells of several units whose sum the forms are."""
    return any(
        _SEVERAL.search(squeezed(paragraph.text))
        for paragraph, _ in known.read.paragraphs()
        if paragraph.part == "概况" and not paragraph.level
    )


def _of_the_whole(told: Told, clause: "re.Match[str]", whole: "re.Pattern[str]") -> bool:
    """Whether nothing before a clause turns to one of several units, or to what holds only under a condition."""
    before = told.text[told.text.rfind("。", 0, clause.start()) + 1 : clause.start()]
    if _ONLY_IF.search(before) or _OTHERS.search(whole.sub("", before)):
        return False
    above = [*told.path, *([told.above.text] if told.above is not None else [])]
    return not any(_NAMED.search(whole.sub("", line)) for line in above)


def _of_this_year(known: Known, told: Told, clause: "re.Match[str]") -> bool:
    """Whether a clause tells of the document's own year and fund, by itself or by what its sentence says before."""
    years = re.findall(r"20\d\d(?=年)", clause[0])
    before = told.text[told.text.rfind("。", 0, clause.start()) + 1 : clause.start()]
    if _ELSEWHERE.search(clause[0]) or any(int(year) != known.year for year in years):
        return False
    own = bool(years) or re.match(_NOW, clause[0]) is not None
    return own or not (_REASON.search(before) or fund_of([before]) not in ("", GENERAL))


def _denied(known: Known, told: Told, clause: str, subject: "re.Pattern[str]", several: bool) -> Iterator[Finding]:
    """本年度无公务接待费支出, 公务接待费未发生: of what forms print above zero in every place that it may mean.

    `several`: the forms are the sum of several units, of which 本单位 may be one.
    """
    begin = subject.match(clause)
    at = begin.end() if begin else 0
    match = _DENIES.fullmatch(clause, at) or _NOT_HAPPENED.fullmatch(clause, at)
    code = "N180" if several and _ONE_UNIT.search(clause, 0, at) else "N173"
    stated = _stated(told, match["name"]) if match else None
    if stated is not None:
        yield finding(code, place(known, told, stated.mention), printed=f"{stated.mention.text}……{clause}")
        return
    asked = match is not None and match["name"] not in _ANY and bool(known.read.facts)
    for found in _meant(known, told, match["name"]) if match and asked else ():
        if found.sure and found.figures and all(figure.ticks > 0 for figure in found.figures):
            yield finding(code, place(known, told), printed=clause, expected=printed_figures(found.figures))
            return


def _stated(told: Told, name: str) -> Said | None:
    """An amount above zero that the paragraph itself states of it: 机关运行经费3.00万元,本单位没有机关运行经费."""
    stated = (one for one in told.said if one.role == ACTUAL and one.mention.value)
    return next((one for one in stated if _bare(one.subject.name) == _bare(name)), None)


def _bare(name: str) -> str:
    return plain(name).removesuffix("支出")


def _meant(known: Known, told: Told, name: str) -> Iterator[Meaning]:
    """What is said not to be; of a fund its income and its expenditure."""
    money = _FUND_MONEY.fullmatch(name)
    if money is not None:
        sides = [side for side in ("收入", "支出") if side[0] in money["side"]]
        meant = [meaning(known, FUNDS[money["fund"]] + side) for side in sides]
    elif fund_of(told.path) in ("", GENERAL):
        meant = [meaning(known, part, told.path) for part in re.split("[、和及]", name)]
    else:
        return  # under the heading of one fund nothing is said of the others
    yield from (found for found in meant if found is not None)


_TOTALS = "总计"


def _all_of_it(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    """收入合计789.46万元,全部为财政拨款收入, where none of the figures of the part is the whole.

    A total holds what was carried over too, and nobody counts that when they say so.
    """
    stated = one.role == ACTUAL and one.subject.actual is one.mention and one.mention.value
    match = _ALL_OF_IT.match(told.text, one.mention.end) if stated and _TOTALS not in one.subject.name else None
    found = meaning(known, match["name"], told.path) if match else None
    if match is None or found is None or not found.sure or not found.figures or not _holds(one, found):
        return
    if not any(whole.meets(figure.interval) for whole in actuals(one.subject) for figure in found.figures):
        where = place(known, told, one.mention)
        yield finding("N173", where, printed=match[0].strip(",("), expected=printed_figures(found.figures))


def _holds(one: Said, part: Meaning) -> bool:
    """Whether an amount is of what holds a part, whatever either may mean: 货物支出 is none of the whole's parts."""
    wholes = one.subject.meaning.regions if one.subject.meaning else ()
    return bool(wholes) and all(each <= whole for each in part.regions for whole in wholes)
