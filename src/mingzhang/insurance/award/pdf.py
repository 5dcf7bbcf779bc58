"""The statement as pdf, set by typst with the fonts that come with it."""

import json
from importlib import resources

from mingzhang.insurance.award.pages import page_data
from mingzhang.insurance.award.settlement import Settlement
from mingzhang.insurance.award.statement import Statement


def statement_pdf(statement: Statement, settlement: Settlement | None = None) -> bytes:
    """One statement, A4. A word that the fonts cannot print is an error, never a blank box."""
    import pylopdf_fonts_zh_cn as fonts
    import typst

    data = json.dumps(page_data(statement, settlement), ensure_ascii=False)
    with resources.as_file(resources.files("mingzhang.insurance.award") / "statement.typ") as template:
        pdf, warnings = typst.compile_with_warnings(
            template,
            font_paths=[fonts.serif_path().parent],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
            format="pdf",
        )
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    assert isinstance(pdf, bytes)
    return pdf
