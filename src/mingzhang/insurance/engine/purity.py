"""Registration refuses a rule that reads anything but its columns and the law, and a quotient that nobody rounds."""

from collections.abc import Iterable

from mingzhang.insurance.engine import branch, conditions, expression, law_rounded, lawful, reads, shaped, tables
from mingzhang.insurance.engine.branch import Given
from mingzhang.insurance.engine.conditions import Stated
from mingzhang.insurance.engine.expression import Constant, Name, Node, Quotient
from mingzhang.insurance.engine.law_rounded import ROUNDINGS, LawRounded
from mingzhang.insurance.engine.lawful import Choice, LawHas, LawSays, YearPublished
from mingzhang.insurance.engine.reads import Label, LawValue
from mingzhang.insurance.engine.shaped import Rounded
from mingzhang.insurance.engine.tables import LawBracket, LawGrowth, LawTiers
from mingzhang.insurance.law.catalogue import definitions
from mingzhang.insurance.law.parameter import Unit

PURE = tuple(
    kind
    for module in (expression, reads, shaped, conditions, branch, lawful, law_rounded, tables)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Node)
)
"""The only kinds of nodes there are; none of them holds code."""
Tabled = LawBracket | LawTiers | LawGrowth
Lawful = LawValue | Choice | LawRounded | YearPublished | LawHas | LawSays | Tabled


class ImpureRule(Exception):  # noqa: N818 — a mistake of whoever writes rules, told by its name
    """A rule reads something other than its columns and the law."""


def declare(known: dict[str, Unit | None], title: str, unit: Unit | None) -> None:
    if title in known:
        raise ImpureRule(f"{title} is declared twice")
    known[title] = unit


def parameters_read(where: str, node: Node, known: dict[str, Unit | None]) -> set[str]:
    """The parameters that the node reads. Raises ImpureRule for anything that is neither a column nor the law."""
    if type(node) not in PURE:
        raise ImpureRule(f"{where}: {type(node).__name__} is no node of a rule")
    if isinstance(node, Name | Label | Given | Stated):
        unit = None if isinstance(node, Label) else node.unit
        if node.title not in known or known[node.title] is not unit:
            raise ImpureRule(f"{where} reads {node.title}, which is no fact of the scheme and no line before it")
    if isinstance(node, Constant) and node.unit is Unit.YUAN:
        raise ImpureRule(f"{where}: an amount is a parameter of the law, never a constant")
    if isinstance(node, Lawful):
        return {_parameter(where, node)}
    return set()


def _parameter(where: str, node: Lawful) -> str:
    """The name of the parameter, which the catalogue declares just as the rule reads it."""
    definition = definitions().get(node.name)
    if definition is None:
        raise ImpureRule(f"{where} reads {node.name}, which the catalogue of parameters does not know")
    chooses = isinstance(node, Choice | LawRounded | LawSays)
    if not isinstance(node, LawHas) and chooses is not (definition.unit is Unit.CHOICE):
        raise ImpureRule(f"{where}: {node.name} is read as something else than {definition.unit}")
    if isinstance(node, Tabled) and not definition.items:
        raise ImpureRule(f"{where}: {node.name} is no table")
    if isinstance(node, LawValue) and bool(node.items) != bool(definition.items):
        raise ImpureRule(f"{where}: {node.name} is read with items where it has none, or without")
    if isinstance(node, Choice) and {word for word, _ in node.options} != set(definition.choices):
        raise ImpureRule(f"{where}: the options of {node.name} are not those of the catalogue")
    if isinstance(node, LawSays) and node.word not in definition.choices:
        raise ImpureRule(f"{where}: {node.name} has no choice {node.word}")
    if isinstance(node, LawRounded) and not set(definition.choices) <= set(ROUNDINGS):
        raise ImpureRule(f"{where}: {node.name} has choices that are no rounding")
    return node.name


def rounded_at_once(nodes: Iterable[Node], quotient: Quotient) -> bool:
    """Whether the divisor is constant, or each node around the quotient rounds it, whatever the law's word."""
    if isinstance(quotient.right, Constant):
        return True
    around = [node for node in nodes if any(part is quotient for part in node.parts())]
    return bool(around) and all(
        isinstance(node, Rounded) or (isinstance(node, LawRounded) and "不取位" not in definitions()[node.name].choices)
        for node in around
    )
