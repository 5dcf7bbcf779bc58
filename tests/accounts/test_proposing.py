"""What an unknown export is, proposed from its headings and contents, confirmed, and kept in 单位.yaml."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from exported_vouchers import EXPORTS, Export, year_of_lines
from further_exports import FURTHER, english
from vendor_exports import VENDORS

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.books.settings_file import read_settings
from mingzhang.accounts.books.voucher_part import plain as plainly
from mingzhang.accounts.region import EVERYTHING
from mingzhang.accounts.starting.new import Start, create
from mingzhang.cli import cli
from mingzhang.findings import Severity

SHAPES = {**EXPORTS, **VENDORS, **FURTHER}
ENTER = "\n" * 60
"""Every proposal accepted, of every question the answer that something speaks for."""


def call(folder: Path, *options: str, said: str = "") -> Result:
    return CliRunner().invoke(cli, ["mapping", str(folder), *options], input=said, standalone_mode=False)


def folder_of(tmp_path: Path, shape: str) -> tuple[Path, Export]:
    """Books whose 单位.yaml says nothing of their export."""
    sample = year_of_lines()
    export = SHAPES[shape](sample.vouchers)
    folder = sample.write(tmp_path / "账册")
    (folder / "凭证.csv").unlink()
    export.write(folder)
    return folder, export


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Books:
    books = load(year_of_lines().write(tmp_path_factory.mktemp("账册"))).books
    assert books is not None
    return books


@pytest.mark.parametrize("shape", SHAPES)
def test_the_proposal_makes_the_same_books_of_every_export(tmp_path: Path, plain: Books, shape: str) -> None:
    folder, export = folder_of(tmp_path, shape)
    done = call(folder, said=ENTER)
    assert (done.exception, done.return_value) == (None, 0), done.output
    done.output.encode("gbk")
    books = load(folder).books
    assert books is not None
    assert books.measures == plain.measures
    there, here = plain.ledger.trace(EVERYTHING), books.ledger.trace(EVERYTHING)
    same = ["date", "fund", "function", "kind", "economic", "project", "fen"]
    assert here[same].equals(there[same])
    assert list(zip(here["file"], here["row"], strict=True)) == [export.rows[row - 2] for row in there["row"]]
    kept = (folder / "单位.yaml").read_bytes()
    again = call(folder, said=ENTER)
    assert (again.return_value, "没有要补进" in again.output) == (0, True), again.output
    assert (folder / "单位.yaml").read_bytes() == kept


def written(folder: Path, unit: str, table: str) -> Path:
    folder.mkdir()
    (folder / "单位.yaml").write_bytes(unit.encode())
    (folder / "序时账.csv").write_text(table, "gb18030")
    return folder


UNIT = "名称: 某中心\n类型: 事业\n年度: 2023\n版式: liaoning-2023\n"
HEADINGS = [
    "日期",
    "凭证号",
    "预算科目编码",
    "摘要",
    "总账科目编码",
    "明细科目编码",
    "借方金额",
    "贷方金额",
    "资金性质",
]
TWO_ACCOUNTS = f"""{",".join(HEADINGS)},支出功能分类编码,支出类型
2023-01-05,1,,拨款,8001,800101,1000,,,,
2023-01-05,1,,拨款,6001,600101,,1000,一般公共预算,2080109,基本支出
"""


def test_two_columns_that_could_be_one_field_are_a_question_and_never_a_guess(tmp_path: Path) -> None:
    folder = written(tmp_path / "账册", UNIT, TWO_ACCOUNTS)
    done = call(folder, "--accept")
    assert done.return_value == 1
    assert "有 2 列都像“科目”，是哪一列" in done.output
    assert "还有 1 个问题没有回答" in done.output
    assert "编码, 科目: " not in (folder / "单位.yaml").read_text("utf-8")
    done = call(folder, said="9\n2\n")  # files, sides and the like are settled by now
    assert "请写 0 到 2 的序号" in done.output
    assert done.return_value == 0, done.output
    assert "  列: {借方: 借方金额, 贷方: 贷方金额, 资金: 资金性质, 功能科目: 支出功能分类编码, 科目: 明细科目编码}" in (
        folder / "单位.yaml"
    ).read_text("utf-8")


def test_no_answer_and_no_leave_the_file_as_it_was(tmp_path: Path) -> None:
    folder = written(tmp_path / "账册", UNIT, TWO_ACCOUNTS)
    before = (folder / "单位.yaml").read_bytes()
    assert call(folder, "--show").return_value == 1
    assert type(call(folder, said="y\n").exception).__name__ == "Abort"
    assert call(folder, said="n\n" * 20).return_value == 1
    assert (folder / "单位.yaml").read_bytes() == before
    assert "只用其一" in str(call(folder, "--show", "--accept").exception)


HAND_WRITTEN = """# 单位的设置，请勿改动顺序
名称: 某中心   # 全称
类型: 事业
年度: 2023
凭证:            # 导出自核算软件
  列: {摘要: 摘要}  # 摘要照旧
  对照:
    # 老账套的写法
    资金:
      预算内: 一般公共预算   # 2019 年前

