"""Document → disclosure: which tables are which forms, bound one by one; everything else is kept beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang import codes
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.declared import declared, widest
from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.gathered import evaluations_in
from mingzhang.accounts.performance.table import Placed
from mingzhang.accounts.readers.binding import bind
from mingzhang.accounts.readers.bound import Bound, Unread, place_of
from mingzhang.accounts.readers.captions import YEAR, Caption, captions, known_title
from mingzhang.accounts.readers.characters import MONEY, may_be_title, squeezed
from mingzhang.accounts.readers.displaced import is_displaced
from mingzhang.accounts.readers.document import Document, Spot, Table, Text
from mingzhang.accounts.readers.form_facts import Bounds, facts_of
from mingzhang.accounts.readers.form_names import form_names, named
from mingzhang.accounts.readers.identity import (
    TITLE_LINES,
    says_budget,
    tells_accounts,
    unit_of,
    year_of,
)
from mingzhang.accounts.readers.lost_pages import goes_on_at, may_hide
from mingzhang.accounts.readers.matrix import Matrix, first_money_row, matrix
from mingzhang.accounts.readers.narrative import add_listed_terms, narrative
from mingzhang.accounts.readers.paired import bind_paired
from mingzhang.accounts.readers.reading import ExtraGrid, FurtherForm, ReadDisclosure, form_of
from mingzhang.accounts.readers.recognise import contradicts, form_by_content
from mingzhang.accounts.readers.sections import Flow, Section, flow
from mingzhang.accounts.readers.unmerged import ways
from mingzhang.accounts.readers.untabled import untabled
from mingzhang.findings import Finding, Place, ProblemsFound, finding

MANY_LOST = 12
"""Figures without a row or a column from which on a form may be misread as a whole."""
PERFORMANCE = ("绩效", "自评", "指标")


def disclosure_of(document: Document) -> ReadDisclosure:
    """The disclosure that a document holds. Raises ProblemsFound for a document that holds none."""
    cut = flow(document)
    said = [captions(text.text for text in section.captions) for section in cut.sections]
    texts = [text for text in cut.texts if text.text.strip()]
    everything = [*texts, *(text for section in cut.sections for text in section.captions)]
    year = year_of(said, texts)
    found: list[Finding] = list(document.findings)
    specs = {number: widest(number, year or codes.LATEST) for number in declared()}
    bounds, extra, further = _bind_all(cut, said, specs, document.file, year or codes.LATEST, found)
    unread = {item.place.form for item in found if item.code.code == "R201"}
    found += untabled(cut.items, {*bounds, *unread}, document.file)
    for bound, _, section in bounds.values():
        if page := goes_on_at(section, document.lost):
            bound.unread.append(Unread(bound.number, "", "", "", Spot(page=page)))
    evaluations = tuple(_evaluations(extra))
    alone = not bounds and not says_budget(texts) and tells_accounts(text.text for text in everything)
    if not bounds and not evaluations and not alone:
        raise ProblemsFound([*found, _no_forms(document.file, everything, extra)])
    found += _unread_evaluations(extra, document.file)
    if year is None:
        found.append(finding("R208", Place(file=document.file)))
    running = narrative(texts, year or codes.LATEST)
    extra = [grid for grid in extra if not add_listed_terms(grid.table, running, year or codes.LATEST)]
    facts = facts_of(bounds, document.file, found)
    forms = tuple(
        form_of(bound, one.title or specs[number].title, facts[number].amounts, document.kind)
        for number, (bound, one, _) in sorted(bounds.items())
    )
    due = [number for number in specs if declared()[number].get("first_year", 0) <= (year or codes.LATEST)]
    here = {*bounds, *(item.place.form for item in found if item.code.code == "R201")}
    all_here = not here or _of_one_form(bounds, texts) or may_hide(document.lost)
    missing = [] if all_here else [number for number in due if number not in here]
    found += [finding("R206", Place(file=document.file, form=number)) for number in missing]
    disclosure = Disclosure(
        unit=_unit(unit_of(said, everything), evaluations),
        year=year or 0,
        layout="",
        forms=forms,
        paragraphs=tuple(running.paragraphs),
        glossary=tuple(running.terms),
        evaluations=evaluations,
    )
    read = ReadDisclosure(
        file=document.file,
        kind=document.kind,
        disclosure=disclosure,
        places={address: place for bound, _, _ in bounds.values() for address, place in bound.places.items()},
        facts=facts,
        paragraph_places=tuple(running.places),
        term_places=tuple(running.term_places),
        broken_terms=tuple(running.broken_terms),
        others=tuple(running.others),
        unread=tuple(item for bound, _, _ in bounds.values() for item in bound.unread),
        extra=tuple(extra),
        further=further,
        pages=document.pages,
        lost=document.lost,
        findings=tuple(found + [item for bound, _, _ in bounds.values() for item in bound.findings]),
    )
    return replace(read, findings=tuple(named(read.findings, form_names(read))))


_OF_ONE_FORM = {"07": "三公"}
"""Forms that are also published by themselves, and the word of such a page's title."""


