"""One person's lines in words: the formula, its numbers, the rounding, the article."""

from dataclasses import dataclass, replace
from fractions import Fraction

from mingzhang.insurance.engine.branch import Branch, Given
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.expression import Expression, Name, Quotient, Speaker
from mingzhang.insurance.engine.frame import Frame
from mingzhang.insurance.engine.law_rounded import LawRounded
from mingzhang.insurance.engine.lawful import Choice
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.reads import LawValue
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.shaped import Rounded
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Parameter


@dataclass(frozen=True, slots=True)
class Explained:
    """A line of a statement, ready to be printed."""

    title: str
    value: Fraction | None
    """None: a place, a day."""
    value_text: str
    formula: str
    numbers: str
    exactly: str
    """The value before rounding; empty where nothing was rounded."""
    rounding: str
    basis: str
    parameters: tuple[Parameter, ...]


def explain(scheme: Scheme, frame: Frame) -> list[Explained]:
    """The lines of a frame of one row that has been computed.

    A helper that comes to another line unchanged is left out: formulas call that line instead, and what the law said
    of it stands with the next line.
    """
    assert frame.size == 1, "a statement is one person's"
    found: list[Explained] = []
    carried: tuple[Parameter, ...] = ()
    for line in scheme.lines:
        if line.only is not None and not line.only.mask(View(frame))[0]:
            continue
        said = _explained(line, frame)
        same = _resolved(line.expression, View(frame))
        if not line.in_tables and isinstance(same, Name):
            frame.called[line.title] = frame.called.get(same.title, same.title)
            carried += said.parameters
        else:
            found.append(replace(said, parameters=tuple(dict.fromkeys(carried + said.parameters))))
            carried = ()
    return found


def _explained(line: Line, frame: Frame) -> Explained:
    kept, frame.read = frame.read, []
    view = View(frame)
    found = frame.columns[line.title]
    assert isinstance(found, Exact)
    chosen = _resolved(line.expression, view)
    stated = isinstance(chosen, Given)
    inner = chosen.inner if isinstance(chosen, Rounded) else chosen
    shown = _resolved(inner, view)
    rounding, exactly = "", ""
    if isinstance(chosen, Rounded):
        before = shown.exactly(view) if isinstance(shown, Quotient) else inner.values(view).at(0)
        if before != found.at(0):
            rounding, exactly = chosen.rule, line.unit.show(before)
    atomic = isinstance(shown, Name | LawValue | Given)
    formula = "案卷载明" if stated else shown.say(Speaker(view, numbers=False))
    numbers = "" if stated or atomic else shown.say(Speaker(view, numbers=True))
    line.expression.values(view)  # once more, so that the parameters that it reads are recorded
    used = tuple(frame.used)
    frame.read = kept + frame.read
    return Explained(
        title=line.title,
        value=found.at(0),
        value_text=line.unit.show_full(found.at(0)),
        formula=formula,
        numbers="" if numbers == formula else numbers,
        exactly=exactly,
        rounding=rounding,
        basis=line.basis,
        parameters=used,
    )


def _resolved(expression: Expression, view: View) -> Expression:
    """The branch that holds for the row, down to the first node that computes."""
    while True:
        if isinstance(expression, Given) and not expression.is_stated(view):
            expression = expression.otherwise
        elif isinstance(expression, Branch | Choice | LawRounded):
            expression = expression.chosen(view)
        else:
            return expression
