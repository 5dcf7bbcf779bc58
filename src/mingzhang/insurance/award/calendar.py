"""工伤期限: the calendar of a work injury, from the days that the case states, as a statement."""

from datetime import date

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.award.case import Case
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.award.stating import plain_statement
from mingzhang.insurance.engine.explain import Explained
from mingzhang.insurance.schemes.deadlines import Deadline, deadlines, events, out_of_order

DEADLINES = "工伤期限"
HOLIDAYS = "期间的第一天不计；末日是周末的顺延到周一，法定节假日和调休请另行核对。"


def deadlines_statement(case: Case) -> Statement:
    """One line a deadline. Raises ProblemsFound."""
    known = events()
    findings: list[Finding] = []
    days = {}
    for title, text in case.facts.items():
        place = Place(file=case.file, key=title)
        if title not in known:
            findings.append(finding("I202", place, printed=title, expected="、".join(known)))
            continue
        try:
            days[title] = date.fromisoformat(text)
        except ValueError:
            findings.append(finding("I204", place, printed=text, expected="日期，如 2025-03-01"))
    for event, first in out_of_order(days):
        said = f"不早于{first} {days[first]}"
        findings.append(finding("I204", Place(file=case.file, key=event), printed=str(days[event]), expected=said))
    if not days and not findings:
        findings.append(finding("I203", Place(file=case.file), expected="、".join(known)))
    if findings:
        raise ProblemsFound(findings)
    lines = tuple(_line(item) for item in deadlines(days))
    return plain_statement("工伤认定和劳动能力鉴定期限表", DEADLINES, case, lines, notes=(HOLIDAYS,))


def _line(item: Deadline) -> Explained:
    term = item.term
    moved = f"；末日是周末，顺延至 {item.effective}" if item.effective != item.ends else ""
    note = f"；{term.note}" if term.note else ""
    formula = f"自{term.event} {item.begins} 起 {term.length_text}，到 {item.ends}{moved}{note}"
    return Explained(term.act, None, str(item.effective), formula, "", "", "", term.basis, ())
