"""Checked vouchers kept as parquet, so that the next build need not check them again.

The file says by which settings, rules and sources it was checked; where any of these has changed it is not used.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl

from mingzhang import __version__
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.projects import NO_PROJECTS, Projects
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.accounts.books.voucher_lines import voucher_sources
from mingzhang.accounts.books.vouchers import CUBE, LINE_COLUMNS, Vouchers, groups_of_lines, read_vouchers
from mingzhang.findings import Finding, Place, catalogue, finding

FORMAT = "2"
"""Changes with the columns or the meaning of the file, and with the rules that stand in code."""
KEY = "mingzhang"
FEW = ("file", "account", "project", "system", "origin", "main", *(name for name in CUBE if name != "project"))
"""Columns with few distinct texts, kept as dictionaries."""
DAMAGED = "文件已损坏，或不是明账写出的"
_RULES = (
    ("mingzhang.codes", ("functional.csv", "economic.csv", "accounts.csv")),
    ("mingzhang.accounts.books", ("synonyms.toml",)),
)


def rules_stamp(settings: VoucherSettings, year: int, projects: Projects) -> str:
    """A hash of everything that decides what the vouchers mean and whether they are sound."""
    digest = hashlib.sha256(f"{FORMAT} {__version__} {year}".encode())
    digest.update(settings.model_dump_json(by_alias=True).encode())
    digest.update(json.dumps([asdict(item) for item in projects.by_code.values()], ensure_ascii=False).encode())
    for package, files in _RULES:
        for file in files:
            digest.update((resources.files(package) / file).read_bytes())
    return digest.hexdigest()


def _sources_stamp(sources: Iterable[TableSource]) -> list[list[Any]]:
    return [[source.file, source.sheet, *_dated(source.path), _content_hash(source.path)] for source in sources]


def _dated(path: Path) -> list[int]:
    about = path.stat()
    return [about.st_size, about.st_mtime_ns]


def _unchanged(kept: list[list[Any]], sources: Sequence[TableSource]) -> bool:
    """Whether the sources are those of the stamp; contents are read only where size and time do not settle it."""
    if [[source.file, source.sheet] for source in sources] != [item[:2] for item in kept]:
        return False
    return all(
        item[2:4] == _dated(source.path) or item[4] == _content_hash(source.path)
        for item, source in zip(kept, sources, strict=True)
    )


def _content_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()


def write_validated(
    vouchers: Vouchers,
    path: Path,
    *,
    folder: Path,
    settings: VoucherSettings,
    year: int,
    projects: Projects = NO_PROJECTS,
) -> None:
    """Writes sound vouchers; appears whole or not at all. Raises ValueError where there are errors."""
    if vouchers.errors or vouchers.groups is None:
        raise ValueError("only sound vouchers are kept")
    about = {
        "rules": rules_stamp(settings, year, projects),
        "sources": _sources_stamp(voucher_sources(folder, settings)),
        "control": [vouchers.lines.height, _control(vouchers.groups)],
        "findings": [_plain(item) for item in vouchers.findings],
        "closed": vouchers.closed.to_dicts() if vouchers.closed is not None else [],
    }
    lines = vouchers.lines.with_columns(pl.col(FEW).cast(pl.Categorical))
    unfinished = path.with_name(path.name + ".part")
    try:
        metadata = {KEY: json.dumps(about, ensure_ascii=False, default=date.isoformat)}
        lines.write_parquet(unfinished, compression="lz4", metadata=metadata)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def load_vouchers(
    folder: Path,
    settings: VoucherSettings,
    year: int,
    projects: Projects = NO_PROJECTS,
    validated: Path | None = None,
) -> Vouchers:
    """The vouchers from `validated` where it still holds, else read and checked from their sources, with a notice."""
    if validated is None or not validated.is_file():
        return read_vouchers(folder, settings, year, projects)
    about = _about(validated)
    reason = _stale(about, folder, settings, year, projects)
    if not reason:
        try:
            return _kept(validated, about)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, KeyError, TypeError):
            reason = DAMAGED
    fresh = read_vouchers(folder, settings, year, projects)
    fresh.findings.append(finding("B127", Place(file=validated.name), printed=reason))
    return fresh


def _about(path: Path) -> Mapping[str, Any]:
    try:
        about: Mapping[str, Any] = json.loads(pl.read_parquet_metadata(path)[KEY])
        schema = pl.read_parquet_schema(path)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, KeyError, ValueError):
        return {}
    whole = set(LINE_COLUMNS) <= set(schema) and {"rules", "sources", "control", "findings", "closed"} <= set(about)
    return about if whole else {}


def _stale(about: Mapping[str, Any], folder: Path, settings: VoucherSettings, year: int, projects: Projects) -> str:
    """Why the kept lines no longer hold, or "". Without any source the kept lines stand for themselves."""
    if not about:
        return DAMAGED
    if about["rules"] != rules_stamp(settings, year, projects):
        return "年度、单位文件、项目表或代码表有改动"
    sources = voucher_sources(folder, settings)
    if sources and not _unchanged(about["sources"], sources):
        return "原始凭证文件有改动"
    return ""


def _control(groups: pl.DataFrame) -> int:
    """The sum in 分 that kept lines must still come to."""
    return int(groups["fen"].sum())


def _kept(path: Path, about: Mapping[str, Any]) -> Vouchers:
    groups = groups_of_lines(pl.scan_parquet(path))
    if [int(groups["lines"].sum()), _control(groups)] != about["control"]:
        raise pl.exceptions.ComputeError("control totals")
    schema = {"file": pl.String, "row": pl.UInt32, "date": pl.String, "voucher": pl.String}
    closed = pl.DataFrame(about["closed"], schema={**schema, "lines": pl.UInt32, "fen": pl.Int64})
    return Vouchers(
        [_told(item) for item in about["findings"]],
        groups,
        closed.with_columns(pl.col("date").str.to_date("%Y-%m-%d")),
        kept=True,
        load=lambda: pl.read_parquet(path).with_columns(pl.col(FEW).cast(pl.String)),
    )


def _plain(item: Finding) -> dict[str, Any]:
    return {
        "code": item.code.code,
        "place": asdict(item.place),
        "said": {name: getattr(item, name) for name in ("printed", "expected", "arithmetic", "remedy")},
    }


def _told(item: Mapping[str, Any]) -> Finding:
    return Finding(catalogue()[item["code"]], Place(**item["place"]), **item["said"])
