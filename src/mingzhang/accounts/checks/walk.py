"""One pass over a document's paragraphs: every figure with its role and subject."""

import re

from mingzhang.accounts.checks import phrases
from mingzhang.accounts.checks.core_names import GENERIC, bare_of, core_of
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention, mentions
from mingzhang.accounts.checks.misnamed import name_by_amounts
from mingzhang.accounts.checks.other_years import another_year, base_told, listed_as, tells_next_year
from mingzhang.accounts.checks.phrases import (
    ACTUAL,
    APART,
    BUDGET,
    CHANGE,
    COMPLETION,
    DELTA,
    LAST,
    OTHER,
    SAVED,
    SHARE,
    Words,
)
from mingzhang.accounts.checks.said import Said, Subject, Told, lend_amounts
from mingzhang.accounts.checks.subjects import Subjects
from mingzhang.accounts.readers.characters import squeezed

_ALONE = re.compile(rf"[(,](?:{'|'.join(SAVED)})?")
"""What stands between a change in money and its rate."""
_DONE = frozenset({"完成", "完成了"})
"""Of a budget that was told: 年初预算10.00万元,决算9.50万元,完成95.00%."""
_LEFT = frozenset({"结余", "节余", "剩余"})
"""What is left of a budget: it may be the adjusted one, and nothing goes on about it."""
_COMPARED = re.compile(r"^相(?:比|较),")
_EACH = re.compile(r"^(?P<names>.*[、和与].*?)(?:支出决算)?(?:均|都|各)(?:为|是)?$")
_OTHERS = re.compile(
    r"^(?:[(\d一二三四五六七八九十、.)]*)(?:其中[,:]?)?(?:20\d\d年度?,?)?"
    r"(?:全(?:国|自治区|[省市县区州旗盟镇乡村])(?![直级]|[^,;。]{0,6}(?:系统|部门|机关|单位))"
    r"|(?:所属|下属)(?!各|全部|预算)[^,;。:]{0,12}?(?:单位|中心|站|所|院|局|队|学校)(?!预算|均|全部))"
)
"""How a sentence begins that tells of a whole county, or of a unit below: 所属单位甲中心基本支出200.00万元."""
_TOGETHER = re.compile(r"(?:[、和,][\d.]+%)*")
_EACH_ITS = "分别"
LONGEST_HEADING = 40
"""A heading of more characters is a sentence that was set as one."""
SHORTENED = frozenset({"收支总计", "收入支出总计", "收入总计支出总计", "收入总计", "支出总计"})
"""Names of the whole document that a text also gives to the totals of 财政拨款, once it has named them."""


def tell(known: Known) -> list[Told]:
    """Every paragraph of the report."""
    found: list[Told] = []
    heads: dict[int, str] = {}
    above: Told | None = None
    for paragraph, spot in known.read.paragraphs():
        if paragraph.level:
            heads = {level: text for level, text in heads.items() if level < paragraph.level}
            heads[paragraph.level] = squeezed(paragraph.text)
            above = None
            if len(paragraph.text) < LONGEST_HEADING and not mentions(paragraph.text):
                continue
        if paragraph.part == "概况":
            continue
        told = Told(squeezed(paragraph.text), tuple(heads[level] for level in sorted(heads)), spot, above=above)
        _Walk(known, told).run()
        found.append(told)
        if told.text.endswith(":") or not told.said:
            above = told
    name_by_amounts(known, found)
    if not known.read.facts:
        lend_amounts(found)
    return found


