"""A disclosure that never was a page, built here or kept as disclosure.json, as checks ask it."""

from mingzhang.accounts.disclosure import Disclosure, Form
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.readers.bound import CellPlace
from mingzhang.accounts.readers.document import NOWHERE
from mingzhang.accounts.readers.reading import FormFacts, ReadDisclosure


def as_read(disclosure: Disclosure, file: str) -> ReadDisclosure:
    """Every cell known, nothing unread, no page numbers."""
    layout = load_layout(disclosure.layout, disclosure.year) if disclosure.layout in layout_keys() else None
    amounts = layout.unit_of_amounts if layout else "万元"

    def facts(form: Form) -> FormFacts:
        placed = layout.forms.get(form.number) if layout else None
        return FormFacts(NOWHERE, amounts, True, True, measures=placed.measures if placed else {})

    return ReadDisclosure(
        file=file,
        kind="data",
        disclosure=disclosure,
        places={
            Address(form.number, cell.block, cell.row, cell.column): CellPlace(NOWHERE)
            for form in disclosure.forms
            for cell in form.cells
        },
        facts={form.number: facts(form) for form in disclosure.forms},
        paragraph_places=(NOWHERE,) * len(disclosure.paragraphs),
        term_places=(NOWHERE,) * len(disclosure.glossary),
    )
