"""The vocabulary of named regions: what forms, layouts and statements call an amount."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources

from mingzhang.accounts.region import Region

AGENCY_COSTS = "机关运行经费"


@cache
def vocabulary() -> Mapping[str, Region]:
    """Every named region of regions.toml."""
    text = (resources.files("mingzhang.accounts.forms") / "regions.toml").read_text("utf-8")
    return {name: Region.of(spec) for name, spec in tomllib.loads(text).items()}


def named(name: str) -> Region:
    """The region of a name. Raises KeyError that tells the name for one that is not declared."""
    return vocabulary()[name]


@cache
def former_classes() -> Mapping[str, Mapping[str, str | int]]:
    """Former name of a functional class → its `code` and the `last_year` of the name."""
    text = (resources.files("mingzhang.accounts.forms") / "former_classes.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1 << 14)
def region_at(expression: str, agencies: frozenset[str] | None = None) -> Region:
    """The region of an expression `name[/function][#economic]`: 一般公共预算财政拨款支出/2080505#30108.

    `agencies` are the units of a department whose running costs are 机关运行经费; None in one unit's books.
    Raises KeyError for an undeclared name.
    """
    rest, _, economic = expression.partition("#")
    name, _, function = rest.partition("/")
    region = named(name)
    if agencies and name == AGENCY_COSTS:
        region = replace(region, units=agencies)
    if function:
        region = region.narrowed(function)
    return region & Region.of({"economic": economic}) if economic else region
