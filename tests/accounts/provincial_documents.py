"""The nine forms of one unit in the shapes of seven provinces, for every kind of file to be written from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from check_samples import consistent
from sample_documents import Box, Printed, boxes

from mingzhang import codes

UNIT = consistent().disclosure
TENS = "一二三四五六七八九"
ORDINALS = [*TENS, "十", *(f"十{n}" for n in TENS), "二十", *(f"二十{n}" for n in TENS)]
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
SOURCES = [f"{fund}收入" for fund in FUNDS] + ["上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
SEVEN = ("合计", "因公出国（境）费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
KINDS = ("合计=本年支出合计", "基本支出", "项目支出")
BY_FUNCTION = {
    "02": ("本年收入合计", "财政拨款收入", *SOURCES[3:]),
    "03": ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    "05": KINDS,
    "08": ("年初结转和结余", "本年收入", "小计=本年支出合计", "基本支出", "项目支出", "年末结转和结余"),
    "09": KINDS,
}
TITLES = {
    "01": "收入支出决算总表",
    "02": "收入决算表",
    "03": "支出决算表",
    "04": "财政拨款收入支出决算总表",
    "05": "一般公共预算财政拨款支出决算表",
    "06": "一般公共预算财政拨款基本支出决算表",
    "07": "财政拨款“三公”经费支出决算表",
    "08": "政府性基金预算财政拨款收入支出决算表",
    "09": "国有资本经营预算财政拨款支出决算表",
}


@dataclass(frozen=True)
class Shape:
    """How a province prints its forms."""

    split: bool = False
    """Codes in boxes of their own: 类 款 项."""
    numbers: bool = True
    """A column 行次 in 01 and 04, a row 栏次 in the others."""
    last: bool = False
    """合计 closes a table."""
    groups: int = 3
    """Columns of economic classes in 06."""
    seven: str = "pairs"
    nil: str = ""
    yuan: bool = False
    order: str = "01 02 03 04 05 06 07 08 09"
    caption: str = "公开{}表"

    def printed(self, form: str, row: str, column: str, block: str = "") -> str:
        cells = UNIT.form(form).cells  # type: ignore[union-attr]
        text = next((c.printed for c in cells if (c.block, c.row, c.column) == (block, row, column)), "")
        return self.amount(text) if text not in ("", "0.00") else self.nil

    def amount(self, text: str) -> str:
        return f"{int(text.replace('.', '')) * 100:,}.00" if self.yuan else text


LATE_THREE = "01 02 03 04 05 06 08 09 07"
SHAPES = {
    "四川": Shape(split=True, order="01 02 03 04 05 06 08 07 09"),
    "北京": Shape(numbers=False, groups=2, seven="list", nil="0.00", yuan=True, caption="", order=LATE_THREE),
    "陕西": Shape(numbers=False, groups=2, seven="rows"),
    "云南": Shape(split=True, nil="0.00", seven="list", order=LATE_THREE),
    "上海": Shape(split=True, numbers=False, last=True, groups=2, caption=""),
    "浙江": Shape(),
    "湖北": Shape(nil="-", seven="list", caption="附表{}"),
}


def documents(shape: Shape) -> list[Printed]:
    """The nine tables in the order of the province."""
    found = []
    for number in shape.order.split():
        rows = _table(shape, number)
        heads = next(n for n, row in enumerate(rows) if any(re.search(r"\d\.\d\d$|^一、", text) for text, *_ in row))
        unit, amount = f"部门：{UNIT.unit.name}", f"金额单位：{'元' if shape.yuan else '万元'}"
        captions = [*([shape.caption.format(number)] if shape.caption else []), unit, "2023年度", amount]
        width = sum(across for _, across, _ in rows[0])
        widths = [_width(rows, column, heads, width) for column in range(width)]
        found.append(Printed(TITLES[number], tuple(captions), tuple(rows), (), tuple(widths), heads))
    return found


def _width(rows: Sequence[tuple[Box, ...]], column: int, heads: int, width: int) -> float:
    """As wide as the longest text of the column needs, in inches."""
    plain = [row for row in rows[heads:] if len(row) == width]
    return max([0.6, *(0.12 * min(len(row[column][0]), 17) + 0.2 for row in plain)])


def _table(shape: Shape, number: str) -> list[tuple[Box, ...]]:
    if number in ("01", "04"):
        return _two_sided(shape, number)
    if number in BY_FUNCTION:
        return _by_function(shape, number)
    return _economic(shape) if number == "06" else _three(shape)


def _two_sided(shape: Shape, number: str) -> list[tuple[Box, ...]]:
    form = UNIT.form(number)
    assert form is not None
    spent = list(dict.fromkeys(cell.row for cell in form.cells if cell.block == "支出"))
    classes = [row for row in spent if not row.startswith(("本年", "年末", "结余", "总计"))]
    funds = [(f"  {fund}", "年初", fund) for fund in FUNDS] if number == "04" else []
    incomes = SOURCES if number == "01" else FUNDS
    left = [(f"{ORDINALS[n]}、{name}", "收入", name) for n, name in enumerate(incomes)]
    left += [("", "", "")] * (len(classes) - len(left))
    totals = [row for row in dict.fromkeys(c.row for c in form.cells if c.block == "收入") if row not in incomes]
    left += [(row, "收入", row) for row in totals[:-1]] + funds + [("总计", "收入", "总计")]
    right = [(f"{ORDINALS[n]}、{name}", name) for n, name in enumerate(classes)]
    right += [(row, row) for row in spent if row not in classes and row != "总计"]
    right += [("", "")] * (len(left) - len(right) - 1) + [("总计", "总计")]
    columns = ("金额",) if number == "01" else ("合计", *FUNDS)
    line = ["行次"] if shape.numbers else []
    rows = [boxes(f"收入*{2 + len(line)}", f"支出*{1 + len(line) + len(columns)}")]
    rows.append(boxes("项目", *line, "金额", "项目", *line, *columns))
    for n, ((label, block, name), (own, spent_on)) in enumerate(zip(left, right, strict=True)):
        first = [label, *([str(n + 1)] if line else []), shape.printed(number, name, "金额", block) if label else ""]
        amounts = [shape.printed(number, spent_on, column, "支出") if own else "" for column in columns]
        rows.append(boxes(*first, own, *([str(n + 1 + len(left))] if line else []), *amounts))
    return rows


def _by_function(shape: Shape, number: str) -> list[tuple[Box, ...]]:
    columns = [(shown, name or shown) for shown, _, name in (text.partition("=") for text in BY_FUNCTION[number])]
    across, deep = (4, 3) if shape.split else (2, 2)
    above = [f"{shown}^{deep}" for shown, _ in columns]
    second = ["功能分类科目编码*3", "科目名称^2"] if shape.split else ["科目编码", "科目名称"]
    if number == "08":
        above[2:5] = ["本年支出*3"]
        second += [f"{shown}^{deep - 1}" for shown, _ in columns[2:5]]
    rows = [boxes(f"项目*{across}", *above), boxes(*second), *([boxes("类", "款", "项")] if shape.split else [])]
    if shape.numbers:
        rows.append(boxes(f"栏次*{across}", *(str(n + 1) for n in range(len(columns)))))
    form = UNIT.form(number)
    assert form is not None
    names = codes.functional(2023)
    total, body = [], []
    for row in dict.fromkeys(cell.row for cell in form.cells):
        figures = [shape.printed(number, row, name) for _, name in columns]
        if row == "合计":
            total = [boxes(f"合计*{across}", *figures)]
            continue
        body.append(boxes(*([row[:3], row[3:5], row[5:7]] if shape.split else [row]), names.name(row), *figures))
    return rows + (body + total if shape.last else total + body)


def _economic(shape: Shape) -> list[tuple[Box, ...]]:
    form = UNIT.form("06")
    assert form is not None
    items = [row for row in dict.fromkeys(cell.row for cell in form.cells) if row.isdigit()]
    staff = [row for row in items if row[:3] in ("301", "303")]
    services = [row for row in items if row not in staff and (shape.groups == 2 or row[:3] == "302")]
    groups = [staff, services, [row for row in items if row not in (*staff, *services)]][: shape.groups]
    code, wide = ("科目编码*2", 4) if shape.split else ("科目编码", 3)
    rows = [boxes(f"人员经费*{wide}", f"公用经费*{wide * (shape.groups - 1)}")]
    rows.append(boxes(*[code, "科目名称", "决算数"] * shape.groups))
    names = codes.economic(2023)
    for own in zip_longest(*groups):
        texts: list[str] = []
        for row in own:
            parts = ([row[:3], row[3:]] if shape.split else [row]) if row else [""] * (wide - 2)
            texts += [*parts, names.name(row), shape.printed("06", row, "决算数")] if row else [*parts, "", ""]
        rows.append(boxes(*texts))
    totals = [shape.printed("06", f"{name}合计", "决算数") for name in ("人员经费", "公用经费")]
    rest = wide * (shape.groups - 1) - 1
    return [*rows, boxes(f"人员经费合计*{wide - 1}", totals[0], f"公用经费合计*{rest}", totals[1])]


def _three(shape: Shape) -> list[tuple[Box, ...]]:
    figures = {m: [shape.printed("07", row, m) or "0.00" for row in SEVEN] for m in ("预算数", "决算数")}
    if shape.seven == "list":
        vehicles = ("2．公务用车购置及运行维护费", "（1）公务用车购置费", "（2）公务用车运行维护费")
        labels = ("合计", "1．因公出国（境）费", *vehicles, "3．公务接待费")
        return [boxes("项目", *figures), *(boxes(*row) for row in zip(labels, *figures.values(), strict=True))]
    sets = 2 if shape.seven == "pairs" else 1
    heads = ["合计^2", "因公出国（境）费^2", "公务用车购置及运行费*3", "公务接待费^2"]
    second = boxes(*["小计", "公务用车购置费", "公务用车运行费"] * sets)
    if shape.seven == "pairs":
        top = boxes("预算数*6", "决算数*6")
        return [top, boxes(*heads * 2), second, boxes(*(text for row in figures.values() for text in row))]
    rows = [boxes(measure, *row) for measure, row in figures.items()]
    return [boxes("项目^2", *heads), second, *rows]
