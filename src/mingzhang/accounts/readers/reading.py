"""A document read as a disclosure: forms with the place of every cell, text, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mingzhang.accounts.disclosure import Cell, Disclosure, Form, Paragraph
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.bound import Bound, CellPlace, Unread
from mingzhang.accounts.readers.document import Page, Spot, Table, Text
from mingzhang.findings import Finding
from mingzhang.money import FEN_PER_WAN, FEN_PER_YUAN, decimal_text

EXACT_DECIMALS = 6
"""Decimals from which on a figure in 万元 is exact to 分."""


@dataclass(frozen=True, slots=True)
class ExtraGrid:
    """A table that is none of the nine forms, kept as it stands."""

    title: str
    kind: str
    """form (a province's own form), performance (绩效自评) or table."""
    table: Table
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form says of itself besides its cells."""

    spot: Spot
    amounts: str
    """万元 or 元."""
    amounts_stated: bool
    whole: bool
    """Whether every figure of it was read, so that a blank stands for zero."""
    captions: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    measures: Mapping[str, str] = field(default_factory=dict)
    """Column → measure where the heading says it (全年预算数: adjusted_budget)."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Column → its heading as printed."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Row → its label or item name as printed."""
    unnamed: tuple[Text, ...] = ()
    """Rows without money whose label is none of the form's."""
    budgets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """年初 or 全年 → row → what a second column of budgets prints, beside that of the form's 预算数."""


@dataclass(frozen=True, slots=True)
class FurtherForm:
    """A second form of what one of the nine tells, under a title of its own: it stands among the extra tables too."""

    number: str
    title: str
    amounts: str
    """万元 or 元; "" where it does not say."""
    cells: Mapping[Address, Cell]
    places: Mapping[Address, CellPlace]


@dataclass(frozen=True, slots=True)
class ReadDisclosure:
    """A disclosure with the place of everything in it."""

    file: str
    kind: str
    disclosure: Disclosure
    places: Mapping[Address, CellPlace]
    facts: Mapping[str, FormFacts]
    """By number of the form."""
    paragraph_places: tuple[Spot, ...] = ()
    """Beside `disclosure.paragraphs`."""
    term_places: tuple[Spot, ...] = ()
    """Beside `disclosure.glossary`."""
    broken_terms: tuple[tuple[str, str, Spot], ...] = ()
    """Entries of the glossary over two paragraphs: what stands before and after the break, and where it goes on."""
    others: tuple[Text, ...] = ()
    """Title page, contents, headings of parts: text that is neither narrative nor glossary."""
    unread: tuple[Unread, ...] = ()
    extra: tuple[ExtraGrid, ...] = ()
    further: tuple[FurtherForm, ...] = ()
    pages: tuple[Page, ...] = ()
    lost: tuple[int, ...] = ()
    """The pages of which nothing was read, or not every character."""
    findings: tuple[Finding, ...] = ()

    def paragraphs(self) -> list[tuple[Paragraph, Spot]]:
        """Each paragraph with its place."""
        return list(zip(self.disclosure.paragraphs, self.paragraph_places, strict=True))


def form_of(bound: Bound, title: str, amounts: str, kind: str) -> Form:
    """The form with its cells; an amount is exact where the printing, or the workbook's value, shows every 分."""
    values = {address: bound.places[address].value for address in bound.cells}
    cells = tuple(
        _shown(replace(cell, fen=exact_fen(cell, amounts, values[address])), kind, values[address])
        for address, cell in bound.cells.items()
    )
    return Form(bound.number, title, cells)


def _shown(cell: Cell, kind: str, value: str) -> Cell:
    """A spreadsheet's value without a number format is shown with two decimals, as forms are."""
    if kind != "sheet" or not cell.printed or value:
        return cell
    return replace(cell, printed=decimal_text(Fraction(cell.printed.replace(",", "")), 2))


def exact_fen(cell: Cell, amounts: str, value: str = "") -> int | None:
    """The amount in 分 where the figure prints it exactly: in 元 with two decimals, in 万元 with six.

    `value` is the number behind a workbook's figure, "" for none; it is left aside where the figure drops its minus.
    """
    if not cell.printed or not amounts:
        return None
    printed = cell.printed.replace(",", "")
    figure = value if value and value.startswith("-") == printed.startswith("-") else printed
    decimals = max(len(text.partition(".")[2]) for text in (figure, printed))
    scale, needed = (FEN_PER_YUAN, 2) if amounts == "元" else (FEN_PER_WAN, EXACT_DECIMALS)
    if decimals < needed:
        return None
    fen = Fraction(figure) * scale
    return int(fen) if fen.denominator == 1 else None
