"""The glossary: every item with money, and every term of the forms with money, is explained."""

from collections.abc import Iterator, Sequence

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import spent_items
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.accounts.readers.labels import plain
from mingzhang.accounts.statements.wording_shelf import mandated_terms
from mingzhang.findings import Finding, Place, finding


def check_explained(known: Known) -> Iterator[Finding]:
    yield from _items(known)
    yield from _terms(known)


def _items(known: Known) -> Iterator[Finding]:
    """Items with money that are not explained, in a glossary that explains items at all."""
    explained = {term.code for term in known.read.disclosure.glossary if term.code}
    if not explained:
        return
    names = {plain(term.term) for term in known.read.disclosure.glossary}
    listed = codes.functional(known.year)
    for form in ("05", "08", "09"):
        for code, figure in spent_items(known, form).items():
            if code not in explained and not any(_ends(name, plain(listed.name(code))) for name in names):
                yield finding("X121", known.place(figure.address), printed=f"{code} {listed.name(code)}")


_TERMS = {
    "财政拨款收入": (),
    "上级补助收入": (),
    "事业收入": (),
    "经营收入": (),
    "附属单位上缴收入": ("附属单位缴款",),
    "其他收入": (),
    "使用非财政拨款结余": ("弥补收支差额", "非财政拨款结余"),
    "年初结转和结余": ("上年结转", "年初结转", "结转和结余"),
    "基本支出": (),
    "项目支出": (),
    "上缴上级支出": (),
    "经营支出": (),
    "对附属单位补助支出": ("附属单位补助",),
    "结余分配": (),
    "年末结转和结余": ("结转下年", "年末结转", "结转和结余"),
    "“三公”经费": ("三公",),
}
"""Terms of the forms, and by which other words a glossary may explain them."""
_GENERAL = 5
"""Terms that are no items, from which on a glossary is one of terms as well."""


def _terms(known: Known) -> Iterator[Finding]:
    """Terms under which the forms have money that are not explained, told together."""
    terms = [plain(term.term) for term in known.read.disclosure.glossary if not term.code]
    if len(terms) < _GENERAL:
        return
    everything = "".join(terms)
    left = [
        name
        for name in _TERMS
        if any(figure.ticks for figure in known.by_region.get(vocabulary()[name], ()))
        and not _explained(name, everything)
    ]
    left = [name for name in left if not _of_a_template(name, terms)]
    if left:
        spot = known.read.term_places[0]
        where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row)
        yield finding("X126", where, expected="、".join(left))


def _explained(name: str, terms: str) -> bool:
    return any(plain(word) in terms for word in (name, *_TERMS[name]))


def _of_a_template(name: str, terms: Sequence[str]) -> bool:
    """Whether a glossary goes by a province's mandated list, and that list leaves the term out.

    Shanghai's has eleven terms: 使用非财政拨款结余 and 上缴上级支出 are none of them.
    """
    return any(
        all(any(plain(each) in term for each in listed) for term in terms)
        and not _explained(name, "".join(map(plain, listed)))
        for listed in mandated_terms()
    )


def _ends(term: str, name: str) -> bool:
    """Whether a term ends in an item's name, also 信息化建设（项）of a heading that was broken over lines."""
    return term.removesuffix("项").endswith(name) or term.endswith(name)
