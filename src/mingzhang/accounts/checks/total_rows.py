"""Forms by function whose rows have money and that print no row 合计 over them."""

from collections.abc import Iterator

from mingzhang.accounts.checks.item_names import FUNCTIONAL
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.findings import Finding, Place, finding


def check_total_rows(known: Known) -> Iterator[Finding]:
    """A row whose figures stand where sub-headings are, as in Shanghai's form 08, is a row: its name was read."""
    for form in FUNCTIONAL:
        facts = known.read.facts.get(form)
        if facts is None or not known.read_whole(form) or TOTAL_ROW in facts.names:
            continue
        figures = [figure for at, figure in known.by_address.items() if at.form == form]
        printed = any(figure.address.row == TOTAL_ROW and not figure.absent for figure in figures)
        if not printed and any(figure.ticks and figure.address.row.isdecimal() for figure in figures):
            where = Place(
                file=known.read.file, page=facts.spot.page, sheet=facts.spot.sheet, row=facts.spot.row, form=form
            )
            yield finding("X137", where, expected=f"“{TOTAL_ROW}”行")
