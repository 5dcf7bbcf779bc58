"""Amounts of the narrative against the forms, and against each other."""

from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.known import FUNDS, Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.phrases import ACTUAL, BUDGET
from mingzhang.accounts.checks.planned import STAGES, Budget, budgets_printed, form_stage, stage_unsaid
from mingzhang.accounts.checks.said import Said, Told, everything
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_TICK, wan_text
from mingzhang.printed import ZERO, Interval

SHOWN = 60
"""Characters of a sentence that a finding quotes."""
_RUNNING = "机关运行经费"


def place(known: Known, told: Told, mention: Mention | None = None) -> Place:
    """A paragraph's place with the words around a figure."""
    text = told.text
    if mention is not None:
        begin = max(text.rfind("。", 0, mention.start) + 1, mention.end - SHOWN)
        text = ("…" if begin else "") + text[begin : mention.end] + ("…" if mention.end < len(told.text) else "")
    elif len(text) > SHOWN:
        text = text[:SHOWN] + "…"
    return Place(file=known.read.file, page=told.spot.page, sheet=told.spot.sheet, row=told.spot.row, sentence=text)


def check_amounts(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every amount that names a figure of the forms."""
    for each, one in everything(told, ACTUAL):
        meaning = one.subject.meaning
        if meaning is not None and meaning.figures:
            summed = [_by_fund(known, region) for region in meaning.regions]
            if not any(each is not None and one.mention.interval().meets(each) for each in summed):
                yield from _bound(known, each, one, meaning.figures, meaning.sure)
        elif meaning is not None and len(meaning.regions) == 1:
            yield from _only_in_parts(known, each, one, meaning.regions[0])
        elif plain(one.subject.name).startswith(_RUNNING):
            yield from _running_expenses(known, each, one)
    planned = list(everything(told, BUDGET))
    unsaid = stage_unsaid(known, [one for _, one in planned])
    for each, one in planned:
        yield from _budget(known, each, one, unsaid)


def _only_in_parts(known: Known, told: Told, one: Said, region: Region) -> Iterator[Finding]:
    """An amount of which every form prints a part only: 财政拨款基本支出."""
    summed = _by_fund(known, region) if known.whole else None
    if summed is not None and not one.mention.interval().meets(summed):
        expected = f"{wan_text(summed.middle)}（05、08、09表之和）"
        yield finding("N101", place(known, told, one.mention), printed=one.mention.text, expected=expected)


def _by_fund(known: Known, region: Region) -> Interval | None:
    """The sum of a region which no form prints whole, but the forms of the funds do in parts: 财政拨款项目支出 is what
    forms 05, 08 and 09 have of it.
    """
    if region in known.by_region:
        return None
    parts = [region & vocabulary()[fund] for fund in FUNDS.values()]
    figures = [next(iter(known.by_region.get(part, ())), None) for part in parts if not part.empty]
    told = [figure.interval for figure in figures if figure is not None]
    covered = frozenset().union(*(part.coarse for part in parts)) == region.coarse
    return sum(told, ZERO) if covered and len(told) == len(figures) else None


def _bound(known: Known, told: Told, one: Said, figures: tuple[Figure, ...], sure: bool) -> Iterator[Finding]:
    stated = one.mention.interval()
    if not sure or any(stated.meets(figure.interval) for figure in figures):
        return
    where = place(known, told, one.mention)
    expected = printed_figures(figures)
    other = "元" if one.mention.unit == "万元" else "万元"
    swapped = one.mention.unit != "亿元" and one.mention.interval(other)
    if swapped and one.mention.value and any(figure.ticks and swapped.meets(figure.interval) for figure in figures):
        yield finding("N103", where, printed=one.mention.text, expected=f"{one.mention.number}{other}")
    elif any(abs(stated.middle - figure.interval.middle) <= FEN_PER_TICK for figure in figures):
        yield finding("N102", where, printed=one.mention.text, expected=expected)
    else:
        yield finding("N101", where, printed=one.mention.text, expected=expected)


def printed_figures(figures: tuple[Figure, ...]) -> str:
    """3,315.94（01表）或 3,315.93（02、03表）."""
    forms: dict[str, list[str]] = {}
    for figure in figures:
        forms.setdefault(figure.printed or "空白", []).append(figure.address.form)
    return " 或 ".join(f"{text}（{'、'.join(dict.fromkeys(numbers))}表）" for text, numbers in forms.items())


def _running_expenses(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    """机关运行经费 is part of the running costs of form 06, or all of them."""
    whole = known.figure("06", "公用经费合计", "决算数")
    if whole is not None and one.mention.interval().low_fen > whole.interval.high_fen:
        yield finding(
            "N104", place(known, told, one.mention), printed=one.mention.text, expected=f"不大于 {whole.printed}"
        )


def _budget(known: Known, told: Told, one: Said, unsaid: str) -> Iterator[Finding]:
    """A budget of the three public expenses against form 07, where both mean the same one."""
    if one.stage not in STAGES:
        return
    printed = budgets_printed(known, one.subject, STAGES[one.stage], unsaid)
    if not printed or _meets(one, printed):
        return
    others = [each for each in one.subject.planned if each.stage != one.stage]
    if not form_stage(known) and any(_meets(other, printed) for other in others):
        return  # of 年初预算 and 全年预算 the text tells, the form prints the other
    expected = " 或 ".join(dict.fromkeys(each.printed or "空白" for each in printed))
    yield finding("N105", place(known, told, one.mention), printed=one.mention.text, expected=f"{expected}（07表）")


def _meets(planned: Said, printed: Sequence[Budget]) -> bool:
    return any(planned.mention.interval().meets(each.interval) for each in printed)
