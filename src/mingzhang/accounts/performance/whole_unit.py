"""The self-evaluation of all that a unit spent (整体支出自评) against the forms of its final accounts."""

from collections.abc import Callable, Iterator, Sequence

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import decimals
from mingzhang.accounts.performance.reading import place_of
from mingzhang.accounts.performance.span import rounded
from mingzhang.findings import Finding, finding

Total = Callable[[str, str, str], str]
"""Form, row and column → the total in 万元 as printed or exact, "" where the document has none."""
WHOLE = (("03", "合计", "本年支出合计"), ("04", "本年支出合计", "合计"), ("05", "合计", "小计"))
"""What all expenditure may mean: that of the unit, of its fiscal appropriations, of the general public budget."""
KINDS = {"基本支出": ("03", "合计", "基本支出"), "项目支出": ("03", "合计", "项目支出")}


def check_whole_unit(forms: Sequence[Evaluation], total: Total) -> Iterator[Finding]:
    """The executed amount is one of the totals that the forms print; 基本支出 and 项目支出 those of form 03.

    An amount that exceeds all expenditure is told elsewhere (P174).
    """
    for form in forms:
        if not form.whole:
            continue
        wholes = [text for where in WHOLE if (text := total(*where))]
        everything = total(*WHOLE[0])
        if everything and not any(_same(form.executed, text) for text in wholes) and not _over(form, everything):
            yield _wrong(form, "全年执行数", form.executed, "、".join(dict.fromkeys(wholes)))
        for part in form.parts:
            due = total(*KINDS[part.name]) if part.name in KINDS else ""
            if due and not _same(part.executed, due):
                yield _wrong(form, f"{part.name}执行数", part.executed, due)


def _same(stated: str, due: str) -> bool:
    """Whether two printed amounts may stand for one; True for what is no number."""
    one, other = rounded(stated, decimals(stated)), rounded(due, decimals(due))
    return one is None or other is None or one.meets(other)


def _over(form: Evaluation, everything: str) -> bool:
    executed, whole = rounded(form.executed, 0), rounded(everything, 0)
    return executed is not None and whole is not None and executed.low >= whole.high


def _wrong(form: Evaluation, what: str, stated: str, due: str) -> Finding:
    return finding("P177", place_of(form), printed=f"{what} {stated} 万元", expected=f"决算表上为 {due} 万元")
