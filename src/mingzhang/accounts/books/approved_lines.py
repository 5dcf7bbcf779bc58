"""The approved workbook (批复决算) among a unit's books: found, used in place of lines, or held against them."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from mingzhang.accounts.approved.approved import Approved, read_approved
from mingzhang.accounts.approved.declaration import sheet_specs
from mingzhang.accounts.approved.knowledge import Knowledge
from mingzhang.accounts.approved.model import Sheet
from mingzhang.accounts.approved.titles import is_marked
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.sheets import SheetRows
from mingzhang.accounts.books.tables import WORKBOOK
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address
from mingzhang.accounts.layouts.layout import FormLayout, load_layout
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding, Place, ProblemsFound, finding

NAME = "批复决算"
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et"})


def find_approved(folder: Path, year: int) -> tuple[Approved | None, list[Finding]]:
    """The approved accounts of a books folder; None where there are none, or two."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    found = [path for path in files if path.stem == NAME or (path.name != WORKBOOK and _marked(path))]
    if len(found) > 1:
        names = "、".join(path.name for path in found)
        return None, [finding("B415", Place(file=found[1].name), printed=names)]
    return (read_approved(found[0], year), []) if found else (None, [])


def _marked(path: Path) -> bool:
    return is_marked(sheet_names(path) or ())


def with_registers(
    given: Mapping[str, Mapping[str, Fraction]], approved: Approved, sheet: SheetRows
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


def missing_sheets(approved: Approved, layout: str, year: int) -> Iterator[Finding]:
    """The forms of a layout that the workbook's sheets do not settle, with the sheets that would."""
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
