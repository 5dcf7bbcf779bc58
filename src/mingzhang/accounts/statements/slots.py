"""The slot functions: what each prints, and what it is computed from."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from mingzhang.accounts.forms.fill import figure_text
from mingzhang.accounts.statements import registers
from mingzhang.accounts.statements.comparison import Comparison, rate
from mingzhang.accounts.statements.facts import WILDCARD, Facts, Unknown, register_value
from mingzhang.accounts.statements.grammar import Each, Quantity, quantity
from mingzhang.accounts.statements.wording import WordingFile
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import decimal_text, percent_text
from mingzhang.printed import ticks_of

TEXTS_FILE = "文字.yaml"
REGISTER_SHEET = "登记"


class Filled(NamedTuple):
    """What a slot prints; `kind` as in disclosure.Slot, "" for numbering, which is not recorded."""

    text: str
    kind: str
    operands: tuple[str, ...] = ()
    fen: int | None = None


class Asked(Exception):  # noqa: N818 — it carries a finding to the writer
    """Something that the unit must supply before the sentence can be written."""

    def __init__(self, item: Finding) -> None:
        super().__init__(item.text())
        self.finding = item


class Context(NamedTuple):
    """Where a slot is filled: the facts, the layout's wording, and what repetition has bound."""

    facts: Facts
    wording: WordingFile
    value: str = ""
    """The entry of the unit's list that is being repeated."""
    said: str = ""
    """What the statement has said so far in this paragraph, for findings."""


def money(fen: int, tick_fen: int) -> str:
    """An amount as the narrative prints it: two decimals, no commas."""
    return figure_text(ticks_of(fen, tick_fen), grouped=False)


def _amount(context: Context, text: str) -> Filled:
    asked = quantity(text, context.wording.budget)
    amount = context.facts.amount(asked)
    fen = amount.fen if amount.exact else None
    return Filled(money(amount.fen, context.wording.tick_fen), "amount", (asked.operand,), fen)


def _share(context: Context, part: str, whole: str) -> Filled:
    sides = [quantity(text, context.wording.budget) for text in (part, whole)]
    first, second = (context.facts.amount(side).fen for side in sides)
    value = rate(first, second, context.wording.tick_fen)
    return Filled(_percent(value, part), "share", (sides[0].operand, sides[1].operand))


def _percent(value: Fraction | None, name: str) -> str:
    if value is None:  # the wording asks for a rate without having excluded a base of zero
        raise Asked(finding("S121", Place(key=name)))
    return percent_text(value)


def _operands(expression: str, measure: str) -> tuple[str, str]:
    return f"actual:{expression}", f"{measure}:{expression}"


def _word(words: tuple[str, ...], compared: Comparison) -> str:
    """above, below or level."""
    return words[{1: 0, -1: 1, 0: 2}[compared.sign]]


def _change_word(context: Context, expression: str) -> Filled:
    compared = context.facts.compared(expression, "last_year")
    return Filled(_word(context.wording.words["变动词"], compared), "change_word", _operands(expression, "last_year"))


def _growth_word(context: Context, expression: str) -> Filled:
    compared = context.facts.compared(expression, "last_year")
    return Filled(_word(context.wording.words["升降词"], compared), "change_word", _operands(expression, "last_year"))


def _change_amount(context: Context, expression: str) -> Filled:
    compared = context.facts.compared(expression, "last_year")
    exact = context.facts.amount(Quantity("last_year", (expression,))).exact
    fen = abs(compared.difference_fen)
    text = money(fen, context.wording.tick_fen)
    return Filled(text, "change_amount", _operands(expression, "last_year"), fen if exact else None)


def _change_rate(context: Context, expression: str) -> Filled:
    compared = context.facts.compared(expression, "last_year")
    text = _percent(compared.change_rate, expression)
    return Filled(text, "change_rate", _operands(expression, "last_year"))


