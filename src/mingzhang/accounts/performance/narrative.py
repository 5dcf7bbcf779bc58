"""What the narrative says of all self-evaluations, and whether the forms bear it out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.performance.called import may_have_form
from mingzhang.accounts.performance.check import check_evaluation
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import SHARES, decimals, exact, in_full, printed
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.span import point, rounded, summed
from mingzhang.accounts.performance.synopsis import check_named
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_WAN

_SUBJECT = re.compile(r"(自评|绩效).*(自评|项目)|自评(等次|等级)")
_NUMBER = r"(-?[\d,]+(?:\.\d+)?)"
_PATTERNS = {
    "count": rf"对[^，。；]*?{_NUMBER}\s*个项目|{_NUMBER}\s*个[^，。；]{{0,12}}项目[^，。；]*自评"
    rf"|自评[^，。；]*?{_NUMBER}\s*个项目",
    "amount": rf"(?:涉及|自评)(?:资金|金额|资金总额)[^\d，。；]{{0,8}}{_NUMBER}\s*万元",
    "fiscal": rf"财政拨款(?:资金|金额)?[^\d，。；]{{0,6}}{_NUMBER}\s*万元",
    "coverage": rf"自评覆盖率[^\d，。；]{{0,6}}{_NUMBER}\s*[%％]",
    "average": rf"自评平均(?:得)?分[^\d，。；]{{0,6}}{_NUMBER}\s*分?",
}
_GRADED = re.compile(r"等次|等级|评价结果|评为|结果为")
_GRADE = r"(?<![其不]){word}(?:秀|好)?[”\"]?(?:等次|等级)?的?(?:项目)?\s*(\d+)\s*个"
_NAMED = re.compile(r"[“\"]([^”\"]{2,40})[”\"]项目")


@dataclass(frozen=True, slots=True)
class Said:
    """The figures of a sentence on self-evaluation as printed, "" for those that it does not state."""

    text: str
    count: str = ""
    amount: str = ""
    fiscal: str = ""
    coverage: str = ""
    average: str = ""
    bands: tuple[tuple[str, str], ...] = ()
    """Band and number of projects, in the policy's words."""
    projects: tuple[str, ...] = ()
    """Names of projects in quotes."""


def said_in(text: str, policy: Policy) -> Said | None:
    """The figures of a paragraph on self-evaluation; None for a paragraph on something else."""
    if not _SUBJECT.search(text):
        return None
    figures: dict[str, str] = {}
    for name, pattern in _PATTERNS.items():
        match = re.search(pattern, text)
        figures[name] = next((group for group in match.groups() if group), "") if match else ""
    names = tuple(_NAMED.findall(text))
    bands = _bands(text, policy)
    return Said(text, **figures, bands=bands, projects=names) if any(figures.values()) or names or bands else None


def _bands(text: str, policy: Policy) -> tuple[tuple[str, str], ...]:
    """How many projects stand in each band that the text counts."""
    if not _GRADED.search(text):
        return ()
    counts = ((band.word, re.search(_GRADE.format(word=band.word), text)) for band in policy.bands.bands)
    return tuple((word, match[1]) for word, match in counts if match)


def check_evaluations(
    forms: Sequence[Evaluation],
    policy: Policy,
    paragraphs: Sequence[str] = (),
    project_expenditure_fen: int | None = None,
) -> list[Finding]:
    """All self-evaluations of a document, each by itself, then together and against the narrative."""
    found = [item for form in forms for item in check_evaluation(form, policy)]
    found += _equal_throughout(forms, policy)
    for text in paragraphs:
        said = said_in(text, policy)
        if said is not None:
            found += _statement(said, forms, policy)
        found += check_named(forms, text)
    if project_expenditure_fen is not None:
        found += _against_expenditure(forms, project_expenditure_fen)
    return found


def _statement(said: Said, forms: Sequence[Evaluation], policy: Policy) -> list[Finding]:
    where = Place(sentence=said.text if len(said.text) <= 60 else said.text[:59] + "…")
    found: list[Finding] = []
    if forms and said.count and exact(said.count) != len(forms):
        found.append(finding("P160", where, printed=f"{said.count} 个", expected=f"{len(forms)} 个"))
    found += _coverage(said, where) if forms else []
    found += _money(said, forms, policy, where)
    found += _average(said, forms, policy, where)
    found += _graded(said, forms, policy, where)
    found += [finding("P167", where, printed=name) for name in said.projects if not may_have_form(name, forms)]
    return found


