"""A wording file read: checked strictly, every fault told with its line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzhang.accounts.layouts.bases import BASE
from mingzhang.accounts.layouts.layout import TICKS
from mingzhang.accounts.layouts.shelf import parsed
from mingzhang.accounts.statements.grammar import Clauses, WordingError
from mingzhang.accounts.statements.parser import Parser
from mingzhang.accounts.statements.wording import BUDGETS, PARTS, Statement, WordingFile
from mingzhang.accounts.statements.wording_shelf import wording_keys
from mingzhang.findings import Finding, Place, ProblemsFound, finding

_STATEMENT_KEYS = {"key", "part", "level", "text", "when", "each", "within", "needs"}
_FILE_KEYS = {"budget", "amounts_in", "sections", "ordinals", "words", "clause", "glossary"}
_WORDS = {"变动词": 3, "升降词": 3, "比较词": 3}


def parse_wording(key: str, read: Callable[[str], str]) -> WordingFile:
    """The wording of a head file and its sections, `read` by name. Raises ProblemsFound with every fault and line."""
    own = parsed("S120", key, read(key))
    head = _on_base(key, own, read)
    faults = [finding("S120", Place(file=f"{key}.toml"), expected=said) for said in _shape_faults(head)]
    if faults:
        raise ProblemsFound(faults)
    clauses: Clauses = {clause["name"]: clause["cases"] for clause in head.get("clause", [])}
    loader = _Loader(Parser(clauses, head["ordinals"]))
    for section in head["sections"]:
        loader.section(section, read(section))
    here = {clause["name"] for clause in own.get("clause", [])}
    for unused in sorted(here - loader.parser.used):
        loader.faults.append(finding("S120", Place(file=f"{key}.toml", key=unused), expected="每个分句至少有一处用到"))
    if loader.faults:
        raise ProblemsFound(loader.faults)
    return WordingFile(
        key=key,
        budget=head["budget"],
        tick_fen=TICKS[head["amounts_in"]],
        ordinals=tuple(head["ordinals"]),
        words={name: tuple(words) for name, words in head["words"].items()},
        statements=tuple(loader.statements),
        terms=tuple(head["glossary"]["terms"]),
    )


def _on_base(key: str, own: Mapping[str, Any], read: Callable[[str], str]) -> Mapping[str, Any]:
    """A head file with what its base says where it is silent itself; a base stands on none."""
    base = own.get(BASE)
    if base is None:
        return own
    text = read(base) if isinstance(base, str) else ""
    if not text:
        place = Place(file=f"{key}.toml", key=BASE)
        raise ProblemsFound([finding("S120", place, printed=str(base), expected=f"{'、'.join(wording_keys())} 之一")])
    said = {name: value for name, value in own.items() if name != BASE}
    return {**parsed("S120", base, text), **said}


def _shape_faults(given: Mapping[str, Any]) -> list[str]:
    """Faults of the head file, before any statement is read."""
    said = [f"没有 {name} 这个属性" for name in sorted(set(given) - _FILE_KEYS)]
    said += [f"缺少 {name}" for name in sorted(_FILE_KEYS - {"clause"} - set(given))]
    if given.get("budget") not in BUDGETS:
        said.append(f"budget 只能是 {' 或 '.join(BUDGETS)}")
    if given.get("amounts_in") not in TICKS:
        said.append(f"amounts_in 只能是 {' 或 '.join(TICKS)}")
    for index, clause in enumerate(given.get("clause", []), 1):
        cases = clause.get("cases", [])
        if set(clause) != {"name", "cases"} or any(
            "text" not in case or set(case) - {"when", "text"} for case in cases
        ):
            said.append(f"第{index}个分句应有 name 和 cases，每种情形只有 when 和 text")
    words = given.get("words", {})
    said += [f"words.{name} 要有{count}个词" for name, count in _WORDS.items() if len(words.get(name, ())) != count]
    return said


@dataclass
class _Loader:
    """Reads section after section; a statement may stand under one of an earlier section."""

    parser: Parser
    statements: list[Statement] = field(default_factory=list)
    scopes: dict[str, frozenset[str]] = field(default_factory=lambda: {"": frozenset()})
    """Key → the variables that are bound below it."""
    faults: list[Finding] = field(default_factory=list)

    def section(self, name: str, text: str) -> None:
        entries = parsed("S120", name, text).get("statement", [])
        if not entries:
            self.faults.append(finding("S120", Place(file=f"{name}.toml"), expected="有这个文件，其中至少一条陈述"))
        for entry in entries:
            try:
                self._add(entry)
            except WordingError as error:
                row = _line_of(text, entry.get("key", ""), error.fragment)
                place = Place(file=f"{name}.toml", row=row, key=entry.get("key", ""))
                self.faults.append(finding("S120", place, printed=error.fragment, expected=str(error)))

    def _add(self, entry: Mapping[str, Any]) -> None:
        missing = sorted({"key", "part", "text"} - set(entry))
        if missing:
            raise WordingError(f"缺少 {'、'.join(missing)}", "")
        statement = _statement(entry, self.parser, self.scopes)
        if statement.key in self.scopes:
            raise WordingError("每条陈述的 key 只能出现一次", statement.key)
        bound_here = {statement.each.variable} if statement.each else set()
        self.scopes[statement.key] = self.scopes[statement.within] | bound_here
        self.statements.append(statement)


def _statement(entry: Mapping[str, Any], parser: Parser, scopes: Mapping[str, frozenset[str]]) -> Statement:
    unknown = sorted(set(entry) - _STATEMENT_KEYS)
    if unknown:
        raise WordingError(f"没有 {'、'.join(unknown)} 这个属性", unknown[0])
    for name, value in entry.items():
        if not isinstance(value, int if name == "level" else str):
            raise WordingError(f"{name} 应为{'整数' if name == 'level' else '文字'}", name)
    if entry["part"] not in PARTS:
        raise WordingError(f"part 只能是{'、'.join(PARTS)}", entry["part"])
    within = entry.get("within", "")
    if within not in scopes:
        raise WordingError(f"“{within}”不在前面的陈述里", within)
    scope = scopes[within]
    each = parser.each(entry["each"], scope) if "each" in entry else None
    inner = scope | {each.variable} if each else scope
    needs = entry.get("needs", "")
    if needs:
        parser.condition(needs, scope)
    return Statement(
        key=entry["key"],
        part=entry["part"],
        level=entry.get("level", 0),
        wording=parser.wording(entry["text"], inner),
        when=parser.condition(entry.get("when", ""), inner),
        each=each,
        within=within,
        needs=needs,
    )


def _line_of(text: str, key: str, fragment: str) -> int | None:
    """The line, from 1, on which `fragment` stands at or below the statement of `key`."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if line.strip() == f'key = "{key}"'), None)
    if start is None:
        return None
    return next((number + 1 for number in range(start, len(lines)) if fragment in lines[number]), start + 1)
