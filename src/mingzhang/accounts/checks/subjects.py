"""What the figures of a paragraph are about: the item or the name that the words before them give."""

import re

from mingzhang.accounts.checks import phrases
from mingzhang.accounts.checks.core_names import GENERIC, bare_of, core_of, shorter_names
from mingzhang.accounts.checks.items import code_of, items
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import Meaning, by_code, is_declared, meaning
from mingzhang.accounts.checks.said import Subject, Told
from mingzhang.accounts.checks.spellings import fund_of
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import label

SHORTEST_BEGINNING = 2
"""Characters that a name leaves out at least."""
_TOTALS = "总计"
_OPENED = re.compile(r":$")
"""What a clause opens: 公务接待费:本年支出0.50万元 is of receptions, and not of all that was spent."""
_COUNT = re.compile(r"(?<=接待)(?:共|累计)?\d+(?:批次|批|个)$")
_UNPLANNED = re.compile(r"(?:年初)?(?:无|没有|未安排)(?:年初)?预算$")
"""公务接待费无年初预算,支出决算为0.50万元: a clause that names what the amount after it is of."""
_USED = re.compile(r"用于[^。;]*")
"""What money is used for may be the name of an item, and is no subject: 主要用于:机关事业单位职业年金缴费支出."""
_CODE = re.compile(r"(?<!\d)2\d{6}(?!\d)")


_RUNNING = re.compile(r"(机关运行经费)(?:支出)?[,:]$")


def _running(lead: str) -> str:
    """机关运行经费 where it is the last thing named before a total: 维持机关运转而开支的机关运行经费,合计."""
    found = _RUNNING.search(re.sub(r"[^,;。:]*$", "", lead))
    return found[1] if found else ""


