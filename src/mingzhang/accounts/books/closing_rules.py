"""The rules of year-end by type of unit, as declared in closing_rules.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Flow, Fund, Kind


class Balance(NamedTuple):
    """What the balance of an 8xxx account is made of."""

    funds: frozenset[Fund]
    kinds: tuple[Kind, ...]


class Destination(NamedTuple):
    """The flow that a surplus or a deficit becomes at the year's end; None where it has nowhere to go."""

    surplus: Flow | None
    deficit: Flow | None

    def of(self, fen: int) -> Flow | None:
        return self.surplus if fen > 0 else self.deficit


class TypeRule(NamedTuple):
    """What a unit of one type carries over the year's end."""

    carried: tuple[str, ...]
    reserves: tuple[str, ...]
    rest: Destination
    operating: Destination
    foreign: tuple[str, ...]
    """Accounts that a unit of the type does not use."""


class AdjustmentKind(NamedTuple):
    """A legal kind of adjustment of opening balances."""

    sign: str
    accounts: tuple[str, ...]
    balanced: bool = False


@dataclass(frozen=True, slots=True)
class ClosingRules:
    basis: str
    confirmed: bool
    accounts: Mapping[str, Balance]
    types: Mapping[UnitKind, TypeRule]
    adjustments: Mapping[str, AdjustmentKind]


@cache
def closing_rules() -> ClosingRules:
    """The declared rules."""
    given = tomllib.loads((resources.files("mingzhang.accounts.books") / "closing_rules.toml").read_text("utf-8"))
    return ClosingRules(
        basis=given["basis"],
        confirmed=given["confirmed"],
        accounts={
            account: Balance(frozenset(map(Fund, made_of["funds"])), tuple(map(Kind, made_of["kinds"])))
            for account, made_of in given["accounts"].items()
        },
        types={
            UnitKind(kind): TypeRule(
                tuple(rule["carried"]),
                tuple(rule["reserves"]),
                _destination(rule["rest"]),
                _destination(rule["operating"]),
                tuple(rule["foreign"]),
            )
            for kind, rule in given["types"].items()
        },
        adjustments={
            name: AdjustmentKind(kind["sign"], tuple(kind["accounts"]), kind.get("balanced", False))
            for name, kind in given["adjustments"].items()
        },
    )


def _destination(given: Mapping[str, str]) -> Destination:
    surplus, deficit = (Flow(flow) if (flow := given[side]) else None for side in ("surplus", "deficit"))
    return Destination(surplus, deficit)
