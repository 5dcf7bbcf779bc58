"""Findings switched off by code, each with a reason, in a small file beside the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mingzhang.findings import Finding, Place, catalogue, finding

NAME = "核对.yaml"
"""Beside the documents for all of them; FILE.核对.yaml for one."""
SECTION = "关闭"
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that was switched off, and why."""

    finding: Finding
    reason: str


def silence(path: Path, found: Sequence[Finding]) -> tuple[list[Finding], list[Silenced]]:
    """What is still told, and what was switched off beside the document."""
    problems: list[Finding] = []
    reasons: dict[str, str] = {}
    for settings in beside(path):
        if settings.is_file():
            reasons |= _reasons(settings, problems)
    told = [item for item in found if item.code.code not in reasons]
    off = [Silenced(item, reasons[item.code.code]) for item in found if item.code.code in reasons]
    return problems + told, off


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
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("文件过大")
        given = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:
        problems.append(finding("X190", Place(file=path.name), printed=str(error).splitlines()[0]))
        return None
    return given if given is not None else {}
