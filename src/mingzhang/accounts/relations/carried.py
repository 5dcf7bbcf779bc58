"""What a disclosure itself tells beside its forms, as books say it: texts, registers, and what cannot be carried over.

Slots of paragraphs name what they print (`text:用途.2080505`, `register:车辆.其他用车`); a document that was read has
no such slots, and its books are asked for these texts when they are built.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mingzhang.accounts.disclosure import Disclosure, Paragraph, Slot
from mingzhang.accounts.forms.registers import declared_registers, unit_of
from mingzhang.accounts.relations.carried_evaluations import Evaluations, carried_evaluations
from mingzhang.accounts.statements.glossary import define
from mingzhang.accounts.statements.grammar import LISTS
from mingzhang.accounts.statements.registers import YUAN
from mingzhang.accounts.statements.wording import Statement
from mingzhang.accounts.statements.wording_load import load_wording
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_WAN, FEN_PER_YUAN, decimal_text, fen_of_yuan

REASONS, USES, REMARKS = "原因", "用途", "补充"
EVALUATIONS = "公布的绩效自评表没有还原，登记里只有其汇总数。"
COMPARED = {
    "last_year": "说明里的上年数没有还原，账册按没有上年数处理。",
    "opening_budget": "说明里各科目的年初预算没有还原。",
    "adjusted_budget": "说明里各科目的全年预算没有还原。",
}
"""Measures that sentences compare with, of which a disclosure tells only some figures."""
WITHHELD = "公布文件未列示的涉密内容没有还原。"


@dataclass(frozen=True)
class Carried:
    """Rows and settings beside the amounts."""

    texts: Mapping[str, Any] = field(default_factory=dict)
    """The members of 文字.yaml."""
    registers: tuple[Mapping[str, str], ...] = ()
    evaluations: Evaluations = field(default_factory=Evaluations)
    notes: tuple[str, ...] = ()
    """What the disclosure has and the books do not."""
    findings: tuple[Finding, ...] = ()


def carried_texts(disclosure: Disclosure) -> dict[str, Any]:
    """`文字.yaml` as far as the paragraphs and the glossary tell it."""
    found: dict[str, Any] = {name: words for name, words in _lists(disclosure) if words}
    for slot, text in _slots(disclosure):
        for operand in slot.operands:
            part, _, name = operand.removeprefix("text:").partition(".")
            if operand.startswith("text:") and part == REASONS:
                group, _, subject = name.partition(".")
                found.setdefault(REASONS, {}).setdefault(group, {})[subject] = text
            elif operand.startswith("text:") and part in {USES, REMARKS} and text:
                found.setdefault(part, {})[name] = text
    own = {
        key: term.definition
        for term in disclosure.glossary
        if (key := term.code or term.term) and term.definition != define(key, disclosure.year)
    }
    return found | ({"名词解释": own} if own else {})


def _lists(disclosure: Disclosure) -> Iterator[tuple[str, list[str]]]:
    """The unit's own lists: the texts of the statements that are repeated over them."""
    each = {
        statement.key: statement.each.level
        for statement in _statements(disclosure.layout)
        if statement.each is not None and statement.each.level in LISTS
    }
    for name in LISTS:
        yield (
            name,
            [
                _text(paragraph, slot)
                for paragraph in disclosure.paragraphs
                if each.get(paragraph.key) == name
                for slot in paragraph.slots
                if slot.kind == "text" and not slot.operands
            ],
        )


def _statements(layout: str) -> tuple[Statement, ...]:
    try:
        return load_wording(layout).statements
    except KeyError:
        return ()


def _slots(disclosure: Disclosure) -> Iterator[tuple[Slot, str]]:
    for paragraph in disclosure.paragraphs:
        for slot in paragraph.slots:
            yield slot, _text(paragraph, slot)


def _text(paragraph: Paragraph, slot: Slot) -> str:
    return paragraph.text[slot.start : slot.end]


def carried_registers(disclosure: Disclosure) -> tuple[tuple[Mapping[str, str], ...], list[Finding]]:
    """The rows of 登记, amounts in 元: exact where a sentence tells them so, else as printed in 万元."""
    exact = {
        slot.operands[0].removeprefix("register:"): slot.fen
        for slot, _ in _slots(disclosure)
        if slot.fen is not None and len(slot.operands) == 1 and slot.operands[0].startswith("register:")
    }
    rows: list[Mapping[str, str]] = []
    findings: list[Finding] = []
    for subject, items in disclosure.registers.items():
        for item, printed in items.items():
            value = _value(subject, item, printed, exact)
            if value is None:
                findings.append(finding("J111", Place(key=f"registers.{subject}.{item}"), printed=printed))
            else:
                rows.append({"类别": subject, "项目": item, "数值": value})
    return tuple(rows), findings


def _value(subject: str, item: str, printed: str, exact: Mapping[str, int]) -> str | None:
    """A register's value as books write it; None for one that is not declared or no number."""
    if item not in declared_registers().get(subject, {}):
        return None
    try:
        hundredths = fen_of_yuan(printed)
    except ValueError:
        return None
    name = f"{subject}.{item}"
    if unit_of(name) != YUAN:
        return decimal_text(Fraction(hundredths, 100), 2, trim=True)
    fen = exact.get(name, hundredths * FEN_PER_WAN // 100)
    return decimal_text(Fraction(fen, FEN_PER_YUAN), 2)


def carried(disclosure: Disclosure) -> Carried:
    """Everything that the disclosure tells beside its forms."""
    rows, findings = carried_registers(disclosure)
    notes = [WITHHELD] if disclosure.withheld else []
    measures = {operand.partition(":")[0] for slot, _ in _slots(disclosure) for operand in slot.operands}
    notes += [note for measure, note in COMPARED.items() if measure in measures]
    try:
        evaluations = carried_evaluations(disclosure)
    except ValueError:
        evaluations = Evaluations()
        notes.append(EVALUATIONS)
    findings += [finding("J111", Place(), printed=note) for note in notes]
    return Carried(
        carried_texts(disclosure), rows, evaluations=evaluations, notes=tuple(notes), findings=tuple(findings)
    )
