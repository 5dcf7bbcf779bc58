"""Self-evaluations of more money than the unit spent at all: paid outside its books, or wrong."""

import re
from collections.abc import Sequence

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import in_full
from mingzhang.accounts.performance.reading import place_of
from mingzhang.accounts.performance.span import Span, rounded
from mingzhang.findings import Finding, finding

_OUTSIDE = re.compile(
    r"账外|不(?:在|通过|经|列入|纳入|计入)本?(?:单位|部门)?的?(?:账|决算|支出)|未(?:列入|纳入|计入)本?(?:单位|部门)"
    r"|直接(?:拨|划)入|基金(?:账|专户)"
)
"""Words that say that money was not paid from the unit's own books."""


def beyond_expenditure(forms: Sequence[Evaluation], expenditure: str, texts: Sequence[str]) -> list[Finding]:
    """A hint for each form whose executed amount exceeds all expenditure of the year (both in 万元, as printed).

    Nothing is asked of a project of which the form or the narrative says that it is paid outside.
    """
    whole = rounded(expenditure, 0)
    if whole is None:
        return []
    return [
        finding(
            "P174",
            place_of(form),
            printed=f"全年执行数 {form.executed} 万元",
            arithmetic=f"{form.executed} > 本年支出合计 {in_full(whole.low + (whole.high - whole.low) / 2)}",
        )
        for form in forms
        if _exceeds(rounded(form.executed, 0), whole) and not _said_outside(form, texts)
    ]


def _exceeds(executed: Span | None, whole: Span) -> bool:
    return executed is not None and executed.low >= whole.high


def _said_outside(form: Evaluation, texts: Sequence[str]) -> bool:
    own = (form.goal_set, form.goal_reached, form.reason)
    told = [text for text in texts if form.project in text or re.search(r"自评|项目", text)]
    return form.outside or any(_OUTSIDE.search(text) for text in (*own, *told))
