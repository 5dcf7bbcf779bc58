"""The styles of the word-processor edition, under the names that Word and WPS know, in fonts that every office has."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SERIF, SANS, BODY, LATIN = "宋体", "黑体", "仿宋", "Times New Roman"
TITLE, TEXT, CODE_LINE, UNIT_LINE, TABLE_TEXT, NOTE = "Title", "BodyText", "FormCode", "FormUnit", "TableText", "Note"
CONTENTS, FORM_HEADING, FOOTER = "ContentsTitle", "FormHeading", "Footer"
KEEP = "<w:keepNext/><w:keepLines/>"


def eastern(points: int | None = None, *, marked: bool = False) -> str:
    """A run whose quotation marks and dashes are Chinese ones; in another size than its style's where one is given."""
    size = f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>' if points else ""
    light = '<w:highlight w:val="yellow"/>' if marked else ""
    return f'<w:rPr><w:rFonts w:hint="eastAsia"/>{size}{light}</w:rPr>'


def _style(
    key: str, name: str, font: str, points: float, paragraph: str, *, after: str = TEXT, bold: bool = False
) -> str:
    """One paragraph style; `paragraph` are its properties in the order that the format demands."""
    weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
    size = round(2 * points)
    return (
        f'<w:style {SPACE} w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{after}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"/>{weight}'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _spacing(before: int = 0, after: int = 0, line: str = 'w:line="240" w:lineRule="auto"') -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" {line}/>'


_LINE = 'w:line="570" w:lineRule="exact"'
_INDENT = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
_CENTRE = '<w:jc w:val="center"/>'


def _contents(level: int, indent: int) -> str:
    tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'
    font, points, before = (SANS, 13.0, 160) if level == 1 else (SERIF, 11.0, 10)
    return _style(f"TOC{level}", f"toc {level}", font, points, f'{tab}{_spacing(before, 20)}<w:ind w:left="{indent}"/>')


STYLES = (
    _style(TITLE, "Title", SERIF, 36, f"{_spacing(480, 0)}{_CENTRE}", bold=True),
    _style("Subtitle", "Subtitle", SERIF, 26, f"{_spacing(4200, 0)}{_CENTRE}", bold=True),
    _style(TEXT, "Body Text", BODY, 16, f'{_spacing(line=_LINE)}{_INDENT}<w:jc w:val="both"/>'),
    _style(
        "Heading1", "heading 1", SERIF, 20, f'{KEEP}{_spacing(120, 400)}{_CENTRE}<w:outlineLvl w:val="0"/>', bold=True
    ),
    _style("Heading2", "heading 2", SANS, 16, f'{KEEP}{_spacing(60, 0, _LINE)}{_INDENT}<w:outlineLvl w:val="1"/>'),
    _style(
        "Heading3", "heading 3", BODY, 16, f'{KEEP}{_spacing(0, 0, _LINE)}{_INDENT}<w:outlineLvl w:val="2"/>', bold=True
    ),
    _style(FORM_HEADING, "表题", SERIF, 15, f'{KEEP}{_spacing(0, 60)}{_CENTRE}<w:outlineLvl w:val="2"/>', bold=True),
    _style(CONTENTS, "目录标题", SERIF, 22, f"{_spacing(0, 240)}{_CENTRE}", bold=True),
    _style(CODE_LINE, "表号", SERIF, 9, f'{KEEP}{_spacing()}<w:jc w:val="right"/>'),
    _style(UNIT_LINE, "表头说明", SERIF, 9, f"{KEEP}{_spacing(0, 40)}"),
    _style(TABLE_TEXT, "表格文字", SERIF, 9, _spacing()),
    _style(NOTE, "表注", SERIF, 9, _spacing(20, 0)),
    _style(FOOTER, "footer", SERIF, 12, f"{_spacing()}{_CENTRE}"),
    _contents(1, 0),
    _contents(2, 420),
)


def set_styles(document: Any) -> None:
    """Replaces the template's styles of the same keys; the document's language is Chinese and no theme sets fonts."""
    from docx.oxml import parse_xml

    root = document.styles.element
    fresh: list[Any] = [parse_xml(xml) for xml in STYLES]
    keys = {style.styleId for style in fresh}
    for old in list(root.style_lst):
        link = old.find(f"{W}link")
        if old.styleId in keys:
            root.remove(old)
        elif link is not None and link.get(f"{W}val") in keys:
            old.remove(link)
    root.extend(fresh)
    for language in root.iter(f"{W}lang"):
        language.set(f"{W}eastAsia", "zh-CN")
    for fonts in root.find(f"{W}docDefaults").iter(f"{W}rFonts"):
        fonts.attrib.clear()
        for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", SERIF), ("cs", LATIN)):
            fonts.set(f"{W}{script}", name)
