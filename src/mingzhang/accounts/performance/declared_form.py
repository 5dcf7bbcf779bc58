"""How a province prints the form of self-evaluation, from its file and those that it stands on: checked strictly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from mingzhang.accounts.layouts.bases import Given, given
from mingzhang.accounts.layouts.faults import Faults
from mingzhang.accounts.layouts.shelf import SUFFIX, is_own, own_reader, stamp
from mingzhang.accounts.performance.evaluation import Evaluation, MoneyPart
from mingzhang.accounts.performance.fields import BOXES
from mingzhang.accounts.performance.headings import headings
from mingzhang.findings import ProblemsFound

PREFIX = "form-"
NEEDED = {
    "title": "text",
    "spine": "text",
    "merged": "texts",
    "top": "rows",
    "head": "rows",
    "line": "texts",
    "bottom": "rows",
    "source": "text",
    "amounts": "text",
}
MAY = {"deducted": "rows", "signs": "names", "sources": "table", "summary": "texts"}


@dataclass(frozen=True, slots=True)
class EvaluationLayout:
    """How a province prints the form; rows name a text a column."""

    title: str
    spine: str
    """The box along the left of all indicators."""
    merged: tuple[str, ...]
    top: tuple[tuple[str, ...], ...]
    head: tuple[tuple[str, ...], ...]
    line: tuple[str, ...]
    bottom: tuple[tuple[str, ...], ...]
    source: str
    amounts: str
    """万元 or 元."""
    deducted: tuple[tuple[str, ...], ...] = ()
    """Rows at the end of a form of which something was deducted, where `bottom` has no room for it."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """Operator → how it is printed; those not named as they are."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source of money as printed → those of the sheet that make it up."""
    summary: tuple[str, ...] = ()
    """Lines about all forms, with fields in braces."""

    @property
    def width(self) -> int:
        return len(self.line) + 1

    def fields(self) -> frozenset[str]:
        """Every field of the form itself that some box prints."""
        return frozenset(name for row in (*self.top, *self.bottom) for text in row if (name := field_of(text)))

    def named_sources(self) -> list[tuple[str, tuple[str, ...]]]:
        """The sources of money that some box prints, in the order in which they stand."""
        printed = dict.fromkeys(
            name.rpartition(".")[0] for row in self.top for text in row if "." in (name := field_of(text))
        )
        return [(name, self.sources[name]) for name in printed]

    def columns(self) -> tuple[str, ...]:
        """The field of each column of the indicators."""
        return tuple(map(field_of, self.line))


def field_of(text: str) -> str:
    """The field that a declared text stands for; "" for a heading."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else ""


def load_form(key: str) -> EvaluationLayout:
    """A form by its key (liaoning-2023, or the path of one's own file).

    Raises KeyError if there is none, ProblemsFound with every fault of its file.
    """
    return _own(key, stamp(key)) if is_own(key) else _packaged(key)


@cache
def form_keys() -> tuple[str, ...]:
    """The forms that come with the package."""
    names = (item.name for item in resources.files("mingzhang.accounts.performance").iterdir())
    return tuple(sorted(name[len(PREFIX) : -len(SUFFIX)] for name in names if name.startswith(PREFIX)))


@cache
def _packaged(key: str) -> EvaluationLayout:
    if key not in form_keys():
        raise KeyError(key)
    return _form(given(key, _text, form_keys()))


@cache
def _own(key: str, _: object) -> EvaluationLayout:
    read, near = own_reader(key, _text)
    return _form(given(key.removesuffix(SUFFIX), read, sorted({*form_keys(), *near})))


def _text(key: str) -> str:
    return (resources.files("mingzhang.accounts.performance") / f"{PREFIX}{key}{SUFFIX}").read_text("utf-8")


def _form(files: Given) -> EvaluationLayout:
    faults, merged = Faults(files), files.merged
    if not faults.members(merged, (), NEEDED, MAY):
        raise ProblemsFound(faults.findings)
    faults.one_of(merged["amounts"], ("amounts",), ("万元", "元"))
    sources = merged.get("sources", {})
    for name, parts in sources.items():
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            faults.note("L102", ("sources", name), str(parts), "文字的列表")
    _rows(merged, faults)
    _names(merged, faults)
    for number, line in enumerate(merged.get("summary", ()), 1):
        try:
            list(Formatter().parse(line))
        except ValueError:
            faults.note("L102", ("summary", str(number)), line, "花括号成对的文字")
    if faults.findings:
        raise ProblemsFound(faults.findings)
    return EvaluationLayout(**{name: _frozen(value) for name, value in merged.items()})


def _rows(merged: Mapping[str, Any], faults: Faults) -> None:
    """As many boxes in every row as there are columns; the first row joins none above it, the first box none beside."""
    width = len(merged["line"]) + 1
    for name in ("top", "head", "bottom", "deducted"):
        wanted = width - (name == "head")
        for number, row in enumerate(merged.get(name, ()), 1):
            if len(row) != wanted:
                faults.note("L102", (name, str(number)), f"{len(row)} 栏", f"{wanted} 栏")
            elif row[0] == "<" or (number == 1 and "^" in row):
                faults.note("L102", (name, str(number)), "、".join(row), "左边或上边有可以并入的栏")


def _names(merged: Mapping[str, Any], faults: Faults) -> None:
    """Every field in braces is one that a form or an indicator has."""
    amounts = [each.name for each in fields(MoneyPart) if each.name != "name"]
    known = {each.name for each in fields(Evaluation)} | {
        f"{source}.{name}" for source in merged.get("sources", {}) for name in amounts
    }
    lines = {*headings()["indicator"], *BOXES}
    rows: Sequence[tuple[str, int, str]] = [
        (name, number, text)
        for name in ("top", "bottom", "deducted")
        for number, row in enumerate(merged.get(name, ()), 1)
        for text in row
    ]
    for name, number, text in rows:
        if field_of(text) and field_of(text) not in known:
            faults.unknown((name, str(number)), field_of(text), sorted(known))
    for text in merged["line"]:
        if field_of(text) not in lines:
            faults.unknown(("line",), field_of(text) or text, sorted(lines))


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _frozen(item) for name, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