class _Walk(Subjects):
    """One pass over the figures of a paragraph."""

    def __init__(self, known: Known, told: Told) -> None:
        super().__init__(known, told)
        self.shared: list[Said] = []
        """The amounts of which the shares that follow are told one after another."""
        self.opened: list[Subject] = []
        """The subjects outside of the brackets that are open."""

    def run(self) -> None:
        last, done = 0, False
        for mention in mentions(self.told.text):
            self._brackets(last, mention.start)
            self.name_items(last, mention.start)
            lead = self.told.text[last : mention.start]
            self.at = mention.start
            if self._of_others(mention):
                self.told.said.append(Said(mention, OTHER, Subject("")))
            elif mention.is_amount:
                words = phrases.amount_words(mention.before, lead, self._sentence_before(mention))
                self.told.said += self._each_of(mention, words) or [self._amount(mention, words, lead)]
                done = words.done
            elif mention.is_rate:
                words = phrases.rate_words(mention.before, lead, after_done=done)
                self.told.said.append(self._rate(mention, words))
                done = False
            last = mention.end
        self.name_items(last, len(self.told.text))
        if tells_next_year(self.told.text, self.year):
            self.told.said = [Said(one.mention, OTHER, Subject(one.subject.name)) for one in self.told.said]

    def _brackets(self, begin: int, end: int) -> None:
        """What a bracket tells of its parts ends with it."""
        for char in self.told.text[begin:end]:
            if char == "(":
                self.opened.append(self.subject)
            elif char == ")" and self.opened:
                self.subject = self.opened.pop()

    def _sentence_before(self, mention: Mention) -> str:
        return self.told.text[self.told.text.rfind("。", 0, mention.start) + 1 : mention.start]

    def _of_others(self, mention: Mention) -> bool:
        """Whether a sentence tells what others did, and not the unit whose forms stand beside it."""
        return bool(self.known.read.facts) and _OTHERS.match(self._sentence_before(mention)) is not None

    def _each_of(self, mention: Mention, words: Words) -> list[Said]:
        """One amount of several names: 经营支出、上缴上级支出均为0.00万元; none where they are not all known."""
        names = _EACH.match(words.name) if words.role == ACTUAL and self.named(words.name) is None else None
        parts = re.split("[、和与]", names["names"]) if names else []
        meant = [(part, found) for part in parts if (found := self.named(part))]
        if len(meant) < max(len(parts), 2):
            return []
        subjects = [self.turn(Subject(core_of(part, self.owners), found, actual=mention)) for part, found in meant]
        return [Said(mention, ACTUAL, subject) for subject in subjects]

    def _amount(self, mention: Mention, words: Words, lead: str) -> Said:
        if words.role == OTHER:
            return Said(mention, OTHER, Subject(mention.before), words.word)
        said = phrases.COMPARED.fullmatch(words.name) if words.role == ACTUAL else None
        if said and self._compared_before(mention, lead):
            words = Words(DELTA, word=said["word"])  # 比预算数160.00万元少31.54万元
        if words.role == DELTA:
            return self._delta(mention, words, lead)
        if words.name in _LEFT and self.subject.budget and self.subject.actual:
            return Said(mention, OTHER, Subject(words.name))
        another = another_year(words.name, self.year)
        listed = listed_as(self.told, mention, self.year) if words.role == ACTUAL and not another else ""
        subject = self.subject_of(words.name, lead)
        if words.word == phrases.OWN and len(self._stated_in(mention.sentence)) > 1:
            return Said(mention, OTHER, Subject(mention.before))  # of which of them, nobody can tell
        if LAST in (words.role, another, listed):
            subject.last = subject.last or mention
            return Said(mention, LAST, subject)
        if another or listed == OTHER:
            return Said(mention, OTHER, subject)
        if BUDGET in (words.role, listed):
            subject.budget = subject.budget or mention
            planned = Said(mention, BUDGET, subject, stage=words.stage)
            subject.planned.append(planned)
            return planned
        if subject.actual is not None:
            again = "决算" in words.name and bare_of(words.name, self.owners) in GENERIC  # 支出决算为 tells it again
            return Said(mention, ACTUAL if again else OTHER, subject)
        subject.actual = mention
        return Said(mention, ACTUAL, subject)

    def _delta(self, mention: Mention, words: Words, lead: str) -> Said:
        """What changed: the name before 增加, else what the sentence is about."""
        base = base_told(words.base, lead, self.year) or self._base_before(mention, lead)
        if words.word == APART and not base and self.subject.budget is not None:
            base = BUDGET
        core = core_of(words.name, self.owners)
        found = self.named(words.name)
        others: tuple[Subject, ...] = ()
        if found is None and core in GENERIC:
            named = None if core else self.clause_before(lead)
            compared = self._compared_before(mention, lead)
            subject = self.again(*named) if named else compared or self._moved_before(mention)
            sure = named or compared or self._both_stated(mention, base)
            others = () if sure else tuple(dict.fromkeys([self.subject, *self._said_before(mention)]))
        else:
            subject = self.again(found, core)
            others = self._said_before(mention) if found and found.name in SHORTENED else ()
        said = Said(mention, DELTA, subject, words.word, base, others=others)
        subject.moved.append(said)
        return said

    def _both_stated(self, mention: Mention, base: str) -> bool:
        """Whether the sentence states what goes on and its base: 支出总计801.46万元,上年760.00万元,增加41.46万元."""
        given = (self.subject.actual, self.subject.budget if base == BUDGET else self.subject.last)
        return all(each is not None and each.sentence == mention.sentence for each in given)

    def _moved_before(self, mention: Mention) -> Subject:
        """What the last change before a comma is about: 较上年减少1.00万元,较预算减少2.00万元; else what goes on."""
        said = self.told.said[-1] if self.told.said else None
        if said is None or said.role not in (DELTA, CHANGE) or self.told.text[said.mention.end] not in ",;、(":
            return self.subject
        return said.subject if said.mention.sentence == mention.sentence else self.subject

    def _lead(self, mention: Mention) -> str:
        """What stands between a figure and the one before."""
        return self.told.text[self.told.said[-1].mention.end if self.told.said else 0 : mention.start]

    def _base_before(self, mention: Mention, lead: str) -> str:
        """The base that stands right before a change, with its amount; else that of the last change in the sentence."""
        before = [one for one in self.told.said if one.mention.sentence == mention.sentence]
        if self._compared_before(mention, lead) is not None:
            return before[-1].role
        moved = [one for one in before if one.role == DELTA]
        return moved[-1].base if moved else ""

    def _compared_before(self, mention: Mention, lead: str) -> Subject | None:
        """What the base is of that stands right before a change: 较2022年决算760.00万元增加41.46万元."""
        last = self.told.said[-1] if self.told.said else None
        if last is None or last.mention.sentence != mention.sentence or last.role not in (BUDGET, LAST):
            return None
        return None if re.search(r"[,;。:]", _COMPARED.sub("", lead)) else last.subject

    def _said_before(self, mention: Mention) -> tuple[Subject, ...]:
        """The subjects of a sentence before a change that names none, and the paragraph's first.

        One that opens its sentence may be of any amount of the one before: 本年收入5万元,本年支出5万元。较上年增加.
        """
        last = max((one.mention.sentence for one in self.told.said if one.mention.start < mention.start), default=-1)
        first = [one.subject for one in self.told.said if one.role == ACTUAL][:1]
        return tuple(dict.fromkeys([*self._stated_in(last), *first]))

    def _stated_in(self, sentence: int) -> list[Subject]:
        """What a sentence states amounts of."""
        stated = [one for one in self.told.said if one.role == ACTUAL and one.mention.sentence == sentence]
        return list(dict.fromkeys(one.subject for one in stated))

    def _rate(self, mention: Mention, words: Words) -> Said:
        last = self.told.said[-1] if self.told.said else None
        together = last is not None and last.mention.sentence == mention.sentence
        if last and last.role == DELTA and _ALONE.fullmatch(self.told.text, last.mention.end, mention.start):
            words = Words(CHANGE, word=last.word)  # 减少18.50万元(65.37%), 减少18.50万元,65.37%
        if self.shared and last is not None and self.told.text[last.mention.end : mention.start] in ("、", "和", ","):
            next_amount = self.shared.pop(0)
            return Said(mention, SHARE, next_amount.subject, whole=last.whole, part=next_amount)
        if words.role == SHARE and words.name == _EACH_ITS:
            amounts = self._shared_by(mention)
            self.shared = amounts[1:]
            whole = core_of(words.whole, self.owners)
            return Said(mention, SHARE, self.subject, whole=whole, part=next(iter(amounts), None))
        if words.role == SHARE:
            if together and last is not None and self.told.text[last.mention.end :].startswith(")"):
                last = self._before_bracket(last.mention.end)
            near = together and last and last.role == ACTUAL and not words.name  # a part of its own has no amount
            part = last if near else None if words.name else self._stated_before(mention, named=bool(words.whole))
            found = self.named(words.name) if words.name else None
            subject = self.turn(self.again(found, core_of(words.name, self.owners))) if found else self.subject
            whole = core_of(words.whole, self.owners)
            return Said(mention, SHARE, subject, whole=whole, part=part, named=found is not None)
        if words.role == CHANGE:
            own = core_of(words.name, self.owners) if words.name else ""
            differs = not words.word  # 预决算差异率 of the budget that was told last
            delta = last if together and last and last.role == DELTA and own in GENERIC else None
            subject = delta.subject if delta else self._changed(own) if own not in GENERIC else self.subject
            lead = self._lead(mention)
            base = delta.base if delta else base_told(words.base, lead, self.year)
            if last and not base and own in GENERIC and (compared := self._compared_before(mention, lead)):
                subject, base = compared, last.role  # 比年初预算的2621万元下降45.8%
            others = delta.others if delta else ()
            stage = subject.planned[-1].stage if differs and subject.planned else ""
            return Said(mention, CHANGE, subject, words.word, base, delta=delta, others=others, stage=stage)
        if words.role == COMPLETION:
            name = core_of(words.name, self.owners)
            other, core = self.shortened(None, name) if words.name else (None, "")
            if other is not None:
                return Said(mention, COMPLETION, self.turn(Subject(core, other)))  # 收入完成预算98%,支出完成预算99%
            if name in GENERIC:
                within = last if last and last.role == BUDGET and not words.name else None
                return Said(mention, COMPLETION, self.subject, part=within, stage=words.stage)
            same = next((subject for subject in reversed(self.told.subjects) if subject.name == name), None)
            return Said(mention, COMPLETION, same or self._changed(name), stage=words.stage)
        if mention.before in _DONE and self.subject.budget and self.subject.actual:
            return Said(mention, COMPLETION, self.subject)
        return Said(mention, OTHER, Subject(""))

    def _shared_by(self, mention: Mention) -> list[Said]:
        """The amounts of a sentence of which 分别占 tells each its share, as many as there are shares."""
        rates = _TOGETHER.match(self.told.text, mention.end)
        count = 1 + (rates[0].count("%") if rates else 0)
        same = [one for one in self.told.said if one.mention.sentence == mention.sentence and one.role == ACTUAL]
        return same[-count:] if 1 < count <= len(same) else []

    def _changed(self, name: str) -> Subject:
        """What a rate of change names itself: 公务接待费较上年下降5%."""
        subject = self.again(self.named(name), name)
        return self.turn(subject) if subject.meaning else subject

    def _stated_before(self, mention: Mention, *, named: bool) -> Said | None:
        """The sentence's last amount of the subject, where a budget or completion stands between it and its share.

        Where the share names its whole, a change of the subject may stand between them too; a sentence that begins with
        the share goes on with the one before: 支出80万元,完成预算的90%。占本年支出的40%。
        """
        begins = self.told.text[: mention.start].removesuffix(mention.before).endswith("。")
        which = mention.sentence - 1 if begins else mention.sentence
        same = [one for one in self.told.said if one.mention.sentence == which]
        moved = {DELTA, CHANGE} if named and all(one.subject is self.subject for one in same[-2:]) else set()
        passed = [one for one in reversed(same) if one.role in {ACTUAL, SHARE, DELTA, CHANGE} - moved]
        return passed[0] if passed and passed[0].role == ACTUAL and passed[0].subject is self.subject else None

    def _before_bracket(self, end: int) -> Said | None:
        """The last amount before the bracket that closes at `end`: what follows is said of it, not of its parts."""
        opened = self.told.text.rfind("(", 0, end)
        return next((said for said in reversed(self.told.said) if said.mention.end <= opened), None)
