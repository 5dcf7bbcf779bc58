"""Texts of the unit that no sentence, condition or definition of the layout can ever quote: misspelt keys."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from mingzhang import codes
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.books.unit_file import REASONED
from mingzhang.accounts.region import EVERYTHING
from mingzhang.accounts.statements.facts import WILDCARD, Facts
from mingzhang.accounts.statements.glossary import items
from mingzhang.accounts.statements.grammar import Choice, Repeat, SlotCall, Wording
from mingzhang.accounts.statements.slots import TEXTS_FILE
from mingzhang.accounts.statements.wording import Statement, WordingFile
from mingzhang.findings import Finding, Place, finding

REASON, REMARK, DEFINITION = "原因", "补充", "名词解释"
DIGITS = (3, 5, 7)


def unused(wording: WordingFile, facts: Facts) -> list[Finding]:
    """A warning for every key of 原因, 补充 and 名词解释 that nothing in the narrative or glossary asks for."""
    texts = facts.books.texts
    reasons = _asked(wording, REASON)
    found = list(_strange(REASON, texts.reasons, _with_codes(reasons, facts), facts))
    remarks = {*_asked(wording, REMARK), *REASONED}
    found += _strange(REMARK, texts.remarks, remarks, facts)
    return found + list(_strange(DEFINITION, texts.definitions, {*wording.terms, *items(facts)}, facts))


def _strange(part: str, given: Mapping[str, str], known: Collection[str], facts: Facts) -> Iterator[Finding]:
    listed = codes.functional(facts.books.year)
    for key in given:
        subject = key.rpartition(".")[2]
        if key in known or subject == WILDCARD or (part == REASON and subject.isdigit() and subject not in listed):
            continue  # a code that is in no list was told when the file was read
        group = key.removesuffix(subject)
        near = [each.removeprefix(group) for each in known if each.startswith(group)]
        words = [each for each in near if each.isdigit() == subject.isdigit()]
        where = Place(file=TEXTS_FILE, key=f"{part}.{key}")
        yield finding("S113", where, printed=subject, remedy=nearest_remedy(subject, sorted(words)))


@lru_cache(maxsize=64)
def _asked(wording: WordingFile, function: str) -> frozenset[str]:
    """The keys of a part of 文字.yaml that the wording quotes or asks about, variables as they stand."""
    return frozenset(key for statement in wording.statements for key in _keys(statement, function))


def _keys(statement: Statement, function: str) -> Iterator[str]:
    kind, _, name = statement.needs.partition(":")
    yield from [name] if kind == function else []
    yield from (test.argument for test in statement.when if test.name == function)
    yield from _keys_of(statement.wording, function)


def _keys_of(wording: Wording, function: str) -> Iterator[str]:
    for part in wording:
        match part:
            case SlotCall(name, arguments) if name == function:
                yield arguments[0]
            case Choice(cases):
                for condition, body in cases:
                    yield from (test.argument for test in condition if test.name == function)
                    yield from _keys_of(body, function)
            case Repeat(_, body, _):
                yield from _keys_of(body, function)


def _with_codes(keys: Collection[str], facts: Facts) -> set[str]:
    """Keys with each variable replaced by the functional codes of the books."""
    functions = {code[:digits] for code in facts.books.measures.actual.functions(EVERYTHING) for digits in DIGITS}
    found = {key for key in keys if "@" not in key}
    for key in keys:
        stem, variable, _ = key.partition("@")
        found |= {stem + code for code in functions} if variable else set()
    return found
