"""Where a line's dimensions can stand, in order: own column, account segments, account, auxiliary columns, project."""

from collections.abc import Iterator

import polars as pl

from mingzhang.accounts.books.chart import OPENING, account_meaning, begins_with, path_of, settled_by_account
from mingzhang.accounts.books.mapping import FIELDS, SegmentRule, VoucherSettings
from mingzhang.accounts.books.projects import Projects

COUNTERPART = "counterpart"
AUXILIARY = "aux:"
"""Prefix of the columns of auxiliary accounting in a frame of lines."""
Candidate = tuple[str, pl.Series]
"""Where it stands, as findings name it, and the text for each line (null: says nothing)."""


def candidates(
    dimension: str, lines: pl.DataFrame, settings: VoucherSettings, projects: Projects
) -> Iterator[Candidate]:
    """All texts that speak of a dimension, the one that wins first. `lines` has every column as trimmed text."""
    label = FIELDS[dimension]
    if dimension in lines.columns:
        yield f"“{settings.column(dimension)}”列", lines[dimension]
    if any(label in rule.segments.values() for rule in settings.segments):
        yield "科目段", _segments(label, lines["account"], settings)
    if any(label in settled for settled in settings.by_account.values()):
        accounts = lines["account"]
        yield (
            "按科目",
            _by_text(accounts, {item: settled_by_account(item, settings).get(label) for item in _texts(accounts)}),
        )
    own = settings.auxiliary.get(label, ())  # type: ignore[call-overload]
    if own:
        parts = [_taken(lines[AUXILIARY + item.column], item.pattern) for item in own]
        yield "辅助列", lines.select(pl.coalesce(parts)).to_series()
    if dimension in {"source", "kind"}:
        accounts = lines["account"]
        settled = {item: getattr(account_meaning(item, settings), dimension) for item in _texts(accounts)}
        yield "科目", _by_text(accounts, settled)
    if dimension not in {"economic", COUNTERPART} and projects.by_code:
        supplied = {item: getattr(projects.find(item), dimension, "") or None for item in _texts(lines["project"])}
        yield "项目表", _by_text(lines["project"], supplied)


def with_counterparts(lines: pl.DataFrame, settings: VoucherSettings) -> pl.DataFrame:
    """The column `counterpart`: the first text of each line that tells whom its money came from or went to, in the
    unit's own word for it or in ours (对照).
    """
    plain = lines.with_columns(pl.col("account").str.strip_chars())
    given = [series for _, series in candidates(COUNTERPART, plain, settings, Projects())]
    if not given:
        return lines
    texts = [series.str.strip_chars() for series in given]
    first = pl.select(pl.coalesce([pl.when(text != "").then(text) for text in texts])).to_series()
    words = settings.values.get("对方单位", {})
    if words:
        first = first.replace(list(words), list(words.values()))
    return lines.with_columns(first.alias(COUNTERPART))


def _texts(series: pl.Series) -> list[str]:
    return [str(item) for item in series.unique().drop_nulls().to_list()]


def _by_text(series: pl.Series, values: dict[str, str | None]) -> pl.Series:
    """Each text replaced by what it settles."""
    if not values:
        return pl.Series([None] * len(series), dtype=pl.String)
    old, new = list(values), list(values.values())
    return series.replace_strict(old, pl.Series(new, dtype=pl.String), default=None, return_dtype=pl.String)


def _taken(series: pl.Series, pattern: str | None) -> pl.Series:
    return series if pattern is None else series.str.extract(pattern, 1)


def _segments(label: str, accounts: pl.Series, settings: VoucherSettings) -> pl.Series:
    """The segment of each account that holds a dimension, by the first rule that is for the account."""
    values: dict[str, str | None] = {}
    for account in _texts(accounts):
        rule = next((rule for rule in settings.segments if begins_with(account, rule.accounts, settings)), None)
        values[account] = _segment(account.lstrip(OPENING), rule, label) if rule is not None else None
    return _by_text(accounts, values)


def _segment(account: str, rule: SegmentRule, label: str) -> str | None:
    number = next((number for number, what in rule.segments.items() if what == label), None)
    if number is None:
        return None
    if rule.separator is None or not rule.separator.isspace():  # its name may stand behind a code
        account = path_of(account)
    if rule.separator is not None:
        parts = account.split(rule.separator)
        return parts[number - 1].strip() or None if number <= len(parts) else None
    widths = rule.widths or ()
    start = sum(widths[: number - 1])
    return account[start : start + widths[number - 1]] or None
