"""Reading the approved workbook: sheets known by their titles, columns by their headings, rows by code or label."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.accounts.approved.declaration import ECONOMIC, INFORMATION, SheetSpec, sheet_specs
from mingzhang.accounts.approved.information import Read, read_information
from mingzhang.accounts.approved.model import Cell, Sheet, Workbook
from mingzhang.accounts.approved.settings import ApprovedSettings
from mingzhang.accounts.approved.titles import is_called, sheet_of
from mingzhang.accounts.code_tree import leaves
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address
from mingzhang.accounts.readers.binding import bind
from mingzhang.accounts.readers.bound import Bound
from mingzhang.accounts.readers.captions import Caption, captions
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.readers.matrix import Matrix, matrix
from mingzhang.accounts.readers.opening import read_document
from mingzhang.accounts.readers.sections import Section, flow
from mingzhang.findings import Finding, Place, ProblemsFound, Severity, finding
from mingzhang.money import fen_of_yuan

ITEM_DIGITS, DIVISION_DIGITS = 7, 5
YUAN = "元"
_UNIT_CODE = re.compile(r"^[\[(]?[\dA-Za-z]{3,}[\])]?[-_:：]?(?=.)")
_SEAL = re.compile(r"[(](本级|公章|盖章|签章|汇总|单户)[)]$")


def read_workbook(path: Path, year: int, settings: ApprovedSettings, names: Collection[str]) -> Workbook:
    """The workbook with everything wrong in it. `names` are those of the unit whose it must be."""
    file, specs = path.name, sheet_specs(year)
    try:
        document = read_document(path)
    except ProblemsFound as problems:
        return Workbook(file, {}, findings=problems.findings)
    found: list[Finding] = list(document.findings)
    sheets: dict[str, Sheet] = {}
    told = Read()
    left: list[str] = []
    units: dict[str, Place] = {}
    missed = dict(settings.sheets)
    for name, sections in _by_sheet(flow(document).sections).items():
        texts = [text.text for section in sections for text in section.captions]
        title = sheet_of(texts, name, specs, settings.sheets)
        missed = {key: said for key, said in missed.items() if not is_called(said, name, texts)}
        place = Place(file=file, sheet=name)
        if not title:
            left.append(name)
        elif title in sheets or (specs[title].kind == INFORMATION and told.title):
            found.append(finding("B402", place, printed=title))
        else:
            said = captions(texts)
            found += _captioned(said, year, place)
            units.setdefault(said.unit, place)
            if specs[title].kind == INFORMATION:
                told = read_information(specs[title], sections[0].table, file, name)
                found += told.findings
                sheets[title] = told.sheet(specs[title], file, name)
            else:
                sheet = _sheet(specs[title], sections, file, name, year, found)
                if sheet is not None:
                    sheets[title] = sheet
    found += _of_others(units, names)
    for title, called in missed.items():
        known = "、".join([*(sheet.name for sheet in sheets.values()), *left])
        found.append(finding("B416", Place(file=file), printed=f"{title}: {called}", expected=f"工作簿中的 {known}"))
    if not sheets and all(item.severity is Severity.HINT for item in found):
        titles = "、".join(list(specs)[:6])
        found.append(finding("B401", Place(file=file), printed="、".join(left), expected=f"{titles}等"))
    return Workbook(file, sheets, told.registers, told.register_places, tuple(found), tuple(left))


def _by_sheet(sections: Sequence[Section]) -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = {}
    for section in sections:
        found.setdefault(section.sheet, []).append(section)
    return found


def _of_others(units: Mapping[str, Place], names: Collection[str]) -> Iterator[Finding]:
    """Sheets that another unit drew up, each unit once."""
    known = {_bare_name(name) for name in names if name}
    for unit, place in units.items():
        if unit and known and _bare_name(unit) not in known:
            yield finding("B419", place, printed=unit, expected="、".join(dict.fromkeys(filter(None, names))))


def _bare_name(unit: str) -> str:
    """A unit's name without the code before it and the seal behind it: [101001]某局(公章) → 某局."""
    return plain(_SEAL.sub("", _UNIT_CODE.sub("", squeezed(unit)))) or plain(unit)


