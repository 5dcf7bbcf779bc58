"""The changes of the three public expenses on last year, which together are the change of their total."""

from collections.abc import Iterator, Mapping

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.changes import change_text, signed
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import DELTA, LAST
from mingzhang.accounts.checks.said import Said, Subject, Told
from mingzhang.findings import Finding, finding
from mingzhang.printed import sums_agree

_TOTAL = "合计"
_PARTS = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")


def check_parts_moved(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Paragraphs that tell the change of the total and of its parts; a part without money may go untold."""
    for each in told:
        moved = _moved(each)
        if _TOTAL not in moved or not any(part in moved for part in _PARTS):
            continue
        if not all(part in moved or _level(known, each, part) for part in _PARTS):
            continue
        parts = [moved[part] for part in _PARTS if part in moved]
        if not sums_agree([signed(moved[_TOTAL])], [signed(part) for part in parts]):
            total = moved[_TOTAL]
            yield finding(
                "N153",
                place(known, each, total.mention),
                printed=f"{total.word}{total.mention.text}",
                expected=change_text(sum((signed(part) for part in parts[1:]), signed(parts[0]))),
                arithmetic=" + ".join(f"{part} {change_text(signed(moved[part]))}" for part in _PARTS if part in moved),
            )


def _moved(told: Told) -> Mapping[str, Said]:
    """The first change on last year that is told of each row of form 07."""
    found: dict[str, Said] = {}
    for one in told.said:
        row = _row(one.subject) if one.role == DELTA and one.base == LAST else ""
        if row:
            found.setdefault(row, one)
    return found


def _row(subject: Subject) -> str:
    figures = subject.meaning.figures if subject.meaning is not None else ()
    return next((figure.address.row for figure in figures if figure.address.form == "07"), "")


def _level(known: Known, told: Told, part: str) -> bool:
    """Whether a part of which no change is told has none: the text says so, or it has no money."""
    figure = known.figure("07", part, "决算数")
    if figure is not None and not figure.ticks:
        return True
    return "持平" in told.text and any(_row(subject) == part for subject in told.subjects)
