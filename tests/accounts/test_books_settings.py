"""单位.yaml and 文字.yaml: one thing changed at a time, told with its line and what to do."""

from pathlib import Path

import pytest
from books_samples import Sample, institution

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Texts
from mingzhang.accounts.books.texts import read_texts
from mingzhang.findings import Finding

UNIT_LINES = [
    # key, value, code, line, what the finding says
    ("类型", "企业", "B206", 2, "行政、参公、事业之一"),
    ("类型", "", "B203", 2, "“类型”的内容"),
    ("年度", "二〇二三", "B205", 3, "2000至2100之间的整数"),
    ("年度", "1899", "B205", 3, "2000至2100之间的整数"),
    ("版式", "liaoning-2033", "B206", 4, "是否想写“liaoning-2023”？"),
    ("无上年数", "也许", "B205", 5, "是 或 否"),
    ("板式", "x", "B204", 7, "是否想写“版式”？"),
    ("尾差", "[01, 4]", "B206", 7, "是否想写“04”？"),
    ("尾差", "{甲: 乙}", "B205", 7, "文字的列表"),
    ("名称", "[甲, 乙]", "B205", 1, "一段文字"),
]


@pytest.mark.parametrize("slip", UNIT_LINES)
def test_a_slip_in_the_units_file(slip: tuple[str, str, str, int, str], tmp_path: Path) -> None:
    key, value, code, line, says = slip
    sample = institution()
    sample.unit[key] = value
    told = only(sample, tmp_path, code)
    assert told.place.file == "单位.yaml"
    assert told.place.row == line
    assert key in told.place.key
    assert says in told.text()


VOUCHER_LINES = [
    ("凭证:\n  列:\n    科木: 会计科目\n", "B206", 9, "是否想写“科目”？"),
    ("凭证:\n  编号范围: 周\n", "B206", 8, "日、月、年之一"),
    ("凭证:\n  科目断:\n    - 科目: 7201\n", "B204", 8, "是否想写“科目段”？"),
    ("凭证:\n  科目段:\n    - 科目: 7201\n      段: {2: 经济科目}\n", "B205", 9, "“分隔”和“宽度”须写明其中一项"),
    ("凭证:\n  辅助列:\n    经济科目: {列: 辅助, 样式: '('}\n", "B205", 9, "“样式”不是正则表达式"),
    ("凭证: 无\n", "B205", 7, "若干行"),
]


@pytest.mark.parametrize(("tail", "code", "line", "says"), VOUCHER_LINES)
def test_a_slip_in_the_part_on_vouchers(tail: str, code: str, line: int, says: str, tmp_path: Path) -> None:
    sample = institution()
    sample.unit_tail = tail
    told = only(sample, tmp_path, code)
    assert told.place.row == line
    assert told.place.key.startswith("凭证")
    assert says in told.text()


def test_every_slip_is_told_in_one_run(tmp_path: Path) -> None:
    sample = institution()
    sample.unit |= {"类型": "企业", "版式": "北京", "口号": "x"}
    sample.row("登记", "公务用车", "保有数", "1").row("上年", "支出数", "1.00")
    codes = [item.code.code for item in load(sample.write(tmp_path)).findings]
    assert codes == ["B204", "B206", "B206", "B274", "B261"]


def test_no_unit_file(tmp_path: Path) -> None:
    assert [item.code.code for item in load(tmp_path).findings] == ["B201"]


