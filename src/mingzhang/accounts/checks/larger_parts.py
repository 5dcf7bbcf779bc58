"""A part that is larger than its whole, where only the text tells both: no form was read that would hold them."""

from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.parts import regions_of, stated_once, within
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.accounts.checks.spellings import without_owner
from mingzhang.findings import Finding, finding

Pair = tuple[Told, Said]

_OF_ANY = ("人员经费", "公用经费")
"""Costs of the general public budget in form 06, and in a text of all money."""


def check_larger_parts(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """Amounts of a paragraph, and those that the whole text states once, of which each reading makes one a part of the
    other. What the forms print is held to them instead.
    """
    if known.whole:
        return
    paragraphs = [[(each, one) for one in each.said if _own(one)] for each in told]
    once = [pair for pairs in paragraphs for pair in pairs if stated_once(*pair)]
    done: set[tuple[Said, Said]] = set()
    for pairs in (*paragraphs, once):
        for whole in pairs:
            for part in pairs:
                if (part[1], whole[1]) not in done and _larger(part[1], whole[1]):
                    done.add((part[1], whole[1]))
                    yield _told(known, part, whole[1])


def _own(one: Said) -> bool:
    """Whether an amount is the document's own by its name, and its name says of which money it is."""
    name = one.subject.name
    return one.role == ACTUAL and bool(regions_of(one)) and without_owner(name) == name and not name.endswith(_OF_ANY)


def _larger(part: Said, whole: Said) -> bool:
    if part.mention.interval().low_fen <= whole.mention.interval().high_fen:
        return False
    known = [said.subject.meaning for said in (part, whole) if said.subject.meaning]
    if all(meant.figures for meant in known):
        return False
    return all(within(one, other) for one in regions_of(part) for other in regions_of(whole))


def _told(known: Known, part: Pair, whole: Said) -> Finding:
    told, one = part
    return finding(
        "N184",
        place(known, told, one.mention),
        printed=f"{one.subject.name}{one.mention.text}",
        expected=f"不大于{whole.subject.name}{whole.mention.text}",
    )
