"""How many units or departments a sentence says that there are, and the list that it opens."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.ordinals import Numbered, numbered
from mingzhang.accounts.layouts.ordinals import chinese_number
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.findings import Finding, Place, finding

_KINDS = r"(?:单位|机构|科室|处室|股室|部门|科|处|室|股|中心|站所|支队|大队|队|所)"
_SAYS = re.compile(
    rf"(?P<n>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[个家](?:[^,。;:\d]{{0,12}}?{_KINDS})?"
    r"(?:,?(?:具体)?(?:分别)?(?:包括|为|是|如下|名单如下|有)*)?:$"
)
_COUNT = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[个家]")
_INLINE = re.compile(
    rf"(?:设有?|共有?|下设|下属|所属|内设)(?P<n>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[个家][^,。;:\d]{{0,10}}{_KINDS}"
    r"[,:]?(?:具体)?(?:分别)?(?:包括|为|是|即|有):?(?P<names>[^,。;:()\d和及与等]+)。"
)
_NUMBERS = {chinese_number(number): number for number in range(1, 100)}


def check_members(known: Known) -> Iterator[Finding]:
    """A list of another length than is said of it: one that is numbered from 1, or names between 、."""
    given = known.read.paragraphs()
    for at, (paragraph, spot) in enumerate(given):
        text = squeezed(paragraph.text)
        where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=paragraph.text)
        says = _SAYS.search(text)
        if says and len(_COUNT.findall(text)) == 1:
            listed = _listed([squeezed(following.text) for following, _ in given[at + 1 :]])
            if listed not in (0, _number(says["n"])):
                yield _differs(where, says, listed)
        for match in _INLINE.finditer(text):
            names = match["names"].split("、")
            if len(names) > 1 and len(names) != _number(match["n"]):
                yield _differs(where, match, len(names))


def _differs(where: Place, says: "re.Match[str]", listed: int) -> Finding:
    return finding("X117", where, printed=says[0].rstrip(":。"), expected=f"{listed}个", arithmetic=f"列出 {listed} 个")


def _listed(texts: list[str]) -> int:
    """The last number of the list with which the paragraphs begin; what a number of it tells may stand below it."""
    first: Numbered | None = None
    last = 0
    for text in texts:
        one = numbered(text)
        if first is None:
            if one is None or one.number != 1:
                return 0
            first = one
        if one is None or one.style != first.style:
            if one is not None and one.style < first.style:
                return last
            continue
        if one.number != last + 1:
            return last
        last = one.number
    return last


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.get(text, 0)