BROKEN = [
    ("名称：某中心\n类型: 事业\n", "B202"),
    ("名称: [甲\n类型: 事业\n", "B202"),
    ("- 甲\n- 乙\n", "B205"),
    ("", "B203"),
    ("名称: 甲\n名称: 乙\n类型: 事业\n年度: 2023\n版式: liaoning-2023\n", "B207"),
    ("? [甲]\n: 乙\n", "B205"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_files_that_are_no_settings_are_told_and_never_raise(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "单位.yaml").write_text(text, "utf-8")
    result = load(tmp_path)
    assert result.books is None
    assert code in [item.code.code for item in result.findings]


def test_what_the_units_file_says_reaches_the_books(tmp_path: Path) -> None:
    sample = institution()
    sample.unit |= {
        "代码": "0042",
        "简称": "中心",
        "地区": "辽宁省盘锦市",
        "尾差": '["01", "04"]',
        "说明": "凭证系重构",
    }
    books = load(sample.write(tmp_path)).books
    assert books is not None
    assert (books.unit.code, books.unit.short_name, books.unit.region) == ("0042", "中心", "辽宁省盘锦市")
    assert books.tails == ("01", "04")
    assert books.notices[0] == "凭证系重构"
    assert books.measures.last_year is None
    assert books.measures.opening_budget is None


def test_a_reason_stands_in_place_of_yes(tmp_path: Path) -> None:
    sample = institution()
    sample.unit["无上年数"] = "2023年机构改革新成立"
    books = load(sample.write(tmp_path)).books
    assert books is not None
    assert books.measures.last_year is None
    assert books.notices[0] == "无上年数：2023年机构改革新成立"


def test_gb18030_settings_are_read(tmp_path: Path) -> None:
    folder = institution().write(tmp_path)
    path = folder / "单位.yaml"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    assert load(folder).findings == ()


TEXTS = """
主要职责: [办理参保登记。, 核发待遇。]
内设机构:
  - 办公室
决算单位: 某市社会保险中心
原因:
  变动:
    收入总计: 新增项目拨款。
    "*": 业务量增加
  预算差异: {"2080505": 补缴；}
用途: {"2080109": 机构运转, 项目支出: 信息系统}
名词解释: {"2080505": 本单位的说法。}
补充: {部门整体绩效自评: 本年未开展。}
"""


def test_texts_reach_the_books(tmp_path: Path) -> None:
    sample = institution()
    sample.texts = TEXTS
    books = load(sample.write(tmp_path)).books
    assert books is not None
    assert books.texts == Texts(
        duties=("办理参保登记。", "核发待遇。"),
        departments=("办公室",),
        included_units=("某市社会保险中心",),
        reasons={"变动.收入总计": "新增项目拨款", "变动.*": "业务量增加", "预算差异.2080505": "补缴"},
        uses={"2080109": "机构运转", "项目支出": "信息系统"},
        definitions={"2080505": "本单位的说法。"},
        remarks={"部门整体绩效自评": "本年未开展。"},
    )


def test_a_line_that_waits_for_its_text_is_none(tmp_path: Path) -> None:
    sample = institution()
    sample.texts = "名词解释:\n  预算:\n用途:\n  '2080109': 甲\n  项目支出:\n原因:\n  变动:\n    '*':\n"
    found = load(sample.write(tmp_path))
    assert found.findings == ()
    assert found.books is not None
    assert (found.books.texts.definitions, found.books.texts.uses) == ({}, {"2080109": "甲"})


TEXT_SLIPS = [
    ("职责: 甲\n", "B204", 1, "B204"),
    ("原因:\n  变化: {甲: 乙}\n", "B204", 2, "是否想写“变动”？"),
    ("原因: 甲\n", "B205", 1, "若干行"),
    ("用途:\n  项目经费: 甲\n", "B212", 2, "是否想写“项目支出”？"),
    ("用途:\n  '2080109': 甲\n  '2080505': 乙\n  '2080555': 丙\n", "B211", 4, "2023年支出功能分类科目编码"),
    ("用途:\n  项目支出: 甲\n  项目支出: 乙\n", "B207", 3, "第2行已写过"),
    ("主要职责:\n  - 甲\n  - {乙: 丙}\n", "B205", 3, "一段文字"),
]


@pytest.mark.parametrize(("text", "code", "line", "says"), TEXT_SLIPS)
def test_a_slip_in_the_texts(text: str, code: str, line: int, says: str, tmp_path: Path) -> None:
    (tmp_path / "文字.yaml").write_text(text, "utf-8")
    _, findings = read_texts(tmp_path, 2023)
    told = [item for item in findings if item.code.code == code]
    assert [item.place.row for item in told] == [line]
    assert says in told[0].text()


def only(sample: Sample, folder: Path, code: str) -> Finding:
    """The one finding that a change brings about."""
    findings = load(sample.write(folder)).findings
    assert [item.code.code for item in findings] == [code], [item.text() for item in findings]
    return findings[0]
