"""One pass over a document's paragraphs: every figure with its role and subject."""

import re

from mingzhang.accounts.checks import phrases
from mingzhang.accounts.checks.items import items
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention, mentions
from mingzhang.accounts.checks.misnamed import name_by_amounts
from mingzhang.accounts.checks.other_years import tells_next_year
from mingzhang.accounts.checks.phrases import OTHER
from mingzhang.accounts.checks.restated import restates
from mingzhang.accounts.checks.said import Said, Subject, Told, lend_amounts
from mingzhang.accounts.checks.walk_amounts import Amounts
from mingzhang.accounts.checks.walk_rates import Rates
from mingzhang.accounts.readers.characters import squeezed

_OTHERS = re.compile(
    r"^(?:[(\d一二三四五六七八九十、.)]*)(?:其中[,:]?)?(?:20\d\d年度?,?)?"
    r"(?:全(?:国|自治区|[省市县区州旗盟镇乡村])(?![直级]|[^,;。]{0,6}(?:系统|部门|机关|单位))"
    r"|(?:所属|下属)(?!各|全部|预算)[^,;。:]{0,12}?(?:单位|中心|站|所|院|局|队|学校)(?!预算|均|全部))"
)
"""How a sentence begins that tells of a whole county, or of a unit below: 所属单位甲中心基本支出200.00万元."""
LONGEST_HEADING = 40
"""A heading of more characters is a sentence that was set as one."""


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
            if _heads_only(heads[paragraph.level]):
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


def _heads_only(heading: str) -> bool:
    """Whether a heading tells nothing itself: no figure, no item of which the paragraph below it goes on to tell."""
    short = len(heading) < LONGEST_HEADING and not mentions(heading)
    return short and not any(item.names[-1] for item in items(heading))


class _Walk(Amounts, Rates):
    """One pass over the figures of a paragraph."""

    def __init__(self, known: Known, told: Told) -> None:
        super().__init__(known, told)
        self.opened: list[Subject] = []
        """The subjects outside of the brackets that are open."""

    def run(self) -> None:
        last, done = 0, False
        before: Mention | None = None
        for mention in mentions(self.told.text):
            again, before = restates(self.told.text, before, mention), mention
            if again:
                last = mention.end
                continue
            self._brackets(last, mention.start)
            self.name_items(last, mention.start)
            lead = self.told.text[last : mention.start]
            self.at = mention.start
            if self._of_others(mention):
                self.told.said.append(Said(mention, OTHER, Subject("")))
            elif mention.is_amount:
                words = phrases.amount_words(mention.before, lead, self.sentence_before(mention))
                self.told.said += self.each_of(mention, words) or [self.amount(mention, words, lead)]
                done = words.done
            elif mention.is_rate:
                words = phrases.rate_words(mention.before, lead, after_done=done, times=mention.is_times)
                self.told.said.append(self.rate(mention, words))
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

    def _of_others(self, mention: Mention) -> bool:
        """Whether a sentence tells what others did, and not the unit whose forms stand beside it."""
        return bool(self.known.read.facts) and _OTHERS.match(self.sentence_before(mention)) is not None
