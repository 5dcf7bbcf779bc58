"""A second form of what one of the nine tells, as 北京 and 四川 print it: the same cells print the same figures."""

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.accounts.checks.known import FUNDS, Known
from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.bound import place_of
from mingzhang.accounts.readers.reading import FurtherForm
from mingzhang.accounts.relations.figures import ticks_of_text
from mingzhang.findings import Finding, Place, finding


def check_seconds(known: Known) -> Iterator[Finding]:
    """Each figure of a second form against the first."""
    for further in known.read.further:
        facts = known.read.facts.get(further.number)
        first = known.read.disclosure.form(further.number)
        if facts is None or first is None or further.amounts not in ("", facts.amounts):
            continue
        own = {first.address(cell): cell for cell in first.cells}
        narrower = _fund(further.title) != _fund(first.title)  # the three public expenses of one fund beside all
        for at, cell in further.cells.items():
            if at in own and not narrower:
                yield from _same(known, further, at, cell, own[at])


def _fund(title: str) -> str:
    return next((fund for fund in FUNDS if fund in title), "")


def _same(known: Known, further: FurtherForm, at: Address, cell: Cell, first: Cell) -> Iterator[Finding]:
    ticks, other = ticks_of_text(cell.printed or "0"), ticks_of_text(first.printed or "0")
    if ticks is None or other is None or ticks == other:
        return
    code = "F104" if abs(ticks - other) == 1 and cell.printed and first.printed else "F102"
    printed = first.printed or "空白"
    said = f"{at.form}表“{known.name(at)}”{at.column} {printed}"
    yield finding(code, _place(known, further, at), printed=cell.printed or "空白", expected=printed, arithmetic=said)


def _place(known: Known, further: FurtherForm, at: Address) -> Place:
    spot = further.places[at].spot
    place = place_of(known.read.file, at.form, spot, known.name(at), at.column, at.block)
    return replace(place, form_name=further.title)
