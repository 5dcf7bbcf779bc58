"""Every parameter that a rule may read, as catalogue.toml declares it."""

from functools import cache
from importlib import resources

from mingzhang.insurance import plain_toml
from mingzhang.insurance.law.parameter import Definition, Unit


@cache
def definitions() -> dict[str, Definition]:
    """Every parameter that a rule may read, from catalogue.toml."""
    text = (resources.files("mingzhang.insurance.law") / "catalogue.toml").read_text("utf-8")
    found = {}
    for name, entry in plain_toml.loads(text).items():
        found[name] = Definition(
            name=name,
            unit=Unit[entry.pop("unit").upper()],
            about=entry.pop("about"),
            items=entry.pop("items", ""),
            choices=tuple(entry.pop("choices", ())),
            local=entry.pop("local", False),
            apart=tuple(entry.pop("apart", ())),
        )
        if entry:
            raise ValueError(f"catalogue.toml: {name} has unknown keys {sorted(entry)}")
    return found
