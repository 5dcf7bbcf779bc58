"""A disclosure as a workbook: one sheet a form, totals as formulas, and the texts. It holds no voucher data.

Cells hold the exact amount in the layout's unit, shown with two decimals; where a form's tail option is on they hold
the printed figures, so that the printed column adds up.
"""

from datetime import datetime
from io import BytesIO

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.parts import printed_forms
from mingzhang.accounts.renderers.sheet_formats import Formats
from mingzhang.accounts.renderers.xlsx_evaluations import write_evaluations
from mingzhang.accounts.renderers.xlsx_form import FormSheet
from mingzhang.accounts.renderers.xlsx_text import sign_draft, write_draft, write_glossary, write_narrative


def to_xlsx(disclosure: Disclosure, layout: Layout, created: datetime | None = None) -> bytes:
    """The workbook's bytes: the same for the same disclosure and `created` (else the first day after the year)."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {
                "title": f"{disclosure.unit.name}{disclosure.year}年度部门决算",
                "author": disclosure.unit.name,
                "created": created or datetime(disclosure.year + 1, 1, 1),  # noqa: DTZ001 (the file's dates have no zone)
            }
        )
        formats = Formats(workbook)
        if disclosure.draft is not None:
            write_draft(workbook, formats, disclosure.draft)
        for form in printed_forms(disclosure, layout):
            FormSheet(workbook, formats, disclosure, layout, form).write()
        write_evaluations(workbook, formats, disclosure, layout)
        write_narrative(workbook, formats, disclosure, layout)
        write_glossary(workbook, formats, disclosure)
        if disclosure.draft is not None:
            sign_draft(workbook)
    return out.getvalue()
