"""What each form says of itself besides its cells: its place, the unit of its amounts, its headings and notes."""

from mingzhang.accounts.forms.declared import declared
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.readers.bound import Bound, place_of
from mingzhang.accounts.readers.captions import AMOUNT_UNITS, Caption
from mingzhang.accounts.readers.reading import FormFacts
from mingzhang.accounts.readers.sections import Section
from mingzhang.findings import Finding, finding

Bounds = dict[str, tuple[Bound, Caption, Section]]
"""The number of a form → the form as bound, what stands above it, and its part of the document."""


def facts_of(bounds: Bounds, file: str, found: list[Finding]) -> dict[str, FormFacts]:
    """Each form's own facts; where one does not state the unit of its amounts, that of the others holds."""
    stated = [one.amounts for _, one, _ in bounds.values() if one.amounts in AMOUNT_UNITS]
    usual = max(set(stated), key=stated.count) if stated else ""
    facts: dict[str, FormFacts] = {}
    for number, (bound, one, section) in bounds.items():
        where = place_of(file, number, section.table.spot)
        amounts = one.amounts or _amounts_over_columns(bound)
        if one.amounts and one.amounts not in AMOUNT_UNITS:
            found.append(finding("R209", where, printed=one.amounts))
        elif not amounts and any(cell.printed for cell in bound.cells.values()):
            found.append(finding("R210", where, expected=usual or "万元"))
        facts[number] = FormFacts(
            spot=section.table.spot,
            amounts=amounts or usual or "万元",
            amounts_stated=bool(amounts),
            whole=not bound.unread and _has_totals(bound) and not (section.table.loose and _lacks_column(bound)),
            captions=tuple(section.captions),
            notes=tuple(section.notes),
            measures=bound.measures,
            headings=bound.headings,
            names=bound.names,
            unnamed=tuple(bound.unnamed),
            budgets=bound.budgets,
        )
    return facts


def _amounts_over_columns(bound: Bound) -> str:
    """万元 of a column's heading: 支出（万元）; "" where none names a unit."""
    found = (unit for text in bound.headings.values() for unit in AMOUNT_UNITS if f"({unit})" in text)
    return next(found, "")


def _has_totals(bound: Bound) -> bool:
    """Whether the column is known that sums the others up; where none is, what the rows print of them is less.

    Its heading tells: a form without money whose sub-headings stand in the row 合计, as Shanghai sets forms 08 and 09,
    prints no cell in it.
    """
    given = declared()[bound.number]
    names = (column if isinstance(column, str) else column["name"] for column in given.get("columns", ()))
    due = {name for name in names if name.endswith(TOTAL_ROW)} if given.get("rows") == "function" else set()
    return due <= set(bound.headings)


def _lacks_column(bound: Bound) -> bool:
    """Whether a column of the form is not there and another one, unknown, prints amounts: it may be that one.

    Where spans were inferred, the half of a broken heading may stand over the wrong column.
    """
    given = declared()[bound.number]
    names = {column if isinstance(column, str) else column["name"] for column in given.get("columns", ())}
    return any(item.code.code == "R205" for item in bound.findings) and not names <= set(bound.headings)
