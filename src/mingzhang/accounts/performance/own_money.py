"""Projects inside and outside the unit's books, as the annex sums them up, against the forms and against form 03.

A form does not say whether its project is paid outside the books. Where a document was read and nothing else tells it,
the figures stand if some choice of so many forms bears them all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import decimals, in_full, printed, printed_rate
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.span import Span, point, quotient, rounded, summed
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_WAN

MOST_CHOICES = 20_000
"""Choices of forms that are tried; beyond that nothing is said of their figures."""
_N = r"(-?\d[\d,]*(?:\.\d+)?)"
_SPLIT = re.compile(
    rf"账内支付的项目\s*(?P<beyond>\d+)\s*个[，,]涉及金额\s*{_N}\s*万元[^。]*?账内项目\s*(?P<own>\d+)\s*个"
    rf"[，,]涉及金额\s*{_N}\s*万元(?:[，,]全年执行\s*{_N}\s*万元)?(?:[，,]平均分\s*{_N}\s*分)?"
)
_COVERED = re.compile(rf"账内自评项目执行数占(?:本单位)?项目支出的\s*{_N}\s*[%％]")
_WORDS = ("账外项目涉及金额", "账内项目涉及金额", "账内项目全年执行", "账内项目平均分")


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    beyond: int
    own: int
    figures: tuple[str, ...]
    """Beside `_WORDS`; "" for one that the text leaves out."""


def check_own_money(
    forms: Sequence[Evaluation], policy: Policy, texts: Sequence[str], project_expenditure_fen: int | None
) -> Iterator[Finding]:
    """The sentences on projects inside and outside the books, wherever they stand."""
    said = next((found for text in texts if (found := _said(text))), None)
    if said is not None and forms:
        yield from _against_forms(said, forms, policy)
    executed = said.figures[2] if said is not None else ""
    for text in texts if executed and project_expenditure_fen is not None else ():
        yield from _covered(text, executed, Fraction(project_expenditure_fen or 0, FEN_PER_WAN))


def _said(text: str) -> _Said | None:
    match = _SPLIT.search(text)
    if match is None:
        return None
    _, beyond_amount, _, amount, executed, average = match.groups()
    figures = (beyond_amount, amount, executed or "", average or "")
    return _Said(text, int(match["beyond"]), int(match["own"]), figures)


def _against_forms(said: _Said, forms: Sequence[Evaluation], policy: Policy) -> Iterator[Finding]:
    where = _place(said.text)
    if said.beyond + said.own != len(forms):
        told = f"账外项目 {said.beyond} 个、账内项目 {said.own} 个"
        yield finding("P190", where, printed=told, expected=f"共 {len(forms)} 张自评表")
        return
    marked = [form for form in forms if not form.outside]
    known = len(marked) < len(forms)
    if not known and comb(len(forms), said.own) > MOST_CHOICES:
        return
    choices = [tuple(marked)] if known else list(combinations(forms, said.own))
    wrong = [_wrong(said, choice, forms, policy) for choice in choices]
    least = min(wrong, key=len)
    if least:
        only = wrong.count(least) == 1
        told = "；".join(f"{_WORDS[at]} {said.figures[at]}" for at, _ in least)
        yield finding("P190", where, printed=told, expected="；".join(due for _, due in least) if only else "")


def _wrong(
    said: _Said, own: Sequence[Evaluation], forms: Sequence[Evaluation], policy: Policy
) -> tuple[tuple[int, str], ...]:
    """The figures that a choice of the forms inside the books does not bear, each with what it calls for."""
    rest = [form for form in forms if not any(form is each for each in own)]
    digits = policy.printing
    sums = (
        _sum([form.budget for form in rest], digits.amount),
        _sum([form.budget for form in own], digits.amount),
        _sum([form.executed for form in own], digits.amount),
        _sum([form.total for form in own], digits.score),
    )
    found: list[tuple[int, str]] = []
    for at, (figure, added) in enumerate(zip(said.figures, sums, strict=True)):
        stated = rounded(figure, decimals(figure)) if figure else None
        if stated is None or added is None:
            continue
        due = added.times(Fraction(1, len(own))) if at == 3 and own else added
        if not stated.meets(due):
            middle = (due.low + due.high) / 2
            found.append((at, printed(middle, digits.score) if at == 3 else in_full(middle)))
    return tuple(found)


def _sum(texts: Sequence[str], digits: int) -> Span | None:
    spans = [rounded(text, digits) for text in texts]
    return summed(span for span in spans if span is not None) if None not in spans else None


def _covered(text: str, executed: str, whole: Fraction) -> Iterator[Finding]:
    match = _COVERED.search(text)
    part = rounded(executed, decimals(executed))
    rate = rounded(match[1], decimals(match[1])) if match else None
    share = quotient(part, point(whole)) if part is not None else None
    if match is None or part is None or rate is None or share is None or share.times(Fraction(100)).meets(rate):
        return
    due = printed_rate((part.low + part.high) / 2 / whole, decimals(match[1]))
    sums = f"{executed} ÷ {in_full(whole)} = {due}"
    yield finding("P191", _place(text), printed=f"{match[1]}%", expected=due, arithmetic=sums)


def _place(text: str) -> Place:
    return Place(sentence=text if len(text) <= 60 else text[:59] + "…")
