"""The chart of accounts as a unit writes it: which account of the government accounting system a text means."""

import re
from dataclasses import dataclass

from mingzhang.accounts.books.digits import narrowed
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.codes import accounts

CASH = "8001"
"""资金结存: the account by which a budget voucher moves money; its vouchers are no closing vouchers."""
OPENING = "[［【(（ "
"""What may stand before the code of an account: [7201]事业支出."""
_LEADING = re.compile(r"\d{4}")


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


def account_meaning(text: str, settings: VoucherSettings) -> AccountMeaning:
    """What the account of a line means; the unit's own 对照.科目 goes by the longest leading part."""
    own = settings.values.get("科目", {})
    text = narrowed(text.strip().lstrip(OPENING))
    prefix = max((part for part in own if text.startswith(part)), key=len, default=None)
    leading = _LEADING.match(own[prefix] if prefix is not None else text)
    if leading is None:
        return AccountMeaning()
    main = leading[0]
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
