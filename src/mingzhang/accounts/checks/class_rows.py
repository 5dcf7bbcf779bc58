"""The rows that forms 01, 04 and 07 have by name: those under a wrong name, and a class that one form lists and not
the other.
"""

from collections.abc import Iterator

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.nearest import one_off
from mingzhang.accounts.forms.declared import widest
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.labels import label, rows_of
from mingzhang.findings import Finding, Place, finding

_BY_NAME = ("01", "04", "07")
_SPENT = "支出"
_LISTING, _FEW = 20, 2
"""A form with so many classes prints those without money too; so few that it lacks beside the other are slips."""


def check_class_rows(known: Known) -> Iterator[Finding]:
    misnamed = {form: dict(_misnamed(known, form)) for form in _BY_NAME}
    for form, rows in misnamed.items():
        for row, (printed, spot) in rows.items():
            yield finding("X135", _place(known, form, spot, printed), printed=printed, expected=row)
    listed = {form: _classes(known, form) for form in ("01", "04")}
    for form, other in (("01", "04"), ("04", "01")):
        lacks = [row for row in listed[other] if row not in listed[form] and row not in misnamed[form]]
        if len(listed[form]) >= _LISTING and lacks and len(lacks) <= _FEW:
            place = _place(known, form, known.read.facts[form].spot, "")
            yield finding("X136", place, expected="、".join(lacks), arithmetic=f"{other} 表列有")


def _misnamed(known: Known, form: str) -> Iterator[tuple[str, tuple[str, Spot]]]:
    """Rows of a form that go by a name one character off theirs, and do not stand there by their own."""
    facts = known.read.facts.get(form)
    if facts is None:
        return
    given = [(text.text, text.spot) for text in facts.unnamed]
    given += [(each.row, each.spot) for each in known.read.unread if each.form == form and each.address is None]
    unread = [each.address for each in known.read.unread if each.address is not None]
    printed = {(at.block, at.row) for at in (*known.read.places, *unread) if at.form == form}
    for text, spot in given:
        for block in widest(form, known.year).blocks:
            rows = rows_of(block)
            row = rows.get(one_off(label(text), rows))
            if row is not None and (block.name, row.name) not in printed:
                yield row.name, (text, spot)


def _classes(known: Known, form: str) -> list[str]:
    """The classes that a form lists, in its order."""
    block = widest(form, known.year).block(_SPENT)
    names = [row.name for row in block.rows if row.name.endswith(_SPENT)] if block is not None else []
    unread = [each.address for each in known.read.unread if each.address is not None]
    column = {at.row for at in (*known.read.places, *unread) if (at.form, at.block) == (form, _SPENT)}
    return [name for name in names if name in column]


def _place(known: Known, form: str, spot: Spot, line: str) -> Place:
    return Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, form=form, line=line)
