"""预算: the opening and the adjusted budget, by item and kind, and of the three public expenses."""

from collections.abc import Sequence
from typing import NamedTuple

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.opening import function_outside_fund
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.books.sheets import Row, SheetRows
from mingzhang.accounts.cube import FISCAL, LABELS, Coarse, Entry, Flow, Fund, Source, domain, function_allows
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.forms.vocabulary import named, vocabulary
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

OPENING_BUDGET, ADJUSTED_BUDGET = "年初预算", "全年预算"
THREE = "“三公”经费"
_DETAIL = frozenset({"flow", "fund", "source", "kind", "function"})
"""A budget is known by fund, function and kind, and no finer."""


class Budgets(NamedTuple):
    opening: Measure | None
    adjusted: Measure | None


def read_budgets(
    sheet: SheetRows, *, no_opening_budget: bool | None, elsewhere: bool = False
) -> tuple[Budgets, list[Finding]]:
    """Both budgets; None for one that the unit never had, or that is told `elsewhere`.

    An opening budget is asked for unless there is none.
    """
    found: list[Finding] = []
    rows: dict[str, list[Row]] = {OPENING_BUDGET: [], ADJUSTED_BUDGET: []}
    for row in sheet.rows:
        name = row.text("预算")
        if name in rows:
            rows[name].append(row)
        else:
            expected = "、".join(rows)
            found.append(finding("B222", row.place("预算"), printed=name, expected=f"{expected}之一"))
    opening, adjusted = (_measure(name, given, found) for name, given in rows.items())
    broken = bool(found) or bool(sheet.findings)
    if no_opening_budget and rows[OPENING_BUDGET]:
        found.append(
            finding("B244", rows[OPENING_BUDGET][0].place("预算"), printed=f"{len(rows[OPENING_BUDGET])} 行年初预算")
        )
    elif no_opening_budget is False and opening is None and not (broken or elsewhere):
        found.append(finding("B243", sheet.where, expected="年初预算的各行"))
    return Budgets(opening, adjusted), found


def _measure(name: str, rows: Sequence[Row], found: list[Finding]) -> Measure | None:
    """One budget: a facet by item, and the three public expenses as figures of their own."""
    if not rows:
        return None
    entries: list[Entry] = []
    leaves: dict[str, int] = {}
    for row in rows:
        if "经济科目" in row.values:
            _public_expense(row, leaves, found)
        else:
            entries += _item(row, found)
    if not leaves and not found and name == OPENING_BUDGET:
        found.append(finding("B245", rows[0].where, printed=f"{name}没有{THREE}的行"))
    _not_negative(name, rows[0], entries, leaves, found)
    funds = FISCAL | {entry.coarse.fund for entry in entries}
    scope = Region.of({"flow": "expenditure", "fund": sorted(funds)})
    return Measure((Facet(scope, tuple(entries), _DETAIL),), _three(leaves))


def _not_negative(
    name: str, first: Row, entries: Sequence[Entry], leaves: dict[str, int], found: list[Finding]
) -> None:
    """Rows may take back what others gave; a budget as a whole is not below zero."""
    sums: dict[str, int] = dict(leaves)
    for entry in entries:
        what = f"{LABELS['fund'][entry.coarse.fund]} {entry.function} {LABELS['kind'][entry.coarse.kind]}"
        sums[what] = sums.get(what, 0) + entry.fen
    place = Place(file=first.where.file, sheet=first.where.sheet)
    found += [
        finding("B248", place, printed=f"{name} {what}合计 {yuan_text(fen)} 元")
        for what, fen in sums.items()
        if fen < 0
    ]


def _item(row: Row, found: list[Finding]) -> list[Entry]:
    """A row by fund, function and kind; nothing where it says too little or contradicts itself."""
    needed = {"资金": row.fund(), "功能科目": row.function, "支出类型": row.kind()}
    for column, given in needed.items():
        if not given:
            found.append(finding("B221", row.place(column), expected=f"写明{column}，或写“三公”经费的经济科目"))
    fund, kind = row.fund(), row.kind()
    if fund is None or kind is None or not row.function:
        return []
    coarse = Coarse(Flow.EXPENDITURE, fund, Source.NONE, kind)
    if coarse not in domain():
        found.append(finding("B242", row.place(), printed=f"{LABELS['fund'][fund]} {LABELS['kind'][kind]}"))
        return []
    if fund is not Fund.OTHER and not function_allows(coarse, row.function):
        found.append(function_outside_fund(row, fund))
        return []
    return [Entry(coarse, row.function, "", "", "", row.fen())]


def public_expenses() -> dict[str, Region]:
    """The named parts of the three public expenses, the whole first."""
    whole = named(THREE)
    parts = {name: region for name, region in vocabulary().items() if not region.empty and region <= whole}
    return dict(sorted(parts.items(), key=lambda item: -len(item[1].economic.roots)))


def _leaves() -> dict[str, Region]:
    """The parts that hold no other."""
    parts = public_expenses()
    return {
        name: region
        for name, region in parts.items()
        if not any(other != region and other <= region for other in parts.values())
    }


def _public_expense(row: Row, leaves: dict[str, int], found: list[Finding]) -> None:
    """A row of the three public expenses, by the name of a part or one of its codes."""
    text = row.text("经济科目")
    code = text[:5]
    name = next((name for name, region in _leaves().items() if text == name or code in region.economic.roots), None)
    if name is None:
        known = list(_leaves())
        remedy = nearest_remedy(text, known)
        found.append(
            finding("B222", row.place("经济科目"), printed=text, expected=f"{'、'.join(known)}之一", remedy=remedy)
        )
        return
    if row.function or row.kind():
        found.append(finding("B246", row.place("经济科目"), printed=text))
        return
    if row.fund() is Fund.OTHER:
        found.append(finding("B247", row.place("资金"), printed=LABELS["fund"][Fund.OTHER]))
        return
    leaves[name] = leaves.get(name, 0) + row.fen()


def _three(leaves: dict[str, int]) -> dict[Region, Amount]:
    """Every named part as the sum of the leaves in it; nothing where no row tells of them."""
    if not leaves:
        return {}
    regions = _leaves()
    return {
        region: Amount.exactly(sum(fen for name, fen in leaves.items() if regions[name] <= region))
        for region in public_expenses().values()
    }
