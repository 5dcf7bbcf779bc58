"""Habits of this house as an ordinary test: short functions, short files, wings that keep apart."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MAX_FUNCTION_LINES = 70
MAX_FILE_LINES = 400


def test_functions_and_files_stay_short() -> None:
    long: list[str] = []
    for path in SOURCES:
        text = path.read_text("utf-8")
        if text.count("\n") > MAX_FILE_LINES:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines")
    assert long == []


def test_the_two_wings_do_not_import_each_other() -> None:
    crossed = [
        f"{path.relative_to(ROOT)}:{number}"
        for wing, other in (("accounts", "insurance"), ("insurance", "accounts"))
        for path in SOURCES
        if f"mingzhang/{wing}/" in path.as_posix()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if f"mingzhang.{other}" in line
    ]
    assert crossed == []


def test_the_approved_workbook_stands_before_the_rooms_that_use_it() -> None:
    """Books use it, so it knows the ground they share, the forms and the readers of tables only."""
    later = ("books", "relations", "statements", "layouts", "performance", "renderers", "department", "reconcile")
    crossed = [
        f"{path.name}:{number}"
        for path in SOURCES
        if "accounts/approved/" in path.as_posix()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.startswith("from") and any(f"accounts.{room}" in line for room in later)
    ]
    assert crossed == []
