"""What stands around a form: its title, number, unit, year, the unit of its amounts, its notes."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from mingzhang.accounts.forms.declared import declared
from mingzhang.accounts.readers.characters import LONGEST_NAME, may_be_title, squeezed
from mingzhang.accounts.readers.labels import plain

_CODE_WORD = r"(?:[一-龥]?财?决(?:算)?(?:公开)?|公开)"
"""What a form's code begins with, wherever on a line it stands: 公开01表, 财决01表, 川决公开01表."""
_CODE = re.compile(
    rf"^({_CODE_WORD}|附|[一-龥A-Za-z]{{1,6}}?(?=\d{{1,2}}(?:-\d{{1,2}})?表$))?(表|附表)?0?(\d{{1,2}})[-\d]*表?$"
)
"""A line that is nothing but a code: any short word, then the number."""
_PRINTED_CODE = re.compile(rf"{_CODE_WORD}\s*0?\d{{1,2}}(?:-\d{{1,2}})?\s*表")
_PUBLIC_CODE = re.compile(rf"{_CODE_WORD}0?(\d{{1,2}})(?:-\d{{1,2}})?表")
_AMOUNTS = re.compile(r"(?:金额|计量|货币)?单位[:：](?:人民币)?(万元|元|百元|千元|亿元)")
_BARE_AMOUNTS = re.compile(r"^\(?(?:单位[:：])?(?:人民币)?(万元|元)\)?$")
_UNIT = re.compile(
    r"(?:^|(?<=[表度\s]))(?:编制单位|填报单位|公开单位|预算单位|单位名称|部门名称|编报单位|公开部门|编制部门|部门|单位)"
    r"(?:\((?:公章|盖章|签章)\))?[:：](.+)$"
)
_AFTER_TITLE = re.compile(
    r"(?<=表)[(（]?(?:(?:编制|填报|公开|预算|金额|计量|货币)?单位|(?:公开|编制|编报)?部门)(?:名称)?[:：].*$"
)
"""What may stand on the line of a title: who made the form, and in what its amounts are."""
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_CHINESE_YEAR = re.compile(r"(二[〇○零0O][〇○零一二三四五六七八九]{2})年")
YEAR = re.compile(r"(20\d\d)年")
YEAR_ONLY = re.compile(r"\(?20\d\d年度?\)?")
_NOTE = re.compile(r"^(注|说明|备注)(\d|[:：.、]|$)")
_TITLE_END = re.compile(r"表(\([^()]*\))?$")
_PREFIX = re.compile(
    r"^(附件|附表|表|附)?[\d一二三四五六七八九十-]*[、.:：]|^\([一二三四五六七八九十\d]+\)|^(附件|附表|表|附)[\d一二三四五六七八九十]*(?!\w)"
)
_QUALIFIES = re.compile(
    r"财政拨款|预算|基本支出|项目支出|三公|基金|资本|非税|专户|单位|科目|[总明]细|项目|收入|支出|分"
)
"""Words that make a title the title of another form when they stand before a known one."""
_OWNER = re.compile(
    r".{2}(?:[局厅委会办处室院校园所站馆社队中联行台府镇乡]|中心|学校|支部|本部|总部|街道|农场|林场|企业|公司|集团)(?:\((?:本级|汇总|机关|部门|单位)\))?$"
)
"""How the name of a unit ends: whatever it holds, a title after it is its own: 某市公安局某分局收入支出决算总表."""
_STATED = re.compile(r"(?<=决算)(?:公开|批复)(?=(?:明细)?表$)")
"""海南 has 收入支出决算公开表, and what treasuries approve is a 决算批复表."""
_QUALIFIES_AT_ONCE = re.compile(r"(采购|经费|基本|购买服务|资金|债务|专项|补助|捐赠)$")
"""Words that do when they stand right before it: names of units have them elsewhere."""
_OF_WHAT = re.compile(
    r"\((按?(支出)?(功能|经济)(分类)?(科目)?(列示|分列|填列)?|[按分]科目(列示)?|部门|单位|本级|汇总|公开表?|批复表?)\)$"
)
"""What may follow a title in brackets without making it another form's: 一般公共预算支出决算表（功能科目）."""
_CONTINUED = re.compile(r"\(?续表?[\d一二三四五六七八九十]*\)?$|^续表?[\d一二三四五六七八九十]*[:：]?")
AMOUNT_UNITS = frozenset({"万元", "元"})


class Caption(NamedTuple):
    """What one line above a table says; "" and None for what it does not say."""

    title: str = ""
    form: str = ""
    """01 … 09 where the title is one of the nine."""
    code: int | None = None
    amounts: str = ""
    unit: str = ""
    year: int | None = None

    @property
    def says(self) -> bool:
        return bool(self.title or self.code or self.amounts or self.unit)


@cache
def _titles() -> dict[str, str]:
    found: dict[str, str] = {}
    for number, form in declared().items():
        for title in (form["title"], *form.get("titles", ())):
            found[_spelt(plain(title))] = number
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


