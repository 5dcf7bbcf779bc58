"""Parsing wording strictly: what it names must be declared, or the fault is told in Chinese."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from mingzhang.accounts.forms.registers import declared_registers, unit_of
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.statements import registers
from mingzhang.accounts.statements.grammar import (
    FUNCTIONS,
    LISTS,
    TESTS,
    UNIT_KINDS,
    VARIABLES,
    Choice,
    Clauses,
    Condition,
    Each,
    Literal,
    Part,
    Predicate,
    Repeat,
    SlotCall,
    Wording,
    WordingError,
    bound,
    quantity,
)

_BRACE = re.compile(r"\{([^{}]*)\}|[{}]")
_PARAMETER = re.compile(r"\$(\d)")


class Parser:
    """Parses wording strictly against the regions, registers, clauses and ordinals that are declared."""

    def __init__(self, clauses: Clauses, ordinals: Sequence[str]) -> None:
        self.clauses = clauses
        self.ordinals = ordinals
        self.used: set[str] = set()
        """The clauses that some statement refers to."""

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

        self.used.add(arguments[0])
        cases = []
        for case in self.clauses[arguments[0]]:
            condition = self.condition(_PARAMETER.sub(given, case.get("when", "")), scope)
            cases.append((condition, self.wording(_PARAMETER.sub(given, case["text"]), scope, depth + 1)))
        return Choice(tuple(cases))

    def condition(self, text: str, scope: frozenset[str] = frozenset()) -> Condition:
        """`有:事业收入 且 非 有上年`."""
        return tuple(self._test(part.strip(), scope) for part in text.split(" 且 ")) if text.strip() else ()

    def _test(self, text: str, scope: frozenset[str]) -> Predicate:
        negated = text.startswith("非 ")
        name, _, argument = text.removeprefix("非 ").partition(":")
        if name not in TESTS:
            raise WordingError(f"没有“{name}”这个条件", text)
        kind = TESTS[name]
        if bool(kind) != bool(argument):
            raise WordingError(f"条件“{name}”{'缺少参数' if kind else '不带参数'}", text)
        if kind:
            self._check(kind, argument, text, scope)
        return Predicate(negated, name, argument)

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
        return all(unit_of(name) for name in found.expressions)
    return not region_at(found.expressions[0]).empty


_CHECKS: Mapping[str, Callable[[Parser, str], bool]] = {
    "quantity": _is_quantity,
    "region": lambda _, text: not region_at(text).empty,
    "register": lambda _, text: all(registers.items_of(part) for part in text.split("+")),
    "subject": lambda _, text: text in declared_registers() or bool(registers.items_of(text)),
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
