"""The approved workbook (批复决算) among a unit's books: found, used in place of lines, or held against them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.last_year import range_text
from mingzhang.accounts.books.sheets import SheetRows
from mingzhang.accounts.books.table_sources import WORKBOOK
from mingzhang.accounts.books.unit_file import UNIT_FILE, UnitFile
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address
from mingzhang.accounts.layouts.layout import FormLayout, load_layout
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.money import yuan_text

if TYPE_CHECKING:  # most books have no such workbook: the rooms that read one are loaded where there is one
    from mingzhang.accounts.approved.approved import Approved

NAME = "批复决算"
MEASURES = {"opening_budget": "年初预算数", "adjusted_budget": "全年预算数", "last_year": "上年数"}
"""What a workbook prints beside the year's own amounts, by measure."""
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et"})


def find_approved(folder: Path, unit: UnitFile) -> "tuple[Approved | None, list[Finding]]":
    """The approved accounts of a books folder; None where there are none, or two, or not the file that is named."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    named = unit.approved.file
    if named:
        found = [path for path in files if named in {path.name, path.stem}]
        if not found:
            return None, [finding("B428", Place(file=UNIT_FILE, key="批复决算.文件"), printed=named)]
    else:
        found = [path for path in files if path.stem == NAME or (path.name != WORKBOOK and _marked(path))]
    if len(found) > 1:
        names = "、".join(path.name for path in found)
        return None, [finding("B415", Place(file=found[1].name), printed=names)]
    if not found:
        return None, []
    from mingzhang.accounts.approved.approved import read_approved

    about = unit.unit
    names_of_unit = (about.name, about.short_name, about.code, *unit.approved.names)
    return read_approved(found[0], unit.year, unit.approved, names_of_unit), []


def _marked(path: Path) -> bool:
    from mingzhang.accounts.approved.titles import is_marked

    return is_marked(sheet_names(path) or ())


def with_printed(
    own: Measure | None, approved: "Approved", measure: str, *, none: bool | None
) -> tuple[Measure | None, list[Finding]]:
    """A budget or last year's figures, with what the workbook prints of them; where both tell, they must agree.

    `none`: the unit says that there was none. Figures known only as printed become exact where the workbook knows them.
    """
    printed = approved.printed(measure)
    if printed is None:
        return own, []
    wrong: dict[Region, str] = {}
    for region, amount in printed.known.items():
        given = own.value(region) if own is not None else Amount.exactly(0) if none else None
        if given is not None and amount.fen not in given.interval:
            ours = "单位.yaml 说没有" if none else f"账册 {range_text(given.interval)} 元"
            wrong[region] = f"批复决算 {yuan_text(amount.fen)} 元，{ours}"
    found = [
        finding("B426", approved.printed_at(measure, region), printed=MEASURES[measure], arithmetic=said)
        for region, said in wrong.items()
        if not any(other != region and other <= region for other in wrong)
    ]
    if none or own is None:
        return (None if none else printed), found
    exact = {region: amount for region, amount in own.known.items() if amount.exact}
    return replace(own, known={**own.known, **printed.known, **exact}), found


def with_registers(
    given: Mapping[str, Mapping[str, Fraction]], approved: "Approved", sheet: SheetRows
) -> tuple[dict[str, dict[str, Fraction]], list[Finding]]:
    """The registers of the sheet 登记 and those of the workbook; where both tell, they must agree."""
    merged = {name: dict(items) for name, items in given.items()}
    found: list[Finding] = []
    for name, items in approved.workbook.registers.items():
        for item, value in items.items():
            own = merged.setdefault(name, {}).setdefault(item, value)
            if own != value:
                place = approved.workbook.register_places[name, item]
                printed = f"{sheet.where.file} {name} {item} {own}"
                found.append(finding("B418", place, printed=printed, expected=str(value)))
    return merged, found


def unused_sheets(sheets: Iterable[SheetRows]) -> Iterator[Finding]:
    """Sheets of the year's beginning and of adjustments, which the workbook alone leaves without use."""
    yield from (finding("B417", sheet.where) for sheet in sheets if sheet.rows)


def missing_sheets(approved: "Approved", layout: str, year: int) -> Iterator[Finding]:
    """The forms of a layout that the workbook's sheets do not settle, with the sheets that would."""
    from mingzhang.accounts.approved.declaration import sheet_specs
    from mingzhang.accounts.approved.knowledge import Knowledge
    from mingzhang.accounts.approved.model import Sheet

    known = approved.known
    absent = [
        Sheet(spec, "", title, {}) for title, spec in sheet_specs(year).items() if title not in approved.workbook.sheets
    ]
    try:
        forms = load_layout(layout, year).forms
    except (KeyError, ProblemsFound):
        return  # told by whoever compiles
    for number, form in sorted(forms.items()):
        open_regions = [region for region in _asked(form) if not known.settles(region)]
        if open_regions:
            able = [sheet for sheet in absent if Knowledge(approved.workbook, [sheet]).settles(open_regions[0])]
            titles = "、".join(sheet.spec.title for sheet in able or absent)
            yield finding("B414", Place(file=approved.workbook.file, form=number), printed=form.title, expected=titles)


def _asked(form: FormLayout) -> Iterator[Region]:
    """What a form prints of the actual amounts: one region a column, of fixed rows one a cell."""
    for block in form.spec.blocks:
        fixed = [line.name for line in block.rows]
        rows = {"function": [TOTAL_ROW, "208"], "economic": ["301"]}.get(block.by, fixed)
        for row in rows:
            for column in block.columns:
                region = form.spec.region_of(Address(form.spec.number, block.name, row, column.name))
                if form.measures.get(column.name, column.measure) == "actual" and not region.empty:
                    yield region
