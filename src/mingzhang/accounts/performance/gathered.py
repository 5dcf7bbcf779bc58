"""All self-evaluation forms of a document's tables: several in one table, one over several."""

from collections.abc import Iterable, Iterator, Sequence

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.headed import NEEDED, headed_evaluation
from mingzhang.accounts.performance.headings import Rows, bare, fields_of, heads
from mingzhang.accounts.performance.table import Placed, continued

_LEAD = 2
"""Boxes at the left of a row among which the label of a form's name stands."""


def evaluations_in(tables: Iterable[Placed]) -> Iterator[Evaluation]:
    """The forms in the order of the document; what is none is left out."""
    for table in _whole(tables):
        for rows in _apart(table.matrix()):
            found = headed_evaluation(rows, table.captions)
            if found is not None:
                yield found


def _whole(tables: Iterable[Placed]) -> Iterator[Placed]:
    """Tables that go on with the form before them, joined to it: those without a title that begin none themselves."""
    last: Placed | None = None
    for table in tables:
        goes_on = last is not None and not table.captions and not _starts(table.matrix()) and _open(last.matrix())
        both = continued(last, table) if last is not None and goes_on else None
        if both is None and last is not None:
            yield last
        last = both or table
    if last is not None:
        yield last


def _open(rows: Rows) -> bool:
    """Whether a form has begun and its total has not been met."""
    ends = fields_of("ends")
    start = (_starts(rows) or [0])[-1]
    head = next(heads(rows[start:], "indicator", NEEDED), None)
    if head is None:
        return bool(_starts(rows))
    return not any(bare(text) in ends for row in rows[start + head.last :] for text in row[:4])


def _apart(rows: Rows) -> Iterator[Rows]:
    """A table of several forms cut where each begins."""
    starts = _starts(rows)[1:]
    for begin, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        yield rows[begin:end]


def _starts(rows: Rows) -> list[int]:
    """Rows that name the project of a form."""
    labels = {label for label, field in fields_of("beside").items() if field == "project"}
    return [at for at, row in enumerate(rows) if any(bare(text) in labels for text in _first(row))]


def _first(row: Sequence[str]) -> list[str]:
    return [text for text in row if text.strip()][:_LEAD]
