"""The files of a disclosure in their folders, each folder whole or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.accounts.books.model import Books, Ledger
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.renderers.whole import replaced

if TYPE_CHECKING:
    from mingzhang.accounts.renderers.internal import WriteLines

PUBLIC, INTERNAL, DRAFT = "public", "internal", "draft"
HTML, JSON = "index.html", "disclosure.json"
PDF, DOCX, XLSX = "final-accounts.pdf", "final-accounts.docx", "final-accounts.xlsx"
DATA = "datapackage"
DRAFT_NAMES = ("草稿.html", "草稿.pdf", "草稿.docx", "草稿.xlsx")
PUBLIC_NAMES = (HTML, PDF, DOCX, XLSX, DATA, JSON)
"""What a public edition consists of, in the order in which a reader would open it."""


@dataclass(frozen=True, slots=True)
class MorePage:
    """A further page of the internal edition."""

    name: str
    title: str
    write: Callable[[Path], None]


Begin = Callable[..., Callable[[], None]]
"""Called with some work and what it is given: begins it, and gives what waits until it is done."""


def at_once(work: Callable[..., None], *given: object) -> Callable[[], None]:
    """Does the work here and now."""
    work(*given)
    return lambda: None


def write_editions(
    disclosure: Disclosure,
    books: Books,
    layout: Layout,
    out: Path,
    created: datetime | None = None,
    *,
    begin: Begin = at_once,
    lines: "WriteLines | None" = None,
    more: Sequence[MorePage] = (),
    finish: Callable[[], None] | None = None,
) -> tuple[Path, ...]:
    """Both editions; neither takes its place before both are written. Returns the files to open.

    `begin` begins the public edition, which may be written beside the internal one. `lines` are those of the books'
    ledger where they are written elsewhere. `more` are further pages of the internal edition, which its first page
    leads to; `finish` waits for what must be done as well before they take their places.
    """
    links = [(page.title, page.name) for page in more]
    with replaced(out / PUBLIC) as public, replaced(out / INTERNAL) as internal:
        written = begin(_public, disclosure, layout, public, created)
        _internal(disclosure, layout, books.measures, lines or _lines_of(books.ledger), internal, links)
        for page in more:
            page.write(internal / page.name)
        written()
        if finish is not None:
            finish()
    pages = (HTML, *(page.name for page in more))
    return (*(out / PUBLIC / name for name in PUBLIC_NAMES), *(out / INTERNAL / name for name in pages))


def write_public(disclosure: Disclosure, layout: Layout, folder: Path, created: datetime | None = None) -> Path:
    """`folder`/public: the document in every format. Returns that folder."""
    with replaced(folder / PUBLIC) as into:
        _public(disclosure, layout, into, created)
    return folder / PUBLIC


def write_draft(disclosure: Disclosure, layout: Layout, out: Path, created: datetime | None = None) -> tuple[Path, ...]:
    """`out`/draft: the document to be passed round, under names that say what it is; no open data, no traces."""
    with replaced(out / DRAFT) as into:
        _documents(disclosure, layout, into, created, DRAFT_NAMES)
    return tuple(out / DRAFT / name for name in DRAFT_NAMES)


def write_web(disclosure: Disclosure, layout: Layout, folder: Path) -> Path:
    """`folder`/public: the web page and the data alone, written into a folder that is new itself. Returns it."""
    assert disclosure.draft is None  # a draft is never published
    folder.mkdir(parents=True, exist_ok=True)
    into = folder / PUBLIC
    into.mkdir()
    _page(disclosure, layout, into / HTML)
    _data(disclosure, into)
    return into


def write_internal(disclosure: Disclosure, layout: Layout, measures: Measures, ledger: Ledger, folder: Path) -> Path:
    """`folder`/internal: index.html with its data files. Returns that folder."""
    with replaced(folder / INTERNAL) as into:
        _internal(disclosure, layout, measures, _lines_of(ledger), into)
    return folder / INTERNAL


def _documents(
    disclosure: Disclosure, layout: Layout, into: Path, created: datetime | None, names: Sequence[str]
) -> None:
    from mingzhang.accounts.renderers.docx import to_docx
    from mingzhang.accounts.renderers.paper import paper
    from mingzhang.accounts.renderers.pdf import heading_pages, to_pdf
    from mingzhang.accounts.renderers.xlsx import to_xlsx

    page, typeset, document, workbook = names
    _page(disclosure, layout, into / page)
    set_out = paper(disclosure, layout, created)
    pdf = to_pdf(disclosure, layout, created, set_out)
    (into / typeset).write_bytes(pdf)
    (into / document).write_bytes(to_docx(disclosure, layout, created, heading_pages(pdf), set_out))
    (into / workbook).write_bytes(to_xlsx(disclosure, layout, created))


def _public(disclosure: Disclosure, layout: Layout, into: Path, created: datetime | None) -> None:
    from mingzhang.accounts.renderers.datapackage import data_package

    assert disclosure.draft is None  # a draft is never published
    _documents(disclosure, layout, into, created, (HTML, PDF, DOCX, XLSX))
    (into / DATA).mkdir()
    for name, content in data_package(disclosure, layout, created).items():
        (into / DATA / name).write_bytes(content)
    _data(disclosure, into)


def _page(disclosure: Disclosure, layout: Layout, path: Path) -> None:
    from mingzhang.accounts.renderers.html import render_html

    path.write_bytes(render_html(disclosure, layout).encode())


def _data(disclosure: Disclosure, into: Path) -> None:
    (into / JSON).write_bytes(to_json(disclosure).encode())


def _internal(
    disclosure: Disclosure,
    layout: Layout,
    measures: Measures,
    lines: "WriteLines",
    into: Path,
    links: Sequence[tuple[str, str]] = (),
) -> None:
    from mingzhang.accounts.renderers.internal import write_edition

    write_edition(disclosure, layout, measures, lines, into, links)


def _lines_of(ledger: Ledger) -> "WriteLines":
    from mingzhang.accounts.renderers.shards import write_lines

    return partial(write_lines, ledger)
