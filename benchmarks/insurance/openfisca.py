"""The same formulas in openfisca-core, in its float columns; installed for the benchmark only.

A formula there is evaluated for one month and sees the law of that month; people retire in sixty different months,
so the payment is asked for each of them, and everyone's is taken from the month of retirement.
"""

import time
from typing import Any

import numpy as np

from benchmarks.insurance.rivals import Facts, Tables


def openfisca_seconds(facts: Facts, tables: Tables) -> float | None:
    """Building the simulation, stating the facts and computing all payments; None where it is not installed."""
    try:
        from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables
    except ImportError:
        return None
    person = entities.build_entity(key="person", plural="persons", label="", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([person])
    first = tables.first_month
    table = tables.divisors / 10

    def declare(name: str, formula: Any = None) -> None:
        when = periods.MONTH if formula else periods.ETERNITY
        body: dict[str, Any] = {"value_type": float, "entity": person, "definition_period": when, "label": name}
        system.add_variable(type(name, (variables.Variable,), body | ({"formula": formula} if formula else {})))

    def month_of(period: Any) -> int:
        return int(period.start.year) * 12 + int(period.start.month) - 1

    def divisor(people: Any, period: Any) -> Any:
        age = np.clip(month_of(period) - people("born", period), 40 * 12, 70 * 12 - 1)
        whole = np.floor(age / 12).astype(int)
        this, following = table[whole - 40], table[whole - 39]
        return np.round(this - (this - following) * (age - whole * 12) / 12, 1)

    def base(people: Any, period: Any) -> Any:
        return tables.base[:, month_of(period) - first][people("region", period).astype(int)] / 100

    def years(people: Any, period: Any) -> Any:
        return np.round(people("months", period) / 12, 4)

    def early_years(people: Any, period: Any) -> Any:
        return np.round(people("early", period) / 12, 4)

    def wage(people: Any, period: Any) -> Any:
        return people("base", period) * (1 + people("index_", period)) / 2

    def basic(people: Any, period: Any) -> Any:
        return np.round(people("wage", period) * people("years", period) * 0.01, 2)

    def account(people: Any, period: Any) -> Any:
        return np.round(people("balance", period) / people("divisor", period), 2)

    def transitional(people: Any, period: Any) -> Any:
        return np.round(people("wage", period) * people("early_years", period) * 0.014, 2)

    def total(people: Any, period: Any) -> Any:
        return people("basic", period) + people("account", period) + people("transitional", period)

    def paid(people: Any, period: Any) -> Any:
        up = tables.whole_yuan[:, month_of(period) - first][people("region", period).astype(int)]
        return np.where(up == 1, np.ceil(people("total", period)), people("total", period))

    columns = {
        "region": facts.region,
        "born": facts.born,
        "months": facts.months,
        "early": facts.early,
        "index_": facts.index / 10_000,
        "balance": facts.balance / 100,
    }
    for name in columns:
        declare(name)
    for formula in (divisor, base, years, early_years, wage, basic, account, transitional, total, paid):
        declare(formula.__name__, formula)
    start = time.perf_counter()
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count=len(facts.months))
    for name, values in columns.items():
        simulation.set_input(name, periods.ETERNITY, values)
    found = np.zeros(len(facts.months))
    for month in range(first, first + tables.base.shape[1]):
        payments = simulation.calculate("paid", f"{month // 12}-{month % 12 + 1:02d}")
        found = np.where(facts.retired == month, payments, found)
    return time.perf_counter() - start