def _of_one_form(bounds: Bounds, texts: Sequence[Text]) -> bool:
    """Whether a page is about the one form that it holds, and promises no other."""
    number = next(iter(bounds)) if len(bounds) == 1 else ""
    heads = [text.text for text in texts[:TITLE_LINES] if may_be_title(text.text)]
    word = _OF_ONE_FORM.get(number, "")
    return bool(word) and any(word in head and YEAR.search(squeezed(head)) for head in heads[:2])


def _evaluations(extra: Sequence[ExtraGrid]) -> Iterator[Evaluation]:
    """The self-evaluation forms among the further tables."""
    tables = ((grid.table, grid.captions) for grid in extra)
    return evaluations_in(Placed(own.boxes, own.rows, own.columns, own.edges, said) for own, said in tables)


def _unread_evaluations(extra: Sequence[ExtraGrid], file: str) -> Iterator[Finding]:
    """Self-evaluations whose cells stand one a line: which of them make a row, nothing tells."""
    loose = [grid for grid in extra if grid.kind == "performance" and grid.table.columns == 1]
    if loose:
        yield finding("R118", place_of(file, "", loose[0].table.spot))


_CODED = re.compile(r"^\d{3,}\s*[-—－]\s*(?=\D)")
"""The number of a unit before its name: 219001-某镇人民政府."""


def _unit(unit: Unit, evaluations: Sequence[Evaluation]) -> Unit:
    """The unit that the document names; where it holds self-evaluations only, the one that they name."""
    names = [_CODED.sub("", evaluation.unit) for evaluation in evaluations if evaluation.unit]
    if unit.name or not names:
        return unit
    name = max(names, key=names.count)
    return replace(unit, name=name, short_name=name)


def _bind_all(
    cut: Flow,
    said: Sequence[Caption],
    specs: Mapping[str, FormSpec],
    file: str,
    year: int,
    found: list[Finding],
) -> tuple[Bounds, list[ExtraGrid], tuple[FurtherForm, ...]]:
    bounds: Bounds = {}
    seconds: list[FurtherForm] = []
    extra: list[ExtraGrid] = []
    titled = {one.form for one in said}
    last: Bound | None = None
    for section, one in zip(cut.sections, said, strict=True):
        grid = matrix(section.table)
        number = _number(grid, one, specs)
        if not one.form and number in titled:
            number = ""  # alike by what it holds, but the document names that form elsewhere
        told = contradicts(one.form, grid) if one.form else ""
        if told:
            where = place_of(file, one.form, section.table.spot)
            found.append(finding("R212", where, printed=one.title, expected=specs[told].title))
            number = told
        bound = _bind(section.table, grid, specs[number], file, year) if number else None
        where = place_of(file, number, section.table.spot)
        if number and (bound is None or _is_misread(bound, grid)):
            found.append(finding("R201", where, printed=one.title))
            bound = None
        elif number in bounds:
            if bound is not None and not _same_title(one, bounds[number][1]):  # 四川's second form of one fund
                seconds.append(FurtherForm(number, one.title, one.amounts, bound.cells, bound.places))
            else:
                found.append(finding("R207", where, printed=one.title))
            bound = None
        if bound is None:
            further = _extra(section, one)
            extra += further
            if section.apart or section.captions or any(grid.kind == "performance" for grid in further):
                last = None  # another table stands between: what follows without a title goes on with that one
            elif last is not None:
                _tell_left_out(last, section, file)
        else:
            bounds[number] = (bound, one, section)
            last = bound
        if bound is not None and section.stray:
            _tell_left_out(bound, section, file)
    return bounds, extra, tuple(seconds)


