"""Reading a declaration strictly: every key is asked for once, what is missing, unusable or unknown becomes a finding.

table = Table(tomllib.loads(text), file, findings)
total = table.take("total", number)
table.close()
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar, cast

from mingzhang.findings import Finding, Place, finding

T = TypeVar("T")
_NEEDED: Any = object()


class Table:
    """One table of a TOML file. After any finding the values given out are not to be used."""

    def __init__(self, given: Any, file: str, findings: list[Finding], path: str = "") -> None:
        self._file, self._path, self._findings = file, path, findings
        self._asked: set[str] = set()
        self._given: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        if not isinstance(given, Mapping):
            self._tell("P103", "", printed=str(given), expected="一组键和值")

    def take(self, key: str, read: Callable[[Any], T], default: Any = _NEEDED) -> T:
        """The value of `key` as `read` understands it; `read` raises ValueError with what it expects, in Chinese."""
        self._asked.add(key)
        if key not in self._given:
            if default is _NEEDED:
                self._tell("P102", key)
                return cast(T, None)
            return cast(T, default)
        try:
            return read(self._given[key])
        except ValueError as error:
            self._tell("P103", key, printed=str(self._given[key]), expected=str(error))
            return cast(T, None)

    def table(self, key: str) -> "Table":
        return Table(self.take(key, _anything, {}), self._file, self._findings, self._below(key))

    def tables(self, key: str) -> list["Table"]:
        """An array of tables, empty where there is none."""
        many = self.take(key, array, ())
        return [
            Table(one, self._file, self._findings, self._below(f"{key}.{number}"))
            for number, one in enumerate(many or (), 1)
        ]

    def __contains__(self, key: str) -> bool:
        return key in self._given

    def close(self) -> None:
        """Tell the keys that nobody asked for."""
        known = "、".join(sorted(self._asked))
        for key in self._given:
            if key not in self._asked:
                self._tell("P101", key, expected=f"可用的键：{known}")

    def _below(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _tell(self, code: str, key: str, **said: str) -> None:
        self._findings.append(finding(code, Place(file=self._file, key=self._below(key).rstrip(".")), **said))


def _anything(value: Any) -> Any:
    return value


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("一段文字")
    return value


def whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("整数")
    return value


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true 或 false")
    return value


def array(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("一个列表")
    return value


def texts(value: Any) -> tuple[str, ...]:
    return tuple(text(item) for item in array(value))


def number(value: Any) -> Fraction:
    """An exact number in quotes: "50", "8.3", "80%", "79.34/143". A bare TOML float is refused."""
    expected = '加引号的数，如 "50"、"80%"、"79.34/143"'
    if not isinstance(value, str):
        raise ValueError(expected)
    try:
        plain, percent = value.removesuffix("%"), value.endswith("%")
        over, _, under = plain.partition("/")
        exact = Fraction(over) / Fraction(under or "1")
    except (ValueError, ZeroDivisionError):
        raise ValueError(expected) from None
    return exact / 100 if percent else exact


def numbers(value: Any) -> dict[str, Fraction]:
    """Name → exact number."""
    if not isinstance(value, dict):
        raise ValueError("名称 = 数")
    return {name: number(item) for name, item in value.items()}


def names(value: Any) -> dict[str, str]:
    """Name → name."""
    if not isinstance(value, dict):
        raise ValueError("名称 = 名称")
    return {name: text(item) for name, item in value.items()}


def groups(value: Any) -> dict[str, tuple[str, ...]]:
    """Name → names."""
    if not isinstance(value, dict):
        raise ValueError("名称 = [名称, …]")
    return {name: texts(item) for name, item in value.items()}


def one_of(*allowed: str) -> Callable[[Any], str]:
    """A reader of one of a few words."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError("、".join(allowed) + " 之一")
        return cast(str, value)

    return read
