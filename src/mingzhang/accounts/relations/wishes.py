"""What the rules of a unit's type ask of the amounts beside the printed figures."""

import numpy as np

from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Flow, Fund, Kind, Source
from mingzhang.accounts.relations.program import Program, Wish


def wishes_of(program: Program, unit: UnitKind, *, loss: bool) -> list[Wish]:
    """What the rules of a type ask of the amounts; `loss`: some income may be below nothing."""
    if not any(atom.coarse.fund is Fund.OTHER for atom in program.atoms):
        return []
    rule = closing_rules().types[unit]
    income, rest, operating, used, closing, other = (
        _signs(program, *which)
        for which in (
            (Flow.INCOME,),
            (Flow.EXPENDITURE, Kind.BASIC, Kind.REMITTED, Kind.SUBSIDY),
            (Flow.EXPENDITURE, Kind.OPERATING),
            (Flow.SURPLUS_USED,),
            (Flow.CLOSING,),
            (Flow.INCOME,),
        )
    )
    other = np.array(
        [sign if atom.coarse.source is Source.OTHER else 0 for sign, atom in zip(other, program.atoms, strict=True)],
        dtype=np.int8,
    )
    if rule.rest.deficit is Flow.SURPLUS_USED:  # what income does not cover is surplus used, and no more than that
        drawn = rest + _signs(program, Flow.EXPENDITURE, Kind.PROJECT) - used
        return [Wish(income - rest + used, 0), Wish(drawn - other if loss else drawn, 0)]
    nothing = [Wish(-_signs(program, flow), 0) for flow in (Flow.SURPLUS_USED, Flow.DISTRIBUTION)]
    return [*nothing, Wish(closing, 0), Wish(income - operating, 0)]


def _signs(program: Program, flow: Flow, *kinds: Kind) -> "np.typing.NDArray[np.int8]":
    return np.array(
        [
            atom.coarse.fund is Fund.OTHER and atom.coarse.flow is flow and (not kinds or atom.coarse.kind in kinds)
            for atom in program.atoms
        ],
        dtype=np.int8,
    )
