"""Writing the narrative: every statement whose condition holds, its slots filled and recorded, its ordinals counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingzhang.accounts.disclosure import Paragraph, Slot
from mingzhang.accounts.draft import MARKED, mark
from mingzhang.accounts.layouts.ordinals import ordinal
from mingzhang.accounts.statements.conditions import true_of
from mingzhang.accounts.statements.facts import Facts, Unknown
from mingzhang.accounts.statements.grammar import (
    LISTS,
    REGISTER,
    Choice,
    Condition,
    Literal,
    Predicate,
    Repeat,
    SlotCall,
    Wording,
    bound,
    quantity,
)
from mingzhang.accounts.statements.registers import items_of
from mingzhang.accounts.statements.slots import FILL, REGISTER_SHEET, TEXTS_FILE, Asked, Context, Filled, unknown
from mingzhang.accounts.statements.wording import Statement, WordingFile
from mingzhang.findings import Finding, Place, finding

TEXT_SLOTS = frozenset({"原因", "用途", "补充"})
"""Slots that print the unit's own text, called as their part of 文字.yaml."""
_LISTED = tuple(f"@{name}" for name in reversed(LISTS))


def narrative(
    wording: WordingFile, facts: Facts, *, draft: bool = False
) -> tuple[tuple[Paragraph, ...], list[Finding]]:
    """All paragraphs of a layout's narrative in order, and everything that the unit must still supply.

    Marks stand where a slot could not be filled; in a `draft` also for sentences that lack what they need.
    """
    writer = _Writer(wording, facts, draft)
    for statement in wording.under(""):
        writer.write(statement, {})
    return tuple(writer.paragraphs), list(dict.fromkeys(writer.findings))


