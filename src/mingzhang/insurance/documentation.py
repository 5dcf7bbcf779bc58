"""Rule pages and the list of parameters, from the declarations: python -m mingzhang.insurance.documentation DIR."""

import sys
from collections.abc import Iterator
from pathlib import Path

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import SIGNS, Check, Scheme
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Parameter, Unit
from mingzhang.insurance.schemes.registry import schemes

GENERATED = (
    "> 本页由规则的声明生成，请勿手改；改规则后运行 `python -m mingzhang.insurance.documentation docs/insurance`。"
)
PARAMETERS_PAGE = "参数.md"


def pages() -> dict[str, str]:
    """File name → text, for every scheme and for the parameters."""
    found = {f"{name}.md": _page(name, scheme) for name, scheme in schemes().items()}
    return found | {PARAMETERS_PAGE: _parameters()}


def _page(name: str, scheme: Scheme) -> str:
    parts = [f"# {scheme.title}", GENERATED, scheme.about, f'案卷里写 `待遇 = "{name}"`。', "## 案卷的项目"]
    parts += ["\n".join(["| 项目 | 必写 | 单位 | 说明 |", "|---|---|---|---|", *map(_fact, scheme.facts)])]
    parts += ["## 计算", "〈〉里的是参数，见[参数](参数.md)；按参保地和年月取值。"]
    parts += [_line(number, line) for number, line in enumerate(scheme.lines, 1)]
    if scheme.checks:
        parts += ["## 核对", "\n".join(map(_check, scheme.checks))]
    if scheme.provisional is not None:
        parts += ["## 预发", f"有下列情形的为预发，参数公布后重算：{scheme.provisional.say(None)}。"]
    parts += ["## 用到的参数", "\n".join(f"- {item}" for item in sorted(scheme.parameters))]
    return "\n\n".join(parts) + "\n"


def _fact(fact: Fact) -> str:
    unit = "文字" if fact.unit is None else fact.unit.value or "数"
    words = f"；取值：{'、'.join(fact.words)}" if fact.words else ""
    return f"| {fact.title} | {'是' if fact.required else ''} | {unit} | {fact.about}{words} |"


def _line(number: int, line: Line) -> str:
    unit = f"（{line.unit.value}）" if line.unit is not Unit.NUMBER else ""
    only = f"\n   - 只在{line.only.say(None)}时计算" if line.only is not None else ""
    return f"{number}. **{line.title}**{unit}\n   - {line.expression.say(None)}{only}\n   - 依据：{line.basis}"


def _check(check: Check) -> str:
    return f"- {check.code}：{check.only.say(None)}时，{check.subject.title}{SIGNS[check.sign]}{check.limit.title}"


def _parameters() -> str:
    law = load_law()
    parts = [
        "# 参数",
        GENERATED,
        "可信度：原文＝读过文件原文；互证＝多个公开来源一致或由核定表验算；通说、存疑＝待核实，使用前须由本机构核实。",
    ]
    by_name: dict[str, list[Parameter]] = {name: [] for name in law.definitions}
    for entry in law.all():
        by_name[entry.definition.name].append(entry)
    for name, definition in law.definitions.items():
        parts += [
            f"## {name}",
            f"{definition.about}。单位：{definition.unit.value or '数'}。" + _choices(definition.choices),
        ]
        rows = [_row(entry) for entry in by_name[name]]
        head = ["| 项 | 地区 | 有效期 | 值 | 依据 | 可信度 | 说明 |", "|---|---|---|---|---|---|---|"]
        parts += ["\n".join([*head, *rows]) if rows else "随附的参数里没有值：在自己的参数文件中写明。"]
    return "\n\n".join(parts) + "\n"


def _choices(choices: tuple[str, ...]) -> str:
    return f"取值：{'、'.join(choices)}。" if choices else ""


def _row(entry: Parameter) -> str:
    cells = (
        *(entry.item, entry.region, entry.dates_text(), entry.value_text()),
        *(entry.source, entry.confidence.shown, entry.note),
    )
    return f"| {' | '.join(cells)} |"


def write(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")
        yield folder / name


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
