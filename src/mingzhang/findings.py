"""A finding: what is wrong, where, what stands there, what was expected and what to do. Told all at once, in Chinese.

Every code is declared in a `findings.toml` beside the room that reports it, so that the catalogue in docs/findings.md
can be generated and tested. Everything that reads input collects findings first and speaks afterwards.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Severity(Enum):
    ERROR = "错误"
    """Something contradicts itself or cannot be used: nothing is written."""
    WARNING = "提醒"
    """A reviewer would ask; the work goes on."""
    HINT = "提示"
    """Worth a look."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands. Only what is known is filled in; `file` is relative to what the user named."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    """The row as the user's own program numbers it: 1 is the first line of the file or sheet."""
    column: str = ""
    key: str = ""
    """A path inside a settings file, such as 凭证.列.科目."""
    page: int | None = None
    form: str = ""
    form_name: str = ""
    """What the document calls the form, where that is not 公开…表 with our number."""
    block: str = ""
    line: str = ""
    """A form's row, by code or label."""
    sentence: str = ""

    def text(self) -> str:
        """In reading order: 账册.xlsx〔凭证〕第12行“借方”列."""
        parts = [self.file]
        parts += [f"〔{self.sheet}〕"] if self.sheet else []
        parts += [f"第{self.page}页"] if self.page is not None else []
        parts += [self.form_name or f"公开{self.form}表"] if self.form else []
        parts += [f"“{self.block}”部分"] if self.block else []
        parts += [f"“{self.line}”行"] if self.line else []
        parts += [f"第{self.row}行"] if self.row is not None else []
        parts += [f"“{self.column}”列"] if self.column else []
        parts += [f"“{self.key}”项"] if self.key else []
        parts += [f"“{self.sentence}”"] if self.sentence else []
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Code:
    """A declared kind of finding: its title, what to do about it, and its basis."""

    code: str
    severity: Severity
    title: str
    remedy: str
    basis: str
    example: str
    """What the catalogue shows: one sentence on input that brings it about."""


@dataclass(frozen=True, slots=True)
class Finding:
    code: Code
    place: Place = field(default_factory=Place)
    printed: str = ""
    """What stands there."""
    expected: str = ""
    arithmetic: str = ""
    """The sum, share or comparison in words and numbers."""
    remedy: str = ""
    """More precise than the code's own remedy, where the place allows it."""

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def heading(self) -> str:
        """错误 F101 合计与各项之和不等."""
        return f"{self.severity.value} {self.code.code} {self.code.title}"

    def facts(self) -> list[str]:
        """What stands there, what was expected and the arithmetic, as far as they are known."""
        said = (("现为", self.printed), ("应为", self.expected), ("算式", self.arithmetic))
        return [f"{name}：{text}" for name, text in said if text]

    def details(self) -> list[str]:
        """The facts, what to do and its basis."""
        said = (("办法", self.remedy or self.code.remedy), ("依据", self.code.basis))
        return self.facts() + [f"{name}：{text}" for name, text in said if text]

    def text(self) -> str:
        """One finding as the terminal shows it, on one line."""
        where = self.place.text()
        return "；".join([self.heading, *([where] if where else []), *self.details()])

    def as_json(self) -> dict[str, Any]:
        """Plain data for `--json`, empty parts left out."""
        place = {name: value for name in Place.__slots__ if (value := getattr(self.place, name)) not in ("", None)}
        data: dict[str, Any] = {
            "code": self.code.code,
            "severity": self.severity.name.lower(),
            "title": self.code.title,
            "place": place,
            "printed": self.printed,
            "expected": self.expected,
            "arithmetic": self.arithmetic,
            "remedy": self.remedy or self.code.remedy,
            "basis": self.code.basis,
        }
        return {name: value for name, value in data.items() if value not in ("", {})}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Finding":
        """What `as_json` wrote. Raises KeyError for a code that is not declared, TypeError for an unknown place."""
        code = catalogue()[data["code"]]
        remedy = data.get("remedy", "")
        said = {name: data.get(name, "") for name in ("printed", "expected", "arithmetic")}
        return cls(code, Place(**data.get("place", {})), remedy="" if remedy == code.remedy else remedy, **said)


@cache
def catalogue() -> dict[str, Code]:
    """All declared codes of all rooms. Raises ValueError for a code that is declared twice."""
    codes: dict[str, Code] = {}
    for source in _sources(resources.files("mingzhang"), depth=2):
        for code in _declared(source):
            if code.code in codes:
                raise ValueError(f"finding {code.code} is declared twice")
            codes[code.code] = code
    return codes


def _sources(folder: "Traversable", depth: int) -> Iterator["Traversable"]:
    """The `findings.toml` of every room: of each wing and of the folders inside it."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name == "findings.toml":
            yield item
        elif depth and item.is_dir() and not item.name.startswith((".", "_")):
            yield from _sources(item, depth - 1)


def _declared(source: "Traversable") -> Iterator[Code]:
    for code, entry in tomllib.loads(source.read_text("utf-8")).items():
        yield Code(
            code=code,
            severity=Severity[entry.pop("severity").upper()],
            title=entry.pop("title"),
            remedy=entry.pop("remedy"),
            basis=entry.pop("basis", ""),
            example=entry.pop("example"),
        )
        if entry:
            raise ValueError(f"{source}: {code} has unknown keys {sorted(entry)}")


def finding(code: str, place: Place | None = None, **said: str) -> Finding:
    """A finding of a declared code: `finding("B101", Place(file=…), printed=…, expected=…)`."""
    return Finding(catalogue()[code], place or Place(), **said)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(item.severity is Severity.ERROR for item in findings)


def counts(findings: Sequence[Finding]) -> str:
    """错误 2 条，提醒 1 条; "" for none."""
    return "，".join(
        f"{kind.value} {number} 条" for kind in Severity if (number := sum(item.severity is kind for item in findings))
    )


def by_severity(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first; inside a severity in the order in which they were found."""
    order = list(Severity)
    return sorted(findings, key=lambda item: order.index(item.severity))


class ProblemsFound(Exception):  # noqa: N818 — it carries findings to the command line, it is not a fault of the program
    """Raised when input cannot be used; carries every finding collected so far."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[type["ProblemsFound"], tuple[tuple[Finding, ...]]]:
        """It may come from another process."""
        return type(self), (self.findings,)


class FileUnusable(ProblemsFound):
    """Raised when nothing of a file can be used: the command ends with status 2."""