def _completion(context: Context, expression: str) -> Filled:
    compared = context.facts.compared(expression, context.wording.budget)
    text = _percent(compared.completion_rate, expression)
    return Filled(text, "completion", _operands(expression, context.wording.budget))


def _completion_word(context: Context, expression: str) -> Filled:
    budget = context.wording.budget
    compared = context.facts.compared(expression, budget)
    return Filled(_word(context.wording.words["比较词"], compared), "completion_word", _operands(expression, budget))


def _list(context: Context, expression: str) -> Filled:
    divisions = context.facts.economic(Each("经济款", expression))
    names = [context.facts.economic_name(code) for code in divisions]
    return Filled("、".join(names), "list", tuple(f"actual:{expression}#{code}" for code in divisions))


def _count(context: Context, text: str) -> Filled:
    names = [name for part in text.split("+") for name in registers.items_of(part)]
    value = sum((register_value(name, context.facts.books.registers) for name in names), Fraction(0))
    return Filled(registers.printed(names[0], value), "count", (f"register:{'+'.join(names)}",))


def _reason(context: Context, key: str) -> Filled:
    text = context.facts.reason(key)
    if not text:
        code = "S101" if key.startswith("变动.") else "S102"
        where = Place(file=TEXTS_FILE, key=f"原因.{key}")
        raise Asked(finding(code, where, printed=context.said))
    return Filled(text, "reason", (f"text:原因.{key}",))


def _use(context: Context, key: str) -> Filled:
    uses = context.facts.books.texts.uses
    text = (uses.get(key) or uses.get(WILDCARD) or "").strip().rstrip("。")
    if not text:
        name = context.facts.full_name(key) if key.isdigit() else key
        raise Asked(finding("S103", Place(file=TEXTS_FILE, key=f"用途.{key}"), expected=f"“{name}”主要用于什么"))
    return Filled(text, "reason", (f"text:用途.{key}",))


def _remark(context: Context, key: str) -> Filled:
    text = context.facts.books.texts.remarks.get(key, "").strip()
    return Filled(text, "text", (f"text:补充.{key}",))


def _name(context: Context, code: str) -> Filled:
    if code[:1] == "3":  # economic classes begin with 3, functional ones with 2
        return Filled(context.facts.economic_name(code), "item", (f"economic:{code}",))
    return Filled(context.facts.function_name(code), "item", (f"function:{code}",))


def _full_name(context: Context, code: str) -> Filled:
    return Filled(context.facts.full_name(code), "item", (f"function:{code}",))


def _length(context: Context, name: str) -> Filled:
    return Filled(str(len(context.facts.values(Each(name, "")))), "count", (f"text:{name}",))


FILL: Mapping[str, Callable[..., Filled]] = {
    "金额": _amount,
    "占比": _share,
    "变动词": _change_word,
    "变动额": _change_amount,
    "变动率": _change_rate,
    "升降词": _growth_word,
    "完成率": _completion,
    "比较词": _completion_word,
    "清单": _list,
    "登记": _count,
    "原因": _reason,
    "用途": _use,
    "补充": _remark,
    "科目": _name,
    "科目全称": _full_name,
    "项数": _length,
    "值": lambda context: Filled(context.value, "text"),
    "单位": lambda context: Filled(context.facts.books.unit.name, "name"),
    "简称": lambda context: Filled(context.facts.short_name, "name"),
    "年度": lambda context: Filled(str(context.facts.books.year), "year"),
    "上年度": lambda context: Filled(str(context.facts.books.year - 1), "year"),
    "涉密项数": lambda context: Filled(decimal_text(context.facts.withheld.count, 0), "count"),
}
"""Slot function → what fills it; 序 is counted by the writer."""


def unknown(error: Unknown) -> Finding:
    """What to do about an operand that the books do not say."""
    measure, _, name = error.operand.partition(":")
    if measure == "register":
        return finding("S104", Place(sheet=REGISTER_SHEET, line=name.replace(".", "，")))
    return finding({"last_year": "S106"}.get(measure, "S107"), Place(key=name))
