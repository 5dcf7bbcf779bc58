"""The grammar of wording: plain text with slots in braces, conditions, and what a statement repeats over.

A parsed wording is data: literals, typed slots, choices between wordings and repetitions. Writing fills it; the same
parts can be turned round to find a sentence in a document. docs/statements.md explains the grammar.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.statements import registers

MEASURES = {"上年": "last_year", "年初预算": "opening_budget", "调整预算": "adjusted_budget"}
"""Prefix of a quantity → measure; without a prefix it is this year's actual. `预算:` is the wording file's choice."""
BUDGET = "预算"
REGISTER = "登记"
VARIABLES = {"@类": "208", "@款": "20805", "@项": "2080505", "@经济类": "301", "@经济款": "30101"}
"""What repetition binds, with a code that stands for it while wording is checked."""
LISTS = ("职责", "内设机构", "分支机构", "编制单位")
"""The unit's own lists that a statement can repeat over."""
FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "金额": ("quantity",),
    "占比": ("quantity", "quantity"),
    "变动词": ("region",),
    "变动额": ("region",),
    "变动率": ("region",),
    "升降词": ("region",),
    "完成率": ("region",),
    "比较词": ("region",),
    "清单": ("region",),
    "登记": ("register",),
    "原因": ("key",),
    "用途": ("key",),
    "补充": ("key",),
    "科目": ("code",),
    "科目全称": ("code",),
    "项数": ("list",),
    "值": (),
    "单位": (),
    "简称": (),
    "年度": (),
    "上年度": (),
    "涉密项数": (),
    "序": ("ordinal",),
}
"""Slot function → the kinds of its arguments."""
TESTS: Mapping[str, str] = {
    "有": "quantity",
    "为零": "quantity",
    "无基数": "quantity",
    "持平": "region",
    "微变": "region",
    "等于预算": "region",
    "恰等预算": "region",
    "登记": "subject",
    "文字": "list",
    "补充": "key",
    "类型": "kinds",
    "有上年": "",
    "有预算": "",
    "涉密": "",
}
"""Condition → the kind of its argument."""
UNIT_KINDS = frozenset({"行政", "参公", "事业"})
_BRACE = re.compile(r"\{([^{}]*)\}|[{}]")
_PARAMETER = re.compile(r"\$(\d)")


class WordingError(ValueError):
    """A declaration that cannot stand; the message is Chinese and `fragment` is where to look for it."""

    def __init__(self, message: str, fragment: str) -> None:
        super().__init__(message)
        self.fragment = fragment


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class SlotCall:
    """One typed slot: {占比:财政拨款收入|收入总计}."""

    function: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Test:
    negated: bool
    name: str
    argument: str


Condition = tuple[Test, ...]
"""All tests must hold; the empty condition always does."""


@dataclass(frozen=True, slots=True)
class Each:
    """What is repeated: codes of a level that have money in a region, or a list of the unit's."""

    level: str
    """类, 款, 项, 经济类, 经济款, or the name of a list."""
    region: str

    @property
    def variable(self) -> str:
        return f"@{self.level}"


@dataclass(frozen=True, slots=True)
class Choice:
    """The first case whose condition holds; nothing where none does."""

    cases: "tuple[tuple[Condition, Wording], ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    each: Each
    body: "Wording"
    separator: str


Part = Literal | SlotCall | Choice | Repeat
Wording = tuple[Part, ...]
Clauses = Mapping[str, Sequence[Mapping[str, str]]]
"""Named wordings with parameters $1, $2 …, each a list of cases {when, text}."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount that wording names: regions of a measure, or items of registers, added up."""

    measure: str
    expressions: tuple[str, ...]

    @property
    def operand(self) -> str:
        """As slots record it: `last_year:收入总计`, `register:政府采购.货物+政府采购.工程`."""
        return f"{self.measure}:{'+'.join(self.expressions)}"


def quantity(text: str, budget: str = "opening_budget") -> Quantity:
    """`收入总计`, `上年:收入总计`, `登记.政府采购.货物+政府采购.工程`. Raises KeyError for an unknown name."""
    if text.startswith(REGISTER + "."):
        names = [name for part in text[len(REGISTER) + 1 :].split("+") for name in registers.items_of(part)]
        return Quantity("register", tuple(names))
    prefix, colon, rest = text.partition(":")
    if not colon:
        return Quantity("actual", (text,))
    return Quantity(budget if prefix == BUDGET else MEASURES[prefix], (rest,))


def bound(text: str, values: Mapping[str, str]) -> str:
    """`text` with every variable replaced by its value."""
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(name, values[name])
    return text


