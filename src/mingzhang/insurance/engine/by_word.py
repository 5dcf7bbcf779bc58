"""Rows computed as their word says: a way of computing or a rounding that the law of their region prescribes."""

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.frame import Index, Words
from mingzhang.insurance.engine.view import View


def by_word(view: View, chosen: Words, compute: Callable[[str, View], Exact]) -> Exact:
    """Each row computed as its word says; a row without a word (which has failed) holds zero."""
    if len(chosen.words) == 1 and chosen.words[0]:
        return compute(chosen.words[0], view)
    parts = [
        (rows, compute(word, view if len(rows) == view.size else view.part(rows)))
        for word, rows in rows_by_word(chosen)
        if len(rows)
    ]
    return exact.placed(parts, view.size) if parts else exact.constant(Fraction(0), view.size)


def rows_by_word(chosen: Words) -> Iterator[tuple[str, Index]]:
    for code, word in enumerate(chosen.words):
        if word:
            yield word, np.flatnonzero(chosen.codes == code)
