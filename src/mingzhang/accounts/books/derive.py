"""Distinct lines of an export → the dimensions of the cube, each from the first place that speaks of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from mingzhang.accounts.books.candidates import Candidate, candidates
from mingzhang.accounts.books.dimensions import UNUSABLE, Meaning, Vocabulary
from mingzhang.accounts.books.mapping import DIMENSIONS, FIELDS, VoucherSettings
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.remark import Remark, first_groups, told_by
from mingzhang.accounts.cube import LABELS


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
            found[dimension] = _projects(lines, settings, projects, vocabulary, derived)
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
        groups, more = first_groups(pairs, ["place", "left", "right"])
        for (place, left, right), at in groups:
            printed = f"{place}：{_label(dimension, left)}；{where}：{_label(dimension, right)}"
            derived.remarks.append(Remark("B136", at, FIELDS[dimension], printed, "两处一致"))
        derived.remarks += [Remark("B136", more=more)] if more else []
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
    odd = {text: meaning for text, meaning in meanings.items() if meaning.code}
    if not odd:
        return
    column = where.strip("“”列") if where.startswith("“") else FIELDS[dimension]
    counted = pl.DataFrame({"at": lines["at"], "text": texts}).filter(lines["counts"])
    for code in dict.fromkeys(meaning.code for meaning in odd.values()):
        those = pl.DataFrame({"text": [text for text, meaning in odd.items() if meaning.code == code]})
        groups, more = first_groups(counted.join(those, on="text", maintain_order="left"), ["text"])
        for (text,), at in groups:
            yield Remark(code, at, column, odd[text].printed, odd[text].expected)
        if more:
            yield Remark(code, more=more)


def _projects(
    lines: pl.DataFrame, settings: VoucherSettings, projects: Projects, vocabulary: Vocabulary, derived: Derived
) -> pl.Series:
    """The project of each line: its code in the project master, else the text itself in the unit's own words."""
    given = list(candidates("project", lines, settings, Projects()))
    texts = lines.select(pl.coalesce([series for _, series in given])).to_series() if given else None
    distinct = (
        [str(text) for text in texts.unique(maintain_order=True).drop_nulls().to_list()] if texts is not None else []
    )
    if texts is None or not distinct:
        return pl.Series([None] * lines.height, dtype=pl.String)
    meant: dict[str, str | None] = {}
    strange: list[str] = []
    for text in distinct:
        said = text if projects.find(text) else vocabulary.said("project", text)
        project = projects.find(said or "")
        meant[text] = project.code if project else said
        if projects.by_code and said and not project:
            strange.append(text)
    counted = pl.DataFrame({"at": lines["at"], "text": texts}).filter(lines["counts"])
    unknown = counted.join(
        pl.DataFrame({"text": strange}, schema={"text": pl.String}), on="text", maintain_order="left"
    )
    derived.remarks += told_by("B144", unknown, "text", settings.column("project"), "项目表中的项目")
    known = pl.Series(list(meant.values()), dtype=pl.String)
    return texts.replace_strict(distinct, known, default=None, return_dtype=pl.String)
