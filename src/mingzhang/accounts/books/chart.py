"""The chart of accounts as a unit writes it: which account of the government accounting system a text means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.accounts.books.digits import narrowed
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.codes import accounts

CASH = "8001"
"""资金结存: the account by which a budget voucher moves money; its vouchers are no closing vouchers."""
OPENING = "[［【(（ "
"""What may stand before the code of an account: [7201]事业支出."""
_LEADING = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = re.compile(r"[\s\]］】)）].*", re.DOTALL)
"""What ends the code in [7201.01]事业支出 and in 7201.01 事业支出."""


@dataclass(frozen=True, slots=True)
class AccountMeaning:
    main: str = ""
    """4 digits, "" for a text that is no account."""
    flow: str | None = None
    source: str | None = None
    kind: str | None = None
    known: bool = False

    @property
    def budget(self) -> bool:
        """Whether it belongs to budget accounting (6xxx–8xxx)."""
        return self.main[:1] in {"6", "7", "8"}


def main_account(text: str) -> str:
    """The account of the first level that a text begins with: 4 digits, or the whole name that the system gives one
    (事业支出/基本支出); "" for neither.
    """
    leading = _LEADING.match(text)
    if leading is not None:
        return leading[0]
    word = _WORD.match(text)
    return _names().get(word[0], "") if word is not None else ""


@cache
def _names() -> Mapping[str, str]:
    """Name → code of every account of the first level; no two have one name."""
    return {account.name: code for code, account in accounts().items() if len(code) == len(CASH)}


def path_of(text: str) -> str:
    """An account's code without the name behind it; where no code begins it, its path of names as it stands."""
    text = text.strip().lstrip(OPENING)
    return _BEHIND.sub("", text) if text[:1].isdigit() else text


def begins_with(text: str, parts: tuple[str, ...], settings: VoucherSettings) -> bool:
    """Whether an account is one of those whose codes begin so; one that is written by name goes by its code."""
    path = path_of(text)
    return (path if path[:1].isdigit() else account_meaning(text, settings).main).startswith(parts)


def account_meaning(text: str, settings: VoucherSettings) -> AccountMeaning:
    """What the account of a line means; the unit's own 对照.科目 goes by the longest leading part."""
    own = settings.values.get("科目", {})
    text = narrowed(text.strip().lstrip(OPENING))
    prefix = max((part for part in own if text.startswith(part)), key=len, default=None)
    main = main_account(own[prefix] if prefix is not None else text)
    if not main:
        return AccountMeaning()
    account = accounts().get(main)
    if account is None:
        return AccountMeaning(main)
    return AccountMeaning(main, account.flow or None, account.income_source or None, account.kind or None, True)


def settled_by_account(text: str, settings: VoucherSettings) -> dict[str, str]:
    """Dimension (Chinese) → text, from 按科目: for each dimension the longest leading part that speaks."""
    settled: dict[str, str] = {}
    text = text.lstrip(OPENING)
    for prefix in sorted((part for part in settings.by_account if text.startswith(part)), key=len):
        settled.update(settings.by_account[prefix].items())
    return settled
