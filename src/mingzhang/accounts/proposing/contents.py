"""Whether what stands in a column is what a field of ours holds."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from mingzhang.accounts.books.amounts import fen_of_texts
from mingzhang.accounts.books.chart import account_meaning
from mingzhang.accounts.books.dimensions import DIGITS, UNUSABLE, Vocabulary
from mingzhang.accounts.books.mapping import DATE_PARTS, SIDES, VoucherSettings
from mingzhang.accounts.books.voucher_dates import dates_of, month_and_day
from mingzhang.accounts.books.voucher_sides import directions
from mingzhang.accounts.proposing.export import Column

MOST = 0.9
"""The part of a column's filled rows that must fit; notes below the table do not."""
_SIDE = re.compile(r"^\s*(借方?|贷方?)[:：\s]*|\s*(借方?|贷方?)\s*$")
_PART = {
    "year": re.compile(r"20\d{2}\s*年?"),
    "period": re.compile(r"(20\d{2}\s*[-./年]?\s*(第\s*)?)?(0?[1-9]|1[0-2])\s*(月份?|期)?"),
    "month": re.compile(r"(0?[1-9]|1[0-2])\s*月?"),
    "day": re.compile(r"(0?[1-9]|[12]\d|3[01])\s*[日号]?"),
}
_SPOKEN = {"fund", "source", "kind", *DIGITS}
_NUMBER = re.compile(r".*\d.*")
_CODED = re.compile(r"\d{2,}(?!.*\d{3}).*")
"""A code, perhaps with its name: no second code behind it."""


@dataclass(frozen=True)
class Contents:
    """What the texts of a unit's export mean."""

    settings: VoucherSettings
    vocabulary: Vocabulary

    def share(self, field: str, column: Column) -> float:
        """The part of the column's filled rows that a field of ours can hold."""
        if field == "date":
            return _part(column, dates_of(column.texts))
        if field in {*SIDES, "amount"}:
            return _part(column, fen_of_texts(column.texts.str.replace_all(_SIDE.pattern, ""), binary=True))
        return column.share(self._test(field))

    def _test(self, field: str) -> Callable[[str], bool]:
        if field == "month_day":
            return lambda text: month_and_day(text) is not None
        if field in DATE_PARTS:
            pattern = _PART[field]
            return lambda text: pattern.fullmatch(unicodedata.normalize("NFKC", text)) is not None
        if field == "account":
            return lambda text: account_meaning(text, self.settings).known
        if field == "direction":
            meant = directions(self.settings)
            return lambda text: text in meant
        if field in _SPOKEN:
            return lambda text: self.means(field, text) != UNUSABLE
        return (lambda text: _NUMBER.fullmatch(text) is not None) if field == "voucher" else (lambda _: True)

    def means(self, dimension: str, text: str) -> str | None:
        return self.vocabulary.meaning(dimension, text).value

    def unmistakable(self, field: str, column: Column) -> bool:
        """Whether a column under a heading that nobody knows can be nothing else."""
        if column.filled < 2 or self.share(field, column) < MOST:
            return False
        texts = [text for text in column.counts if field not in _SPOKEN or self.vocabulary.said(field, text)]
        if field == "account":
            mains = {account_meaning(text, self.settings).main for text in texts}
            return bool({main[:1] for main in mains} & {"6", "7"}) and not self.is_money(column)
        if field in DIGITS:
            return any(map(str.isdigit, (text[:1] for text in texts))) and all(map(_CODED.fullmatch, texts))
        return len(texts) > 0

    def is_money(self, column: Column) -> bool:
        return column.share(lambda text: re.fullmatch(r"-?[\d,]+\.\d\d", text) is not None) > MOST


def _part(column: Column, read: pl.Series) -> float:
    return (len(read) - read.null_count()) / column.filled if column.filled else 0.0
