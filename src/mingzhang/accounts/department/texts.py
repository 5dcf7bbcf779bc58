"""The words of a department: its own, and what all its units say alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mingzhang.accounts.books.model import Texts
from mingzhang.accounts.department.member import Member


def joined(own: Texts, members: Sequence[Member]) -> Texts:
    """The department's texts; a use or a definition that it does not give is the one on which its units agree.

    Duties, reasons and further sentences are the department's own: those of a unit are about the unit.
    """
    return replace(
        own,
        included_units=own.included_units or tuple(member.unit.name for member in members),
        uses={**_agreed(member.texts.uses for member in members), **own.uses},
        definitions={**_agreed(member.texts.definitions for member in members), **own.definitions},
    )


def _agreed(given: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The texts that are the same wherever they stand."""
    found: dict[str, set[str]] = {}
    for texts in given:
        for key, text in texts.items():
            found.setdefault(key, set()).add(text)
    return {key: texts.pop() for key, texts in found.items() if len(texts) == 1}
