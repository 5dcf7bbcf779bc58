"""The self-evaluations of a whole disclosure, whether it was built here or read from somebody's document."""

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.performance.exact import exact
from mingzhang.accounts.performance.narrative import check_evaluations
from mingzhang.accounts.performance.policies import load_policy, policy_for, policy_keys
from mingzhang.accounts.performance.policy import Policy
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_WAN, Rounding, round_units

FORM, ROW, COLUMN = "03", "合计", "项目支出"


def check_document(disclosure: Disclosure) -> list[Finding]:
    """Every form by itself, all together, and against the narrative and form 03; nothing where it has no forms."""
    if not disclosure.evaluations:
        return []
    policy = policy_of_document(disclosure)
    if policy is None:
        said = f"{disclosure.unit.region or disclosure.layout} {disclosure.year} 年度"
        return [finding("P145", Place(), printed=said)]
    texts = [paragraph.text for paragraph in disclosure.paragraphs]
    return check_evaluations(disclosure.evaluations, policy, texts, _project_expenditure_fen(disclosure))


def policy_of_document(disclosure: Disclosure) -> Policy | None:
    """That of its layout, else that of its region and year."""
    if disclosure.layout in policy_keys():
        policy = load_policy(disclosure.layout)
        if policy.holds_in(disclosure.year):
            return policy
    try:
        return policy_for(disclosure.unit.region, disclosure.year)
    except KeyError:
        return None


def _project_expenditure_fen(disclosure: Disclosure) -> int | None:
    """项目支出 of form 03, exact where it is known, else as printed in 万元."""
    form = disclosure.form(FORM)
    cell = next((cell for cell in form.cells if (cell.row, cell.column) == (ROW, COLUMN)), None) if form else None
    if cell is None:
        return None
    printed = exact(cell.printed)
    known = cell.fen is not None or printed is None
    return cell.fen if known else round_units((printed or 0) * FEN_PER_WAN, Rounding.HALF_UP)
