"""What is published: one disclosure, immutable, the same whether it was built from books or read from a document.

Its JSON form (docs/disclosure-json.md) is public: keys are English, labels and texts Chinese, amounts in 分.
"""

from dataclasses import dataclass, field

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.performance.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed figure of a form."""

    block: str
    row: str
    column: str
    printed: str
    """As printed, with its commas; "" for a blank."""
    fen: int | None = None
    """The exact amount in 分 where it is known."""


@dataclass(frozen=True, slots=True)
class Form:
    number: str
    title: str
    cells: tuple[Cell, ...]

    def address(self, cell: Cell) -> Address:
        return Address(self.number, cell.block, cell.row, cell.column)


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure or word of a sentence that follows from regions or registers."""

    start: int
    end: int
    """Where it stands in its paragraph's text: text[start:end]."""
    kind: str
    """amount, share, change_amount, change_rate, change_word, completion, completion_word, list, count or reason; or
    item, name, year, text for words that name something or are the unit's own."""
    operands: tuple[str, ...] = ()
    """What it is computed from, as `measure:expression`: actual:一般公共预算财政拨款支出/2080505 (see
    `mingzhang.accounts.forms.vocabulary.region_at`), or `register:subject.item+subject.item`, a sum. A share names
    part and whole, a comparison this year and its base. `text:…` names the unit's own text, `function:…` and
    `economic:…` a code."""
    fen: int | None = None
    """The exact amount in 分 where the slot is one and it is known."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading or a paragraph of the narrative."""

    part: str
    """概况, 说明 or 附件: the part of the document that it stands in."""
    level: int
    """0 for body text; 1, 2 … for headings, 1 the highest inside the part."""
    text: str
    slots: tuple[Slot, ...] = ()
    key: str = ""
    """The statement's key in its wording file; "" for a document that was read."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary (名词解释)."""

    term: str
    definition: str
    code: str = ""
    """The functional code that it explains; "" for a general term."""


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    """As it stands on the title page and above the forms."""
    short_name: str
    kind: str
    """行政, 参公 or 事业."""
    code: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    unit: Unit
    year: int
    layout: str
    forms: tuple[Form, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    glossary: tuple[Term, ...] = ()
    registers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Register → item → value as printed: vehicles by use, visits abroad, receptions, procurement, assets."""
    tails: tuple[str, ...] = ()
    """Numbers of the forms in which the rounding tail is moved to the largest row of a column."""
    withheld: tuple[str, ...] = ()
    """How many items were withheld as 涉密, said without their content."""
    evaluations: tuple[Evaluation, ...] = ()
    """The self-evaluation forms of its projects (预算绩效自评表), in the order in which they are printed."""
    draft: tuple[str, ...] | None = None
    """What a draft lists in front of itself; None for what may be published. Never in a file of open data."""

    def form(self, number: str) -> Form | None:
        return next((form for form in self.forms if form.number == number), None)
