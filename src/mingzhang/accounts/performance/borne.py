"""The rules that one printed form is held to: those of a policy, as far as the form does not show its own."""

from dataclasses import replace
from fractions import Fraction

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import decimals, exact
from mingzhang.accounts.performance.policy import Policy, Printing, Weights


def rules_of(form: Evaluation, policy: Policy) -> Policy:
    """The policy with the weights that the form prints, and what follows from how it prints.

    How many points the execution rate weighs, how the first-level indicators share the others and what further levels
    are called differs from unit to unit (财预〔2020〕10号 lets them be adjusted), so a form in a shape that is not the
    policy's own is held to its own sums only.
    """
    own_shape = not form.columns and not form.whole
    rules = replace(policy, weights=_weights(form, policy.weights, own_shape=own_shape))
    if not own_shape:
        required = () if form.whole or not form.has("first") else policy.levels.required
        rules = replace(rules, levels=replace(policy.levels, second={}, required=required))
    return replace(rules, printing=_printing(form, policy.printing)) if policy.printing.as_shown else rules


def _weights(form: Evaluation, weights: Weights, *, own_shape: bool) -> Weights:
    execution = exact(form.execution_weight)
    if execution is None:
        execution = weights.execution if form.execution_score else Fraction(0)
    kept = own_shape and execution == weights.execution
    shown = exact(form.total_weight)
    """Without an execution rate it may be all that is scored; no form scores more than the policy's sum."""
    total = shown if shown and shown <= weights.total and not execution else weights.total
    return replace(weights, execution=execution, total=total, first=weights.first if kept else {})


def _printing(form: Evaluation, printing: Printing) -> Printing:
    """As many decimals as the form shows anywhere for scores and for amounts; each rate by itself."""
    scores = [form.subtotal, form.execution_score, form.total, *(line.score for line in form.indicators)]
    return replace(
        printing,
        amount=max(map(decimals, (form.budget, form.executed))),
        rate=0,
        score=max(map(decimals, scores)),
        deduction=decimals(form.deduction),
    )
