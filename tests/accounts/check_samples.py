"""A consistent disclosure and small changes to it, for the tests of checks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from statement_units import unit

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.disclosure import Cell, Disclosure, Paragraph, Term
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.bound import CellPlace
from mingzhang.accounts.readers.document import NOWHERE, Box, Table, Text
from mingzhang.accounts.readers.of_data import as_read
from mingzhang.accounts.readers.reading import ExtraGrid, ReadDisclosure

Change = Callable[[ReadDisclosure], ReadDisclosure]


@cache
def consistent() -> ReadDisclosure:
    """The synthetic unit of the narrative's tests: 收入总计 801.46, 一般公共预算支出 708.46, 公用经费 100.00."""
    disclosure, _ = compile_disclosure(unit())
    assert disclosure is not None
    return as_read(disclosure, "决算.pdf")


def codes_of(read: ReadDisclosure) -> list[str]:
    return [item.code.code for item in check(read)]


def assert_told(code: str, good: Iterable[Change], bad: Iterable[Change]) -> None:
    """A code is told of the consistent document after the bad changes, and not after the good ones."""
    fine = wrong = consistent()
    for change in good:
        fine = change(fine)
    for change in bad:
        wrong = change(wrong)
    assert code not in codes_of(fine)
    assert code in codes_of(wrong)


def of(read: ReadDisclosure, disclosure: Disclosure) -> ReadDisclosure:
    """The document with another content, its places made anew."""
    fresh = as_read(disclosure, read.file)
    return replace(fresh, others=read.others, facts={n: read.facts.get(n, f) for n, f in fresh.facts.items()})


def cell(form: str, block: str, row: str, column: str, printed: str) -> Change:
    """A figure printed otherwise; a row that is not there is added at the end."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        given = read.disclosure.form(form)
        assert given is not None
        new = Cell(block, row, column, printed)
        cells = [new if (c.block, c.row, c.column) == (block, row, column) else c for c in given.cells]
        cells += [] if new in cells else [new]
        forms = tuple(replace(f, cells=tuple(cells)) if f is given else f for f in read.disclosure.forms)
        return of(read, replace(read.disclosure, forms=forms))

    return change


def text(heading: str, *lines: str) -> Change:
    """A further section of the report."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        more = (Paragraph("说明", 1, heading), *(Paragraph("说明", 0, line) for line in lines))
        return of(read, replace(read.disclosure, paragraphs=(*read.disclosure.paragraphs, *more)))

    return change


def swapped(old: str, new: str) -> Change:
    """The first paragraph with `old` says `new` in its place."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        paragraphs = list(read.disclosure.paragraphs)
        at = next(at for at, paragraph in enumerate(paragraphs) if old in paragraph.text)
        paragraphs[at] = replace(paragraphs[at], text=paragraphs[at].text.replace(old, new, 1), slots=())
        return of(read, replace(read.disclosure, paragraphs=tuple(paragraphs)))

    return change


def without_text(words: str) -> Change:
    """Without the paragraphs that hold some words."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        kept = tuple(paragraph for paragraph in read.disclosure.paragraphs if words not in paragraph.text)
        return of(read, replace(read.disclosure, paragraphs=kept))

    return change


def labelled(form: str, row: str, label: str) -> Change:
    """A row whose name was read as printed."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        places = {
            at: CellPlace(NOWHERE, label=label) if at[:3] == (form, "", row) else p for at, p in read.places.items()
        }
        return replace(read, places=places)

    return change


def class_labelled(form: str, row: str, label: str) -> Change:
    """A class of form 01 or 04 whose name was read as printed."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        at = address(form, row, "金额", "支出")
        assert at in read.places
        return replace(read, places={**read.places, at: CellPlace(NOWHERE, label=label)})

    return change


def row_gone(form: str, row: str) -> Change:
    def change(read: ReadDisclosure) -> ReadDisclosure:
        forms = tuple(
            replace(f, cells=tuple(c for c in f.cells if c.row != row)) if f.number == form else f
            for f in read.disclosure.forms
        )
        return of(read, replace(read.disclosure, forms=forms))

    return change


