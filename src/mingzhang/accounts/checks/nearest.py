"""Which known name another one is, but for one character."""

from collections.abc import Iterable

SHORTEST = 5
"""Characters of a name of which one may be wrong; in a shorter one another makes another word: 水电费 and 邮电费."""
_JOINS = "和及与或、"
"""A name that joins its parts otherwise is the same name: 信息网络和软件购置更新."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The one known name of which this one is a slip; "" for none, or several."""
    found = [each for each in set(known) if len(name) > 2 and _slip_of(each, name)]
    return found[0] if len(found) == 1 and name not in found else ""


def one_off(name: str, known: Iterable[str]) -> str:
    """The one known name from which this one differs by a character, a missing one or a pair in the wrong order, also
    at its end; "" for none, or several. For lists whose names nobody shortens.
    """
    found = [each for each in set(known) if len(name) > 2 and (_slip_of(each, name) or _one_other(each, name))]
    return found[0] if len(found) == 1 and name not in found else ""


def _one_other(right: str, name: str) -> bool:
    return len(right) == len(name) >= SHORTEST and sum(one != two for one, two in zip(right, name, strict=True)) == 1


def _slip_of(right: str, name: str) -> bool:
    """Whether a name has two neighbours in the wrong order, lacks a character, or has another one inside.

    Not at its end, where names are shortened: 其他交通费 for 其他交通费用.
    """
    begin = next((at for at, (one, two) in enumerate(zip(right, name, strict=False)) if one != two), len(name))
    if len(name) == len(right) and name[begin : begin + 2] == right[begin : begin + 2][::-1]:
        return begin + 1 < len(name) and name[begin + 2 :] == right[begin + 2 :]
    if len(right) < SHORTEST or begin >= len(name) - 1 or name[begin] in _JOINS or right[begin] in _JOINS:
        return False
    if len(name) == len(right):
        return name[begin + 1 :] == right[begin + 1 :]
    return len(name) + 1 == len(right) and name[begin:] == right[begin + 1 :]