class Parser:
    """Parses wording strictly against the regions, registers, clauses and ordinals that are declared."""

    def __init__(self, clauses: Clauses, ordinals: Sequence[str]) -> None:
        self.clauses = clauses
        self.ordinals = ordinals

    def wording(self, text: str, scope: frozenset[str] = frozenset(), depth: int = 0) -> Wording:
        return tuple(self._parts(text, scope, depth))

    def _parts(self, text: str, scope: frozenset[str], depth: int) -> Iterator[Part]:
        end = 0
        for match in _BRACE.finditer(text):
            if match.start() > end:
                yield Literal(text[end : match.start()])
            if match.group(1) is None:
                raise WordingError("花括号没有成对", text)
            yield self._slot(match.group(1), scope, depth)
            end = match.end()
        if end < len(text):
            yield Literal(text[end:])

    def _slot(self, inner: str, scope: frozenset[str], depth: int) -> Part:
        function, _, rest = inner.partition(":")
        arguments = tuple(rest.split("|")) if rest else ()
        if function == "分句":
            return self._clause(arguments, inner, scope, depth)
        if function == "逐项":
            if len(arguments) != 3:
                raise WordingError("“逐项”要写成 {逐项:重复范围|分句名|分隔符}", inner)
            each = self.each(arguments[0], scope)
            body = self._clause((arguments[1],), inner, scope | {each.variable}, depth)
            return Repeat(each, (body,), arguments[2])
        if function not in FUNCTIONS:
            raise WordingError(f"没有“{function}”这个函数", inner)
        kinds = FUNCTIONS[function]
        if len(arguments) != len(kinds):
            raise WordingError(f"“{function}”应有{len(kinds)}个参数，现有{len(arguments)}个", inner)
        if function == "值" and not scope & {f"@{name}" for name in LISTS}:
            raise WordingError("“值”只能用在逐条重复的清单里", inner)
        for kind, argument in zip(kinds, arguments, strict=True):
            self._check(kind, argument, inner, scope)
        return SlotCall(function, arguments)

    def _clause(self, arguments: tuple[str, ...], inner: str, scope: frozenset[str], depth: int) -> Choice:
        if not arguments or arguments[0] not in self.clauses:
            raise WordingError(f"没有“{arguments[0] if arguments else ''}”这个分句", inner)
        if depth > 5:
            raise WordingError("分句互相引用，没有尽头", inner)

        def given(match: re.Match[str]) -> str:
            index = int(match.group(1))
            if not 1 <= index < len(arguments):
                raise WordingError(f"分句“{arguments[0]}”缺少第{index}个参数", inner)
            return arguments[index]

        cases = []
        for case in self.clauses[arguments[0]]:
            condition = self.condition(_PARAMETER.sub(given, case.get("when", "")), scope)
            cases.append((condition, self.wording(_PARAMETER.sub(given, case["text"]), scope, depth + 1)))
        return Choice(tuple(cases))

    def condition(self, text: str, scope: frozenset[str] = frozenset()) -> Condition:
        """`有:事业收入 且 非 有上年`."""
        return tuple(self._test(part.strip(), scope) for part in text.split(" 且 ")) if text.strip() else ()

    def _test(self, text: str, scope: frozenset[str]) -> Test:
        negated = text.startswith("非 ")
        name, _, argument = text.removeprefix("非 ").partition(":")
        if name not in TESTS:
            raise WordingError(f"没有“{name}”这个条件", text)
        kind = TESTS[name]
        if bool(kind) != bool(argument):
            raise WordingError(f"条件“{name}”{'缺少参数' if kind else '不带参数'}", text)
        if kind:
            self._check(kind, argument, text, scope)
        return Test(negated, name, argument)

    def each(self, text: str, scope: frozenset[str] = frozenset()) -> Each:
        """`项:一般公共预算财政拨款支出/@类`, `经济类:基本支出`, `职责`."""
        level, _, region = text.partition(":")
        if level in LISTS and not region:
            return Each(level, "")
        if f"@{level}" not in VARIABLES or not region:
            raise WordingError(f"不能按“{text}”重复", text)
        self._check("region", region, text, scope)
        return Each(level, region)

    def _check(self, kind: str, argument: str, where: str, scope: frozenset[str]) -> None:
        """Raises WordingError for an argument that names nothing declared."""
        free = [name for name in re.findall(r"@[一-鿿]+", argument) if name not in scope]
        if free:
            raise WordingError(f"{free[0]} 不在它的重复范围之内", where)
        sample = bound(argument, VARIABLES)
        try:
            ok = _CHECKS[kind](self, sample)
        except (KeyError, ValueError):
            ok = False
        if not ok:
            raise WordingError(f"{_KINDS[kind]}“{argument}”没有声明", where)


def _is_quantity(_: Parser, text: str) -> bool:
    found = quantity(text)
    if found.measure == "register":
        return all(registers.unit_of(name) for name in found.expressions)
    return not region_at(found.expressions[0]).empty


_CHECKS: Mapping[str, Callable[[Parser, str], bool]] = {
    "quantity": _is_quantity,
    "region": lambda _, text: not region_at(text).empty,
    "register": lambda _, text: all(registers.items_of(part) for part in text.split("+")),
    "subject": lambda _, text: text in registers.units() or bool(registers.items_of(text)),
    "list": lambda _, text: text in LISTS,
    "key": lambda _, text: bool(text),
    "code": lambda _, text: text.isdigit(),
    "ordinal": lambda parser, text: text in parser.ordinals,
    "kinds": lambda _, text: set(text.split("、")) <= UNIT_KINDS,
}
_KINDS = {
    "quantity": "金额",
    "region": "区域",
    "register": "登记项",
    "subject": "登记",
    "list": "清单",
    "key": "文字",
    "code": "科目",
    "ordinal": "序号样式",
    "kinds": "单位类型",
}
