"""What a paragraph says: each figure with its role and subject. What cannot be bound surely stays unbound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention, mentions, sentence_of
from mingzhang.accounts.checks.names import ITEM, Meaning, by_code, code_of, meaning
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.labels import label, plain

ACTUAL, BUDGET, DELTA, SHARE, CHANGE, COMPLETION, OTHER = "决算", "预算", "增减", "比重", "增减率", "完成率", "其他"
UP, DOWN = ("增加", "增长", "上升", "提高", "增幅"), ("减少", "下降", "降低", "降幅")
_MOVES = "|".join((*UP, *DOWN))
_DELTA = re.compile(rf"^(?P<name>.*?)(?P<word>{_MOVES})了?$")
_CHANGE = re.compile(rf"^(?:同比)?(?P<word>{_MOVES})(?:了|率|幅度)?(?:为|达)?$")
_SHARE = re.compile(r"^(?P<part>[^占]*)占(?P<whole>.*?)的?(?:比重|比例)?(?:为|达)?$")
_COMPLETION = re.compile(
    r"^(?P<name>.*?)(?:决算数?)?完成了?(?:年初|全年|调整后?|当年|年度|部门)*预算数?(?:的|率为|为)?$"
)
_BUDGET = re.compile(r"^(?P<name>.*?)(?P<stage>年初|全年|调整后?|当年|部门)*预算(?:数|安排|数额)?(?:为|是|共)?$")
_FUND = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算(?:为|是|共)?$")
"""The name of a fund that ends like the name of a budget."""
_TAIL = re.compile(r"(?:支出)?决算数?(?:为|是)?$|(?:均为|各为|为|是|均|各|共计|合计|总额|总计|共|达到?|的)$")
_HEAD = re.compile(
    r"^(?:(?:一般公共预算)?财政拨款基本支出中|其中:?|本年度?|今年|当年|全年|与上年相比|本部门|本单位|我部门|我单位|我局|我中心|共|20\d\d年度?)"
)
_ANOTHER_TIME = re.compile(r"(?<![比较与])(?:上年(?!结转)|去年|上一年|预计|以前年度)")


@dataclass(eq=False, slots=True)
class Subject:
    """What figures are about, until the text names something else."""

    name: str
    meaning: Meaning | None = None
    code: str = ""
    actual: Mention | None = None
    budget: Mention | None = None
    stage: str = ""
    """年初 or 全年 where the text says which budget."""


@dataclass(frozen=True, slots=True)
class Said:
    mention: Mention
    role: str
    subject: Subject
    word: str = ""
    """增加, 减少 … of a change."""
    whole: str = ""
    """What a share is a share of; "" where the text leaves it out."""
    delta: "Said | None" = None
    """The change in money that a change rate goes with."""
    part: "Said | None" = None
    """The amount that a share belongs to."""


@dataclass(slots=True)
class Told:
    """A paragraph with everything that it says."""

    text: str
    """Squeezed."""
    heading: str
    spot: Spot
    said: list[Said] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)

    def sentence(self, mention: Mention) -> str:
        return sentence_of(self.text, mention.start)


def tell(known: Known) -> list[Told]:
    """Every paragraph of the report."""
    found: list[Told] = []
    heads: dict[int, str] = {}
    for paragraph, spot in known.read.paragraphs():
        if paragraph.level:
            heads = {level: text for level, text in heads.items() if level < paragraph.level}
            heads[paragraph.level] = squeezed(paragraph.text)
            if len(paragraph.text) < 40:
                continue
        if paragraph.part != "概况":
            heading = next((heads[level] for level in sorted(heads, reverse=True)), "")
            told = Told(squeezed(paragraph.text), heading, spot)
            _Walk(known, told).run()
            found.append(told)
    return found


class _Walk:
    """One pass over the figures of a paragraph."""

    def __init__(self, known: Known, told: Told) -> None:
        self.known, self.told = known, told
        self.subject = Subject("")
        unit = known.read.disclosure.unit
        self.owners = sorted({squeezed(unit.name), squeezed(unit.short_name)} - {""}, key=len, reverse=True)

    def run(self) -> None:
        last = 0
        for mention in mentions(self.told.text):
            self._items(last, mention.start)
            if mention.is_amount:
                self.told.said.append(self._amount(mention))
            elif mention.is_rate:
                self.told.said.append(self._rate(mention))
            last = mention.end
        self._items(last, len(self.told.text))

    def _items(self, begin: int, end: int) -> None:
        """The last item (类款项) named between two figures becomes the subject."""
        for match in ITEM.finditer(self.told.text, begin, end):
            names = [match[1], match[2], match[3]]
            for at in range(len(names[0])):  # the class's name begins after words that belong to the sentence
                code = code_of([label(names[0])[at:], *names[1:]], self.known.year)
                if code:
                    break
            named = "".join(name for name in names if name)
            self._turn(Subject(match[0], by_code(self.known, code) if code else None, code or "?" + named))

    def _turn(self, subject: Subject) -> Subject:
        self.subject = subject
        self.told.subjects.append(subject)
        return subject

    def _amount(self, mention: Mention) -> Said:
        before = mention.before
        if _ANOTHER_TIME.search(before):
            return Said(mention, OTHER, Subject(before))
        if delta := _DELTA.match(before):
            return Said(mention, DELTA, self._changed(delta["name"]), delta["word"])
        if (budget := _BUDGET.match(before)) and "决算" not in before and not _FUND.search(before):
            subject = self._subject(budget["name"])
            if subject.budget is None:
                subject.budget, subject.stage = mention, budget["stage"] or ""
            return Said(mention, BUDGET, subject)
        subject = self._subject(before)
        if subject.actual is not None:
            return Said(mention, OTHER, subject)
        subject.actual = mention
        return Said(mention, ACTUAL, subject)

    def _changed(self, name: str) -> Subject:
        """What changed: the name before 增加, else the paragraph's first subject of the sentence or paragraph."""
        bare = re.sub(r"(?:与|比|较)(?:上年|去年|20\d\d年度?)(?:度|相比|同期|决算数?)*", "", name)
        found = self._named(bare) if bare else None
        return Subject(bare, found) if found or bare else self.subject

    def _subject(self, before: str) -> Subject:
        """The subject that the words before an amount name, or the one that goes on."""
        if self.subject.code and ITEM.search(before):
            return self.subject
        found = self._named(before)
        if found is not None:
            return self._turn(Subject(self._core(before), found))
        bare = self._bare(before)
        if bare and not (self.subject.code and self.subject.actual is None):
            return self._turn(Subject(bare))
        return self.subject

    def _named(self, words: str) -> Meaning | None:
        text = words
        while True:
            found = meaning(self.known, text, self.told.heading) or meaning(
                self.known, self._core(text), self.told.heading
            )
            shorter = _TAIL.sub("", text)
            if found is not None or shorter == text:
                return found
            text = shorter

    def _bare(self, words: str) -> str:
        text = self._core(words)
        while (shorter := _TAIL.sub("", text)) != text:
            text = shorter
        return text

    def _core(self, words: str) -> str:
        """A name without what may stand before it: 其中, the year, the unit's name."""
        text = words
        while True:
            shorter = _HEAD.sub("", label(text) if not text.startswith("20") else text)
            for owner in self.owners:
                shorter = shorter.removeprefix(owner)
            if shorter == text:
                return plain(text)
            text = shorter

    def _rate(self, mention: Mention) -> Said:
        before = mention.before
        last = self.told.said[-1] if self.told.said else None
        together = last is not None and last.mention.sentence == mention.sentence
        if share := _SHARE.match(before):
            if together and last is not None and self.told.text[last.mention.end :].startswith(")"):
                last = self._before_bracket(last.mention.end)
            near = together and last and last.role == ACTUAL and not share["part"]  # a part of its own has no amount
            part = last if near else None
            return Said(mention, SHARE, self.subject, whole=self._core(share["whole"]), part=part)
        if change := _CHANGE.match(before):
            delta = last if together and last and last.role == DELTA else None
            return Said(mention, CHANGE, delta.subject if delta else Subject(""), change["word"], delta=delta)
        if done := _COMPLETION.match(before):
            name = self._core(done["name"])
            if not name:
                return Said(mention, COMPLETION, self.subject)
            same = next((subject for subject in reversed(self.told.subjects) if subject.name == name), None)
            return Said(mention, COMPLETION, same or Subject(name, self._named(done["name"])))
        return Said(mention, OTHER, Subject(""))

    def _before_bracket(self, end: int) -> Said | None:
        """The last amount before the bracket that closes at `end`: what follows is said of it, not of its parts."""
        opened = self.told.text.rfind("(", 0, end)
        return next((said for said in reversed(self.told.said) if said.mention.end <= opened), None)


def everything(told: list[Told], role: str) -> Iterator[tuple[Told, Said]]:
    """All that is said in one role."""
    return ((each, one) for each in told for one in each.said if one.role == role)
