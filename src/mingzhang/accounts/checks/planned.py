"""The budgets of the three public expenses that form 07 prints: in one column, or 年初预算数 beside 全年预算数.

Which of them a text means is told by its own word and by the form's headings and notes, not by where a column stands.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.said import Said, Subject
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import TICKS
from mingzhang.accounts.readers.headers import stage_of
from mingzhang.accounts.relations.figures import ticks_of_text
from mingzhang.printed import Interval, interval_of

_FORM = "07"
STAGES = {"年初": "年初", "全年": "全年", "调整": "全年", "调整后": "全年", "": ""}
"""The word before 预算 in a text → the budget that it means; "" for a bare 预算, which may be either."""
USUAL = "年初"
"""The budget of a form that does not say: the opening budget, as the notes of most provinces have it."""

_ENOUGH = 2
"""Budgets of a text that show which one a form prints that does not say."""


class Budget(NamedTuple):
    stage: str
    """年初 or 全年; "" where the form does not say."""
    printed: str
    interval: Interval


def budgets_printed(known: Known, subject: Subject, stage: str = "", unsaid: str = "") -> Sequence[Budget]:
    """What form 07 prints as the budget of a subject, of the stage that the text names; all of them for a bare 预算.

    `unsaid`: the stage of a form that does not say which it is; "" for either.
    """
    facts = known.read.facts.get(_FORM)
    if facts is None or subject.meaning is None:
        return ()
    actual = next((figure for figure in subject.meaning.figures if figure.address.form == _FORM), None)
    if actual is None:
        return ()
    row = actual.address.row
    first = known.by_address.get(Address(_FORM, actual.address.block, row, "预算数"))
    found = [Budget(form_stage(known), first.printed, first.interval)] if first is not None else []
    for other, rows in facts.budgets.items():
        ticks = ticks_of_text(rows.get(row, "")) if rows.get(row) else 0
        if ticks is not None and facts.amounts in TICKS:
            found.append(Budget(other, rows.get(row, ""), interval_of(ticks, TICKS[facts.amounts])))
    return [each for each in found if not stage or (each.stage or unsaid) in ("", stage)]


def stage_unsaid(known: Known, planned: Sequence[Said]) -> str:
    """Which budget a form means that does not say: 年初, or what a text names it throughout that gives its figures."""
    told = [(STAGES.get(one.stage, ""), one, budgets_printed(known, one.subject)) for one in planned]
    of_form = [(stage, one, printed[0]) for stage, one, printed in told if printed]
    stages = {stage for stage, _, _ in of_form}
    alike = {
        one.subject.name
        for _, one, budget in of_form
        if 0 not in budget.interval and one.mention.interval().meets(budget.interval)
    }
    return stages.pop() or USUAL if len(stages) == 1 and len(alike) >= _ENOUGH else USUAL


def form_stage(known: Known) -> str:
    """Which budget the column 预算数 of form 07 is, by its heading or the form's notes; "" where it does not say."""
    facts = known.read.facts[_FORM]
    if facts.budgets:
        return stage_of(facts.headings.get("预算数", ""))
    return stage_of(facts.headings.get("预算数", "") + "".join(note.text for note in facts.notes))
