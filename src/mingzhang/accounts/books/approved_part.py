"""The part 批复决算 of 单位.yaml: the workbook's file, the unit's name in it, sheets under titles of their own."""

from dataclasses import replace

from mingzhang.accounts.approved.settings import ApprovedSettings
from mingzhang.accounts.books.settings import Settings, nearest_remedy

KEYS = ("文件", "单位", "工作表")


def approved_settings(part: Settings | None, year: int) -> ApprovedSettings:
    """What the part says; findings go to the file's."""
    if part is None:
        return ApprovedSettings()
    part.only(KEYS)
    told = ApprovedSettings(part.text("文件"), part.texts("单位"))
    sheets = part.part("工作表")
    if sheets is None:
        return told
    from mingzhang.accounts.approved.declaration import sheet_specs

    known = tuple(sheet_specs(year))
    for title in sheets:
        if title not in known:
            sheets.note("B206", title, title, "所列的表名之一（docs/books.md）", nearest_remedy(title, known))
    return replace(told, sheets={title: name for title, name in sheets.every().items() if title in known})
