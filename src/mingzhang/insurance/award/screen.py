"""A statement on the terminal."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from mingzhang.insurance.award.statement import HISTORY_HEADS, Statement
from mingzhang.insurance.engine.explain import Explained
from mingzhang.insurance.law.parameter import Parameter

RULE = "─" * 78


def width(text: str) -> int:
    """Columns that the text takes on a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))


def statement_text(statement: Statement) -> str:
    parts = [statement.title + ("（预发）" if statement.provisional else ""), RULE]
    parts += list(_pairs(statement.facts))
    parts.append(RULE)
    for number, line in enumerate(statement.lines, 1):
        parts += list(_line(number, line))
    parts += [RULE, f"{statement.key.title}：{statement.key.value_text}", RULE]
    parts += list(_history(statement))
    parts += ["所用参数"] if statement.parameters else []
    parts += [parameter_text(item) for item in statement.parameters]
    parts += [f"注：{note}" for note in statement.notes]
    return "\n".join(parts)


def _history(statement: Statement) -> Iterator[str]:
    if not statement.history:
        return
    yield "个人账户逐年记账"
    widths = (4, 4, 13, 7, 13, 12, 11, 13)
    for row in (HISTORY_HEADS, *statement.history_rows()):
        yield "  ".join(" " * max(0, size - width(cell)) + cell for size, cell in zip(widths, row, strict=True))
    yield RULE


def _pairs(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Two facts a line, a long one alone."""
    waiting = ""
    for fact in (f"{title}：{value}" for title, value in pairs):
        if waiting:
            yield padded(waiting, 40) + fact if width(fact) < 40 else f"{waiting}\n{fact}"
            waiting = ""
        elif width(fact) < 40:
            waiting = fact
        else:
            yield fact
    if waiting:
        yield waiting


def _line(number: int, line: Explained) -> Iterator[str]:
    yield f"{number:>2} {padded(line.title, 24)} {line.value_text}"
    yield f"     ＝ {line.formula}"
    if line.numbers:
        tail = f" ＝ {line.exactly}，{line.rounding}" if line.rounding else ""
        yield f"     ＝ {line.numbers}{tail}"
    elif line.rounding:
        yield f"     ＝ {line.exactly}，{line.rounding}"
    yield f"     依据：{line.basis}"


def parameter_text(item: Parameter) -> str:
    """One parameter on one line."""
    note = f"；{item.note}" if item.note else ""
    dates = item.dates_text()
    return f"  {item.title} {item.region} {dates}：{item.value_text()}（{item.source}；{item.confidence.shown}{note}）"
