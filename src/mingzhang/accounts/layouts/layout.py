"""Layouts: how a province prints the forms, as data. Adding one is adding a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.layouts.ordinals import chinese_number as chinese_number  # noqa: PLC0414 (asked for here as well)
from mingzhang.accounts.layouts.shelf import is_own, name_of, own_reader, stamp
from mingzhang.accounts.layouts.shelf import layout_keys as layout_keys  # noqa: PLC0414 (asked for here as well)
from mingzhang.money import FEN_PER_TICK

TICKS = {"万元": FEN_PER_TICK, "元": 1}
"""分 in the last printed digit, by the unit of amounts."""
PARTS = ("概况", "说明", "名词解释", "决算表", "附件")
"""The parts of a document, in no order: that is the layout's."""
LEADS = ("label", "number", "code", "name")
"""Printed columns that hold no figure."""
DIGITS = "digits"
"""A printed column that holds one part of a code that is split into several cells."""
CODE_ENDS = (3, 5, 7)
"""Where the parts of a code end: 类, 款, 项."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A printed line of a side: its label, and the block and row whose cells it shows ("" for an empty line)."""

    label: str
    block: str
    row: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the tables that stand side by side in a form. No lines: one a functional code that has money."""

    block: str
    columns: tuple[str, ...]
    """label, number, code, name, or a column of the form."""
    lines: tuple[PlacedLine, ...] | None
    across: tuple[str, ...] = ()
    """Rows that are set beside each other in one line, each with all columns."""
    code_cells: int = 1
    """How many cells a code is printed in."""

    @property
    def printed_columns(self) -> tuple[str, ...]:
        """What stands in each printed column, a split code in several."""
        if self.across:
            return self.columns * len(self.across)
        found: list[str] = []
        for column in self.columns:
            found += [DIGITS] * self.code_cells if column == "code" and self.code_cells > 1 else [column]
        return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class FormLayout:
    """How a form is printed; each is one object, by which what follows from it is kept."""

    spec: FormSpec
    title: str
    zero: str
    """What an exact zero prints as: "" or "0.00"."""
    header: tuple[tuple[str, ...], ...]
    footer: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sides: tuple[Side, ...]
    measures: Mapping[str, str]
    """Column → measure where the layout decides it (预算数: opening_budget or adjusted_budget)."""
    empty_notes: tuple[str, ...] = ()
    """Notes that stand only under a form without any amount."""
    total_last: bool = False
    """Whether the row 合计 of a form by functional code stands below the codes."""


@dataclass(frozen=True, slots=True)
class Layout:
    key: str
    name: str
    year: int
    """The year whose code lists name its classes."""
    order: tuple[str, ...]
    titles: Mapping[str, str]
    """Part → its title where that says more than its key, with {单位} and {年度}."""
    above: tuple[str, str, str]
    """What stands above a form at the left, in the middle and at the right."""
    grouped: bool
    number_rows: bool
    unit_of_amounts: str
    form_code: str
    """公开{number}表; "" where forms bear no code."""
    classes: Mapping[str, str]
    """The functional classes that forms 01 and 04 list, code → name."""
    wording: str
    """The key of the wording file, or the path of one's own."""
    forms: Mapping[str, FormLayout]
    """By number, in the order in which they are printed."""
    first_year: int
    last_year: int | None
    confirmed: bool
    """Whether an official document bears it out."""
    note: str = ""
    terms: str = "1."
    """How the terms of the glossary are numbered; 一 or 1 stands for the number."""
    entries: str = ""
    """How the contents number the forms; "" where they do not."""
    file: str = ""
    """The path of one's own layout; "" where it comes with the package."""
    sequence: tuple[str, ...] = ()
    """The numbers of the forms in the order that the province gives them, by which it numbers them; none: as they are
    numbered here.
    """
    evaluation_form: str = ""
    """The key of the form of self-evaluation that it prints, or the path of one's own; "" for the national one."""

    @property
    def tick_fen(self) -> int:
        return TICKS[self.unit_of_amounts]

    def code_of(self, number: str) -> str:
        """公开01表; "" where forms bear no code."""
        printed = f"{self.sequence.index(number) + 1:02d}" if number in self.sequence else number
        return self.form_code.replace("{number}", printed)

    def above_form(self, unit: str, year: int, amounts: str = "") -> tuple[str, str, str]:
        """The texts above a form of a unit's year; `amounts` where they are in another unit than the layout's."""
        left, middle, right = (filled_in(text, unit, year) for text in self.above)
        return left, middle, right.replace("{金额单位}", amounts or self.unit_of_amounts)

    def title_of(self, part: str, unit: str, year: int) -> str:
        """The title of a part of the document."""
        return filled_in(self.titles.get(part, part), unit, year)


def filled_in(text: str, unit: str, year: int) -> str:
    """A text of a layout with its {单位} and {年度}."""
    return text.replace("{单位}", unit).replace("{年度}", str(year))


def load_layout(key: str, year: int) -> Layout:
    """A layout by its key (liaoning-2023, or the path of one's own file), its class names by the code list of `year`.

    Raises KeyError if there is none, ProblemsFound with every fault of its file.
    """
    return _own(key, year, stamp(key)) if is_own(key) else _packaged(key, year)


@cache
def _packaged(key: str, year: int) -> Layout:
    from mingzhang.accounts.layouts.declaration import layout_of

    if key not in layout_keys():
        raise KeyError(key)
    return layout_of(key, _text, year, layout_keys())


@cache
def _own(key: str, year: int, _: object) -> Layout:
    from mingzhang.accounts.layouts.declaration import layout_of

    path = Path(key)
    if not path.is_file():
        raise KeyError(key)
    read, near = own_reader(key, _text)
    layout = layout_of(key.removesuffix(path.suffix), read, year, sorted({*layout_keys(), *near}))

    def located(name: str) -> str:
        """What stands beside the layout goes before what the package has by the same name."""
        return str(path.with_name(f"{name}{path.suffix}")) if name in near else name

    form = located(layout.evaluation_form)
    return replace(layout, key=name_of(key), wording=located(layout.wording), evaluation_form=form, file=key)


def _text(key: str) -> str:
    return (resources.files("mingzhang.accounts.layouts") / f"{key}.toml").read_text("utf-8")