def zeros(form: str, beginning: str) -> Change:
    """Rows whose codes begin so print 0.00 where they were blank."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        given = read.disclosure.form(form)
        assert given is not None
        blank = [c for c in given.cells if c.row.startswith(beginning) and not c.printed]
        for one in blank:
            read = cell(form, one.block, one.row, one.column, "0.00")(read)
        return read

    return change


def emptied(form: str, *notes: str) -> Change:
    """A form without any amount, with what stands below it."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        forms = tuple(
            replace(f, cells=tuple(replace(c, printed="", fen=None) for c in f.cells)) if f.number == form else f
            for f in read.disclosure.forms
        )
        blank = of(read, replace(read.disclosure, forms=forms))
        facts = replace(blank.facts[form], notes=tuple(Text(note) for note in notes))
        return replace(blank, facts={**blank.facts, form: facts})

    return change


def captioned(form: str, *lines: str) -> Change:
    def change(read: ReadDisclosure) -> ReadDisclosure:
        texts = tuple(Text(line) for line in lines)
        return replace(read, facts={**read.facts, form: replace(read.facts[form], captions=texts)})

    return change


def contents(*lines: str) -> Change:
    def change(read: ReadDisclosure) -> ReadDisclosure:
        return replace(read, others=tuple(Text(line) for line in lines))

    return change


def defined(term: str, definition: str) -> Change:
    def change(read: ReadDisclosure) -> ReadDisclosure:
        return of(read, replace(read.disclosure, glossary=(*read.disclosure.glossary, Term(term, definition))))

    return change


def unexplained(code: str) -> Change:
    def change(read: ReadDisclosure) -> ReadDisclosure:
        kept = tuple(term for term in read.disclosure.glossary if term.code != code)
        return of(read, replace(read.disclosure, glossary=kept))

    return change


def without_term(name: str) -> Change:
    """A glossary that lacks a general term."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        assert any(term.term == name for term in read.disclosure.glossary)
        kept = tuple(term for term in read.disclosure.glossary if term.term != name)
        return of(read, replace(read.disclosure, glossary=kept))

    return change


def only_member(name: str) -> Change:
    """The only unit of the overview's list is another."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        paragraphs = list(read.disclosure.paragraphs)
        at = next(at for at, one in enumerate(paragraphs) if one.text.endswith("预算单位共1个："))
        paragraphs[at + 1] = replace(paragraphs[at + 1], text=f"1.{name}", slots=())
        return of(read, replace(read.disclosure, paragraphs=tuple(paragraphs)))

    return change


def address(form: str, row: str, column: str, block: str = "") -> Address:
    return Address(form, block, row, column)


def alone(*lines: str, heading: str = "2023年度单位决算情况说明") -> ReadDisclosure:
    """A page that holds the report of 2023 only, without forms; lines that begin with # are headings."""
    given = [Paragraph("说明", line.count("#", 0, 3), line.lstrip("#")) for line in (f"#{heading}", *lines)]
    return as_read(Disclosure(consistent().disclosure.unit, 2023, "", (), tuple(given)), "说明.txt")


def text_alone(*lines: str) -> Change:
    """The document is such a page."""
    return lambda _: alone(*lines)


SCORED = ("一级指标", "二级指标", "三级指标", "指标分值", "评分标准", "自评得分")


def scored(first: str, second: str, third: str, total: str, *, points: str = "3") -> Change:
    """A table of scores beside the forms: 规划 with two rows of a group of 6 points, 执行 with one of 5."""
    rows = [Box(0, at, text) for at, text in enumerate(SCORED)]
    rows += [Box(1, 0, "规划（6分）", down=2), Box(1, 1, "工作计划（6分）", down=2)]
    for row, (name, worth, earned) in enumerate((("完整性", points, first), ("明确性", "3", second)), 1):
        rows += [Box(row, 2, name), Box(row, 3, worth), Box(row, 4, "按完成情况"), Box(row, 5, earned)]
    rows += [
        Box(3, 0, "执行（5分）"),
        Box(3, 1, "预算执行（5分）"),
        Box(3, 2, "预算执行率"),
        Box(3, 3, "5"),
        Box(3, 5, third),
    ]
    rows += [Box(4, 0, "总分", across=5), Box(4, 5, total)]
    grid = ExtraGrid("部门整体支出绩效自评表", "performance", Table(tuple(rows), 5, 6))
    return lambda read: replace(read, extra=(*read.extra, grid))


def term_over(before: str, after: str) -> Change:
    """An entry of the glossary that was read from two paragraphs."""
    return lambda read: replace(read, broken_terms=((before, after, NOWHERE),))


def of_year(year: int) -> Change:
    """The document of another year, whatever its text says."""
    return lambda read: of(read, replace(read.disclosure, year=year))
