"""What was read, in a few lines for the console."""

from mingzhang.accounts.readers.form_names import OURS, form_names
from mingzhang.accounts.readers.reading import ReadDisclosure


def summary(read: ReadDisclosure) -> str:
    """The unit, the year, and a line a form: how many cells, how many figures, the unit of amounts, the page."""
    disclosure = read.disclosure
    lines = [f"{disclosure.unit.name or '（单位名称未读出）'} {disclosure.year or '（年度未读出）'}年度部门决算"]
    names = form_names(read)
    for form in disclosure.forms:
        facts = read.facts[form.number]
        figures = sum(bool(cell.printed) for cell in form.cells)
        where = f"第{facts.spot.page}页，" if facts.spot.page else ""
        state = "" if facts.whole else "，有读不出的内容"
        label = names.get(form.number, OURS.format(form.number))
        title = "" if label == form.title else f" {form.title}"
        lines.append(f"  {label}{title}：{where}{len(form.cells)} 格，{figures} 个数字，{facts.amounts}{state}")
    lines.append(f"文字 {len(disclosure.paragraphs)} 段，名词解释 {len(disclosure.glossary)} 条。")
    kept = {"form": "地方自有表", "performance": "绩效自评表", "table": "其他表格"}
    for kind, name in kept.items():
        count = sum(grid.kind == kind for grid in read.extra)
        if count:
            lines.append(f"{name} {count} 张，按原样保留。")
    return "\n".join(lines)
