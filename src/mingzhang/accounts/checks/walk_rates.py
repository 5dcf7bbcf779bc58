"""The rates of a paragraph: a share of a whole, a change, a budget's completion."""

import re

from mingzhang.accounts.checks.core_names import GENERIC, core_of
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.other_years import base_told
from mingzhang.accounts.checks.phrases import (
    ACTUAL,
    BUDGET,
    CHANGE,
    COMPLETION,
    DELTA,
    OTHER,
    SAVED,
    SHARE,
    Words,
)
from mingzhang.accounts.checks.said import Said, Subject, Told
from mingzhang.accounts.checks.walk_stated import Stated

_ALONE = re.compile(rf"[(,](?:{'|'.join(SAVED)})?")
"""What stands between a change in money and its rate."""
_DONE = frozenset({"完成", "完成了"})
"""Of a budget that was told: 年初预算10.00万元,决算9.50万元,完成95.00%."""
_TOGETHER = re.compile(r"(?:[、和,][\d.]+%)*")
_EACH_ITS = "分别"


class Rates(Stated):
    """A walk that tells what its rates are of."""

    def __init__(self, known: Known, told: Told) -> None:
        super().__init__(known, told)
        self._shared: list[Said] = []
        """The amounts of which the shares that follow are told one after another."""

    def rate(self, mention: Mention, words: Words) -> Said:
        """What a rate is of: OTHER where its words do not say it."""
        last = self.told.said[-1] if self.told.said else None
        if last and last.role == DELTA and _ALONE.fullmatch(self.told.text, last.mention.end, mention.start):
            words = Words(CHANGE, word=last.word)  # 减少18.50万元(65.37%), 减少18.50万元,65.37%
        if self._shared and last is not None and self.told.text[last.mention.end : mention.start] in ("、", "和", ","):
            next_amount = self._shared.pop(0)
            return Said(mention, SHARE, next_amount.subject, whole=last.whole, part=next_amount)
        near = last if last is not None and last.mention.sentence == mention.sentence else None
        if words.role == SHARE:
            return self._share(mention, words, near)
        if words.role == CHANGE:
            return self._change(mention, words, near)
        if words.role == COMPLETION:
            return self._completion(mention, words, last)
        if mention.before in _DONE and self.subject.budget and self.subject.actual:
            return Said(mention, COMPLETION, self.subject)
        return Said(mention, OTHER, Subject(""))

    def _share(self, mention: Mention, words: Words, last: Said | None) -> Said:
        """A share of the whole that its words name; `last` is what its sentence said right before it."""
        whole = core_of(words.whole, self.owners)
        if words.name == _EACH_ITS:
            amounts = self._shared_by(mention)
            self._shared = amounts[1:]
            return Said(mention, SHARE, self.subject, whole=whole, part=next(iter(amounts), None))
        if last is not None and self.told.text[last.mention.end :].startswith(")"):
            last = self.before_bracket(last.mention.end)
        near = last is not None and last.role == ACTUAL and not words.name  # a part of its own has no amount
        part = last if near else None if words.name else self._stated_before(mention, named=bool(words.whole))
        found = self.named(words.name) if words.name else None
        subject = self.turn(self.again(found, core_of(words.name, self.owners))) if found else self.subject
        return Said(mention, SHARE, subject, whole=whole, part=part, named=found is not None)

    def _change(self, mention: Mention, words: Words, last: Said | None) -> Said:
        """A change in percent: of the change in money right before it, else of what it names or what goes on."""
        own = core_of(words.name, self.owners) if words.name else ""
        differs = not words.word  # 预决算差异率 of the budget that was told last
        delta = last if last is not None and last.role == DELTA and own in GENERIC else None
        subject = delta.subject if delta else self._changed(own) if own not in GENERIC else self.subject
        lead = self.lead_to(mention)
        base = delta.base if delta else base_told(words.base, lead, self.year)
        if last and not base and own in GENERIC and (compared := self.compared_before(mention, lead)):
            subject, base = compared, last.role  # 比年初预算的2621万元下降45.8%
        others = delta.others if delta else ()
        stage = subject.planned[-1].stage if differs and subject.planned else ""
        return Said(mention, CHANGE, subject, words.word, base, delta=delta, others=others, stage=stage)

    def _completion(self, mention: Mention, words: Words, last: Said | None) -> Said:
        name = core_of(words.name, self.owners)
        other, core = self.shortened(None, name) if words.name else (None, "")
        if other is not None:
            return Said(mention, COMPLETION, self.turn(Subject(core, other)))  # 收入完成预算98%,支出完成预算99%
        if name in GENERIC:
            within = last if last and last.role == BUDGET and not words.name else None
            return Said(mention, COMPLETION, self.subject, part=within, stage=words.stage)
        same = next((subject for subject in reversed(self.told.subjects) if subject.name == name), None)
        return Said(mention, COMPLETION, same or self._changed(name), stage=words.stage)

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
