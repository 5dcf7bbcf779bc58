"""The few lines that end a build: what was made, how long it took, what to open."""

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.pipeline import Built
from mingzhang.money import wan_text


def summary(built: Built) -> str:
    """In Chinese, for the terminal."""
    books, disclosure = built.books, built.disclosure
    income = books.measures.actual.value(named("本年收入合计"))
    spent = books.measures.actual.value(named("本年支出合计"))
    figures = sum(1 for form in disclosure.forms for cell in form.cells if cell.printed)
    totals = ""
    if income and spent:
        received, paid = (wan_text(amount.fen, grouped=True) for amount in (income, spent))
        totals = f"本年收入 {received} 万元，本年支出 {paid} 万元"
    contents = f"{len(disclosure.forms)} 张表 {figures} 个数字，说明 {len(disclosure.paragraphs)} 段"
    lines = [
        f"{disclosure.unit.name} {disclosure.year} 年度部门决算{_draft(disclosure)}",
        f"  {totals}",
        f"  {contents}，名词解释 {len(disclosure.glossary)} 条",
        *(f"  {notice}" for notice in books.notices),
        *_withheld(books),
        f"  用时 {built.seconds:.1f} 秒，请打开：",
        *(f"    {path}" for path in built.files),
    ]
    return "\n".join(line for line in lines if line.strip())


def _draft(disclosure: Disclosure) -> str:
    return "" if disclosure.draft is None else f"（草稿，待补 {len(disclosure.draft)} 项，不得公开）"


def _withheld(books: Books) -> list[str]:
    """What is marked 涉密 and so not published, for the one who signs for it."""
    if not books.withheld:
        return []
    items = [f"    {item.category} {item.item}（依据：{item.basis or '未填'}）" for item in books.withheld]
    return [f"  标为涉密、没有公开的 {len(items)} 项，请保密审查人员签字确认：", *items]
