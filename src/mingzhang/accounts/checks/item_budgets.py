"""The budgets that are told of each item of the general public budget, against that of all together."""

from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import BUDGET
from mingzhang.accounts.checks.said import Subject, Told, everything
from mingzhang.findings import Finding, finding
from mingzhang.money import wan_text
from mingzhang.printed import sums_agree

_WHOLE = "一般公共预算财政拨款支出"


def check_item_budgets(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """The items' budgets and their total, where every item of form 05 is described with one.

    An item that was planned and not spent counts as well where the text tells its budget; the text may leave it out.
    """
    form = known.read.disclosure.form("05")
    spent = {cell.row for cell in form.cells if len(cell.row) == 7 and cell.printed} if form else set()
    totals = [
        (each, one)
        for each, one in everything(told, BUDGET)
        if one.subject.meaning and one.subject.meaning.name == _WHOLE
    ]
    items = _planned(told, spent)
    if not totals or not spent or not spent <= set(items):
        return
    each, one = totals[0]
    budgets = [subject.budget for subject in items.values() if subject.budget]
    parts = [budget.interval() for budget in budgets]
    stated = one.mention.interval()
    if not sums_agree([stated], parts):
        more = stated.low_fen > sum(part.high_fen for part in parts)  # an item may have had a budget and spent nothing
        added = sum(part.middle for part in parts)
        yield finding(
            "N176" if more else "N106",
            place(known, each, one.mention),
            printed=one.mention.text,
            arithmetic=f"{' + '.join(budget.number for budget in budgets)} = {wan_text(added)}（万元）",
        )


def _planned(told: Sequence[Told], spent: set[str]) -> dict[str, Subject]:
    """Every item with a budget that form 05 prints, or that is told under a heading with one of these; by its code, or
    by its name where no list has it.
    """
    given = [(each, subject) for each in told for subject in each.subjects if subject.budget and _is_item(subject)]
    heads = {each.path for each, subject in given if subject.code in spent}
    return {s.code or s.misnamed: s for each, s in given if s.code in spent or each.path in heads}


def _is_item(subject: Subject) -> bool:
    return len(subject.code) == 7 or bool(subject.misnamed and not subject.code)
