"""Distinct lines of an export → the dimensions of the cube, each from the first place that speaks of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from mingzhang.accounts.books.candidates import Candidate, candidates
from mingzhang.accounts.books.dimensions import UNUSABLE, Meaning, Vocabulary
from mingzhang.accounts.books.mapping import DIMENSIONS, FIELDS, VoucherSettings
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.cube import LABELS


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about some of the distinct lines: `at` numbers them."""

    code: str
    at: pl.Series
    column: str
    printed: str
    expected: str = ""


@dataclass
class Derived:
    """The distinct lines with their dimensions, and what is odd about them."""

    lines: pl.DataFrame
    remarks: list[Remark] = field(default_factory=list)


def derive(lines: pl.DataFrame, settings: VoucherSettings, projects: Projects, year: int) -> Derived:
    """Adds the dimensions as columns; null where nothing speaks, "?" where what speaks cannot be understood.

    `lines` has trimmed texts, `counts` (whether the line enters the sums) and `at` (0, 1, 2 …). The column `project`
    becomes the project's code.
    """
    vocabulary = Vocabulary(settings, year)
    derived = Derived(lines)
    found: dict[str, pl.Series] = {}
    for dimension in DIMENSIONS:
        if dimension == "project":
            found[dimension] = _projects(dimension, lines, settings, projects, derived)
            lines = lines.with_columns(found[dimension].alias(dimension))
            continue
        meant = [
            (where, _meanings(dimension, (where, texts), lines, vocabulary, derived))
            for where, texts in candidates(dimension, lines, settings, projects)
        ]
        found[dimension] = _winner(dimension, meant, lines, derived)
    derived.lines = lines.with_columns(**found)
    return derived


def _winner(dimension: str, meant: list[Candidate], lines: pl.DataFrame, derived: Derived) -> pl.Series:
    """The first that speaks; a remark where a later one says something else, which makes it unusable."""
    if not meant:
        return pl.Series([None] * lines.height, dtype=pl.String)
    winner = meant[0][1]
    said = pl.Series([meant[0][0]] * lines.height)
    for where, values in meant[1:]:
        against = (lines["counts"] & (winner != values) & (winner != UNUSABLE) & (values != UNUSABLE)).fill_null(
            value=False
        )
        pairs = pl.DataFrame({"at": lines["at"], "place": said, "left": winner, "right": values}).filter(against)
        for (place, left, right), group in pairs.group_by("place", "left", "right", maintain_order=True):
            printed = f"{place}：{_label(dimension, left)}；{where}：{_label(dimension, right)}"
            derived.remarks.append(Remark("B136", group["at"], FIELDS[dimension], printed, "两处一致"))
        said = said.set((winner.is_null() & values.is_not_null()), where)
        winner = winner.fill_null(values).set(against, UNUSABLE)
    return winner


def _label(dimension: str, value: object) -> str:
    return LABELS.get(dimension, {}).get(str(value), str(value))


def _meanings(
    dimension: str, candidate: Candidate, lines: pl.DataFrame, vocabulary: Vocabulary, derived: Derived
) -> pl.Series:
    """The values of one candidate's texts, each distinct text looked up once."""
    where, texts = candidate
    distinct = [str(text) for text in texts.unique(maintain_order=True).drop_nulls().to_list()]
    meanings = {text: vocabulary.meaning(dimension, text) for text in distinct}
    derived.remarks += list(_odd(dimension, where, meanings, texts, lines))
    if not meanings:
        return pl.Series([None] * len(texts), dtype=pl.String)
    values = pl.Series([meaning.value for meaning in meanings.values()], dtype=pl.String)
    return texts.replace_strict(distinct, values, default=None, return_dtype=pl.String)


def _odd(
    dimension: str, where: str, meanings: dict[str, Meaning], texts: pl.Series, lines: pl.DataFrame
) -> Iterator[Remark]:
    for text, meaning in meanings.items():
        if meaning.code:
            at = lines["at"].filter(((texts == text) & lines["counts"]).fill_null(value=False))
            if len(at):
                column = where.strip("“”列") if where.startswith("“") else FIELDS[dimension]
                yield Remark(meaning.code, at, column, meaning.printed, meaning.expected)


def _projects(
    dimension: str, lines: pl.DataFrame, settings: VoucherSettings, projects: Projects, derived: Derived
) -> pl.Series:
    """The project of each line: its code in the project master, else the text itself."""
    given = list(candidates(dimension, lines, settings, Projects()))
    texts = lines.select(pl.coalesce([series for _, series in given])).to_series() if given else None
    if texts is None:
        return pl.Series([None] * lines.height, dtype=pl.String)
    if not projects.by_code:
        return texts
    distinct = [str(text) for text in texts.unique(maintain_order=True).drop_nulls().to_list()]
    codes = {text: project.code if (project := projects.find(text)) else None for text in distinct}
    for text in (text for text, code in codes.items() if code is None):
        at = lines["at"].filter(((texts == text) & lines["counts"]).fill_null(value=False))
        if len(at):
            derived.remarks.append(Remark("B144", at, settings.column("project"), text, "项目表中的项目"))
    if not codes:
        return texts
    known = pl.Series([code or text for text, code in codes.items()], dtype=pl.String)
    return texts.replace_strict(distinct, known, default=None, return_dtype=pl.String)
