"""From a folder of books to the files of its disclosure: load, compile, write; every finding told together."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import MARKED, REASONS, TEXTS, to_supply
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors

if TYPE_CHECKING:
    from mingzhang.accounts.books.load import Begun, Loaded
    from mingzhang.accounts.books.vouchers import Vouchers
    from mingzhang.accounts.performance.evaluate import Evaluated

Progress = Callable[[str], None]
"""Told the step that begins, in Chinese."""


def quiet(_: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Built:
    """What a build came to."""

    books: Books
    disclosure: Disclosure
    findings: tuple[Finding, ...]
    """Warnings and hints; with errors nothing is built."""
    files: tuple[Path, ...]
    seconds: float


@dataclass(frozen=True)
class Prepared:
    """A unit's books and what follows from them; `books` None where something looked for is an error."""

    books: Books | None
    evaluated: "Evaluated | None"
    disclosure: Disclosure | None
    findings: tuple[Finding, ...]


def prepare(
    folder: Path,
    progress: Progress = quiet,
    *,
    rescore: bool = False,
    kept: Path | None = None,
    layout: str = "",
    draft: bool = False,
) -> tuple[Books, Disclosure, tuple[Finding, ...]]:
    """The books of `folder` and the disclosure they make, in the unit's own layout or in `layout`.

    Raises ProblemsFound with all findings if any is an error.
    """
    prepared = prepare_unit(folder, progress, rescore=rescore, kept=kept, layout=layout, draft=draft)
    if prepared.books is None or prepared.disclosure is None:
        raise ProblemsFound(prepared.findings)
    return prepared.books, prepared.disclosure, prepared.findings


def prepare_unit(
    folder: Path,
    progress: Progress = quiet,
    *,
    rescore: bool = False,
    kept: Path | None = None,
    layout: str = "",
    disclose: bool = True,
    draft: bool = False,
    begun: "Begun | None" = None,
    vouchers: "Vouchers | None" = None,
) -> Prepared:
    """As `prepare`, problems told in what is returned. Without `disclose` the books alone: no forms, no narrative.

    `begun` and `vouchers` are what was read of the folder before.
    """
    from mingzhang.accounts.books.load import load
    from mingzhang.accounts.compile import compile_disclosure
    from mingzhang.accounts.performance.evaluate import evaluate

    loaded = _laid_out(load(folder, progress, validated=kept, begun=begun, vouchers=vouchers), folder, layout)
    findings = list(loaded.findings)
    if loaded.books is None:
        missing = _also_missing(folder, loaded) if disclose and not draft else []
        return Prepared(None, None, None, (*findings, *missing))
    progress("绩效自评计分")
    evaluated = evaluate(folder, loaded.books, rescore=rescore)
    findings += evaluated.findings
    books = evaluated.into_books(loaded.books)
    disclosure: Disclosure | None = None
    if disclose:
        progress("编制报表和说明")
        disclosure, more = compile_disclosure(books, draft=draft)
        findings += more
    stops = [item for item in findings if not (draft and item.code.code in MARKED)]
    if has_errors(stops):
        return Prepared(None, None, None, tuple(stops))
    whole = evaluated.into_disclosure(disclosure) if disclosure is not None else None
    if draft and whole is not None:
        whole = replace(whole, draft=to_supply(findings, books.withheld))
    return Prepared(books, evaluated, whole, tuple(findings))


def unknown_layout(layout: str, folder: Path) -> Finding:
    """A layout asked for on the command line that there is not, for the books in `folder`."""
    from mingzhang.accounts.layouts.shelf import names, own_folders

    known = "、".join(names(own_folders(folder)))
    return finding("S112", Place(key="--layout"), printed=layout, expected=f"{known} 之一")


def _laid_out(loaded: "Loaded", folder: Path, layout: str) -> "Loaded":
    """The books with another layout than the unit's own; its moved tails stay those of forms that both have."""
    from mingzhang.accounts.layouts.layout import load_layout
    from mingzhang.accounts.layouts.shelf import key_of, own_folders

    if not layout:
        return loaded
    key = key_of(layout, own_folders(folder))
    if not key:
        raise ProblemsFound([*loaded.findings, unknown_layout(layout, folder)])

    def moved(books: Books | None) -> Books | None:
        if books is None:
            return None
        try:
            forms = load_layout(key, books.year).forms
        except ProblemsFound as problems:
            raise ProblemsFound([*loaded.findings, *problems.findings]) from None
        return replace(books, layout=key, tails=tuple(number for number in books.tails if number in forms))

    return replace(loaded, books=moved(loaded.books), provisional=moved(loaded.provisional))


def _also_missing(folder: Path, loaded: "Loaded") -> list[Finding]:
    """What else the unit must fill in, told beside the errors of its books so that one run tells everything."""
    from mingzhang.accounts.compile import compile_disclosure
    from mingzhang.accounts.performance.evaluate import evaluate

    if loaded.provisional is None:
        return []
    books = evaluate(folder, loaded.provisional).into_books(loaded.provisional)
    wanted = TEXTS | (REASONS if loaded.complete else frozenset())  # reasons: only where every amount could be read
    return [item for item in compile_disclosure(books)[1] if item.code.code in wanted]


def build(
    folder: Path,
    out: Path,
    progress: Progress = quiet,
    *,
    rescore: bool = False,
    kept: Path | None = None,
    layout: str = "",
    created: datetime | None = None,
    draft: bool = False,
) -> Built:
    """Write the public and internal editions of the books in `folder` into `out`, whole or not at all.

    `rescore` leaves aside the scores of self-evaluations that were set by hand. `kept` is a parquet file in which
    checked voucher lines are kept from one build to the next. `layout` is printed in place of the unit's own.
    `created` is the date that the files bear. A `draft` is written instead of the two editions, what is missing
    marked in it.
    """
    from mingzhang.accounts.layouts.layout import load_layout
    from mingzhang.accounts.renderers.files import write_draft, write_editions

    began = time.perf_counter()
    books, disclosure, findings = prepare(folder, progress, rescore=rescore, kept=kept, layout=layout, draft=draft)
    placed = load_layout(books.layout, books.year)
    progress("写出草稿" if draft else "写出公开版和内部版")
    if draft:
        files = write_draft(disclosure, placed, out, created)
    else:
        files = write_editions(disclosure, books, placed, out, created)
    return Built(books, disclosure, findings, files, time.perf_counter() - began)


def example_folder(name: str) -> Path:
    """An example's books: inside the installed package, or in the repository that it runs from."""
    package = Path(__file__).resolve().parents[1]
    installed, source = package / "examples" / name, package.parents[1] / "examples" / name
    folder = installed if installed.is_dir() else source
    if not folder.is_dir():
        raise FileNotFoundError(name)
    return folder
