"""What is marked 涉密: which items, registers and words it keeps out of what is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mingzhang.accounts.disclosure import Disclosure, Form
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.statements import registers
from mingzhang.findings import Finding, Place, finding

CODE_DIGITS = frozenset({3, 5, 7})
ITEM_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Withheld:
    """The marks sorted by what they name; anything else (a project, a document) must not occur in any text."""

    codes: frozenset[str]
    """Functional codes; a class or division hides all that is below it."""
    registers: frozenset[str]
    words: tuple[str, ...]
    count: int

    @staticmethod
    def of(marks: Iterable[str]) -> "Withheld":
        """From marks such as "2080505 …", "登记.车辆.机要通信用车", "某专项"."""
        codes: set[str] = set()
        named: set[str] = set()
        words: list[str] = []
        given = tuple(marks)
        for mark in given:
            code, _, _ = mark.strip().partition(" ")
            register = mark.strip().removeprefix("登记.")
            if code.isdigit() and len(code) in CODE_DIGITS:
                codes.add(code)
            elif _is_register(register):
                named.update(registers.items_of(register))
            else:
                words.append(mark.strip())
        return Withheld(frozenset(codes), frozenset(named), tuple(words), len(given))

    def hides(self, code: str) -> bool:
        """Whether a functional code is withheld, itself or with its class or division."""
        return any(code.startswith(mark) for mark in self.codes)

    def summary(self) -> tuple[str, ...]:
        """How many, without their content."""
        return (f"涉密内容{self.count}项，依法不予公开",) if self.count else ()


def _is_register(name: str) -> bool:
    try:
        return bool(registers.items_of(name))
    except KeyError:
        return False


def public_forms(forms: Iterable[Form], layout: Layout, withheld: Withheld) -> tuple[Form, ...]:
    """The forms without the rows of withheld items, nor those of their divisions and classes that hold nothing else."""
    return tuple(_public_form(form, layout, withheld) for form in forms)


def _public_form(form: Form, layout: Layout, withheld: Withheld) -> Form:
    if not withheld.codes or not _by_function(form, layout):
        return form
    items = {cell.row for cell in form.cells if len(cell.row) == ITEM_DIGITS and not withheld.hides(cell.row)}
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


def leaked(disclosure: Disclosure, words: Iterable[str]) -> Iterator[Finding]:
    """An error for every withheld name that stands in a public text."""
    texts = [paragraph.text for paragraph in disclosure.paragraphs]
    texts += [text for term in disclosure.glossary for text in (term.term, term.definition)]
    for word in words:
        for text in texts:
            if word and word in text:
                yield finding("S117", Place(sentence=text), printed=word)