_SPELLINGS = (
    (re.compile("收支"), "收入支出"),
    (re.compile("(?<!一般)公共预算"), "一般公共预算"),
    (re.compile("政府性?基金(?!预算)"), "政府性基金预算"),
    (re.compile("国有资本经营(?!预算)"), "国有资本经营预算"),
    (re.compile("预算(?:财政)?拨款(?:安排的?)?"), "预算"),
    (re.compile("(?<=决算)总体情况(?=表)"), "总"),
    (re.compile("(?<=决算)情况(?=表)"), ""),
    (re.compile("(?<=基本支出)按?经济分类(?:科目)?(?=决算)"), ""),
)
"""What a title may be written as, and what it is compared as."""


def _spelt(title: str) -> str:
    """A plain title in one spelling: 公共预算拨款收支决算情况表 is the 一般公共预算财政拨款收入支出决算表."""
    for words, one in _SPELLINGS:
        title = words.sub(one, title)
    return title


def form_of_title(text: str) -> str:
    """The number of the form that a title names; "" for a title of another form or none."""
    return known_title(text)[1]


def known_title(text: str) -> tuple[str, str]:
    """The title of a form that a text names, and the form's number; "" for a title of another form or none.

    A unit's name and the year may stand before the title, but no word that makes it another form's.
    """
    name = squeezed(text)
    name = _OF_WHAT.sub("", _CONTINUED.sub("", name))
    name = plain(_PREFIX.sub("", name, count=1))
    name = _spelt(_STATED.sub("", _PUBLIC_CODE.sub("", name)))
    for title, number in _titles().items():
        if name.endswith(title):
            before = YEAR.split(name[: -len(title)])[-1]
            before = re.sub(r"^度?(部门|单位)?$", "", before)
            qualified = _QUALIFIES.search(before) or _QUALIFIES_AT_ONCE.search(before)
            other = (qualified and not _OWNER.search(before)) or len(before) > LONGEST_NAME
            return ("", "") if other else (title, number)
    return "", ""


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table."""
    name = squeezed(text)
    return (
        len(name) >= 4
        and may_be_title(name)
        and _TITLE_END.search(_CONTINUED.sub("", name)) is not None
        and "。" not in name
    )


def is_continued(text: str) -> bool:
    return _CONTINUED.search(squeezed(text)) is not None


def is_note(text: str) -> bool:
    return _NOTE.match(squeezed(text)) is not None


def with_arabic_years(text: str) -> str:
    """二〇二四年 as 2024年."""
    return _CHINESE_YEAR.sub(lambda match: "".join(_DIGITS.get(char, char) for char in match[1]) + "年", text)


def caption(text: str) -> Caption:
    """One line above a table, understood."""
    name = with_arabic_years(squeezed(text))
    amounts = _AMOUNTS.search(name) or _BARE_AMOUNTS.match(name)
    code = _PUBLIC_CODE.search(name) or _CODE.match(name)
    year = YEAR.search(name)
    unit = ""
    without = _AMOUNTS.sub("", name)
    match = _UNIT.search(without)
    if match and match[1] not in AMOUNT_UNITS:
        unit = re.sub(rf"(\(?20\d\d年.*|金额$|{_CODE_WORD}0?\d+(?:-\d+)?表.*)$", "", match[1])
    title = _title_in(name)
    form = form_of_title(title) if title else ""
    number = None
    if code is not None:
        number = int(code[code.re.groups])
        title = "" if code.re is _CODE else title
    return Caption(
        _AFTER_TITLE.sub("", "".join(_PRINTED_CODE.sub("", text).split())) if title else "",
        form if title else "",
        number,
        amounts[1] if amounts else "",
        unit,
        int(year[1]) if year else None,
    )


def _title_in(name: str) -> str:
    """The title that a squeezed line is, or that stands before 单位：万元 on it; "" for none."""
    bare = _AFTER_TITLE.sub("", _PUBLIC_CODE.sub("", name))
    return bare if is_title(bare) else ""


def code_in(text: str) -> str:
    """The code of a form as a line prints it, always in the same shape: 公开09表, 附表9; "" for none."""
    name = squeezed(text)
    code = _PUBLIC_CODE.search(name)
    if code is None:
        found = _CODE.match(name)
        return name if found is not None and not YEAR_ONLY.fullmatch(name) and not name.isdecimal() else ""
    prefix = code[0][: code.start(1) - code.start()].rstrip("0")
    return f"{prefix}{int(code[1]):02}表"


def captions(texts: Iterable[str]) -> Caption:
    """All lines above a table together, the nearest one winning."""
    merged = Caption()
    before = ""
    for text in texts:
        said = caption(text)
        if said.title and before and form_of_title(before + text):
            said = caption(before + text)  # a title broken over two lines
        before = "" if said.says else text
        merged = Caption(
            said.title or merged.title,
            said.form if said.title else merged.form,
            said.code or merged.code,
            said.amounts or merged.amounts,
            said.unit or merged.unit,
            said.year or merged.year,
        )
    return merged
