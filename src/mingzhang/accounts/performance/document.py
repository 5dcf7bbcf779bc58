"""The self-evaluations of a whole disclosure, whether it was built here or read from somebody's document."""

from collections import defaultdict
from fractions import Fraction

from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.accounts.performance.beyond import beyond_expenditure
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import exact, in_full
from mingzhang.accounts.performance.narrative import check_evaluations
from mingzhang.accounts.performance.own_money import check_own_money
from mingzhang.accounts.performance.policies import NATIONAL, load_policy, policy_keys
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.synopsis import check_named
from mingzhang.accounts.performance.whole_unit import KINDS, WHOLE, check_whole_unit
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_WAN, Rounding, round_units


def check_document(disclosure: Disclosure) -> list[Finding]:
    """Every form by itself, all together, and against the narrative and form 03; of a document without forms what the
    narrative says of single projects."""
    texts = [paragraph.text for paragraph in disclosure.paragraphs]
    if not disclosure.evaluations:
        return [item for text in texts for item in check_named((), text)]
    policy = policy_of_document(disclosure)
    if policy is None:
        said = f"{disclosure.unit.region or disclosure.layout} {disclosure.year} 年度"
        return [finding("P145", Place(), printed=said)]
    projects = _project_expenditure_fen(disclosure)
    found = check_evaluations(disclosure.evaluations, policy, texts, projects)
    found += check_own_money(disclosure.evaluations, policy, texts, projects)
    found += beyond_expenditure(disclosure.evaluations, _wan(_total(disclosure, *WHOLE[0])), texts)
    return [*found, *check_whole_unit(disclosure.evaluations, lambda *where: _wan(_total(disclosure, *where)))]


def policy_of_document(disclosure: Disclosure) -> Policy | None:
    """That of its layout, else of its region, else the one whose weights its forms bear, else the national one.

    A document that was read often tells neither layout nor region. None where no policy holds in its year.
    """
    year = disclosure.year
    held = [policy for key in policy_keys() if (policy := load_policy(key)).holds_in(year) or not year]
    held.sort(key=lambda policy: (policy.region != NATIONAL, not policy.weights.source.confirmed))
    home = disclosure.unit.region or disclosure.unit.name
    choices = (
        (policy for policy in held if policy.key == disclosure.layout),
        (policy for policy in held if policy.region != NATIONAL and home.startswith(policy.region)),
        (policy for policy in held if all(_bears(form, policy) for form in disclosure.evaluations)),
        held,
    )
    return next((policy for group in choices for policy in group), None)


def _bears(form: Evaluation, policy: Policy) -> bool:
    """Whether the weights of a form add up, by first-level indicator, to those of the policy."""
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for line in form.indicators:
        sums[line.first] += exact(line.weight) or Fraction(0)
    return sums == policy.weights.first


def _total(disclosure: Disclosure, number: str, row: str, column: str) -> Cell | None:
    form = disclosure.form(number)
    return next((cell for cell in form.cells if (cell.row, cell.column) == (row, column)), None) if form else None


def _wan(cell: Cell | None) -> str:
    """An amount in 万元: exact where it is known, else as printed; "" without a cell."""
    if cell is None:
        return ""
    return cell.printed if cell.fen is None else in_full(Fraction(cell.fen, FEN_PER_WAN))


def _project_expenditure_fen(disclosure: Disclosure) -> int | None:
    """项目支出 of form 03, exact where it is known, else as printed in 万元."""
    cell = _total(disclosure, *KINDS["项目支出"])
    if cell is None:
        return None
    printed = exact(cell.printed)
    known = cell.fen is not None or printed is None
    return cell.fen if known else round_units((printed or 0) * FEN_PER_WAN, Rounding.HALF_UP)
