"""The amounts of a paragraph: each with its role and its subject."""

import re

from mingzhang.accounts.checks import phrases
from mingzhang.accounts.checks.core_names import GENERIC, bare_of, core_of
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.other_years import another_year, base_told, listed_as
from mingzhang.accounts.checks.phrases import ACTUAL, APART, BUDGET, DELTA, LAST, OTHER, Words
from mingzhang.accounts.checks.said import Said, Subject
from mingzhang.accounts.checks.walk_stated import Stated

_LEFT = frozenset({"结余", "节余", "剩余"})
"""What is left of a budget: it may be the adjusted one, and nothing goes on about it."""
_EACH = re.compile(r"^(?P<names>.*[、和与].*?)(?:支出决算)?(?:均|都|各)(?:为|是)?$")
SHORTENED = frozenset({"收支总计", "收入支出总计", "收入总计支出总计", "收入总计", "支出总计"})
"""Names of the whole document that a text also gives to the totals of 财政拨款, once it has named them."""


class Amounts(Stated):
    """A walk that tells what its amounts are."""

    def each_of(self, mention: Mention, words: Words) -> list[Said]:
        """One amount of several names: 经营支出、上缴上级支出均为0.00万元; none where they are not all known."""
        names = _EACH.match(words.name) if words.role == ACTUAL and self.named(words.name) is None else None
        parts = re.split("[、和与]", names["names"]) if names else []
        meant = [(part, found) for part in parts if (found := self.named(part))]
        if len(meant) < max(len(parts), 2):
            return []
        subjects = [self.turn(Subject(core_of(part, self.owners), found, actual=mention)) for part, found in meant]
        return [Said(mention, ACTUAL, subject) for subject in subjects]

    def amount(self, mention: Mention, words: Words, lead: str) -> Said:
        """What an amount is; `lead` is what stands between it and the figure before."""
        if words.role == OTHER:
            return Said(mention, OTHER, Subject(mention.before), words.word)
        said = phrases.COMPARED.fullmatch(words.name) if words.role == ACTUAL else None
        if said and self.compared_before(mention, lead):
            words = Words(DELTA, word=said["word"])  # 比预算数160.00万元少31.54万元
        if words.role == DELTA:
            return self._delta(mention, words, lead)
        if words.name in _LEFT and self.subject.budget and self.subject.actual:
            return Said(mention, OTHER, Subject(words.name))
        another = another_year(words.name, self.year)
        listed = listed_as(self.told, mention, self.year) if words.role == ACTUAL and not another else ""
        subject = self.subject_of(words.name, lead)
        if words.word == phrases.OWN and len(self.stated_in(mention.sentence)) > 1:
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
        base = base_told(words.base, lead, self.year) or self.base_before(mention, lead)
        if words.word == APART and not base and self.subject.budget is not None:
            base = BUDGET
        core = core_of(words.name, self.owners)
        found = self.named(words.name)
        others: tuple[Subject, ...] = ()
        if found is None and core in GENERIC:
            named = None if core else self.clause_before(lead)
            compared = self.compared_before(mention, lead)
            subject = self.again(*named) if named else compared or self.moved_before(mention)
            sure = named or compared or self.both_stated(mention, base)
            others = () if sure else tuple(dict.fromkeys([self.subject, *self.said_before(mention)]))
        else:
            subject = self.again(found, core)
            others = self.said_before(mention) if found and found.name in SHORTENED else ()
        said = Said(mention, DELTA, subject, words.word, base, others=others)
        subject.moved.append(said)
        return said
