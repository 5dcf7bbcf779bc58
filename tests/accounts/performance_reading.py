"""The saved text of a disclosure cut into the rows of its self-evaluation tables, for tests that compare with it."""

from pathlib import Path

import pytest

TITLE = "预算项目(政策)绩效自评表"


def report_lines() -> list[str]:
    """The real document, which a user's machine does not have."""
    for parent in Path(__file__).resolve().parents:
        report = parent / "shared" / "reports" / "panjin-2023.txt"
        if report.is_file():
            return report.read_text("utf-8").splitlines()
    pytest.skip("shared/reports/panjin-2023.txt is not on this machine")


def tables(lines: list[str]) -> list[list[list[str]]]:
    """Each table as rows of cells: a tab begins a cell, a line without one goes on with it, an empty line ends a row."""
    found: list[list[list[str]]] = []
    row: list[str] = []
    for line in lines:
        if line.strip() == TITLE:
            found.append([])
        if not found:
            continue
        if not line:
            found[-1].append(row)
            row = []
        elif line.startswith("\t"):
            row.append(line[1:].strip())
        elif row:
            row[-1] += line.strip()
    found[-1].append(row)
    return found
