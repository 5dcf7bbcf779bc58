"""All checks of one document that was read."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mingzhang.accounts.checks.amounts import check_amounts
from mingzhang.accounts.checks.assets import check_assets
from mingzhang.accounts.checks.changes import check_changes
from mingzhang.accounts.checks.class_rows import check_class_rows
from mingzhang.accounts.checks.comparisons import check_comparisons
from mingzhang.accounts.checks.completions import check_completions
from mingzhang.accounts.checks.counts import check_counts
from mingzhang.accounts.checks.denied import check_denied
from mingzhang.accounts.checks.described import check_described
from mingzhang.accounts.checks.drafts import check_drafts
from mingzhang.accounts.checks.endings import check_endings
from mingzhang.accounts.checks.explained import check_explained
from mingzhang.accounts.checks.forms import check_forms
from mingzhang.accounts.checks.fund_rows import check_fund_rows
from mingzhang.accounts.checks.impossible import check_impossible
from mingzhang.accounts.checks.item_budgets import check_item_budgets
from mingzhang.accounts.checks.item_names import check_later_year, check_names
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.larger_parts import check_larger_parts
from mingzhang.accounts.checks.legible import legible, of_what_is_told
from mingzhang.accounts.checks.levels import check_levels
from mingzhang.accounts.checks.likely import check_likely
from mingzhang.accounts.checks.lists import check_lists
from mingzhang.accounts.checks.members import check_members
from mingzhang.accounts.checks.ordinals import check_ordinals
from mingzhang.accounts.checks.paired_changes import check_paired_changes
from mingzhang.accounts.checks.parts import check_parts
from mingzhang.accounts.checks.parts_moved import check_parts_moved
from mingzhang.accounts.checks.placed import placed
from mingzhang.accounts.checks.points import check_points
from mingzhang.accounts.checks.projects import check_projects
from mingzhang.accounts.checks.rates import check_shares
from mingzhang.accounts.checks.reasons import check_reasons
from mingzhang.accounts.checks.receptions import check_receptions
from mingzhang.accounts.checks.repeated import check_repeated
from mingzhang.accounts.checks.restated import check_restated
from mingzhang.accounts.checks.said import Told
from mingzhang.accounts.checks.score_tables import check_score_tables
from mingzhang.accounts.checks.seconds import check_seconds
from mingzhang.accounts.checks.short_rates import check_short_rates
from mingzhang.accounts.checks.small_firms import check_small_firms
from mingzhang.accounts.checks.structure import check_structure
from mingzhang.accounts.checks.texts import check_texts
from mingzhang.accounts.checks.thresholds import check_thresholds
from mingzhang.accounts.checks.told_names import check_told_names
from mingzhang.accounts.checks.told_once import told_once
from mingzhang.accounts.checks.told_years import check_told_years
from mingzhang.accounts.checks.total_rows import check_total_rows
from mingzhang.accounts.checks.turned import check_turned_reasons
from mingzhang.accounts.checks.vehicles_apart import check_vehicles_apart
from mingzhang.accounts.checks.walk import tell
from mingzhang.accounts.performance.document import check_document
from mingzhang.accounts.readers.form_names import form_names, named
from mingzhang.accounts.readers.identity import tells_accounts
from mingzhang.accounts.readers.limits import JOINT_SECONDS
from mingzhang.accounts.readers.lost_pages import may_hide
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding

CHECKS: tuple[Callable[[Known], Iterable[Finding]], ...] = (
    check_forms,
    check_fund_rows,
    check_seconds,
    check_likely,
    check_names,
    check_class_rows,
    check_total_rows,
    check_drafts,
    check_structure,
    check_explained,
    check_texts,
    check_impossible,
    check_ordinals,
    check_members,
    check_endings,
    check_repeated,
    check_score_tables,
)
"""Checks of the document as a whole."""
NARRATIVE: tuple[Callable[[Known, list[Told]], Iterable[Finding]], ...] = (
    check_amounts,
    check_item_budgets,
    check_restated,
    check_shares,
    check_completions,
    check_changes,
    check_paired_changes,
    check_points,
    check_comparisons,
    check_levels,
    check_turned_reasons,
    check_parts_moved,
    check_reasons,
    check_lists,
    check_described,
    check_counts,
    check_parts,
    check_larger_parts,
    check_receptions,
    check_projects,
    check_told_years,
    check_told_names,
    check_thresholds,
    check_short_rates,
    check_vehicles_apart,
    check_denied,
    check_assets,
    check_small_firms,
)
"""Checks of what the narrative says."""
MISSING = frozenset({"N178", "P174", "X120", "X121", "X126", "X131", "N122", "N170", "P160", "P167", "P176"})
"""Codes of what is nowhere, not told where it may stand on a page that could not be read."""


def check_evaluations(known: Known) -> Iterable[Finding]:
    """The self-evaluation forms by their own room."""
    for item in check_document(known.read.disclosure):
        yield replace(item, place=replace(item.place, file=known.read.file))


def check(read: ReadDisclosure, joint_seconds: float = JOINT_SECONDS) -> list[Finding]:
    """Every finding of a document, without those of reading it."""
    read = legible(read)
    known = Known(read, joint_seconds)
    if not read.disclosure.forms and not _tells_accounts(read):  # self-evaluations that were published by themselves
        return placed(read, [*check_evaluations(known), *check_score_tables(known)])
    told = tell(known)
    found = [item for run in (*CHECKS, check_evaluations) for item in run(known)]
    found += [item for each in NARRATIVE for item in each(known, told)]
    if may_hide(read.lost):
        found = [item for item in of_what_is_told(found, read.lost) if item.code.code not in MISSING]
    found = [*told_once(found, "N171"), *check_later_year(known, found)]
    return named(placed(read, found), form_names(read))


def _tells_accounts(read: ReadDisclosure) -> bool:
    """Whether the text is that of final accounts whose forms stand in another file."""
    return tells_accounts([text.text for text in read.others] + [one.text for one in read.disclosure.paragraphs])
