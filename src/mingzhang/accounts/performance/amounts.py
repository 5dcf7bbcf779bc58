"""What is wrong with a project's amounts before anything is scored."""

from mingzhang.accounts.performance.project import Project, at
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text


def amount_problems(project: Project) -> list[Finding]:
    where, found = project.where, list[Finding]()
    if project.budget_fen <= 0:
        found.append(finding("P134", at(where, "预算数"), printed=yuan_text(project.budget_fen)))
    if project.executed_fen is None:
        found.append(finding("P142", at(where, "执行数")))
    elif project.executed_fen < 0:
        found.append(finding("P119", at(where, "执行数"), printed=yuan_text(project.executed_fen)))
    elif project.executed_fen > project.budget_fen > 0:
        more = f"{yuan_text(project.executed_fen)} > {yuan_text(project.budget_fen)}"
        found.append(finding("P132", at(where, "执行数"), arithmetic=more))
    fiscal = project.fiscal_fen
    if fiscal is not None and fiscal < 0:
        found.append(finding("P119", at(where, "财政拨款"), printed=yuan_text(fiscal)))
    if fiscal is not None and fiscal > project.budget_fen:
        more = f"{yuan_text(fiscal)} > {yuan_text(project.budget_fen)}"
        found.append(finding("P164", at(where, "财政拨款"), arithmetic=more))
    return [*found, *_sources(project)]


def _sources(project: Project) -> list[Finding]:
    """The sources that the unit names make up the budget, and what is executed of them what is executed."""
    found: list[Finding] = []
    for at_pair, (column, whole) in enumerate((("预算数", project.budget_fen), ("执行数", project.executed_fen))):
        amounts = [pair[at_pair] for pair in project.sources.values()]
        known = [fen for fen in amounts if fen is not None]
        complete = at_pair == 0 or len(known) == len(amounts)
        if known and complete and whole is not None and sum(known) != whole:
            said = " + ".join(map(yuan_text, known)) + f" = {yuan_text(sum(known))}"
            found.append(finding("P171", at(project.where, column), printed=yuan_text(whole), arithmetic=said))
    return found
