"""What the names of accounts settle: 720101 事业支出/基本支出 is basic expenditure, whatever its code says."""

import re
from collections.abc import Iterable, Mapping

from mingzhang.accounts.books.chart import OPENING, account_meaning
from mingzhang.accounts.books.dimensions import DIGITS, UNUSABLE
from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.cube import LABELS
from mingzhang.accounts.proposing.contents import MOST
from mingzhang.accounts.proposing.item import Item, some
from mingzhang.accounts.proposing.lines import NEEDED, Lines

_PATH = re.compile(r"[\\/|＞>→_—－-]+")
MAIN = 4
"""Digits of an account of the first level."""
_CODE = re.compile(r"[0-9A-Za-z]+(?:[.\-_/\\－·][0-9A-Za-z]+)*")
"""Segments of a code, by whatever they are parted."""


def account_name_items(lines: Lines, names: Mapping[str, str]) -> list[Item]:
    """`names`: an account's text → its name, with those above it where the export prints them. An item a dimension."""
    items: list[Item] = []
    for dimension in NEEDED:
        label = FIELDS[dimension]
        texts = {text: names.get(text, "") for text in lines.accounts_without(dimension) if _code(text)}
        needing = {_code(text): name for text, name in texts.items()}
        said = {(_code(text), _said(lines, dimension, name)) for text, name in texts.items()}
        if len(said) > len(needing):
            continue  # one code under several names: the code settles nothing
        values = {code: value for code, value in said if value}
        if not values or len(values) < MOST * len(needing):
            continue  # a word here and there; what settles the rest settles these too
        others = {_code(text) for text in lines.accounts()} - values.keys()
        settled = {code: _ours(dimension, value) for code, value in _shortest(values, others).items()}
        shown = some([f"{code} {value}" for code, value in settled.items()], 6)
        samples = some([f"{code} {needing[code]}" for code in values])
        evidence = f"{len(values)} 个科目的名称说明，如 {samples}"
        dimensions = {code: {label: meant} for code, meant in settled.items()}
        items.append(Item(("按科目",), f"{label} 看科目：{shown}", evidence, dimensions))
    return items


def names_beside(texts: list[str]) -> dict[str, str]:
    """The names that stand behind the codes in the accounts' own texts."""
    return {text: text.strip().lstrip(OPENING)[len(_code(text)) :].lstrip(" \t]］】)）-/\\") for text in texts}


def _code(account: str) -> str:
    match = _CODE.match(account.strip().lstrip(OPENING))
    return match[0] if match else ""


def _said(lines: Lines, dimension: str, name: str) -> str:
    """The value that the last part of a name's path means which means any."""
    for part in reversed(_PATH.split(name)):
        text = part.strip()
        if len(text) < 2:
            continue
        meaning = lines.vocabulary.meaning(dimension, text)
        if meaning.value not in {None, UNUSABLE}:
            return str(meaning.value)
    return ""


def _ours(dimension: str, value: str) -> str:
    return value if dimension in DIGITS else LABELS[dimension][value]


def _shortest(values: Mapping[str, str], others: set[str]) -> dict[str, str]:
    """The shortest leading parts of the codes, at the ends of their levels, that no code of another value shares."""
    found: dict[str, str] = {}
    for code, value in sorted(values.items()):
        above = max((prefix for prefix in found if code.startswith(prefix)), key=len, default=None)
        if above is not None and found[above] == value:
            continue
        alien = [other for other in (*others, *values) if values.get(other) != value]
        short = (code[:size] for size in range(MAIN, len(code)) if _level(code, size))
        fitting = (prefix for prefix in short if _several(prefix, values) and not _several(prefix, alien, least=1))
        found[next(fitting, code)] = value
    return found


def _several(prefix: str, codes: Iterable[str], *, least: int = 2) -> bool:
    return sum(code.startswith(prefix) for code in codes) >= least


def _level(code: str, size: int) -> bool:
    return not code[size - 1].isalnum() or not code[size].isalnum() or (code.isdecimal() and size % 2 == 0)


def of_export(accounts: list[str | None], names: list[str | None], meant: Lines) -> dict[str, str]:
    """An account's text → the name that a column beside it gives."""
    return {
        account: name for account, name in zip(accounts, names, strict=True)
        if account and name and account_meaning(account, meant.settings).main
    }  # fmt: skip
