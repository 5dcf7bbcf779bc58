"""Is there any cube at all that prints every figure? Asked of what the relations between few figures leave standing."""

from collections.abc import Collection
from dataclasses import replace

from mingzhang.accounts.checks.known import Known, Part
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.contradiction import contradiction
from mingzhang.accounts.relations.correction import smallest_correction
from mingzhang.accounts.relations.joint import Joint, joint_of
from mingzhang.accounts.relations.naming import named
from mingzhang.accounts.relations.plausible import plausible
from mingzhang.accounts.relations.solver import Clock, Unsolved
from mingzhang.findings import Finding, Place, finding

UNPROVEN = 3
"""Figures that are named though it was not proven in time that fewer would not do; more are as good as none."""


def check_jointly(known: Known, part: Part, told: Collection[Address], *, tails: bool) -> list[Finding]:
    """The fewest figures that cannot stand beside the rest; `told` are those that other findings have named.

    `tails` says that moved tails have been told: then a last digit more or less is no second finding. Where figures
    stand only with such a digit it is a hint, else an error.
    """
    joint = joint_of(part.disclosure, part.layout, "actual", plausible()["default_economic"], part.every)
    if not _sound(joint):
        return []
    clock = Clock(known.joint_seconds)
    named_before = [at for at, demand in enumerate(joint.demands) if demand.figure.address in told]
    try:
        if not tails and not contradiction(joint, named_before, clock).places:
            return []
        loose = replace(joint, demands=joint.as_printed(dict.fromkeys(_printed(part), 1)))
        wrong = bool(contradiction(loose, named_before, clock).places)
    except Unsolved:
        return [finding("J113", Place(file=known.read.file))]
    if tails and not wrong:
        return []
    code, asked = ("J101", loose) if wrong else ("J112", joint)
    kept = tuple(demand for demand in asked.demands if demand.figure.address not in told)
    correction = smallest_correction(replace(asked, demands=kept), max(clock.left, 0.1))
    if correction is None or (not correction.proven and len(correction.figures) > UNPROVEN):
        return [finding("J113", Place(file=known.read.file))]
    return named(correction, code, known.place)


def _printed(part: Part) -> list[Address]:
    return [figure.address for figure in part.figures if figure.printed]


def _sound(joint: Joint) -> bool:
    """Whether the question can be asked: a figure below nothing may be a refund, which the cube does not know."""
    return not any(demand.figure.ticks < 0 and joint.program.plain[demand.row] for demand in joint.demands)
