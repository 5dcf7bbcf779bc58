"""Compiling: from a unit's books to what it publishes. Forms, narrative and glossary come from the same regions."""

from collections.abc import Iterable, Iterator

from mingzhang import codes
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import MARKED, left_over
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.layouts.layout import Layout, layout_keys, load_layout
from mingzhang.accounts.statements import registers
from mingzhang.accounts.statements.facts import Facts
from mingzhang.accounts.statements.glossary import glossary
from mingzhang.accounts.statements.relations import broken
from mingzhang.accounts.statements.slots import REGISTER_SHEET
from mingzhang.accounts.statements.unused import unused
from mingzhang.accounts.statements.withheld import Hidden, derivable, leaked, public_forms
from mingzhang.accounts.statements.wording_load import load_wording
from mingzhang.accounts.statements.wording_shelf import wording_keys
from mingzhang.accounts.statements.write import narrative
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors


def compile_disclosure(books: Books, *, draft: bool = False) -> tuple[Disclosure | None, list[Finding]]:
    """The disclosure of a unit's year with every finding; None where a finding is an error.

    In a `draft` what is missing is no error: it is marked at its place.
    """
    try:
        layout = load_layout(books.layout, books.year)
    except KeyError:
        known = "、".join(layout_keys())
        return None, [finding("S112", Place(key="版式"), printed=books.layout, expected=known)]
    except ProblemsFound as problems:
        return None, list(problems.findings)
    try:
        wording = load_wording(layout.wording)
    except KeyError:
        expected = f"{'、'.join(wording_keys())} 之一，或同一文件夹中的措辞文件"
        place = Place(file=layout.file or f"{layout.key}.toml", key="wording")
        return None, [finding("L104", place, printed=layout.wording, expected=expected)]
    except ProblemsFound as problems:
        return None, list(problems.findings)
    withheld = Hidden.of(books.withheld)
    facts = Facts(books, withheld, wording.budget, wording.tick_fen)
    full = fill(layout, books.measures, books.tails)
    forms = public_forms(full, layout, withheld)
    paragraphs, asked = narrative(wording, facts, draft=draft)
    terms, undefined = glossary(wording, facts)
    disclosure = Disclosure(
        unit=books.unit,
        year=books.year,
        layout=layout.key,
        forms=forms,
        paragraphs=paragraphs,
        glossary=terms,
        registers=printed_registers(books, withheld),
        tails=books.tails,
        withheld=withheld.summary(),
    )
    findings = [
        *suited(layout, books),
        *without_registers(asked, books),
        *undefined,
        *broken(facts),
        *derivable(full, forms, layout),
    ]
    texts = [*(each.text for each in paragraphs), *(term.definition for term in terms)]
    findings += left_over(texts, [*asked, *findings])
    findings += unused(wording, facts)
    findings += leaked(disclosure, books.texts, withheld)
    stops = [item for item in findings if not (draft and item.code.code in MARKED)]
    return (None if has_errors(stops) else disclosure), findings


def suited(layout: Layout, books: Books) -> Iterator[Finding]:
    """Whether the layout is one for these books: its years, its source, and a line for every class that has money."""
    place = Place(key="版式")
    last = layout.last_year or books.year
    if not layout.first_year <= books.year <= last:
        until = f"至 {layout.last_year} 年度" if layout.last_year else "起"
        expected = f"{layout.name}适用于 {layout.first_year} 年度{until}"
        yield finding("L107", place, printed=f"{books.year} 年度", expected=expected)
    if not layout.confirmed:
        yield finding("L108", place, printed=layout.name, expected=layout.note)
    spent = {code[:3] for code in books.measures.actual.functions(named("本年支出合计"))}
    for code in sorted(spent - set(layout.classes)):
        name = codes.functional(books.year).name(code)
        yield finding("L109", place, printed=f"{code} {name}", expected=f"{layout.name}列有这一类")


def without_registers(asked: Iterable[Finding], books: Books) -> list[Finding]:
    """What is asked for; where the unit registered nothing at all, the table itself in place of each of its items."""
    if books.registers:
        return list(asked)
    missing = [item for item in asked if item.code.code == "S104"]
    others = [item for item in asked if item.code.code != "S104"]
    if not missing:
        return others
    items = "、".join(dict.fromkeys(item.place.line.replace("，", " ") for item in missing))
    remedy = "请填写 账册.xlsx 的“登记”工作表（或 登记.csv），列为类别、项目、数值，每项一行，没有的填 0"
    where = Place(sheet=REGISTER_SHEET)
    return [*others, finding("S104", where, printed="没有登记", expected=f"填有：{items}", remedy=remedy)]


def printed_registers(books: Books, withheld: Hidden) -> dict[str, dict[str, str]]:
    """The registers as printed, in the order in which they are declared; withheld items left out."""
    found: dict[str, dict[str, str]] = {}
    for subject, items in declared_registers().items():
        filled = books.registers.get(subject, {})
        values = {
            item: registers.printed(f"{subject}.{item}", filled[item])
            for item in items
            if item in filled and f"{subject}.{item}" not in withheld.registers
        }
        if values:
            found[subject] = values
    return found
