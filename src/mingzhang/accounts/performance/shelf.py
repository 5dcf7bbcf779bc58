"""Scoring policies of one's own: files in a folder 评分办法 inside a unit's books or beside them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.accounts.performance.policies import load_policy, policy_keys, policy_of
from mingzhang.accounts.performance.policy import Policy
from mingzhang.findings import Finding, Place, ProblemsFound, finding

OWN_FOLDER, SUFFIX = "评分办法", ".toml"
_AT = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"\s*\[{1,2}([^\]]+)\]{1,2}")


def own_files(folder: Path) -> dict[str, Path]:
    """Name → file of the policies for the books in a folder."""
    near = (folder.parent, folder)
    return {path.stem: path for each in near for path in sorted((each / OWN_FOLDER).glob(f"*{SUFFIX}"))}


def own_policies(folder: Path) -> list[Policy]:
    """Those for the books in a folder. Raises ProblemsFound with every fault of all files.

    One inside the books takes the place of one of the same name beside them.
    """
    paths = own_files(folder)
    found: list[Policy] = []
    findings: list[Finding] = []
    for name in paths:
        try:
            found.append(_read(name, paths, ()))
        except ProblemsFound as problems:
            findings += [item for item in problems.findings if item not in findings]
    if findings:
        raise ProblemsFound(findings)
    return found


def _read(name: str, paths: dict[str, Path], above: Sequence[str]) -> Policy:
    """A policy by its name; its base is one beside it, else one of the package."""
    path = paths[name]
    file = f"{OWN_FOLDER}/{path.name}"
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        said = "不是 UTF-8 编码的文字"
        raise ProblemsFound([finding("P103", Place(file=file), printed=said, expected="UTF-8 编码")]) from None

    def base(asked: str) -> Policy:
        chain = (*above, name)
        if asked in paths and asked not in chain:
            return _read(asked, paths, chain)
        if asked in policy_keys():
            return load_policy(asked)
        raise ValueError("、".join(sorted({*policy_keys(), *paths} - set(chain))) + " 之一")

    try:
        return policy_of(name, text, file, base)
    except ProblemsFound as problems:
        raise ProblemsFound([_with_row(item, text, file) for item in problems.findings]) from None


def _with_row(item: Finding, text: str, file: str) -> Finding:
    """The finding with the line that it is about."""
    if item.place.file != file or item.place.row is not None:
        return item
    at = _AT.search(item.printed)
    row = int(at[1]) if at else row_of(text, item.place.key)
    return replace(item, place=replace(item.place, row=row))


def row_of(text: str, key: str) -> int | None:
    """The line of a key such as bands.bands.2.word: its own, else that of the table or list that it belongs to.

    A list may be written inside one line, where its second member has no line of its own.
    """
    steps = [step for step in key.split(".") if step]
    for counted in (True, False):
        for depth in range(len(steps), 0, -1):
            numbers = [int(step) for step in steps[:depth] if step.isdigit()]
            path = ".".join(step for step in steps[:depth] if not step.isdigit())
            row = _line(text, path, numbers[-1] if counted and numbers else 1)
            if row is not None:
                return row
    return None


def _line(text: str, path: str, nth: int) -> int | None:
    """The line of the header of a table, or of a key below its header; the nth where the header repeats."""
    section, times = "", Counter[str]()
    for row, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            section = header[1].replace('"', "").strip()
            times[section] += 1
        name = line.partition("=")[0].strip().strip('"') if "=" in line and not header else ""
        here = ".".join(part for part in (section, name) if part)
        if (header or name) and here == path and max(times[section], 1) == nth:
            return row
    return None