版式: liaoning-2023
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_the_user_wrote_stays_to_the_byte(tmp_path: Path, end: str, encoding: str) -> None:
    folder = written(tmp_path / "账册", UNIT, TWO_ACCOUNTS)
    mine = HAND_WRITTEN.replace("\n", end).encode(encoding)
    (folder / "单位.yaml").write_bytes(mine)
    call(folder, "--accept")
    done = (folder / "单位.yaml").read_bytes().decode(encoding)
    assert "列: {摘要: 摘要, 借方: 借方金额, 贷方: 贷方金额" in done
    assert f"  文件: 序时账.csv{end}{end}版式" in done
    mended = done.replace(f"  文件: 序时账.csv{end}", "")
    for added in ("借方: 借方金额", "贷方: 贷方金额", "资金: 资金性质", "功能科目: 支出功能分类编码"):
        mended = mended.replace(f", {added}", "")
    assert mended.encode(encoding) == mine


def test_a_declared_setting_is_never_overwritten(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "账册", f"{UNIT}凭证:\n  列: {{科目: 总账科目编码, 资金: 预算科目编码}}\n", TWO_ACCOUNTS
    )
    done = call(folder, "--accept")
    kept = (folder / "单位.yaml").read_text("utf-8")
    assert "科目: 总账科目编码, 资金: 预算科目编码, 借方" in kept
    assert "资金性质" not in kept
    assert "1 行没有资金" in done.output


def test_nothing_like_vouchers_and_a_faulty_unit_s_file_are_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "账册", UNIT, "科目编码,科目名称,期初借方,期末贷方\n8001,资金结存,1,2\n")
    done = call(folder)
    assert (done.return_value, "B340" in done.output) == (1, True)
    (folder / "单位.yaml").write_text(f"{UNIT}凭证:\n  列: [科目]\n", "utf-8")
    assert call(folder).return_value == 2
    (folder / "单位.yaml").unlink()
    done = call(folder)
    assert (done.return_value, "B201" in done.output) == (2, True)


def test_names_of_accounts_settle_what_their_codes_do_not_say(tmp_path: Path) -> None:
    folder, _ = folder_of(tmp_path, "U8 凭证列表")
    assert "支出类型 看科目：600101 基本支出、600102 项目支出" in call(folder, "--accept").output
    assert '"720102": {支出类型: 项目支出}' in (folder / "单位.yaml").read_text("utf-8")


def test_what_a_code_means_is_deduced_from_its_lines_or_asked(tmp_path: Path) -> None:
    folder, _ = folder_of(tmp_path, "K3 会计分录序时簿")
    done = call(folder, "--accept")
    kept = (folder / "单位.yaml").read_text("utf-8")
    assert '资金: {"01": 一般公共预算, "09": 非财政拨款}' in kept  # 6001 with 2080109; 6101 and 7301
    assert '支出类型: {"03": 经营支出}' in kept  # 01 and 02 could be either
    assert done.return_value == 1
    assert "还有 2 个问题没有回答：支出类型“01”是什么；支出类型“02”是什么" in done.output


