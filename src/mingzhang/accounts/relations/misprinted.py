"""What amounts print otherwise than a disclosure does."""

from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.relations.naming import place_of
from mingzhang.findings import Finding, finding


def misprinted(disclosure: Disclosure, layout: Layout, measures: Measures) -> list[Finding]:
    """The cells that the measures print otherwise than the disclosure does; zeros may differ in style only as hints."""
    printed = {form.address(cell): cell for form in fill(layout, measures, disclosure.tails) for cell in form.cells}
    given = {form.address(cell): cell for form in disclosure.forms for cell in form.cells}
    numbers = {form.number for form in disclosure.forms}
    found: list[Finding] = []
    for place in sorted({*given, *(place for place in printed if place.form in numbers)}):
        old, new = _text(given.get(place)), _text(printed.get(place))
        if old != new:
            code = "J103" if _zero(old) and _zero(new) else "J104"
            found.append(finding(code, place_of(place), printed=old or "空白", expected=new or "空白"))
    return found


def _text(cell: Cell | None) -> str:
    return cell.printed.strip().replace(",", "") if cell is not None else ""


def _zero(text: str) -> bool:
    return text.strip("-0.") == ""