class Subjects:
    """A paragraph's subjects, the one that goes on last; whoever walks over its figures turns it."""

    def __init__(self, known: Known, told: Told) -> None:
        self.known, self.told = known, told
        self.at = 0
        """How far the walk has come: what stands behind it was not yet said."""
        self.subject = self._from_above()
        unit = known.read.disclosure.unit
        self.year = known.read.disclosure.year
        self.owners = sorted({squeezed(unit.name), squeezed(unit.short_name)} - {""}, key=len, reverse=True)

    def _from_above(self) -> Subject:
        """A paragraph of its own that only names an item: the next one tells of it."""
        above = self.told.above
        if above is not None and not above.said and above.subjects and above.subjects[-1].actual is None:
            self.told.subjects.append(above.subjects[-1])
            return above.subjects[-1]
        return Subject("")

    def _class_above(self) -> str:
        """The class that an earlier item, or a heading, names."""
        for subject in reversed(self.told.subjects):
            if subject.code:
                return subject.code[:3]
        for heading in reversed(self.told.path):
            for item in items(heading):
                return code_of(item, self.known)[0][:3]
        return ""

    def turn(self, subject: Subject) -> Subject:
        """What follows is about this subject."""
        self.subject = subject
        self.told.subjects.append(subject)
        return subject

    def again(self, found: Meaning | None, core: str) -> Subject:
        """The subject of the paragraph that goes by the same meaning, or a new one."""
        same = [one for one in self.told.subjects if found and one.meaning and one.meaning.name == found.name]
        return same[-1] if same else Subject(core, found)

    def subject_of(self, name: str, lead: str) -> Subject:
        """The subject that the words before an amount name, or the one that goes on."""
        if (self.subject.code or self.subject.misnamed) and any(True for _ in items(name)):
            return self.subject
        if by_its_code := self._coded(name):
            return self.turn(by_its_code)
        found = self.named(name)
        core = core_of(name, self.owners)
        unnamed = core in GENERIC or bare_of(name, self.owners) in GENERIC
        if unnamed and (found is None or _OPENED.search(lead.removesuffix(name))):
            found, core = self.clause_before(lead) or (found, core)
        planned = self.subject.budget is not None and self.subject.actual is None  # and now comes what was spent of it
        if found is None and not planned and (side := self._opened_by(bare_of(name, self.owners))):
            found, core = self.named(f"今年{side}"), side
        found, core = self.shortened(found, core)
        if found is not None:
            return self.turn(Subject(core, found))
        bare = bare_of(name, self.owners)
        bare = _running(lead) or bare if bare in GENERIC else bare
        if bare not in GENERIC and not (self.subject.code and self.subject.actual is None):
            return self.turn(Subject(bare))
        return self.subject

    def shortened(self, found: Meaning | None, core: str) -> tuple[Meaning | None, str]:
        """A name that leaves out how the one before begins: 财政拨款收入总计749.46万元,支出总计749.46万元.

        Where the name alone is known too, an amount may be of either.
        """
        before = self.subject.name if self.subject.meaning else ""
        if core == "支出" and self.subject.actual is not None and not before.endswith("收入"):
            before = self._income_before() or before
        if core in GENERIC and not (core == "支出" and before.endswith("收入")):
            return found, core
        side = before.find("收入") % (len(before) + 1)  # what income begins with, its other side begins with too
        for end in range(SHORTEST_BEGINNING, min(side + 1, len(before))):
            whole = self.named(before[:end] + core) if is_declared(before[:end] + core) else None
            if whole is None:
                continue
            if found is None:
                return whole, before[:end] + core
            if core.endswith(_TOTALS) and found.regions and whole.regions:
                sure = whole.sure and found.sure and (bool(whole.figures) or not found.figures)
                both = (*whole.figures, *found.figures), sure, (*whole.regions, *found.regions)
                return Meaning(whole.name, *both), before[:end] + core
        return found, core

    def _income_before(self) -> str:
        """The income of a fund that the sentence told before its balances: 基金收入30万元;年初结转5万元;支出30万元."""
        begin = self.told.text.rfind("。", 0, self.at) + 1
        told = [one for one in self.told.subjects if one.actual is not None and one.actual.start >= begin]
        return next((one.name for one in reversed(told) if one.meaning and one.name.endswith("收入")), "")

    def _opened_by(self, bare: str) -> str:
        """收入 or 支出 where the heading, or the paragraph's opening, is about it: 1、收入:10.00万元; "" elsewhere."""
        for side in ("收入", "支出"):
            opens = self.told.text.lstrip("0123456789、.").startswith(f"{side}:") and not self.told.said
            told_of = re.match(rf"(?:收入)?{side}决算", core_of(self.told.heading, self.owners))
            if (bare in ("", side) and opens) or (bare == side and told_of):
                return "" if fund_of(self.told.path) else side
        return ""

    def _coded(self, name: str) -> Subject | None:
        """An item named by its code alone: 2080150事业运行500.00万元."""
        match = _CODE.search(name)
        found = by_code(self.known, match[0], self.told.path) if match else None
        return Subject(name[match.end() :], found, match[0]) if match and found else None

    def clause_before(self, lead: str) -> tuple[Meaning, str] | None:
        """公务接待费 of 公务接待费。决算数0.50万元: a clause that is nothing but a name, or a name and a count."""
        for clause in reversed(re.split(r"[,;。:]", _USED.sub("", lead))[:-1]):
            name = _UNPLANNED.sub("", _COUNT.sub("", phrases.without_base(clause)))
            found = self.named(name) if name else None
            if found is not None:
                return found, core_of(name, self.owners)
        return None

    def named(self, words: str) -> Meaning | None:
        path = self._path()
        for text in shorter_names(words):
            for name in dict.fromkeys((text, core_of(text, self.owners))):
                if label(name) not in GENERIC and (found := meaning(self.known, name, path)) is not None:
                    return found
        return None

    def _path(self) -> tuple[str, ...]:
        """The headings, and within them what the paragraph named last of 基本支出 and 项目支出."""
        kinds = re.findall("基本支出|项目支出", self.told.text[: self.at])
        return (*self.told.path, kinds[-1]) if kinds else self.told.path

    def name_items(self, begin: int, end: int) -> None:
        """The last item (类款项) named between two figures becomes the subject."""
        for item in items(self.told.text, begin, end):
            code, exact = code_of(item, self.known, self._class_above())
            subject = Subject(item.text, by_code(self.known, code, self.told.path) if code else None, code)
            subject.misnamed = item.text if not exact else ""
            self.turn(subject)
