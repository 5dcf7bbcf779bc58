"""One unit of a department as the department needs it, without its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Texts, Withheld
from mingzhang.accounts.department.transfers import Line
from mingzhang.accounts.disclosure import Unit
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.score import ProjectScore
from mingzhang.findings import Finding


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A project's self-evaluation, with the functional codes that its expenditure stands under."""

    form: Evaluation
    score: ProjectScore
    functions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Member:
    folder: str
    number: int
    unit: Unit
    kind: UnitKind
    year: int
    measures: Measures
    """Entries without projects."""
    registers: Mapping[str, Mapping[str, Fraction]]
    texts: Texts
    withheld: tuple[Withheld, ...]
    evaluated: tuple[Evaluated, ...]
    policy: str
    """The name of the policy that scored them; "" without any."""
    transfers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`member` None: the findings tell what is wrong."""

    folder: str
    member: Member | None
    findings: tuple[Finding, ...]


def in_folder(folder: str, item: Finding) -> Finding:
    """A unit's finding, told with the unit's folder."""
    place = item.place
    file = f"{folder}/{place.file}" if place.file else folder
    return replace(item, place=replace(place, file=file))
