"""Laws of the narrative over random books: every printed number follows from its slot's operands and nothing else."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from statement_units import USES, closed, printed_measure, registers, unit

from mingzhang import codes
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.cube import CAPITAL_CLASS, Coarse, Entry, Flow, Fund, domain
from mingzhang.accounts.disclosure import Disclosure, Paragraph, Slot
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.measures import Measures, full
from mingzhang.accounts.region import EVERYTHING, Region

ITEMS = ["2080109", "2080150", "2080505", "2101102", "2210201", "2082201"]
DIVISIONS = ["30101", "30201", "30212", "30217", "30231", "30302", "31002", "31013"]
COARSE = sorted(atom for atom in domain() if atom.flow is not Flow.CLOSING)
LAST = ["收入总计", "支出总计", "年末结转和结余", "财政拨款支出", "“三公”经费", "因公出国（境）费", "公务接待费"]
LAST += ["公务用车购置及运行维护费", "公用经费"]
MONEY = st.one_of(st.integers(0, 60), st.integers(0, 30_000_000), st.integers(-500_000, 500_000).map(lambda n: n * 100))


def entry(coarse: Coarse, item: str, division: str, fen: int) -> Entry:
    function = CAPITAL_CLASS + "0105" if coarse.fund is Fund.CAPITAL else item
    return Entry(coarse, function, division if coarse.flow is Flow.EXPENDITURE else "", "", "", fen)


ENTRIES = st.lists(
    st.builds(entry, st.sampled_from(COARSE), st.sampled_from(ITEMS), st.sampled_from(DIVISIONS), MONEY), max_size=25
)
LAST_YEARS = st.none() | st.fixed_dictionaries(
    {name: st.integers(-5_000, 50_000).map(lambda n: f"{n / 100:.2f}") for name in LAST}
)


@st.composite
def books(draw: st.DrawFn) -> Books:
    base = unit(kind=draw(st.sampled_from(UnitKind)))
    spent = Region.of({"flow": "expenditure"})
    budget = [each for each in draw(ENTRIES) if each.coarse.flow is Flow.EXPENDITURE]
    last = draw(LAST_YEARS)
    measures = Measures(
        actual=full(closed(draw(ENTRIES)), EVERYTHING),
        opening_budget=draw(st.sampled_from([None, full(budget, spent)])),
        last_year=printed_measure(last) if last is not None else None,
    )
    uses = {**USES, **dict.fromkeys(ITEMS, "日常业务")}
    return replace(base, measures=measures, registers=registers({}), texts=replace(base.texts, uses=uses))


def rounded(value: Decimal) -> Decimal:
    found = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return abs(found) if found == 0 else found


def wan(fen: int) -> Decimal:
    return Decimal(fen) / 1_000_000


def operand(text: str, given: Books) -> int:
    """The amount in 分 of an operand, looked up without the room under test."""
    measure, _, expression = text.partition(":")
    if measure == "register":
        names = [name.split(".") for name in expression.split("+")]
        return sum(int(given.registers[subject][item] * 100) for subject, item in names)
    cube = given.measures.named(measure)
    amount = cube.value(region_at(expression)) if cube is not None else None
    assert amount is not None, text
    return amount.fen


def expected(slot: Slot, given: Books) -> str | None:
    """What a slot of figures must print; None for a slot of words."""
    if slot.kind in {"reason", "text", "name", "year", "item"} or slot.operands[:1] == ("text:内设机构",):
        return None
    if slot.kind == "list":
        names = codes.economic(given.year)
        assert all(operand(each, given) for each in slot.operands)
        return "、".join(names.name(each.rpartition("#")[2]) for each in slot.operands)
    amounts = [operand(each, given) for each in slot.operands if not each.startswith("text:")]
    now, base = (*amounts, 0, 0)[:2]
    level = rounded(wan(now)) == rounded(wan(base))
    match slot.kind:
        case "amount":
            return f"{rounded(wan(now)):f}"
        case "share" | "completion":
            return f"{rounded(Decimal(now) / Decimal(base) * 100):f}%"
        case "change_amount":
            return f"{rounded(abs(wan(now - base))):f}"
        case "change_rate":
            return f"{rounded(abs(Decimal(now - base) / Decimal(base) * 100)):f}%"
        case "change_word":
            return "持平" if level else ("增加增长" if now > base else "减少下降")
        case "completion_word":
            return "等于" if level else ("大于" if now > base else "小于")
        case _:
            return None


def check(paragraph: Paragraph, given: Books) -> None:
    end, bare = 0, ""
    for slot in paragraph.slots:
        said = paragraph.text[slot.start : slot.end]
        assert end <= slot.start <= slot.end, paragraph
        bare += paragraph.text[end : slot.start] + "‹›"
        end = slot.end
        wanted = expected(slot, given)
        if slot.kind == "change_word" and wanted is not None:
            assert said in wanted, paragraph
        elif wanted is not None:
            assert said == wanted, (paragraph.text, slot)
    bare += paragraph.text[end:]
    assert set(re.findall(r"\d+\.\d+", bare)) <= {"0.01"}, bare
    assert "%" not in bare


def built(given: Books) -> Disclosure:
    disclosure, findings = compile_disclosure(given)
    assert [item.text() for item in findings if item.code.code not in {"S111", "S113"}] == []
    assert disclosure is not None
    return disclosure


@settings(deadline=None)
@given(books())
def test_every_printed_number_follows_from_its_operands(given: Books) -> None:
    for paragraph in built(given).paragraphs:
        check(paragraph, given)


@settings(deadline=None)
@given(books())
def test_every_item_of_the_forms_is_described_once_with_the_figure_of_its_form(given: Books) -> None:
    disclosure = built(given)
    for form_number, key in (("05", "一般公共预算.项"), ("08", "政府性基金.项"), ("09", "国有资本经营.项")):
        form = disclosure.form(form_number)
        assert form is not None
        cells = {cell.row: cell.printed.replace(",", "") for cell in form.cells if cell.column == "本年支出合计"}
        told = [
            (slot.operands[0].rpartition("/")[2], paragraph.text[slot.start : slot.end])
            for paragraph in disclosure.paragraphs
            if paragraph.key == key
            for slot in paragraph.slots[:2]
            if slot.kind == "amount"
        ]
        assert dict(told) == {row: figure or "0.00" for row, figure in cells.items() if len(row) == 7}
        assert len(told) == len(dict(told))


@settings(deadline=None)
@given(books())
def test_where_there_is_no_base_there_is_no_rate(given: Books) -> None:
    for paragraph in built(given).paragraphs:
        for slot in paragraph.slots:
            if slot.kind in {"share", "change_rate", "completion"}:
                assert rounded(wan(operand(slot.operands[1], given))) > 0, paragraph
