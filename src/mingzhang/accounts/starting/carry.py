"""What a new year takes over from the one before: settings, texts, projects, closing balances, last year's figures."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from mingzhang import codes
from mingzhang.accounts.books import projects
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.books.texts import TEXT_FILE
from mingzhang.accounts.books.unit_file import REASONED, UNIT_FILE
from mingzhang.accounts.cube import LABELS, Entry, Fund
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.layouts.shelf import is_own, name_of
from mingzhang.accounts.performance.shelf import own_files
from mingzhang.accounts.pipeline import prepare
from mingzhang.accounts.region import Region
from mingzhang.accounts.starting.new import Start, as_yaml
from mingzhang.accounts.starting.words import TEXTS
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

CLOSING = Region.of({"flow": "closing"})
FORGOTTEN = (*REASONED, "尾差", "说明")
"""Settings that are about one year only."""
KEPT = ("主要职责", "内设机构", "分支机构", "决算单位", "用途", "名词解释")
"""Texts that hold on; 原因 and 补充 are about one year and are written anew."""


def carried(last: Path) -> Start:
    """The next year of the books in `last`. Raises ProblemsFound where those cannot be built."""
    books, disclosure, _ = prepare(last)
    return next_year(last, books, disclosure)


def next_year(last: Path, books: Books, disclosure: Disclosure) -> Start:
    """The next year of the books in `last`, which are loaded."""
    year = books.year + 1
    unit, kept = kept_settings(last / UNIT_FILE), kept_texts(last)
    closing = [entry for entry in books.measures.actual.places(CLOSING) if entry.fen]
    masters = list(projects.read_projects(last)[0].by_code.values())
    return Start(
        unit={**unit, "年度": year, "版式": name_of(books.layout)},
        texts=texts_after(kept, TEXTS.lstrip()),
        rows={
            projects.TABLE: [
                {projects.CODE: each.code, **{name: getattr(each, key) for key, name in projects.COLUMNS.items()}}
                for each in masters
            ],
            "年初结转": [_opening(entry) for entry in closing],
        },
        layout_file=books.layout if is_own(books.layout) else "",
        policies=tuple(own_files(last).values()),
        last_year=to_json(disclosure),
        findings=tuple(_retired(year, closing, masters, kept)),
    )


def kept_settings(file: Path) -> dict[str, Any]:
    """The settings of 单位.yaml or 部门.yaml that hold on."""
    return {key: value for key, value in _yaml(file).items() if key not in FORGOTTEN}


def kept_texts(last: Path) -> dict[str, Any]:
    texts = _yaml(last / TEXT_FILE)
    return {key: texts[key] for key in KEPT if texts.get(key)}


def texts_after(kept: Mapping[str, Any], empty: str) -> str:
    """文字.yaml: the parts that hold on, then the others as they stand, with their notes, in the empty one."""
    rest = [block for block in empty.strip().split("\n") if block.partition(":")[0] not in kept]
    return as_yaml(kept) + "\n" + "\n".join(rest) + "\n" if kept else empty


def _yaml(path: Path) -> Mapping[str, Any]:
    """A settings file that the books were built with, so that it is known to be sound."""
    return (yaml.safe_load(path.read_text("utf-8-sig")) or {}) if path.is_file() else {}


def _opening(entry: Entry) -> dict[str, str]:
    """A closing balance as next year's row of 年初结转."""
    return {
        "资金": LABELS["fund"][entry.coarse.fund],
        "功能科目": entry.function,
        "支出类型": LABELS["kind"][entry.coarse.kind],
        "项目": entry.project,
        "科目": _account(entry),
        "金额": yuan_text(entry.fen, grouped=False),
    }


def _account(entry: Entry) -> str:
    """The account of money outside the fiscal funds: each kind has its own."""
    if entry.coarse.fund is not Fund.OTHER:
        return ""
    return next(
        account
        for account, balance in closing_rules().accounts.items()
        if Fund.OTHER in balance.funds and entry.coarse.kind in balance.kinds
    )


def _retired(year: int, closing: list[Entry], masters: list[Any], kept: Mapping[str, Any]) -> Iterator[Finding]:
    """Functional codes taken over that the new year's list does not hold."""
    used = {entry.function for entry in closing} | {each.function[:7] for each in masters}
    used |= {str(key) for key in (kept.get("用途") or {}) if str(key).isdigit()}
    listed = codes.functional(year)
    for code in sorted(code for code in used if code.isdigit() and code not in listed):
        yield finding("A103", Place(file=UNIT_FILE), printed=code, expected=f"{year}年的功能科目")
