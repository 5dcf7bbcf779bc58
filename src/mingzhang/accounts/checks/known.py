"""What a document that was read makes known: its figures with their regions, form by form, and their places."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mingzhang import codes
from mingzhang.accounts.checks.displaced import Displaced, displaced, set_back
from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.declared import declared, widest
from mingzhang.accounts.forms.spec import Address, Block, FormSpec
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.accounts.layouts.layout import TICKS, FormLayout, Layout
from mingzhang.accounts.readers.bound import place_of
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.limits import JOINT_SECONDS
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.region import Region
from mingzhang.accounts.relations.figures import Figure, Figures, figures_of
from mingzhang.findings import Place

LATEST_YEAR = 2024
"""The last year for which the lists were made: it stands in for a year that could not be read."""
NOT_READ = "987654321.37"
"""Stands for an unread figure while relations are derived: no rule takes it for zero or for another figure."""


@dataclass(frozen=True, slots=True)
class Part:
    """The forms of a document that print amounts in one unit; relations hold among them."""

    disclosure: Disclosure
    """Cells that could not be read are in it, so that no sum is derived without them."""
    layout: Layout
    every: Figures
    """Every figure, those that could not be read too."""
    figures: tuple[Figure, ...]
    """Without those that could not be read."""


class Known:
    """A read document as checks ask it."""

    def __init__(self, read: ReadDisclosure, joint_seconds: float = JOINT_SECONDS) -> None:
        self.read, self.joint_seconds = read, joint_seconds
        self.year = read.disclosure.year or LATEST_YEAR

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Those of the nine forms that could be read, by the unit of their amounts; a layout may have forms beside."""
        lost = {item.form for item in self.read.unread if item.address is None}
        amounts = dict.fromkeys(facts.amounts for facts in self.read.facts.values() if facts.amounts in TICKS)
        found: list[Part] = []
        for unit in amounts:
            forms = [
                form
                for form in self.read.disclosure.forms
                if form.number in declared()
                and form.number not in lost
                and self.read.facts[form.number].amounts == unit
            ]
            found.append(self._part(forms, unit))
        return tuple(found)

    def _part(self, forms: Sequence[Form], unit: str) -> Part:
        layout = self._layout(forms, unit)
        given = replace(self.read.disclosure, forms=tuple(self._with_unread(form) for form in forms))
        silent = {item.address for item in self.read.unread} | (self._out_of_place - self._set_back.keys())
        every = figures_of(given, layout)
        return Part(given, layout, every, tuple(each for each in every.figures if each.address not in silent))

    def _with_unread(self, form: Form) -> Form:
        missing = [item.address for item in self.read.unread if item.address and item.address.form == form.number]
        missing += [at for at in map(form.address, form.cells) if at in self._out_of_place]
        kept = tuple(cell for cell in form.cells if form.address(cell) not in set(missing))
        return replace(form, cells=kept + tuple(self._instead(at) for at in missing))

    def _instead(self, at: Address) -> Cell:
        return Cell(at.block, at.row, at.column, self._set_back.get(at, NOT_READ))

    def _layout(self, forms: Iterable[Form], unit: str) -> Layout:
        classes = {code.code: code.name for code in codes.functional(self.year).level(3)}
        placed = {form.number: self._form_layout(form) for form in forms}
        return Layout(
            key="",
            name="",
            year=self.year,
            order=(),
            titles={},
            above=("", "", ""),
            grouped=False,
            number_rows=False,
            unit_of_amounts=unit,
            form_code="",
            classes=classes,
            wording="",
            forms=placed,
            first_year=self.year,
            last_year=None,
            confirmed=False,
        )

    def _form_layout(self, form: Form) -> FormLayout:
        spec = widest(form.number, self.year)
        columns: dict[str, set[str]] = defaultdict(set)
        for cell in form.cells:
            columns[cell.block].add(cell.column)
        facts = self.read.facts[form.number]
        return FormLayout(_printed_columns(spec, columns), form.title, "", (), (), (), (), facts.measures)

    @cached_property
    def displaced(self) -> tuple[Displaced, ...]:
        """The forms whose figures stand beside the wrong rows."""
        return tuple(displaced(self.read.disclosure))

    @cached_property
    def _out_of_place(self) -> frozenset[Address]:
        return frozenset(at for at in self.read.places for each in self.displaced if each.holds(at))

    @cached_property
    def _set_back(self) -> Mapping[Address, str]:
        return set_back(self.read.disclosure, self.displaced)

    @property
    def unsure(self) -> bool:
        """Whether some figure could not be read, or cannot be taken for its row's."""
        return bool(self.read.unread or self.displaced)

    @cached_property
    def whole(self) -> bool:
        """Whether all nine forms are here and every figure of them was read."""
        return not self.unsure and self.read_whole(*declared(), *self.read.facts)

    def read_whole(self, *numbers: str) -> bool:
        """Whether these forms are here, every figure of them was read and none stands beside another row's name."""
        moved = {each.form for each in self.displaced} | {item.form for item in self.read.unread}
        return all(n in self.read.facts and self.read.facts[n].whole and n not in moved for n in numbers)

    @cached_property
    def by_region(self) -> Mapping[Region, list[Figure]]:
        """The actual figures that print a region; what a title narrows to one fund prints that fund's part."""
        found: dict[Region, list[Figure]] = defaultdict(list)
        funds = {number: _fund_of(text.text for text in facts.captions) for number, facts in self.read.facts.items()}
        for part in self.parts:
            for figure in part.figures:
                if figure.measure == "actual":
                    within = figure.region & vocabulary()[funds[figure.address.form] or "全部"]
                    for region in {figure.region, within}:
                        found[region].append(figure)
        return found

    @cached_property
    def by_address(self) -> Mapping[Address, Figure]:
        return {figure.address: figure for part in self.parts for figure in part.figures}

    @cached_property
    def functional_rows(self) -> frozenset[str]:
        """The functional codes that the forms print."""
        return frozenset(
            at.row for at in self.by_address if at.row.isdecimal() and at.form not in ("01", "04", "06", "07")
        )

    @cached_property
    def printed_names(self) -> Mapping[str, str]:
        """The functional codes that the forms print, each with the first name beside it; the list's where none is."""
        listed = codes.functional(self.year)
        found = {code: listed.name(code) for code in self.functional_rows if code in listed.codes}
        given: dict[str, str] = {}
        for at, place in self.read.places.items():
            if place.label:
                given.setdefault(at.row, place.label)
        return found | {code: given[code] for code in self.functional_rows if code in given}

    def figure(self, form: str, row: str, column: str, block: str = "") -> Figure | None:
        return self.by_address.get(Address(form, block, row, column))

    def name(self, address: Address) -> str:
        """A row as its form prints it."""
        place = self.read.places.get(address)
        if address.row.isdecimal() and place is not None and place.label:
            return f"{address.row} {place.label}"
        return address.row

    def place(self, address: Address) -> Place:
        found = self.read.places.get(address)
        if found is None:
            return Place(file=self.read.file, form=address.form, line=self.name(address), column=address.column)
        return place_of(self.read.file, address.form, found.spot, self.name(address), address.column, address.block)


FUNDS = {
    "一般公共预算": "一般公共预算财政拨款",
    "政府性基金": "政府性基金预算财政拨款",
    "国有资本经营": "国有资本经营预算财政拨款",
}
"""What a title says of a fund → the fund's part of the cube."""
GENERAL = "一般公共预算"


def _fund_of(lines: Iterable[str]) -> str:
    """The name of a fund's part of the cube, where the title among the lines above a form names one fund."""
    titles = [line for line in lines if squeezed(line).endswith("表")]
    return next((part for line in titles for fund, part in FUNDS.items() if fund in line), "")


def _printed_columns(spec: FormSpec, printed: Mapping[str, set[str]]) -> FormSpec:
    """Only the columns that the document prints: no row is empty in a column that is not there."""

    def cut(block: Block) -> Block:
        return replace(block, columns=tuple(c for c in block.columns if c.name in printed.get(block.name, ())))

    return replace(spec, blocks=tuple(cut(block) for block in spec.blocks), whole=spec)
