"""Figures that cannot stand, as findings."""

from collections.abc import Callable, Sequence

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.correction import SECONDS, Corrections, smallest_correction
from mingzhang.accounts.relations.figures import Figure
from mingzhang.accounts.relations.joint import Joint
from mingzhang.accounts.relations.solver import Clock
from mingzhang.findings import Finding, Place, finding

MANY = 6
"""Figures of a contradiction that are listed; the rest are counted."""


def place_of(address: Address) -> Place:
    return Place(form=address.form, block=address.block, line=address.row, column=address.column)


def cannot_stand(joint: Joint, clock: Clock) -> list[Finding]:
    """The smallest set of figures without which the rest can stand."""
    correction = smallest_correction(joint, min(SECONDS, clock.left))
    if correction is None:
        return undecided(())
    return named(correction)


def named(correction: Corrections, code: str = "J101", where: Callable[[Address], Place] = place_of) -> list[Finding]:
    """One finding for each figure of a correction; `where` tells its place in the document."""
    return [_named(figure, correction, code, where) for figure in correction.figures]


def _named(figure: Figure, correction: Corrections, code: str, where: Callable[[Address], Place]) -> Finding:
    clash = min((each for each in correction.contradictions if figure in each), key=len, default=())
    others = [_said(other) for other in clash if other != figure]
    listed = "；".join(others[:MANY]) + (f"；等 {len(others)} 个数字" if len(others) > MANY else "")
    said = f"与这些数字不能同时成立：{listed}" if listed else "有数字与它不能同时成立"
    others = [_said(other) for other in correction.instead.get(figure.address, ())]
    said += f"；也可能它没有错，而错在：{'；'.join(others[:MANY])}" if others else ""
    said += "" if correction.proven else "；限时内未能证明这组数字最少"
    return finding(code, where(figure.address), printed=_shown(figure), arithmetic=said)


def undecided(tried: Sequence[Finding]) -> list[Finding]:
    """What to say when neither amounts nor a contradiction were found, with what the best amounts misprint."""
    return [finding("J107", Place()), *tried]


def _shown(figure: Figure) -> str:
    return "表中没有这一行" if figure.absent else figure.printed or "空白"


def _said(figure: Figure) -> str:
    return f"{place_of(figure.address).text()} {_shown(figure)}"
