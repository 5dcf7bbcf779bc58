"""What a paragraph has said before a figure: its sentence, the amounts stated there, the base compared with."""

import re

from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.phrases import ACTUAL, BUDGET, CHANGE, DELTA, LAST
from mingzhang.accounts.checks.said import Said, Subject
from mingzhang.accounts.checks.subjects import Subjects

_COMPARED = re.compile(r"^相(?:比|较),")


class Stated(Subjects):
    """A walk that can look back at what it has met."""

    def sentence_before(self, mention: Mention) -> str:
        return self.told.text[self.told.text.rfind("。", 0, mention.start) + 1 : mention.start]

    def lead_to(self, mention: Mention) -> str:
        """What stands between a figure and the one before."""
        return self.told.text[self.told.said[-1].mention.end if self.told.said else 0 : mention.start]

    def stated_in(self, sentence: int) -> list[Subject]:
        """What a sentence states amounts of."""
        stated = [one for one in self.told.said if one.role == ACTUAL and one.mention.sentence == sentence]
        return list(dict.fromkeys(one.subject for one in stated))

    def both_stated(self, mention: Mention, base: str) -> bool:
        """Whether the sentence states what goes on and its base: 支出总计801.46万元,上年760.00万元,增加41.46万元."""
        given = (self.subject.actual, self.subject.budget if base == BUDGET else self.subject.last)
        return all(each is not None and each.sentence == mention.sentence for each in given)

    def compared_before(self, mention: Mention, lead: str) -> Subject | None:
        """What the base is of that stands right before a change: 较2022年决算760.00万元增加41.46万元."""
        last = self.told.said[-1] if self.told.said else None
        if last is None or last.mention.sentence != mention.sentence or last.role not in (BUDGET, LAST):
            return None
        return None if re.search(r"[,;。:]", _COMPARED.sub("", lead)) else last.subject

    def base_before(self, mention: Mention, lead: str) -> str:
        """The base that stands right before a change, with its amount; else that of the last change in the sentence."""
        before = [one for one in self.told.said if one.mention.sentence == mention.sentence]
        if self.compared_before(mention, lead) is not None:
            return before[-1].role
        moved = [one for one in before if one.role == DELTA]
        return moved[-1].base if moved else ""

    def moved_before(self, mention: Mention) -> Subject:
        """What the last change before a comma is about: 较上年减少1.00万元,较预算减少2.00万元; else what goes on."""
        said = self.told.said[-1] if self.told.said else None
        if said is None or said.role not in (DELTA, CHANGE) or self.told.text[said.mention.end] not in ",;、(":
            return self.subject
        return said.subject if said.mention.sentence == mention.sentence else self.subject

    def said_before(self, mention: Mention) -> tuple[Subject, ...]:
        """The subjects of a sentence before a change that names none, and the paragraph's first.

        One that opens its sentence may be of any amount of the one before: 本年收入5万元,本年支出5万元。较上年增加.
        """
        last = max((one.mention.sentence for one in self.told.said if one.mention.start < mention.start), default=-1)
        first = [one.subject for one in self.told.said if one.role == ACTUAL][:1]
        return tuple(dict.fromkeys([*self.stated_in(last), *first]))

    def before_bracket(self, end: int) -> Said | None:
        """The last amount before the bracket that closes at `end`: what follows is said of it, not of its parts."""
        opened = self.told.text.rfind("(", 0, end)
        return next((said for said in reversed(self.told.said) if said.mention.end <= opened), None)