def _captioned(said: Caption, year: int, place: Place) -> Iterator[Finding]:
    """What stands above the table must be of these books: the year, and amounts in 元."""
    if said.amounts and said.amounts != YUAN:
        yield finding("B403", place, printed=said.amounts, expected=YUAN)
    if said.year and said.year != year:
        yield finding("B404", place, printed=f"{said.year}年度", expected=f"{year}年度")


def _sheet(
    spec: SheetSpec, sections: Sequence[Section], file: str, name: str, year: int, found: list[Finding]
) -> Sheet | None:
    """The sheet's cells; None, with findings, where its columns cannot be made out."""
    grid = matrix(sections[0].table)
    bound = bind(grid, spec.spec, file, year)
    place = Place(file=file, sheet=name)
    if bound is None or not bound.headings:
        found.append(finding("B405", place, printed=_headings(grid)))
        return None
    found += [replace(item, place=replace(item.place, form="")) for item in bound.findings if _matters(item, spec)]
    for lost in bound.unread[:1]:
        where = replace(place, row=lost.spot.row, line=lost.row, column=lost.column)
        found.append(finding("B409", where, printed=lost.text, expected=f"共 {len(bound.unread)} 处"))
    sheet = Sheet(spec, file, name, dict(_cells(bound, place, found)), _shown(bound))
    found += _missing_columns(sheet, grid)
    found += _too_coarse(sheet)
    for rest in sections[1:]:
        figures = [box for box in rest.table.boxes if box.value not in {"", "0"}]
        if figures:
            where = replace(place, row=figures[0].spot.row)
            found.append(finding("R213", where, printed="、".join(box.text for box in figures[:5])))
    return sheet


def _matters(item: Finding, spec: SheetSpec) -> bool:
    """A workbook has further columns that nobody needs; one of a sheet by economic class is money that is lost."""
    return item.code.code != "R205" or spec.kind == ECONOMIC


def _shown(bound: Bound) -> dict[str, str]:
    """Column → its lowest heading as printed; codes keep theirs."""
    return {column: heading.split("/")[-1] for column, heading in bound.headings.items() if heading}


def _cells(bound: Bound, place: Place, found: list[Finding]) -> Iterator[tuple[Address, Cell]]:
    """Every cell exact to 分; what is no exact amount is told and left out."""
    for address, cell in bound.cells.items():
        where = bound.places[address]
        text = where.value or cell.printed or "0"
        try:
            fen = fen_of_yuan(text)
        except ValueError:
            at = replace(place, row=where.spot.row, line=address.row, column=address.column)
            found.append(finding("B406", at, printed=text, expected="以元为单位、最多两位小数的金额"))
            continue
        yield address, Cell(address, fen, where.spot.row, where.spot.column)


def _missing_columns(sheet: Sheet, grid: Matrix) -> Iterator[Finding]:
    """The columns that a sheet of the kind must have; a sheet by economic class lists what it needs."""
    if not sheet.by_function or sheet.spec.kind == ECONOMIC:
        return
    wanted = [line.name for line in sheet.spec.spec.blocks[0].columns if line.name not in sheet.headings]
    if wanted:
        place = Place(file=sheet.file, sheet=sheet.name)
        yield finding("B407", place, printed=_headings(grid), expected="、".join(wanted))


def _headings(grid: Matrix) -> str:
    """The texts of the first rows, as a user would recognise them."""
    texts = [grid.text(row, column) for row in range(min(3, grid.rows)) for column in range(grid.columns)]
    shown = [text for text in dict.fromkeys(texts) if text]
    return "、".join(shown[:12]) + ("…" if len(shown) > 12 else "")


def _too_coarse(sheet: Sheet) -> Iterator[Finding]:
    """Money that is given for a division or class only, where the forms need every item and every division."""
    if not sheet.by_function:
        return
    columns = leaves(column for column in sheet.headings if column.isdigit())
    rows = {row for row in sheet.items if len(row) < ITEM_DIGITS}
    lone = {column for column in columns if len(column) < DIVISION_DIGITS}
    for address, cell in sheet.cells.items():
        if cell.fen and address.row != TOTAL_ROW and (address.row in rows or address.column in lone):
            yield finding("B408", sheet.place(cell), printed=f"{address.row} {address.column}")
            return