def _graded(said: Said, forms: Sequence[Evaluation], policy: Policy, where: Place) -> list[Finding]:
    totals = [total for form in forms if (total := exact(form.total)) is not None and total >= 0]
    if not forms or len(totals) != len(forms):
        return []
    words = [policy.bands.word(total) for total in totals]
    return [
        finding("P169", where, printed=f"{word} {count} 个", expected=f"{word} {words.count(word)} 个")
        for word, count in said.bands
        if int(count) != words.count(word)
    ]


def _coverage(said: Said, where: Place) -> list[Finding]:
    """Some projects were evaluated, and no more than all."""
    coverage = exact(said.coverage) if said.coverage else None
    if coverage is None or 0 < coverage <= 100:
        return []
    return [finding("P163", where, printed=f"自评覆盖率 {said.coverage}%", expected="大于 0、不大于 100%")]


def _average(said: Said, forms: Sequence[Evaluation], policy: Policy, where: Place) -> list[Finding]:
    totals = [span for form in forms if (span := rounded(form.total, policy.printing.score)) is not None]
    stated = rounded(said.average, decimals(said.average)) if said.average else None
    if stated is None or not forms or len(totals) != len(forms):
        return []
    if stated.meets(summed(totals).times(Fraction(1, len(forms)))):
        return []
    mean = sum((exact(form.total) or Fraction(0) for form in forms), Fraction(0)) / len(forms)
    sums = f"（{' + '.join(form.total for form in forms)}）÷ {len(forms)}"
    due = printed(mean, policy.printing.score)
    return [finding("P162", where, printed=said.average, expected=due, arithmetic=sums)]


def _money(said: Said, forms: Sequence[Evaluation], policy: Policy, where: Place) -> list[Finding]:
    digits = policy.printing.amount
    amount, fiscal = exact(said.amount) if said.amount else None, exact(said.fiscal) if said.fiscal else None
    budgets = [span for form in forms if (span := rounded(form.budget, digits)) is not None]
    executed = [span for form in forms if (span := rounded(form.executed, digits)) is not None]
    if len(budgets) != len(forms) or len(executed) != len(forms) or not forms or amount is None:
        return []
    found: list[Finding] = []
    whole = rounded(said.amount, digits)
    if whole is not None and not whole.meets(summed(budgets)):
        due = in_full(sum((exact(form.budget) or Fraction(0) for form in forms), Fraction(0)))
        sums = " + ".join(form.budget for form in forms)
        found.append(finding("P161", where, printed=f"{said.amount} 万元", expected=f"{due} 万元", arithmetic=sums))
    if fiscal is not None and fiscal > amount:
        found.append(finding("P164", where, arithmetic=f"{said.fiscal} > {said.amount}"))
    spent = sum((exact(form.executed) or Fraction(0) for form in forms), Fraction(0))
    if fiscal is not None and fiscal == spent != amount and whole is not None and whole.meets(summed(budgets)):
        found.append(
            finding("P165", where, printed=f"{said.fiscal} 万元", arithmetic=f"执行数合计 {in_full(spent)} 万元")
        )
    return found


def _equal_throughout(forms: Sequence[Evaluation], policy: Policy) -> list[Finding]:
    """Hardly any actual value differs from its target, where more or less was possible: not of = and of 100%."""
    lines = [
        line
        for form in forms
        for line in form.indicators
        if line.operator not in ("", "=") and exact(line.actual) is not None and not _full_share(line)
    ]
    equal = sum(exact(line.actual) == exact(line.target) for line in lines)
    if len(lines) < 10 or Fraction(equal, len(lines)) < policy.quantitative.equal_asked_from:
        return []
    return [finding("P166", Place(), printed=f"{len(lines)} 个定量指标，{equal} 个完成值与目标值相同")]


def _full_share(line: EvaluatedIndicator) -> bool:
    return line.unit in SHARES and exact(line.target) == 100


def _against_expenditure(forms: Sequence[Evaluation], project_expenditure_fen: int) -> list[Finding]:
    """Projects inside the books spend no more together than all project expenditure (项目支出).

    One that alone exceeds it was not paid from these books.
    """
    whole = Fraction(project_expenditure_fen, FEN_PER_WAN)
    executed = [value for form in forms if (value := exact(form.executed)) is not None and not form.outside]
    inside = [value for value in executed if value <= whole]
    spans = summed(point(value - Fraction(1, 200)) for value in inside)
    if spans.low <= whole:
        return []
    said = f"{in_full(sum(inside, Fraction(0)))} > {printed(whole, 2)}"
    return [finding("P168", Place(form="03", column="项目支出"), arithmetic=said)]
