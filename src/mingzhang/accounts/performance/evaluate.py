"""The self-evaluations of a unit's books: projects read, asked about, scored and printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.disclosure import Disclosure, Paragraph
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.performance.aggregate import Aggregates, aggregates, coverage
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.form import form_for
from mingzhang.accounts.performance.policies import policy_for
from mingzhang.accounts.performance.policy import SECTION_WORDS, Policy
from mingzhang.accounts.performance.printing import on_form
from mingzhang.accounts.performance.problems import against_vouchers, problems
from mingzhang.accounts.performance.project import Project
from mingzhang.accounts.performance.score import ProjectScore, score
from mingzhang.accounts.performance.sheet_rows import PROJECTS
from mingzhang.accounts.performance.sheets import read_projects
from mingzhang.accounts.performance.shelf import own_policies
from mingzhang.accounts.performance.spending import (
    PROJECT_EXPENDITURE,
    executed_from,
    functions_of,
    spent_in,
)
from mingzhang.accounts.performance.summary import summary_lines
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors

REGISTER, PART = "预算绩效", "附件"


@dataclass(frozen=True)
class Evaluated:
    """What the projects of a unit come to; nothing where it keeps no such sheets, or where they are not sound."""

    forms: tuple[Evaluation, ...] = ()
    scores: tuple[ProjectScore, ...] = ()
    """What the forms print, exact and in the same order."""
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    """The items of the register 预算绩效."""
    lines: tuple[str, ...] = ()
    """What the narrative says beside the register's sentence."""
    findings: tuple[Finding, ...] = ()
    policy: str = ""
    """The name of the policy by which they are scored."""

    def into_books(self, books: Books) -> Books:
        """The books with a register that follows from the projects."""
        if not self.figures:
            return books
        given = books.registers.get(REGISTER, {})
        return replace(books, registers={**books.registers, REGISTER: {**given, **self.figures}})

    def into_disclosure(self, disclosure: Disclosure) -> Disclosure:
        """The disclosure with the forms, and with the lines after what its part already says."""
        if not self.forms:
            return disclosure
        added = tuple(Paragraph(PART, 0, line, key=f"绩效.汇总.{number}") for number, line in enumerate(self.lines, 1))
        return replace(disclosure, evaluations=self.forms, paragraphs=(*disclosure.paragraphs, *added))


def evaluate(folder: Path, books: Books, *, rescore: bool = False) -> Evaluated:
    """The self-evaluations of the books in a folder; `rescore` leaves aside scores that were set by hand."""
    try:
        policy = policy_for(books.unit.region, books.year, own_policies(folder))
    except ProblemsFound as problems_found:
        return Evaluated(findings=problems_found.findings)
    except KeyError:
        return Evaluated(findings=tuple(_no_policy(folder, books)))
    read = read_projects(folder, policy)
    if not read.projects and not read.findings:
        return Evaluated()
    try:
        form = form_for(load_layout(books.layout, books.year))
    except ProblemsFound as faults:
        return Evaluated(findings=(*read.findings, *faults.findings))
    findings, projects = list(read.findings), executed_from(read.projects, spent_in(books))
    findings += [item for project in projects for item in problems(project, policy)]
    findings += against_vouchers(projects, spent_in(books))
    findings += _told_of(policy)
    public, hidden = _public(projects, books)
    findings += hidden
    if has_errors(findings):
        return Evaluated(findings=tuple(findings))
    scores = [score(project, policy, rescore=rescore) for project in public]
    every = aggregates(scores, policy)
    whole = books.measures.actual.value(PROJECT_EXPENDITURE)
    covered = coverage(scores, whole.fen) if whole is not None else None
    findings += _against_register(every, books)
    return Evaluated(
        forms=tuple(on_form(item, policy, form) for item in scores),
        scores=tuple(scores),
        figures=every.register(),
        lines=summary_lines(every, covered, form),
        findings=tuple(findings),
        policy=policy.name,
    )


def _no_policy(folder: Path, books: Books) -> list[Finding]:
    from mingzhang.accounts.books.table_sources import find_table

    source = find_table(folder, PROJECTS)
    said = f"{books.unit.region or '（未填地区）'} {books.year} 年度"
    return [finding("P145", source.place(), printed=said)] if source is not None else []


def _told_of(policy: Policy) -> list[Finding]:
    """A hint that names the sections of the policy that nobody has confirmed; what is unsure stands in its file."""
    unsure: dict[str, list[str]] = {}
    for name, section in policy.sections():
        if not section.source.confirmed:
            unsure.setdefault(section.source.title, []).append(SECTION_WORDS[name])
    said = "；".join(f"{'、'.join(words)}（据{title}）" for title, words in unsure.items())
    return [finding("P144", Place(key=policy.name), printed=said)] if said else []


def _public(projects: Sequence[Project], books: Books) -> tuple[list[Project], list[Finding]]:
    """Projects whose whole expenditure stands under withheld items are not published, nor counted."""
    from mingzhang.accounts.statements.withheld import Hidden

    hidden, functions = Hidden.of(books.withheld), functions_of(books)
    public: list[Project] = []
    found: list[Finding] = []
    for project in projects:
        own = functions.get(project.code, frozenset())
        if own and all(hidden.hides(function) for function in own):
            found.append(finding("P147", project.where, printed=project.name))
        else:
            public.append(project)
    return public, found


def _against_register(every: Aggregates, books: Books) -> list[Finding]:
    """What the sheet 登记 says and the projects do not bear out: the projects count."""
    given, figures = books.registers.get(REGISTER, {}), every.register()
    return [
        finding(
            "P146", Place(sheet="登记", key=f"{REGISTER}.{item}"), printed=_plain(value), expected=_plain(figures[item])
        )
        for item, value in given.items()
        if item in figures and _plain(value) != _plain(figures[item])
    ]


def _plain(value: Fraction) -> str:
    from mingzhang.accounts.performance.exact import printed

    return printed(value, 2)
