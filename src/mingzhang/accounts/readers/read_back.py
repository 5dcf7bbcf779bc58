"""What `mingzhang read --json` wrote, taken back: the same document, so that every command that reads takes it too."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.accounts.disclosure_json import from_json
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.bound import CellPlace, Unread
from mingzhang.accounts.readers.document import NOWHERE, Bounds, Box, Page, Spot, Table, Text
from mingzhang.accounts.readers.of_data import as_read
from mingzhang.accounts.readers.read_json import FORMAT, VERSION
from mingzhang.accounts.readers.reading import ExtraGrid, FormFacts, FurtherForm, ReadDisclosure
from mingzhang.findings import Finding, Place, ProblemsFound, finding

Rectangle = tuple[float, float, float, float]


class _Placed(BaseModel):
    model_config = ConfigDict(extra="ignore")
    page: int | None = None
    bounds: Rectangle | None = None
    sheet: str = ""
    line: int | None = None

    def spot(self) -> Spot:
        return Spot(self.page, Bounds(*self.bounds) if self.bounds else None, self.sheet, self.line)


class _Text(_Placed):
    text: str
    level: int = 0

    def kept(self) -> Text:
        return Text(self.text, self.level, self.spot())


class _Cell(_Placed):
    block: str
    row: str
    column: str
    label: str = ""
    code: str = ""
    value: str = ""
    figure: Rectangle | None = None

    def place(self) -> CellPlace:
        return CellPlace(self.spot(), Bounds(*self.figure) if self.figure else None, self.label, self.code, self.value)


class _Printed(_Cell):
    printed: str


class _Further(BaseModel):
    form: str
    title: str
    amounts: str = ""
    cells: list[_Printed]

    def kept(self) -> FurtherForm:
        given = {Address(self.form, cell.block, cell.row, cell.column): cell for cell in self.cells}
        return FurtherForm(
            self.form,
            self.title,
            self.amounts,
            {at: Cell(cell.block, cell.row, cell.column, cell.printed) for at, cell in given.items()},
            {at: cell.place() for at, cell in given.items()},
        )


class _Form(_Placed):
    amounts: str
    amounts_stated: bool = True
    whole: bool
    captions: list[_Text] = []
    notes: list[_Text] = []
    measures: dict[str, str] = {}
    headings: dict[str, str] = {}
    names: dict[str, str] = {}
    unnamed: list[_Text] = []
    budgets: dict[str, dict[str, str]] = {}
    cells: list[_Cell]


class _Unread(_Placed):
    form: str
    text: str
    row: str = ""
    column: str = ""
    address: tuple[str, str, str, str] | None = None


class _Box(_Placed):
    text: str
    across: int = 1
    down: int = 1
    column: int


class _Grid(_Placed):
    title: str
    kind: str
    captions: list[str] = []
    notes: list[str] = []
    rows: list[list[_Box]]


class _Page(BaseModel):
    number: int
    width: float
    height: float
    turn: int = 0
    origin: tuple[float, float] = (0.0, 0.0)


class _Broken(_Placed):
    before: str
    after: str


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore")
    file: str
    kind: str
    disclosure: Any
    forms: dict[str, _Form]
    paragraphs: list[_Placed] = []
    glossary: list[_Placed] = []
    broken_terms: list[_Broken] = []
    others: list[_Text] = []
    extra: list[_Grid] = []
    further: list[_Further] = []
    unread: list[_Unread] = []
    pages: list[_Page] = []
    lost: list[int] = []
    findings: list[dict[str, Any]] = []


def read_back(text: str, file: str) -> ReadDisclosure:
    """From the text of `read --json`'s output or of a disclosure.json. Raises ProblemsFound with what does not fit."""
    try:
        given: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProblemsFound([finding("D101", Place(file=file), printed=str(error).splitlines()[0])]) from None
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        return as_read(from_json(text, file), file)
    if given.get("version") != VERSION:
        raise ProblemsFound([finding("D102", Place(file=file), expected=f'"format": "{FORMAT}", "version": {VERSION}')])
    disclosure = from_json(json.dumps(given.get("disclosure"), ensure_ascii=False), file)
    try:
        return _restored(_Read.model_validate(given), disclosure, file)
    except ValidationError as error:
        raise ProblemsFound(
            [
                finding("D103", Place(file=file, key=".".join(map(str, item["loc"]))), printed=str(item["input"])[:60])
                for item in error.errors(include_url=False)
            ]
        ) from None


def _restored(given: _Read, disclosure: Disclosure, file: str) -> ReadDisclosure:
    """Places that the file does not give are unknown; what it says of cells that are not there is left aside."""
    plain = as_read(disclosure, file)
    places = {
        Address(number, cell.block, cell.row, cell.column): cell.place()
        for number, form in given.forms.items()
        for cell in form.cells
    }
    return ReadDisclosure(
        file=file,
        kind=given.kind,
        disclosure=disclosure,
        places={address: places.get(address, unknown) for address, unknown in plain.places.items()},
        facts={
            number: _facts(given.forms[number]) if number in given.forms else facts
            for number, facts in plain.facts.items()
        },
        paragraph_places=_spots(given.paragraphs, len(disclosure.paragraphs)),
        term_places=_spots(given.glossary, len(disclosure.glossary)),
        broken_terms=tuple((each.before, each.after, each.spot()) for each in given.broken_terms),
        others=tuple(each.kept() for each in given.others),
        unread=tuple(
            Unread(each.form, each.text, each.row, each.column, each.spot(), each.address and Address(*each.address))
            for each in given.unread
        ),
        extra=tuple(_grid(each) for each in given.extra),
        further=tuple(each.kept() for each in given.further),
        pages=tuple(Page(each.number, each.width, each.height, each.turn, each.origin) for each in given.pages),
        lost=tuple(given.lost),
        findings=tuple(_findings(given.findings, file)),
    )


def _facts(form: _Form) -> FormFacts:
    return FormFacts(
        form.spot(),
        form.amounts,
        form.amounts_stated,
        form.whole,
        tuple(each.kept() for each in form.captions),
        tuple(each.kept() for each in form.notes),
        form.measures,
        form.headings,
        form.names,
        tuple(each.kept() for each in form.unnamed),
        form.budgets,
    )


def _spots(given: list[_Placed], count: int) -> tuple[Spot, ...]:
    return tuple(each.spot() for each in given) if len(given) == count else (NOWHERE,) * count


def _grid(given: _Grid) -> ExtraGrid:
    boxes = tuple(
        Box(at, box.column, box.text, box.spot(), box.across, box.down)
        for at, row in enumerate(given.rows)
        for box in row
    )
    columns = max((box.column + box.across for box in boxes), default=0)
    table = Table(boxes, len(given.rows), columns, given.spot())
    return ExtraGrid(given.title, given.kind, table, tuple(given.captions), tuple(given.notes))


def _findings(given: list[dict[str, Any]], file: str) -> list[Finding]:
    try:
        return [Finding.from_json(each) for each in given]
    except (KeyError, TypeError):
        raise ProblemsFound([finding("D103", Place(file=file, key="findings"))]) from None
