"""Document → disclosure: which tables are which forms, bound one by one; everything else is kept beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang import codes
from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.declared import declared, widest
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.gathered import evaluations_in
from mingzhang.accounts.performance.table import Placed
from mingzhang.accounts.readers.bind_all import bind_all
from mingzhang.accounts.readers.bound import Unread, place_of
from mingzhang.accounts.readers.captions import YEAR, captions
from mingzhang.accounts.readers.characters import may_be_title, squeezed
from mingzhang.accounts.readers.document import Document, Spot, Text
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
from mingzhang.accounts.readers.narrative import add_listed_terms, narrative
from mingzhang.accounts.readers.reading import ExtraGrid, ReadDisclosure, form_of
from mingzhang.accounts.readers.sections import flow
from mingzhang.accounts.readers.untabled import untabled
from mingzhang.findings import Finding, Place, ProblemsFound, finding


def disclosure_of(document: Document) -> ReadDisclosure:
    """The disclosure that a document holds. Raises ProblemsFound for a document that holds none."""
    cut = flow(document)
    said = [captions(text.text for text in section.captions) for section in cut.sections]
    texts = [text for text in cut.texts if text.text.strip()]
    everything = [*texts, *(text for section in cut.sections for text in section.captions)]
    year = year_of(said, texts)
    found: list[Finding] = list(document.findings)
    specs = {number: widest(number, year or codes.LATEST) for number in declared()}
    bounds, extra, further = bind_all(cut, said, specs, document.file, year or codes.LATEST, found)
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


def _no_forms(file: str, texts: Sequence[Text], extra: Sequence[ExtraGrid]) -> Finding:
    """Why a document holds no final accounts: it is a budget, or something else."""
    titles = " ".join(grid.title for grid in extra)
    if says_budget(texts) or ("预算" in titles and "决算" not in titles and "总表" in titles):
        return finding("R111", Place(file=file), printed="预算")
    first = next((text.text for text in texts if text.text.strip()), "")
    return finding("R112", Place(file=file), printed=first[:40])