ODD = {
    "凭证: &own\n  列: &columns {摘要: 摘要}\n": True,
    "凭证: {列: {摘要: 摘要}}\n": True,
    "凭证:\n": True,
    "凭证: {}": True,
    "说明: |\n  凭证在\n  另一处\n": True,
    "凭证: {列: {摘要: 摘要\n  }}\n...\n": True,
    "说明: &said {a: b}\n凭证: *said\n": False,
}
"""Ways to end 单位.yaml, and whether settings can be added there."""


@pytest.mark.parametrize("end", ODD)
def test_settings_go_into_every_way_of_writing_or_are_shown(tmp_path: Path, end: str) -> None:
    folder = written(tmp_path / "账册", UNIT + end, TWO_ACCOUNTS)
    before = (folder / "单位.yaml").read_bytes()
    done = call(folder, "--accept")
    after = (folder / "单位.yaml").read_text("utf-8")
    assert done.exception is None
    if ODD[end]:
        assert "已写入 单位.yaml" in done.output
        assert after.startswith(UNIT)
        assert "借方: 借方金额" in after
    else:
        assert done.return_value == 2
        assert (folder / "单位.yaml").read_bytes() == before


def test_numbers_that_begin_anew_every_day_are_proposed_as_such(tmp_path: Path) -> None:
    days = "".join(
        f"2023-01-{day:02d},记-1,拨款{day},8001,{day}.00,,,,\n2023-01-{day:02d},记-1,拨款{day},6001,,{day}.00,一般公共预算,2080109,基本支出\n"
        for day in range(5, 9)
    )
    head = "日期,凭证号,摘要,科目,借方,贷方,资金,功能科目,支出类型\n"
    folder = written(tmp_path / "账册", UNIT, head + days)
    assert "凭证号按日重起" in call(folder, "--accept").output
    assert "编号范围: 日" in (folder / "单位.yaml").read_text("utf-8")


PROJECTS = "项目编码,项目名称\n000001,金保工程\n000002,课题\n"
MASTER = "有项目表"


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("辅助核算", ("2080109|30201", "2080109|30201|000001", "2080109")),
        ("辅助核算", ("【功能分类:2080109】【项目:000002】", "【功能分类:2080109】", "")),
        ("某核算", ("000001", "000002", "")),
    ],
    ids=["codes in a row", "behind keys", "a column of their own"],
)
@pytest.mark.parametrize("master", [MASTER, ""])
def test_projects_that_are_digits_only_are_known_by_their_table_or_asked(
    tmp_path: Path, heading: str, texts: tuple[str, ...], master: str
) -> None:
    rows = [f"2023-01-0{at},{at},7201,10.00,,{text}" for at, text in enumerate(texts, 1)]
    rows += [f"2023-01-0{at},{at},8001,,10.00," for at, _ in enumerate(texts, 1)]
    table = "\n".join([f"日期,凭证号,科目,借方,贷方,{heading}", *sorted(rows)])
    folder = written(tmp_path / "账册", UNIT, table)
    if master:
        (folder / "项目.csv").write_text(PROJECTS, "utf-8")
    done = call(folder, "--accept")
    assert done.exception is None
    part = read_settings(folder / "单位.yaml", "单位.yaml").part("凭证")
    assert part is not None
    given = {key: plainly(node) for key, node in part.nodes.items()}.get("辅助列", {})
    keyed = "项目:" in texts[0]
    if master or keyed:
        assert given["项目"]["列"] == heading
    else:
        assert "项目" not in given
        assert ("是项目编码吗" in done.output) == (heading == "辅助核算")


def test_the_empty_sheet_of_a_new_unit_does_not_stand_in_the_export_s_way(tmp_path: Path) -> None:
    """The first hour: `new`, the export dropped beside the workbook under any name, `mapping`; the lines are read."""
    sample = year_of_lines()
    for name in ("导出.csv", "凭证.csv"):
        folder = tmp_path / name
        create(folder, Start(dict(sample.unit)))
        made = english(sample.vouchers)
        (grid,) = made.grids.values()
        made.grids = {(name, ""): grid}
        made.write(folder)
        done = call(folder, "--accept")
        assert (done.exception, done.return_value) == (None, 0), done.output
        codes = [item.code.code for item in load(folder).findings if item.severity is Severity.ERROR]
        assert "B101" not in codes
        assert "B102" not in codes
        assert f"凭证是 {name}" in done.output or name == "凭证.csv"
