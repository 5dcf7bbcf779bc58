"""Findings switched off by code, each with a reason, in a small file beside the document."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.encodings import encoding_of
from mingzhang.findings import Finding, Place, catalogue, finding

NAME = "核对.yaml"
"""Beside the documents for all of them; FILE.核对.yaml for one."""
SECTION = "关闭"
MOST_BYTES = 1 << 20
_WIDE_COLON = re.compile(rf"^(\s*(?:{SECTION}|[A-Z]\d{{3}})\s*)：[ \t　]*", re.MULTILINE)
"""The colon of a Chinese keyboard, which YAML does not know."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that was switched off, and why."""

    finding: Finding
    reason: str


Shared = tuple[str, str]
"""A settings file beside several documents, and a code that it switches off."""


def silence(
    path: Path, found: Sequence[Finding], several: bool = False
) -> tuple[list[Finding], list[Silenced], list[Shared]]:
    """What is still told, what was switched off beside the document, and what is switched off for `several` documents.

    A code that does not occur is told, but not of those: it may occur in another document.
    """
    problems: list[Finding] = []
    reasons: dict[str, str] = {}
    shared: list[Shared] = []
    occurring = {item.code.code for item in found}
    for settings in beside(path):
        given = _reasons(settings, problems) if settings.is_file() else {}
        reasons |= given
        if several and settings.name == NAME:
            shared += [(str(settings), code) for code in given]
        else:
            problems += [unused_code(settings, code) for code in given if code not in occurring]
    told = [item for item in found if item.code.code not in reasons]
    off = [Silenced(item, reasons[item.code.code]) for item in found if item.code.code in reasons]
    return problems + told, off, shared


def unused_code(settings: Path, code: str) -> Finding:
    """What is switched off but does not occur."""
    return finding(
        "X196", Place(file=settings.name, key=f"{SECTION}.{code}"), printed=f"{code} {catalogue()[code].title}"
    )


def beside(path: Path) -> tuple[Path, Path]:
    """Where findings of a document can be switched off, whether the files are there or not."""
    return path.with_name(NAME), path.with_name(f"{path.name}.{NAME}")


def _reasons(path: Path, problems: list[Finding]) -> Mapping[str, str]:
    """Code → reason. A code that does not exist or a missing reason is a finding and switches nothing off."""
    given = _loaded(path, problems)
    section = given.get(SECTION) if isinstance(given, dict) and set(given) == {SECTION} else None
    if not isinstance(section, dict):
        if given is not None:
            problems.append(
                finding("X190", Place(file=path.name), expected=f"只有“{SECTION}”一项，下面逐行写“代码: 原因”")
            )
        return {}
    reasons: dict[str, str] = {}
    for code, reason in section.items():
        if code in catalogue() and isinstance(reason, str) and reason.strip():
            reasons[code] = reason.strip()
        else:
            said = "没有这个代码" if code not in catalogue() else "没有写原因"
            problems.append(finding("X190", Place(file=path.name, key=f"{SECTION}.{code}"), printed=said))
    return reasons


def _loaded(path: Path, problems: list[Finding]) -> Any:
    """What the file holds; None, with a finding, where it cannot be read."""
    import yaml

    try:
        return _parsed(path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        row = mark.line + 1 if mark is not None else None
        problems.append(finding("X190", Place(file=path.name, row=row), printed="不合 YAML 的写法"))
    except (yaml.YAMLError, ValueError, RecursionError):
        problems.append(finding("X190", Place(file=path.name), printed="不合 YAML 的写法"))
    except OSError:
        problems.append(finding("X190", Place(file=path.name), printed="打不开"))
    return None


def _parsed(path: Path) -> Any:
    """Raises what yaml raises; a file in GBK, as Windows writes it, is read too."""
    import yaml

    if path.stat().st_size > MOST_BYTES:
        raise ValueError
    data = path.read_bytes()
    text = data.decode(encoding_of(data) or "utf-8")
    given = yaml.safe_load(_WIDE_COLON.sub(r"\1: ", text))
    return given if given is not None else {}