def _missing(needs: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """What asks for lists and further texts of the unit's, and in one for all register items of a sentence."""
    items = [name.replace(".", "，") for kind, name in needs if kind == "登记"]
    if items:
        yield finding("S122", Place(sheet=REGISTER_SHEET), expected="；".join(items))
    for kind, name in needs:
        if kind == "文字":
            yield finding("S105", Place(file=TEXTS_FILE, key=name))
        elif kind == "补充":
            yield finding("S108", Place(file=TEXTS_FILE, key=f"补充.{name}"))


class _Withheld(Exception):  # noqa: N818 — the sentence tells something 涉密 and is left out
    pass


@dataclass
class _Draft:
    """A paragraph being written."""

    text: str = ""
    slots: list[Slot] = field(default_factory=list)

    def add(self, filled: Filled) -> None:
        start = len(self.text)
        self.text += filled.text
        if filled.kind:
            self.slots.append(Slot(start, len(self.text), filled.kind, filled.operands, filled.fen))


@dataclass
class _Writer:
    wording: WordingFile
    facts: Facts
    draft: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)
    part: str = ""

    def write(self, statement: Statement, values: dict[str, str]) -> None:
        """A statement, once for each of its repetitions, with what stands under it."""
        if statement.part != self.part:
            self.part = statement.part
            self.counters.clear()
        for binding in self._bindings(statement, values):
            found, written = len(self.findings), len(self.paragraphs)
            if not self._asked(statement) and self.holds(statement.when, binding):
                self._paragraph(statement, binding)
                for child in self.wording.under(statement.key):
                    self.write(child, binding)
            if self.draft:
                self._mark_rest(statement, self.findings[found:], self.paragraphs[written:])

    def _mark_rest(self, statement: Statement, found: Sequence[Finding], written: Sequence[Paragraph]) -> None:
        """Marks for what a statement lacks that left no place in its text: needs, and conditions nobody can tell."""
        text = "".join(paragraph.text for paragraph in written)
        asked = (mark(item) for item in dict.fromkeys(found) if item.code.code in MARKED)
        self.paragraphs += [Paragraph(statement.part, 0, each, key=statement.key) for each in asked if each not in text]

    def _bindings(self, statement: Statement, values: dict[str, str]) -> Iterator[dict[str, str]]:
        if statement.each is None:
            yield values
            return
        each = replace(statement.each, region=bound(statement.each.region, values))
        for value in self.facts.values(each):
            yield values | {each.variable: value}

    def _asked(self, statement: Statement) -> bool:
        """Whether something that the statement needs is withheld, or missing; tells of all that is missing."""
        needs = statement.needs.split(" 且 ") if statement.needs else []
        missing: list[tuple[str, str]] = []
        for need in needs:
            kind, _, name = need.partition(":")
            hidden = self.facts.withheld
            if hidden.hides_text(name if kind == "文字" else need.replace(":", ".")) or name in hidden.registers:
                return True
            if not self.holds_need(kind, name):
                missing.append((kind, name))
        self.findings += _missing(missing)
        return bool(missing)

    def holds_need(self, kind: str, name: str) -> bool:
        """Whether the unit wrote the text, or filled in the register item, that a statement needs."""
        return true_of(kind, name, self.facts, self.wording)

    def _paragraph(self, statement: Statement, values: dict[str, str]) -> None:
        draft = _Draft()
        counters = dict(self.counters)
        try:
            self._fill(statement.wording, values, draft)
        except _Withheld:
            self.counters = counters
            return
        if draft.text:
            slots = tuple(draft.slots)
            self.paragraphs.append(Paragraph(statement.part, statement.level, draft.text, slots, statement.key))

    def _fill(self, wording: Wording, values: dict[str, str], draft: _Draft) -> None:
        for part in wording:
            if isinstance(part, Literal):  # nearly half of all parts
                draft.text += part.text
            elif isinstance(part, SlotCall):
                arguments = part.arguments if not values else tuple([bound(text, values) for text in part.arguments])
                draft.add(self._filled(part.function, arguments, values, draft))
            elif isinstance(part, Choice):
                chosen = next((body for condition, body in part.cases if self.holds(condition, values)), ())
                self._fill(chosen, values, draft)
            else:
                self._repeat(part, values, draft)

    def _repeat(self, part: Repeat, values: dict[str, str], draft: _Draft) -> None:
        each = part.each
        bindings = self.facts.values(replace(each, region=bound(each.region, values)))
        for index, value in enumerate(bindings):
            draft.text += part.separator if index else ""
            self._fill(part.body, values | {each.variable: value}, draft)

    def _filled(self, function: str, arguments: tuple[str, ...], values: dict[str, str], draft: _Draft) -> Filled:
        if function == "序":
            return Filled(self._ordinal(arguments[0]), "")
        value = next((values[name] for name in _LISTED if name in values), "") if values else ""
        context = Context(self.facts, self.wording, value, draft.text)
        self._guard(function, arguments)
        try:
            return FILL[function](context, *arguments)
        except Unknown as error:
            item = unknown(error)
        except Asked as asked:
            item = asked.finding
        self.findings.append(item)
        return Filled(mark(item) if item.code.code in MARKED else "", "")

    def _guard(self, function: str, arguments: tuple[str, ...]) -> None:
        """Leaves the paragraph where a slot would print a withheld register item or text."""
        hidden = self.facts.withheld
        if not (hidden.texts or hidden.registers):
            return
        names: set[str] = set()
        if function in TEXT_SLOTS and hidden.hides_text(f"{function}.{arguments[0]}"):
            raise _Withheld
        if function == REGISTER:
            names = {name for part in arguments[0].split("+") for name in items_of(part)}
        elif function in {"金额", "占比"}:
            asked = [quantity(text, self.wording.budget) for text in arguments]
            names = {name for each in asked if each.measure == "register" for name in each.expressions}
        if names & hidden.registers:
            raise _Withheld

    def _ordinal(self, style: str) -> str:
        """The next number of a style; numbering of inner styles begins anew."""
        rank = self.wording.ordinals.index(style)
        for inner in self.wording.ordinals[rank + 1 :]:
            self.counters.pop(inner, None)
        self.counters[style] = self.counters.get(style, 0) + 1
        return ordinal(style, self.counters[style])

    def holds(self, condition: Condition, values: dict[str, str]) -> bool:
        """Whether every test holds; one that asks for something unknown does not, and is told."""
        for test in condition:  # noqa: SIM110 — asked too often for a generator
            if not self._holds(test, values):
                return False
        return True

    def _holds(self, test: Predicate, values: dict[str, str]) -> bool:
        try:
            return true_of(test.name, bound(test.argument, values), self.facts, self.wording) != test.negated
        except Unknown as error:
            self.findings.append(unknown(error))
            return False
