"""The unit's name wherever a sentence of the report names whose figures it tells."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.item_names import alike
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.said import Told
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.findings import Finding, Place, finding

ABBREVIATED = 6
"""Characters up to which a name may be the unit's shortened: 区文旅局 of 某市某区文化和旅游局."""
SHOWN = 40
_KIND = r"(?:局|中心|委员会|办公室|院|校|所|处|队|站|馆|厅|部|委|会|政府|协会|公司)"
_NAME = rf"(?P<name>[^,。;:()\"\d]{{3,39}}?{_KIND})(?:\((?:本级|部门|单位)\)|本级|部门|单位)*"
_OWNER = re.compile(
    rf"^{_NAME}20\d\d年度?"
    r"(?:本年)?无?(?:收入|支出|收、支|财政拨款|一般公共|政府采购|政府性|国有资本|机关运行|\"三公)"
)


_TITLE = re.compile(rf"^{_NAME}20\d\d年度?(?:部门|单位)?决算")
_INSIDE = (
    rf"^第[一二三四五六七八九十]部分{_NAME}(?:20\d\d年度?|概况|基本情况|决算)",
    rf"^(?!第[一二三四五六七八九十]部分){_NAME}20\d\d年度(?:部门|单位)?决算表?$",
    rf"(?:部门|单位)决算包括:{_NAME}决算",
    rf"从(?:预算)?单位构成看,{_NAME}决算包括",
    rf"纳入{_NAME}20\d\d年度?(?:部门|单位)?决算编[制报]范围的(?:二级)?(?:预算)?单位",
    rf"(?:截至|截止)(?:到)?20\d\d年12月31日,{_NAME}共有车辆",
    rf"20\d\d年度?,{_NAME}所属各?预算单位开支",
    rf"(?:^|。){_NAME}20\d\d年度?预算绩效管理工作开展情况",
    rf"^(?:说明|注):?{_NAME}(?:本年度?|20\d\d年度?)(?:没有|无)(?:政府性基金|国有资本)",
    rf"^(?:\d{{1,2}}[.、])?{_NAME}(?<=\(本级\))$",
    rf"^(?:\d{{1,2}}[.、])?{_NAME}设\d{{1,2}}个(?:内设|职能)",
    rf"情况:20\d\d年度?,{_NAME}(?:未开展|对\d+个项目)",
    rf"^{_NAME}为(?:行政|事业|参照公务员法管理的事业)单位,",
)
"""Places of the usual wording where the unit's own name stands inside a sentence."""
_REGULATION = (
    r"(?:本部门|本单位|我部门|我单位|我局|我委|我中心)[^。]{0,12}(?:建立|制定|制订|修订|印发)[^。《]{0,24}"
    rf"《{_NAME}(?=预算|财务|内部|绩效|资金|经费|采购)"
)
"""A unit's own regulation; those of whoever supervises it bear another name by right."""
_WHAT_IT_IS = re.compile(rf"^{_NAME}(?:的?(?:主要)?(?:职责|职能|任务)|是|为|负责)")
"""The first sentence of the overview: whose duties they are, what the unit is."""
_SUPERVISE = re.compile(r"财政|审计|人民政府|国务院|机关事务")
_TITLE_PAGE = 5
_OURS = ("本", "我", "该", "各", "全")


