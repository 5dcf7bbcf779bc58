"""The glossary (名词解释): the layout's terms, then every functional item that the forms show."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mingzhang import codes
from mingzhang.accounts.disclosure import Term
from mingzhang.accounts.draft import mark
from mingzhang.accounts.statements.facts import Facts
from mingzhang.accounts.statements.grammar import Each
from mingzhang.accounts.statements.slots import TEXTS_FILE
from mingzhang.accounts.statements.wording import WordingFile
from mingzhang.findings import Finding, Place, finding

REST_SUFFIX = "99"
REST_NAME = "其他"


@dataclass(frozen=True, slots=True)
class Definition:
    """One row of definitions.csv; `{款}` in a pattern stands for the division's name, its 支出 left out."""

    kind: str
    """term, item (by code), name (items of this name), or rest (the 其他… item of a division)."""
    key: str
    text: str


@cache
def definitions(year: int) -> tuple[Definition, ...]:
    """The definitions that hold in a year."""
    source = resources.files("mingzhang.accounts.statements") / "definitions.csv"
    return tuple(
        Definition(row["kind"], row["key"], row["definition"])
        for row in csv.DictReader(source.read_text("utf-8").splitlines())
        if int(row["first_year"] or 0) <= year <= int(row["last_year"] or 9999)
    )


@cache
def _by_key(year: int) -> Mapping[tuple[str, str], str]:
    return {(each.kind, each.key): each.text for each in definitions(year)}


def define(key: str, year: int) -> str:
    """Our definition of a term or a functional item; "" where there is none."""
    found = _by_key(year)
    if not key.isdigit():
        return found.get(("term", key), "")
    names = codes.functional(year)
    name, division = names.name(key), names.name(key[:5])
    text = found.get(("item", key), "")
    if not text and name:
        text = found.get(("name", name), "")
    if not text and division and key.endswith(REST_SUFFIX) and name.startswith(REST_NAME):
        text = found.get(("rest", REST_SUFFIX), "")
    return text.replace("{款}", division.removesuffix("支出"))


def glossary(wording: WordingFile, facts: Facts) -> tuple[tuple[Term, ...], list[Finding]]:
    """The terms in order, the unit's own definition before ours, and what nobody has defined."""
    terms: list[Term] = []
    findings: list[Finding] = []
    wanted = [("", term) for term in wording.terms] + [(code, facts.full_name(code)) for code in items(facts)]
    for code, term in wanted:
        key = code or term
        hidden = facts.withheld.hides_text(f"名词解释.{key}")
        own = "" if hidden else facts.books.texts.definitions.get(key, "").strip()
        text = own or define(key, facts.books.year)
        if text:
            terms.append(Term(term, text, code))
        elif not hidden:
            item = finding("S109", Place(file=TEXTS_FILE, key=f"名词解释.{key}"), expected=f"“{term}”的定义")
            findings.append(item)
            terms.append(Term(term, mark(item), code))
    return tuple(terms), findings


def items(facts: Facts) -> Iterator[str]:
    """Items with income or expenditure, or with balances of government funds: the rows of 02, 03, 05, 08 and 09."""
    names = ("本年收入合计", "本年支出合计", "政府性基金预算财政拨款")
    yield from sorted({code for name in names for code in facts.functions(Each("项", name))})
