"""What the names of accounts settle: 720101 事业支出/基本支出 is basic expenditure, whatever its code says."""

import re
from collections.abc import Mapping

from mingzhang.accounts.books.chart import OPENING, account_meaning
from mingzhang.accounts.books.dimensions import DIGITS, UNUSABLE
from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.cube import LABELS
from mingzhang.accounts.proposing.item import Item, some
from mingzhang.accounts.proposing.lines import NEEDED, Lines

_PATH = re.compile(r"[\\/|＞>→_—－-]+")
_CODE = re.compile(r"[0-9A-Za-z.\-_]+")


def account_name_items(lines: Lines, names: Mapping[str, str]) -> list[Item]:
    """`names`: an account's text → its name, with those above it where the export prints them."""
    settled: dict[str, dict[str, str]] = {}
    spoke: dict[str, list[str]] = {}
    for dimension in NEEDED:
        needing = {_code(text): names.get(text, "") for text in lines.accounts_without(dimension)}
        values = {code: value for code, name in needing.items() if (value := _said(lines, dimension, name))}
        others = {_code(text) for text in lines.accounts()} - values.keys()
        for prefix, value in _shortest(values, others).items():
            settled.setdefault(prefix, {})[FIELDS[dimension]] = _ours(dimension, value)
            spoke.setdefault(prefix, []).append(next(needing[code] for code in values if code.startswith(prefix)))
    items: list[Item] = []
    for prefix, dimensions in settled.items():
        said = "、".join(f"{name} {value}" for name, value in dimensions.items())
        items.append(
            Item(("按科目", prefix), f"{prefix} 开头的科目：{said}", f"科目名称 {some(spoke[prefix])}", dimensions)
        )
    return items


def names_beside(texts: list[str]) -> dict[str, str]:
    """The names that stand behind the codes in the accounts' own texts."""
    return {text: text.strip().lstrip(OPENING)[len(_code(text)) :].lstrip(" \t]］】)）-") for text in texts}


def _code(account: str) -> str:
    match = _CODE.match(account.strip().lstrip(OPENING))
    return match[0].rstrip(".-_") if match else ""


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
        if any(code.startswith(prefix) for prefix in found):
            continue
        alien = [other for other in (*others, *values) if values.get(other) != value]
        prefix = next(
            code[:size] for size in range(4, len(code) + 1)
            if size == len(code) or (_level(code, size) and not any(other.startswith(code[:size]) for other in alien))
        ) if len(code) >= 4 else code  # fmt: skip
        found[prefix] = value
    return found


def _level(code: str, size: int) -> bool:
    return not code[size - 1].isalnum() or not code[size].isalnum() or (code.isdecimal() and size % 2 == 0)


def of_export(accounts: list[str | None], names: list[str | None], meant: Lines) -> dict[str, str]:
    """An account's text → the name that a column beside it gives."""
    return {
        account: name for account, name in zip(accounts, names, strict=True)
        if account and name and account_meaning(account, meant.settings).main
    }  # fmt: skip
