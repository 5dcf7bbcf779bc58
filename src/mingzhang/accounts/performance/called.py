"""Which form a text means by the name of a project: texts shorten names, and number, quote or lengthen them."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.readers.characters import squeezed

_CODE = re.compile(r"^[0-9A-Z]{6,}-")
_TAIL = re.compile(r"(?:专项)?(?:项目)?(?:支出|经费|资金)?$")
ALIKE = Fraction(7, 10)
"""Share of the shorter name that stands in the longer one, in order, from which both may mean one project."""


def bare(name: str) -> str:
    """A project's name without code, quotes and closing 项目."""
    plain = _CODE.sub("", squeezed(name).strip("\"'"))
    return plain.removesuffix("项目") or plain


def form_meant(name: str, forms: Sequence[Evaluation]) -> Evaluation | None:
    """The one form whose project is certainly meant: the same name, or else one that is wholly in the other."""
    wanted = bare(name)
    same = [form for form in forms if bare(form.project) == wanted]
    kept = same or [form for form in forms if likeness(wanted, bare(form.project)) == 1]
    return kept[0] if len(kept) == 1 else None


def may_have_form(name: str, forms: Iterable[Evaluation]) -> bool:
    """Whether some form may be that of the named project; False only where none comes near."""
    return any(likeness(bare(name), bare(form.project)) >= ALIKE for form in forms)


def likeness(one: str, other: str) -> Fraction:
    """The share of the shorter name that is found in the longer one in the same order; closing 经费 and 支出 apart."""
    short, long = sorted((_TAIL.sub("", one) or one, _TAIL.sub("", other) or other), key=len)
    return Fraction(_in_common(short, long), len(short)) if short else Fraction(0)


def _in_common(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for char in one:
        before = 0
        for at, there in enumerate(other, 1):
            above = row[at]
            row[at] = before + 1 if char == there else max(above, row[at - 1])
            before = above
    return row[-1]
