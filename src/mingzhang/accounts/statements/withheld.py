"""What is marked 涉密: which items, registers and texts it keeps out of what is published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.accounts.books.model import Texts, Withheld
from mingzhang.accounts.disclosure import Disclosure, Form
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.statements import registers
from mingzhang.findings import Finding, Place, finding

CODE_DIGITS = frozenset({3, 5, 7})
ITEM_DIGITS = 7


FUNCTION, REGISTER, TEXT = "功能科目", "登记", "文字"
"""Categories of marks."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The marks of a unit sorted by what they name."""

    codes: frozenset[str] = frozenset()
    """Functional codes; a class or division hides all that is below it."""
    registers: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    """Keys of 文字.yaml: 主要职责, 用途.项目支出."""
    count: int = 0

    @staticmethod
    def of(marks: Sequence[Withheld]) -> "Hidden":
        named: dict[str, list[str]] = {category: [] for category in (FUNCTION, REGISTER, TEXT)}
        for mark in marks:
            named[mark.category].append(mark.item)
        every = (item if "." in item else f"{item}.{registers.EVERY_ITEM}" for item in named[REGISTER])
        return Hidden(
            frozenset(named[FUNCTION]),
            frozenset(name for item in every for name in registers.items_of(item)),
            frozenset(named[TEXT]),
            len(marks),
        )

    def hides(self, code: str) -> bool:
        """Whether a functional code is withheld, itself or with its class or division."""
        return any(code.startswith(mark) for mark in self.codes)

    def hides_text(self, key: str) -> bool:
        """Whether a text of the unit is withheld, itself or with the part of the file that holds it."""
        return any(key == mark or key.startswith(f"{mark}.") for mark in self.texts)

    def summary(self) -> tuple[str, ...]:
        """How many, without their content."""
        return (f"涉密内容{self.count}项，依法不予公开",) if self.count else ()


def public_forms(forms: Iterable[Form], layout: Layout, hidden: Hidden) -> tuple[Form, ...]:
    """The forms without the rows of withheld items, nor those of their divisions and classes that hold nothing else."""
    return tuple(_public_form(form, layout, hidden) for form in forms)


def _public_form(form: Form, layout: Layout, hidden: Hidden) -> Form:
    if not hidden.codes or not _by_function(form, layout):
        return form
    items = {cell.row for cell in form.cells if len(cell.row) == ITEM_DIGITS and not hidden.hides(cell.row)}
    shown = {item[:digits] for item in items for digits in CODE_DIGITS} | {TOTAL_ROW}
    return replace(form, cells=tuple(cell for cell in form.cells if cell.row in shown))


def _by_function(form: Form, layout: Layout) -> bool:
    return any(block.by == "function" for block in layout.forms[form.number].spec.blocks)


def derivable(full: Iterable[Form], public: Iterable[Form], layout: Layout) -> Iterator[Finding]:
    """A warning for every withheld row that subtraction reveals: the only one hidden under a row that is shown."""
    for before, after in zip(full, public, strict=True):
        if not _by_function(before, layout):
            continue
        shown = {cell.row for cell in after.cells}
        hidden = sorted({cell.row for cell in before.cells} - shown)
        parents = [row[:-2] if len(row) > min(CODE_DIGITS) else TOTAL_ROW for row in hidden]
        for row, parent in zip(hidden, parents, strict=True):
            place = Place(form=before.number, line=row)
            if parent in shown and parents.count(parent) == 1:
                yield finding("S116", place, arithmetic=f"“{parent}”行减去它下面已公开的各行，就是这一行的金额")
            elif parent == TOTAL_ROW:
                yield finding("S116", place, arithmetic="公开01表、04表按类列示支出，这一类的金额仍在表中")


def leaked(disclosure: Disclosure, texts: Texts, hidden: Hidden) -> Iterator[Finding]:
    """An error for every withheld text of the unit that stands in a public sentence, perhaps under another key."""
    words = {
        word
        for group, given in (("原因", texts.reasons), ("用途", texts.uses), ("补充", texts.remarks))
        for key, word in given.items()
        if hidden.hides_text(f"{group}.{key}")
    }
    for paragraph in disclosure.paragraphs:
        for word in sorted(words):
            if word and word in paragraph.text:
                yield finding("S117", Place(sentence=paragraph.text), printed=word)
