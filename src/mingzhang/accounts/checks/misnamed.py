"""Items that the text names as no list does, known by their amounts."""

from collections.abc import Sequence

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import by_code, spent_items
from mingzhang.accounts.checks.said import Told
from mingzhang.money import FEN_PER_TICK


def name_by_amounts(known: Known, told: Sequence[Told]) -> None:
    """An item under a name that no list has means the row that prints its amount, where nothing else tells of it."""
    subjects = [(subject, each.path) for each in told for subject in each.subjects]
    taken = {subject.code for subject, _ in subjects}
    rows = {code: figure for form in ("05", "08", "09") for code, figure in spent_items(known, form).items()}
    for subject, path in subjects:
        if not subject.misnamed or subject.code or subject.actual is None:
            continue
        stated = subject.actual.interval()
        near = [
            code
            for code, figure in rows.items()
            if code not in taken and abs(stated.middle - figure.interval.middle) <= FEN_PER_TICK
        ]
        if len(near) == 1:
            subject.code, subject.meaning = near[0], by_code(known, near[0], path)
            taken.add(near[0])