def _same_title(one: Caption, other: Caption) -> bool:
    """Whether two titles are one, by the list where it has them, else as they stand."""
    known = known_title(one.title)
    return known == known_title(other.title) and (known[1] != "" or squeezed(one.title) == squeezed(other.title))


def _tell_left_out(bound: Bound, section: Section, file: str) -> None:
    """Figures below a form, or in a table that goes on with it, that no column of the form took."""
    texts = [(text.text, text.spot) for text in section.stray]
    if not texts:
        texts = [(box.text, box.spot) for box in section.table.boxes if MONEY.fullmatch(squeezed(box.text))]
    if not texts:
        return
    told = "、".join(text for text, _ in texts[:5]) + ("…" if len(texts) > 5 else "")
    bound.findings.append(finding("R213", place_of(file, bound.number, texts[0][1]), printed=told[:120]))
    bound.unread += [Unread(bound.number, text, "", "", spot) for text, spot in texts]


def _number(grid: Matrix, one: Caption, specs: Mapping[str, FormSpec]) -> str:
    """Which form a table is: by its title, else by its content; a title of another form makes it none of the nine."""
    if one.form or not one.title:
        return one.form or form_by_content(grid, specs)
    other = ("预算表", "政府性基金", "国有资本")
    three = "三公" in one.title and not any(word in one.title for word in other)
    return "07" if three and form_by_content(grid, specs) == "07" else ""


def _bind(table: Table, grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    """The form in the table; where its headings do not stand over their columns, by the only way that they can."""
    found = None if table.apart else _bound(grid, spec, file, year)
    if found is not None:
        return found
    body = first_money_row(grid)
    if not (table.apart or is_displaced(grid, body)):
        return None
    able: list[Bound] = []
    for way in ways(table, body):
        one = _bound(matrix(way), spec, file, year)
        if one is not None and one.cells and not one.findings and all(one.cells != other.cells for other in able):
            able.append(one)
    return able[0] if len(able) == 1 else None


def _bound(grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    if spec.number == "07":
        paired = bind_paired(grid, spec, file, year)
        if paired is not None:
            return paired
    return bind(grid, spec, file, year)


def _is_misread(bound: Bound, grid: Matrix) -> bool:
    """Whether many more figures have no row or column than have one, or none has: what was read is others' then."""
    lost = sum(item.address is None for item in bound.unread)
    printed = sum(bool(cell.printed) for cell in bound.cells.values())
    return (lost >= MANY_LOST and lost > 2 * printed) or (not printed and first_money_row(grid) > 0)


def _extra(section: Section, one: Caption) -> list[ExtraGrid]:
    """A table kept as it stands; empty frames are dropped."""
    words = squeezed("".join(box.text for box in section.table.boxes))
    if not words:
        return []
    head = one.title + words[:400]
    kind = "performance" if sum(word in head for word in PERFORMANCE) >= 2 else "form" if one.title else "table"
    return [
        ExtraGrid(
            one.title,
            kind,
            section.table,
            tuple(text.text for text in section.captions),
            tuple(text.text for text in section.notes),
        )
    ]


def _no_forms(file: str, texts: Sequence[Text], extra: Sequence[ExtraGrid]) -> Finding:
    """Why a document holds no final accounts: it is a budget, or something else."""
    titles = " ".join(grid.title for grid in extra)
    if says_budget(texts) or ("预算" in titles and "决算" not in titles and "总表" in titles):
        return finding("R111", Place(file=file), printed="预算")
    first = next((text.text for text in texts if text.text.strip()), "")
    return finding("R112", Place(file=file), printed=first[:40])
