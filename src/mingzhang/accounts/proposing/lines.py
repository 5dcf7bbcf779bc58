"""The lines of income and expenditure that lack a dimension, with what their accounts and codes say of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.candidates import candidates
from mingzhang.accounts.books.chart import AccountMeaning, account_meaning
from mingzhang.accounts.books.digits import narrowed_texts
from mingzhang.accounts.books.dimensions import UNUSABLE, Vocabulary
from mingzhang.accounts.books.groups import RAW
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.vouchers import Vouchers, read_vouchers
from mingzhang.accounts.cube import FISCAL, Flow, Fund, Kind, Source
from mingzhang.codes import functional

NEEDED = ("fund", "function", "kind", "economic")
"""What every such line must have; the economic class on expenditure only."""


@dataclass(frozen=True)
class Lines:
    """Distinct combinations of texts (`frame`: account, the raw texts, meaning, `lines`) under some settings."""

    frame: pl.DataFrame
    settings: VoucherSettings
    vocabulary: Vocabulary
    projects: Projects
    year: int
    vouchers: Vouchers

    def lacking(self, dimension: str) -> int:
        """The lines that need a dimension and have none."""
        return int(self._without(dimension)["lines"].sum())

    def _without(self, dimension: str) -> pl.DataFrame:
        frame = self.frame
        if dimension == "economic":
            frame = frame.filter(pl.col("flow") == Flow.EXPENDITURE)
        return frame.filter(pl.col(dimension).is_null())

    def accounts_without(self, dimension: str) -> set[str]:
        return {text for text in self._without(dimension)["account_text"].to_list() if text}

    def accounts(self) -> list[str]:
        """The texts of all accounts, in the order of the file."""
        return [text for text in self.frame["account_text"].unique(maintain_order=True).to_list() if text]

    def unknown(self, dimension: str) -> list[str]:
        """Texts that speak of a dimension and are not understood."""
        texts = [text for _, series in candidates(dimension, self._raw(), self.settings, self.projects)
                 for text in series.unique(maintain_order=True).drop_nulls().to_list()]  # fmt: skip
        return [text for text in dict.fromkeys(texts) if self.vocabulary.meaning(dimension, text).value == UNUSABLE]

    def _raw(self) -> pl.DataFrame:
        raw = [name for name in self.frame.columns if name.startswith(RAW) and name != RAW + "closing"]
        texts = {name.removeprefix(RAW): narrowed_texts(pl.col(name).str.strip_chars()) for name in raw}
        return self.frame.select(**{"project": pl.col("project"), **texts})

    def spoken(self, dimension: str) -> list[str | None]:
        """For each combination the text that speaks of a dimension."""
        given = [series for _, series in candidates(dimension, self._raw(), self.settings, self.projects)]
        return pl.select(pl.coalesce(given)).to_series().to_list() if given else [None] * self.frame.height

    def possible(self, dimension: str, places: Iterable[tuple[str, str]]) -> frozenset[str]:
        """What a code of a fund or kind can mean that stands on lines of these accounts and functional codes: no more
        than all of them allow.
        """
        sets = [_allowed(dimension, account_meaning(account, self.settings), function, self.year)
                for account, function in set(places)]  # fmt: skip
        return frozenset.intersection(*sets) if sets else frozenset()

    def places(self, dimension: str, text: str) -> Iterator[tuple[str, str]]:
        """Account and functional code of the lines on which a text speaks of a dimension."""
        rows = zip(self.spoken(dimension), self.frame["account_text"], self.frame["function"], strict=True)
        return ((str(account or ""), str(function or "")) for said, account, function in rows if said == text)


def _allowed(dimension: str, account: AccountMeaning, function: str, year: int) -> frozenset[str]:
    """The funds or kinds that an account and a functional code leave open."""
    if dimension == "kind":
        if account.kind:
            return frozenset({account.kind})
        operating = account.source == Source.OPERATING
        return frozenset({Kind.OPERATING.value} if operating else {Kind.BASIC.value, Kind.PROJECT.value})
    if account.kind or account.source not in {None, "", Source.FISCAL}:
        return frozenset({Fund.OTHER.value})
    code = functional(year).get(function)
    known = code is not None and code.confirmed and code.fund in FISCAL
    fiscal = {code.fund} if code is not None and known else {fund.value for fund in FISCAL}
    return frozenset(fiscal if account.source == Source.FISCAL else fiscal | {Fund.OTHER.value})


def lines_of(folder: Path, settings: VoucherSettings, year: int, projects: Projects) -> Lines | None:
    """The lines as these settings read them; None where they cannot be read yet."""
    vouchers = read_vouchers(folder, settings, year, projects)
    if vouchers.groups is None:
        return None
    text = narrowed_texts(pl.col(RAW + "account").str.strip_chars()).alias("account_text")
    frame = vouchers.groups.filter("counts").with_columns(text)
    return Lines(frame, settings, Vocabulary(settings, year), projects, year, vouchers)
