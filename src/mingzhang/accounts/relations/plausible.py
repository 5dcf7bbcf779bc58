"""Which functional and economic codes usually stand together: preferences for amounts that are reconstructed."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from mingzhang.accounts.cube import Flow, Fund, Kind
from mingzhang.accounts.relations.program import Atom
from mingzhang.accounts.relations.solver import Vector

HOME = 9
"""Weight of a pair from which on the economic code belongs to that function, where the document has it."""
AWAY = 9.0
"""What it costs to put such a code elsewhere."""


@cache
def plausible() -> Mapping[str, Any]:
    """What plausible.toml declares."""
    return tomllib.loads((resources.files("mingzhang.accounts.relations") / "plausible.toml").read_text("utf-8"))


def costs_of(atoms: Sequence[Atom]) -> Vector:
    """What each atom costs: balances a little, so that none are invented; plausible pairs of codes earn."""
    homes = {pair["economic"]: pair["function"] for pair in plausible()["pairs"] if pair["weight"] >= HOME}
    present = {atom.function for atom in atoms}
    homes = {code: home for code, home in homes.items() if any(function.startswith(home) for function in present)}
    costs = np.zeros(len(atoms))
    for at, atom in enumerate(atoms):
        if atom.coarse.flow is Flow.EXPENDITURE:
            costs[at] = _cost(atom, homes) / 100
        elif atom.coarse.flow is not Flow.INCOME:
            costs[at] = 1.0
    return costs


def _cost(atom: Atom, homes: Mapping[str, str]) -> float:
    if atom.coarse.fund is Fund.GENERAL and atom.coarse.kind is Kind.BASIC:
        away = not atom.function.startswith(homes.get(atom.economic, ""))
        return AWAY if away else -_weight(atom.function, atom.economic)
    return 0.0 if atom.economic == plausible()["default_economic"][0] else 1.0


@cache
def _weight(function: str, economic: str) -> float:
    for pair in plausible()["pairs"]:
        if function.startswith(pair["function"]) and economic.startswith(pair["economic"]):
            return float(pair["weight"])
    return 0.0
