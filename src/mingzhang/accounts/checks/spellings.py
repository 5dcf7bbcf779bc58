"""How a name in the narrative may be written: its owner before it, its spellings, the fund of its headings."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from mingzhang.accounts.checks.known import FUNDS
from mingzhang.accounts.checks.listed_names import declared_names
from mingzhang.accounts.readers.labels import label, plain

_OWNER = re.compile(
    r"^.*(?:20\d\d年度?|人民政府|办事处|[全我本][省市州县区镇乡]|[省市州县区镇乡](?:级|直)|本级|经比较|经汇总|单位使用|实际支出)(?=.{4})"
)
_THREE = re.compile(
    r"^.*?(?<!国内)(?<!外)(?<!人均)(?<!车均)(?<!平均)(?<!上年)(?<!去年)(?="
    r"(?:三公经费|公务接待费|因公出国境?费|公务用车(?:购置|运行|运维|及)[^,;]{0,10}费)(?:总?支出)?$)"
)
"""What stands before one of the three public expenses."""
_EXPENSE = re.compile(r"(接待|购置|出国|境|运行|维护)经费")
_SPENDING = ("费支出", "购置支出", "维护支出", "接待支出", "境支出", "出国支出", "经费支出", "补助支出")
_FUND_SHORT = re.compile(r"^(一般公共|政府性基金|国有资本经营)(?:预算)?财政拨款(?:安排的?)?")
_ASIDE = re.compile(r"\((?:不?含|其中|万元)[^()]*\)")


def without_owner(name: str) -> str:
    """三公经费 of 镇本级三公经费, of XX镇人民政府2020年度三公经费 and of 当年财政拨款安排的三公经费."""
    bare = plain(name)
    stripped = _THREE.sub("", _OWNER.sub("", bare))
    return name if stripped == bare else stripped


@lru_cache(maxsize=1 << 12)
def spellings(name: str) -> tuple[str, ...]:
    """The ways to write a name that the vocabulary may hold: without 决算 and 本年, 费用 as 费, the last of 等…."""
    first = plain(label(_ASIDE.sub("", name)))
    actual = first.replace("决算数", "").replace("决算", "")
    found = [first, plain(label(name)), actual, actual.replace("本年", "")]
    found += [each.replace("总支出", "支出") for each in found] + [each.replace("费用", "费") for each in found]
    found += [_EXPENSE.sub(r"\1费", each).replace("公务车", "公务用车").replace("公车", "公务用车") for each in found]
    found += [re.sub(r"^.*等(?=人员经费|公用经费)", "", each) for each in found]
    found += [_FUND_SHORT.sub(r"\1预算财政拨款", each) for each in found]
    found += [each.removesuffix("支出") for each in found if each.endswith(_SPENDING)]
    found += [described for ending, described in _described().items() if first.endswith(ending)]
    return tuple(dict.fromkeys(each for each in found if each))


@cache
def _described() -> Mapping[str, str]:
    return {plain(ending): str(name) for ending, name in declared_names()["described"].items()}


def fund_of(path: Sequence[str]) -> str:
    """The fund that the innermost heading names that names any: 一般公共预算; "" for none."""
    for heading in reversed(path):
        for fund in FUNDS:
            if fund in heading:
                return fund
    return ""
