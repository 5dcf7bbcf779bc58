"""Conditions: whether one test holds of a unit's books."""

from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.statements.comparison import rate
from mingzhang.accounts.statements.facts import Facts
from mingzhang.accounts.statements.grammar import quantity
from mingzhang.accounts.statements.wording import WordingFile


def true_of(name: str, argument: str, facts: Facts, wording: WordingFile) -> bool:
    """Whether the test `name:argument` holds. Raises Unknown where the books do not say."""
    books = facts.books
    match name:
        case "有":
            return facts.has_money(quantity(argument, wording.budget))
        case "为零":
            return facts.amount(quantity(argument, wording.budget)).fen == 0
        case "无基数":
            return rate(0, facts.amount(quantity(argument, wording.budget)).fen, wording.tick_fen) is None
        case "持平":
            return facts.compared(argument, "last_year").level
        case "微变":
            return facts.compared(argument, "last_year").slight
        case "等于预算":
            return facts.compared(argument, wording.budget).level
        case "恰等预算":
            return facts.compared(argument, wording.budget).difference_fen == 0
        case "登记":
            subject, _, item = argument.partition(".")
            filled = books.registers.get(subject, {})
            return item in filled if item else any(each in filled for each in declared_registers()[subject])
        case "文字":
            return bool(facts.written(argument))
        case "补充":
            return bool(books.texts.remarks.get(argument))
        case "类型":
            return books.kind.value in argument.split("、")
        case "机关":
            agencies = books.measures.agencies
            return bool(agencies) if agencies is not None else books.kind.is_agency
        case "有上年":
            return books.measures.last_year is not None
        case "有预算":
            return books.measures.named(wording.budget) is not None
        case "涉密":
            return bool(facts.withheld.count)
        case _:
            raise AssertionError(f"undeclared test {name}")  # the parser admits only declared ones