def check_told_names(known: Known, told: list[Told]) -> Iterator[Finding]:
    names = _Names(known)
    if not names.own:
        return
    for each in told:
        match = _OWNER.match(each.text)
        if match and names.foreign(match["name"]) and match["name"] not in names.overview:
            yield finding("X114", place(known, each), printed=match["name"], expected=names.own[0])
    for text, spot, form in _texts(known):
        for pattern in (*_INSIDE, _REGULATION):
            match = re.search(pattern, text)
            if match and pattern is _REGULATION and _SUPERVISE.search(match["name"]):
                continue
            if match and names.foreign(match["name"]) and names.rarer(match["name"]):
                shown = text[max(0, match.start("name") - SHOWN // 2) : match.end("name") + SHOWN // 2]
                where = Place(
                    file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, form=form, sentence=shown
                )
                yield finding("X114", where, printed=match["name"], expected=names.own[0])
    yield from _opening(known, names)
    yield from _only_member(known, names)


_ONE_UNIT = re.compile(r"决算编[制报]范围[^,。:]{0,12}单位共?(?:1|一)[个家][^,。:]{0,6}:$")
_MEMBER = re.compile(rf"^(?:\d[.、])?{_NAME}[。;]?$")


def _only_member(known: Known, names: "_Names") -> Iterator[Finding]:
    """The only unit of a department's accounts is the one whose accounts they are."""
    for (paragraph, _), (following, spot) in pairwise(known.read.paragraphs()):
        match = _MEMBER.match(squeezed(following.text)) if _ONE_UNIT.search(squeezed(paragraph.text)) else None
        if match and names.foreign(match["name"]):
            where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=following.text)
            yield finding("X114", where, printed=match["name"], expected=names.own[0])


def _opening(known: Known, names: "_Names") -> Iterator[Finding]:
    """The title page, whose lines may break the name, and the first sentence of the overview."""
    lines = known.read.others[:_TITLE_PAGE]
    page = squeezed("".join(text.text for text in lines))
    overview = [(p, spot) for p, spot in known.read.paragraphs() if p.part == "概况" and not p.level]
    said = [(_TITLE.match(page), lines[0].spot)] if lines else []
    said += [(_WHAT_IT_IS.match(squeezed(p.text)), spot) for p, spot in overview[:1]]
    for match, spot in said:
        name = match["name"] if match else ""
        if name and names.foreign(name) and names.once(name):
            where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=name)
            yield finding("X114", where, printed=name, expected=names.own[0])


def _texts(known: Known) -> Iterator[tuple[str, Spot, str]]:
    """Every line that may name the unit: titles, paragraphs, the overview's among them, and the notes of forms."""
    yield from ((squeezed(text.text), text.spot, "") for text in known.read.others)
    yield from ((squeezed(paragraph.text), spot, "") for paragraph, spot in known.read.paragraphs())
    for form, facts in known.read.facts.items():
        yield from ((squeezed(text.text), text.spot, form) for text in (*facts.captions, *facts.notes))
    for grid in known.read.extra:
        if any("单位名称" in squeezed(box.text) for box in grid.table.boxes if not box.row):
            yield from ((squeezed(box.text), box.spot, "") for box in grid.table.boxes)


class _Names:
    """The unit's names as the document gives them, and others held to them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        unit = known.read.disclosure.unit
        self.own = [squeezed(unit.name)] if unit.name else []
        short = squeezed(unit.short_name)
        if short and (not self.own or not self.foreign(short) or self._everything.count(short) > 1):
            self.own.append(short)  # else a single heading names another unit

    @cached_property
    def overview(self) -> str:
        return "\n".join(squeezed(p.text) for p, _ in self._known.read.paragraphs() if p.part == "概况")

    @cached_property
    def _everything(self) -> str:
        others = (squeezed(text.text) for text in self._known.read.others)
        return "\n".join([*(squeezed(p.text) for p, _ in self._known.read.paragraphs()), *others])

    def foreign(self, name: str) -> bool:
        """Whether a name is not the unit's, with or without its region, nor short for it."""
        if name.startswith(_OURS):
            return False
        return not any(alike(name, own) or (len(name) <= ABBREVIATED and _within(name, own)) for own in self.own)

    def once(self, name: str) -> bool:
        """Whether the document names this one nowhere else: no unit of the department, nor the one above it."""
        return self._everything.count(name) <= 1 and not self._listed(name)

    def _listed(self, name: str) -> bool:
        return any(name in squeezed(box.text) for grid in self._known.read.extra for box in grid.table.boxes)

    def rarer(self, name: str) -> bool:
        """Whether the document names the unit more often: else the name that was read may be the wrong one."""
        return self._everything.count(name) < max(self._everything.count(own) for own in self.own)


def _within(short: str, name: str) -> bool:
    """Whether a name's characters stand in another one, in their order."""
    rest = iter(name)
    return all(char in rest for char in short)
