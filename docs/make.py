"""Writes the generated pages of docs/: the findings catalogue and the canonical names of disclosure.json.

python docs/make.py            writes them
tests/test_docs.py             checks that they are up to date
"""

from pathlib import Path

from mingzhang.accounts.forms.declared import CLASSES, declared
from mingzhang.findings import catalogue

DOCS = Path(__file__).parent
ROOMS = {
    "C": "比较两份决算 (comparing)",
    "A": "新建账册 (a new books folder)",
    "B": "账册 (books)",
    "D": "公开数据 (disclosure.json)",
    "F": "核对报表 (checks of forms)",
    "I": "社会保险 (insurance)",
    "J": "联合核对 (joint program)",
    "N": "核对文字 (checks of the narrative)",
    "L": "版式 (layouts)",
    "P": "绩效自评 (performance)",
    "R": "读取文件 (reading)",
    "S": "说明与名词解释 (statements)",
    "U": "部门汇总 (departments)",
    "W": "写出文件 (writing)",
    "X": "核对结构与名称 (checks of structure and names)",
}


def findings_page() -> str:
    """docs/findings.md: every code with its severity, what brings it about and what to do."""
    lines = [
        "# Findings catalogue",
        "",
        "Generated from the `findings.toml` files by `python docs/make.py`; tests fail when it is out of date.",
        "Each finding tells where it stands, what stands there, what was expected and what to do; the texts are",
        "Chinese because users read them.",
    ]
    codes = sorted(catalogue().values(), key=lambda code: code.code)
    for letter, room in ROOMS.items():
        own = [code for code in codes if code.code.startswith(letter)]
        if not own:
            continue
        lines += ["", f"## {room}", "", "| 编号 | 级别 | 问题 | 例子 | 办法 | 依据 |", "|---|---|---|---|---|---|"]
        for code in own:
            parts = (code.code, code.severity.value, code.title, code.example, code.remedy, code.basis)
            lines.append("| " + " | ".join(part.replace("|", "\\|") for part in parts) + " |")
    return "\n".join(lines) + "\n"


def cells_page() -> str:
    """docs/cells.md: blocks, rows and columns of the nine forms by their canonical names."""
    lines = [
        "# Canonical names of cells",
        "",
        "Generated from `forms/nine.toml` by `python docs/make.py`. A cell of `disclosure.json` is named by form,",
        "block, row and column. Rows by code are written as the code; 合计 is the first row of such a form.",
        "Other names under which a column may be asked for or read stand in brackets.",
    ]
    for number, form in declared().items():
        lines += ["", f"## {number} {form['title']}", ""]
        if "blocks" in form:
            for name, block in form["blocks"].items():
                lines += [f"- block `{name}`" if name else "- no block"]
                lines += [f"  - columns: {_names(block['columns'])}", f"  - rows: {_names(block['rows'])}"]
        else:
            kind = {"function": "合计, functional codes", "economic": "economic codes"}[form["rows"]]
            totals = _names(form.get("totals", []))
            lines += [f"- columns: {_names(form['columns'])}", f"- rows: {kind}{', ' + totals if totals else ''}"]
            if "optional" in form:
                lines += [f"- columns of the layouts that print them: {_names(form['optional'])}"]
            if "elsewhere" in form:
                lines += [f"- columns that are read in documents of some provinces: {_names(form['elsewhere'])}"]
    return "\n".join(lines) + "\n"


def _names(given: list[str | dict[str, object]]) -> str:
    shown: list[str] = []
    for line in given:
        if isinstance(line, str):
            shown.append("the functional classes by name" if line == CLASSES else f"`{line}`")
        else:
            aliases = line.get("aliases", [])
            also = "、".join(map(str, aliases)) if isinstance(aliases, list) else ""
            shown.append(f"`{line['name']}`" + (f" ({also})" if also else ""))
    return ", ".join(shown)


PAGES = {"findings.md": findings_page, "cells.md": cells_page}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (DOCS / file).write_text(page(), encoding="utf-8")
