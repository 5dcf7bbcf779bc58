"""Scoring policies from their files, one a policy: policy-KEY.toml beside this module, or one of the user's own.

A policy may stand on another (`base`): sections that it does not give are those of its base.
"""

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from mingzhang.accounts.performance import strict
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.policy_sections import SECTIONS, section
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors

PREFIX, SUFFIX = "policy-", ".toml"
NATIONAL = "全国"


@cache
def policy_keys() -> tuple[str, ...]:
    """The policies that come with the package."""
    folder = resources.files("mingzhang.accounts.performance")
    found = (item.name for item in folder.iterdir())
    return tuple(
        sorted(
            name.removeprefix(PREFIX).removesuffix(SUFFIX)
            for name in found
            if name.startswith(PREFIX) and name.endswith(SUFFIX)
        )
    )


@cache
def load_policy(key: str) -> Policy:
    """A policy by its key (liaoning-2023). Raises KeyError if unknown, ProblemsFound if its file is not sound."""
    file = f"{PREFIX}{key}{SUFFIX}"
    source = resources.files("mingzhang.accounts.performance") / file
    if not source.is_file():
        raise KeyError(key)
    return policy_of(key, source.read_text("utf-8"), file)


def policy_for(region: str, year: int, own: Iterable[Policy] = ()) -> Policy:
    """The policy of a province in a year, else the national one whose weights are confirmed.

    One of a unit's own that is made for its region goes before those of the package, and so does one made for all.
    Raises KeyError where no policy holds in that year: one that has ended is never taken for it.
    """
    theirs = [policy for policy in own if policy.holds_in(year)]
    held = [policy for key in policy_keys() if (policy := load_policy(key)).holds_in(year)]
    found = _regional(theirs, region) or [policy for policy in theirs if policy.region == NATIONAL]
    found = (
        found
        or _regional(held, region)
        or [policy for policy in held if policy.region == NATIONAL and policy.weights.source.confirmed]
    )
    if not found:
        raise KeyError(f"{region} {year}")
    return max(found, key=lambda policy: policy.from_year)


def _regional(held: Iterable[Policy], region: str) -> list[Policy]:
    return [policy for policy in held if policy.region != NATIONAL and region.startswith(policy.region)]


def _packaged(key: str) -> Policy:
    """Raises ValueError with the keys that there are."""
    try:
        return load_policy(key)
    except KeyError:
        raise ValueError("、".join(policy_keys()) + " 之一") from None


def _base_read(base_of: Callable[[str], Policy]) -> Callable[[Any], Policy | None]:
    return lambda value: base_of(strict.text(value))


def policy_of(key: str, text: str, file: str, base_of: Callable[[str], Policy] = _packaged) -> Policy:
    """A policy from its declaration, its base as `base_of` finds it.

    Raises ProblemsFound with every place that cannot be used.
    """
    findings: list[Finding] = []
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([finding("P103", Place(file=file), printed=str(error), expected="合法的 TOML")]) from None
    table = strict.Table(given, file, findings)
    head = {
        "name": table.take("name", strict.text),
        "region": table.take("region", strict.text),
        "from_year": table.take("from_year", strict.whole),
        "until_year": table.take("until_year", strict.whole, None),
    }
    base = table.take("base", _base_read(base_of), None)
    lost = base is None and "base" in table  # what a base that cannot be used would give is not missing here
    sections = {name: section(table, name, read, base) for name, read in SECTIONS.items() if name in table or not lost}
    table.close()
    if has_errors(findings):
        raise ProblemsFound(findings)
    policy = Policy(key=key, **head, **sections)  # type: ignore[arg-type]  # the names are those of SECTIONS
    _consistent(policy, file)
    return policy


def _consistent(policy: Policy, file: str) -> None:
    """What must fit together: weights, bands down to zero, tiers without gaps, thresholds in order."""
    wrong: dict[str, str] = {}
    if sum(policy.weights.first.values()) != policy.weights.indicators:
        wrong["weights.first"] = "各一级指标之和等于 total 减 execution"
    if not policy.bands.bands or policy.bands.bands[-1].low != 0:
        wrong["bands.bands"] = "最后一个等次从 0 开始"
    tiers = policy.tiers.tiers
    if not tiers or any(upper.low != lower.high for upper, lower in pairwise(tiers)):
        wrong["tiers.tiers"] = "从高到低，区间首尾相接"
    if any(cap.capped_up_to > cap.free_from for cap in policy.caps.caps):
        wrong["caps.caps"] = "capped_up_to 不大于 free_from"
    if wrong:
        raise ProblemsFound([finding("P103", Place(file=file, key=key), expected=said) for key, said in wrong.items()])
