"""Single projects that the narrative names (自评综述 with score and money, lists of projects) against their forms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.performance.called import form_meant, may_have_form
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import decimals, printed_rate
from mingzhang.accounts.performance.span import Span, quotient, rounded
from mingzhang.findings import Finding, Place, finding

_NUMBERING = r"(?:[(（]?[\d一二三四五六七八九十]+[)）.．、]\s*)?"
_HEAD = re.compile(
    rf"(?:^|[。；;：:，,\n])\s*{_NUMBERING}[“\"]?(?P<name>[^“”\"。；;：:，,]{{2,50}}?)[”\"]?(?:项目)?(?:支出)?(?:绩效)?"
    r"(?P<kind>(?:单位)?自评综述|(?:绩效)?目标完成情况综述|自评得分)"
)
_NOT_ONE = re.compile(r"^(?:各|全部|所有|其中|平均|项目|绩效|\d+个|本|我)")
"""What stands before 自评得分 and is no project's name."""
_WHOLE = re.compile(r"^(?:部门|单位)?整体")
_N = r"(?P<n>-?[\d,]+(?:\.\d+)?)"
_UNIT = r"\s*(?P<unit>亿元|万元|元)"
_FIGURES = {
    "total": (re.compile(rf"得分(?:为|是|达)?\s*{_N}\s*(?P<unit>分)"), "自评得分"),
    "budget": (
        re.compile(
            rf"(?:全年|调整后?|调整后全年|本年)预算(?:数|资金|金额)?(?:[（(][^）)]*[)）])?(?:为|是)?\s*{_N}{_UNIT}"
        ),
        "全年预算数",
    ),
    "executed": (re.compile(rf"(?:全年)?(?:预算)?执行(?:数|金额)?(?:为|是)?\s*{_N}{_UNIT}"), "全年执行数"),
    "rate": (
        re.compile(rf"(?:完成(?:全年|调整后)?预算(?:数)?的?|执行率(?:为|是|达)?)\s*{_N}\s*(?P<unit>[%％])"),
        "执行率",
    ),
}
_UNITS = {"亿元": Fraction(10000), "万元": Fraction(1), "元": Fraction(1, 10000)}
_LISTED = re.compile(r"项目支出[^；]{0,40}?主要(?:包括|用于|为|是)[:：]?(?P<names>[^。；;]*、[^。；;]*)")
_EVALUATED = re.compile(
    r"对[“\"]?(?P<names>[^，,。；;]*?、[^，,。；;]*?)[”\"]?等?(?:共计?)?\s*\d+\s*个项目(?:开展|进行|实施|组织)"
)
_CLOSING = re.compile(r"等[^、]*$")
_AMOUNT = re.compile(rf"^(?P<name>.*?)[（(]?{_N}{_UNIT}[)）]?$")


@dataclass(frozen=True, slots=True)
class _Figure:
    text: str
    """As it is printed, with its unit."""
    span: Span
    """分, 万元 or %."""


def check_named(forms: Sequence[Evaluation], text: str) -> list[Finding]:
    """Each project that a paragraph names: its score, money and rate against its form; a hint where it has none."""
    where = Place(sentence=text if len(text) <= 60 else text[:59] + "…")
    return [*_synopses(forms, text, where), *_lists(forms, text, where)]


def _synopses(forms: Sequence[Evaluation], text: str, where: Place) -> Iterator[Finding]:
    heads = [head for head in _HEAD.finditer(text) if not _NOT_ONE.match(head["name"])]
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        figures = _figures(text[head.start("kind") : end])
        if not figures:
            continue
        whole = _WHOLE.match(head["name"])
        form = _of_unit(forms) if whole else form_meant(head["name"], forms)
        wrong = list(_against(form, figures, where)) if form else []
        yield from wrong or _rate(head["name"], figures, where)
        if forms and not whole and not may_have_form(head["name"], forms):
            yield finding("P167", where, printed=head["name"])


def _of_unit(forms: Sequence[Evaluation]) -> Evaluation | None:
    """The form on all expenditure of the unit, where there is one."""
    found = [form for form in forms if form.whole]
    return found[0] if len(found) == 1 else None


def _figures(text: str) -> dict[str, _Figure]:
    """The first of each kind that is told."""
    found: dict[str, _Figure] = {}
    for name, (pattern, _) in _FIGURES.items():
        match = pattern.search(text)
        figure = _figure(match) if match else None
        if figure is not None:
            found[name] = figure
    return found


def _figure(match: "re.Match[str]") -> _Figure | None:
    unit = match.groupdict().get("unit") or ""
    span = rounded(match["n"], decimals(match["n"]))
    return _Figure(match["n"] + unit, span.times(_UNITS.get(unit, Fraction(1)))) if span else None


def _against(form: Evaluation, figures: dict[str, _Figure], where: Place) -> Iterator[Finding]:
    for name, figure in figures.items():
        stated = getattr(form, name)
        there = rounded(stated, decimals(stated))
        if there is not None and not there.meets(figure.span):
            said = f"“{form.project}”{_FIGURES[name][1]} {figure.text}"
            yield finding("P175", where, printed=said, expected=f"自评表为 {stated}")


def _rate(project: str, figures: dict[str, _Figure], where: Place) -> Iterator[Finding]:
    """The rate that is told is that of the two amounts that are told."""
    if not {"budget", "executed", "rate"} <= figures.keys():
        return
    budget, executed, rate = figures["budget"], figures["executed"], figures["rate"]
    share = quotient(executed.span, budget.span)
    if share is None or share.times(Fraction(100)).meets(rate.span):
        return
    due = printed_rate((executed.span.low + executed.span.high) / (budget.span.low + budget.span.high), 2)
    sums = f"{executed.text} ÷ {budget.text} = {due}"
    yield finding("P151", where, printed=f"“{project}”执行率 {rate.text}", arithmetic=sums)


def _lists(forms: Sequence[Evaluation], text: str, where: Place) -> Iterator[Finding]:
    """Names that stand in a list of projects, of which most have forms, and have none themselves."""
    for pattern, code in ((_EVALUATED, "P167"), (_LISTED, "P176")):
        for match in pattern.finditer(text):
            names = [name for part in match["names"].split("、") if (name := _CLOSING.sub("", part).strip('“”" '))]
            told = [_AMOUNT.match(name) for name in names]
            called = [amount["name"] if amount else name for name, amount in zip(names, told, strict=True)]
            lacking = [name for name in called if not may_have_form(name, forms)]
            if 2 * len(lacking) >= len(called):
                continue  # uses of money, not projects
            if lacking:
                yield finding(code, where, printed="、".join(lacking))
            yield from _listed_amounts(forms, told, where)


def _listed_amounts(
    forms: Sequence[Evaluation], told: Sequence["re.Match[str] | None"], where: Place
) -> Iterator[Finding]:
    """What a list says that was spent on a project."""
    for match in told:
        form, figure = (form_meant(match["name"], forms), _figure(match)) if match else (None, None)
        if form is not None and figure is not None:
            yield from _against(form, {"executed": figure}, where)
