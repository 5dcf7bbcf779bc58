"""What a user meets: cases, tables, statements and findings, through the command line."""

import io
import json
import zipfile
from pathlib import Path

import pdfplumber
import polars as pl
import pytest

from mingzhang.findings import ProblemsFound
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.award.unconfirmed import unconfirmed
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.schemes.residents import RESIDENTS_CONTRIBUTION

from .running import case, run

CASE = """
待遇 = "企业职工养老"
核定年月 = 2025-04
参保地 = "沈阳"
出生年月 = 1965-04
性别 = "男"
身份 = "工人"
退休年月 = 2025-04
缴费月数 = 471
过渡性缴费月数 = 120
平均缴费指数 = 0.8053
个人账户储存额 = 114333.21
"""


def test_retire(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "retire", "--born", "1975-05", "--sex", "F", "--post", "worker")
    assert status == 0
    assert "法定退休年月：2025-08" in out
    assert "193.8" in out


def test_contribute_with_limits_published_late(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["contribute", "--wage", "3000", "--month", "2025-01", "--to", "2025-08", "--paid-at", "2025-05"]
    status, out, _ = run(capsys, *asked)
    assert status == 0
    assert "单位应补（负数为应退） 110.08 元" in out  # 8 × (697.44 − 683.68)


def test_contribute_before_the_limits_are_out(capsys: pytest.CaptureFixture[str]) -> None:
    said = "尚未公布，本表按上年的预缴"
    _, out, _ = run(capsys, "contribute", "--wage", "8000", "--month", "2027-01", "--injury-class", "7")
    assert out.count(said) == 2  # the pension's statement and the work injury's
    _, out, _ = run(capsys, "contribute", "--wage", "8000", "--month", "2026-01")
    assert said not in out


def test_the_late_fee_of_ten_thousand_for_99_days(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = tmp_path / "上限.csv"
    rows.write_text(
        "参数,项,地区,起,止,值,依据,可信度,核对\n缴费基数上限,,盘锦,2025-01,2025-12,60000,自填,互证,2026-11-29", "utf-8"
    )
    asked = ["contribute", "--wage", "50000", "--month", "2025-03", "--kind", "灵活就业", "--region", "盘锦"]
    _, out, _ = run(capsys, *asked, "--law", str(rows), "--late-days", "99")
    assert "合计应缴：10,000.00 元" in out
    assert "10,000.00 × 0.05% × 99" in out
    assert "滞纳金 495.00 元" in out


def test_late_days_come_from_two_dates(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["contribute", "--wage", "5000", "--month", "2025-01", "--to", "2025-02", "--due", "2025-01-31"]
    status, out, _ = run(capsys, *asked, "--paid-on", "2025-05-10")
    assert status == 0
    assert "滞纳天数：99天" in out  # from 1 February to 10 May
    assert "滞纳天数：71天" in out  # the second month was due on 28 February
    assert "滞纳金 102.00 元" in out  # 1200 × 0.05% × (99 + 71)
    _, out, _ = run(capsys, *asked, "--paid-on", "2025-01-20")
    assert "滞纳金 0.00 元" in out
    status, _, err = run(capsys, *asked)
    assert (status, "--paid-on" in err) == (2, True)


def test_late_days_before_july_2011_have_the_rate_of_their_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = tmp_path / "limits.csv"
    limits = [
        f"缴费基数{end},,辽宁省,2011-01,2011-12,{value},自填,互证,2026-11-29,"
        for end, value in (("下限", 1000), ("上限", 9000))
    ]
    rows.write_text("\n".join(["参数,项,地区,起,止,值,依据,可信度,核对,说明", *limits]), "utf-8")
    asked = ["contribute", "--wage", "2000", "--month", "2011-05", "--law", str(rows)]
    _, out, _ = run(capsys, *asked, "--due", "2011-06-15", "--paid-on", "2011-09-23")
    assert "早期滞纳天数：15天" in out
    assert "滞纳金 40.60 元" in out  # 560 × (15 × 0.2% + 85 × 0.05%)
    _, out, err = run(capsys, *asked, "--late-days", "100")
    assert "早期滞纳天数" in out + err  # asked for, not taken for none


def test_contribute_for_a_public_employee_and_work_injury(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "contribute",
        "--wage",
        "10000",
        "--month",
        "2025-01",
        "--kind",
        "机关事业",
        "--injury-class",
        "1",
        "--json",
    ]
    _, out, _ = run(capsys, *asked)
    results = [entry["结果"]["值"] for entry in json.loads(out)]
    assert results == ["2,400.00 元", "1,200.00 元", "20.00 元"]


def test_a_case_becomes_a_statement(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    outputs = [tmp_path / f"核定表.{kind}" for kind in ("pdf", "docx", "json")]
    options = [word for output in outputs for word in ("-o", output)]
    status, out, err = run(capsys, "award", case(tmp_path, CASE), *options)
    assert status == 0
    assert "月支付额：4,796.00 元" in out
    assert "（8,266.00 + 6,656.6098） ÷ 2 × 39.25 × 1% ＝ 2,928.56217325，四舍五入到分" in out
    assert "（预发）" in out
    assert err == ""
    assert outputs[0].read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(outputs[1].read_bytes())) as document:
        text = document.read("word/document.xml").decode()
    assert "2,928.56 元" in text
    assert "辽人社〔2024〕17号" in text
    assert json.loads(outputs[2].read_text("utf-8"))["结果"]["值"] == "4,796.00 元"


def test_values_that_are_not_confirmed_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    law = tmp_path / "参数.csv"
    row = "年限取位,,贵阳市,2006-01,,四舍五入到两位小数,虚构,存疑,2026-01-01"
    law.write_text(f"参数,项,地区,起,止,值,依据,可信度,核对\n{row}\n", "utf-8")
    status, out, err = run(capsys, "award", case(tmp_path, CASE.replace("沈阳", "贵阳")), "--law", law)
    assert status == 0
    assert "待核实（存疑）" in out
    assert "提醒 I403" in err
    assert "年限取位（贵阳市）" in err


def test_early_retirement_for_illness_is_doubted_since_2025(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "award", case(tmp_path, CASE + '退休类型 = "因病"\n'))
    assert status == 0
    assert "案卷的待遇写“病残津贴”" in out
    _, out, _ = run(capsys, "award", case(tmp_path, CASE))
    assert "病残津贴" not in out


def test_the_recomputation_of_a_provisional_award(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prior = tmp_path / "预发.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    again = case(tmp_path, CASE.replace("核定年月 = 2025-04", "核定年月 = 2025-10"))
    status, out, _ = run(capsys, "award", again, "--prior", prior, "-o", tmp_path / "重算.pdf")
    assert status == 0
    assert "（预发）" not in out
    assert "2025-05     4,796.00      4,856.00         60.00" in out
    assert "共 6 个月，合计应补发 360.00 元" in out
    asked = ["award", again, "--prior", prior, "--until", "2025-09", "--stopped", "2025-07", "--json"]
    _, out, _ = run(capsys, *asked)
    assert json.loads(out)["重算"]["合计"] == "-9412.00"  # 3 × 60 − 2 × 4796


def test_what_was_really_paid_and_yearly_raises_are_settled(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    prior = tmp_path / "预发.json"
    run(capsys, "award", case(tmp_path, CASE), "-o", prior)
    steps = "[[已发放]]\n起 = 2025-07\n月额 = 4800\n[[待遇调整]]\n起 = 2025-08\n月增加额 = 100.50\n"
    text = CASE.replace("核定年月 = 2025-04", "核定年月 = 2025-10")
    status, out, _ = run(capsys, "award", case(tmp_path, text + steps), "--prior", prior, "--until", "2025-08")
    assert status == 0
    assert "2025-06     4,796.00      4,856.00         60.00" in out
    assert "2025-07     4,800.00      4,856.00         56.00" in out
    assert "2025-08     4,800.00      4,956.50        156.50" in out
    assert "共 4 个月，合计应补发 332.50 元" in out
    wrong = steps.replace("4800", '"四千八"')
    status, out, err = run(capsys, "award", case(tmp_path, text + wrong), "--prior", prior)
    assert (status, out) == (1, "")
    assert "I204" in err


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("出生年月 = 1965-04", "出生日期 = 1965-04"), "I202", "是否想写“出生年月”"),
        (('参保地 = "沈阳"', '参保地 = "沈洋"'), "I104", "沈洋"),
        (('参保地 = "沈阳"', ""), "I203", "参保地"),
        (("个人账户储存额 = 114333.21", "个人账户储存额 = -1"), "I204", "不小于0.00 元"),
        (("个人账户储存额 = 114333.21", "个人账户储存额 = 114333.215"), "I204", "最多两位小数"),
        (("出生年月 = 1965-04", "出生年月 = 1965-14"), "I204", "1965-14"),
        (("缴费月数 = 471", "缴费月数 = 170"), "I402", "据以核对的缴费月数 170"),
        (("退休年月 = 2025-04", "退休年月 = 2025-03"), "I401", "最早退休年月 2025-04"),
        (("退休年月 = 2025-04", "退休年月 = 2035-04"), "I301", "计发基数"),
        (("缴费月数 = 471", "缴费月数 = 800"), "I406", "退休时月龄 720"),
        (("平均缴费指数 = 0.8053", ""), "I303", "缴费指数之和"),
        (("过渡性缴费月数 = 120", "视同缴费月数 = 81"), "I303", "过渡性缴费月数"),
        (("= 471", "= = 471"), "I201", "第9行"),
        (("核定年月 = 2025-04", '核定年月 = "四月"'), "I204", "核定年月"),
        (('性别 = "男"', '性别 = "男"\n公民身份号码 = "211102196504150051"'), "I501", "校验码应为 X"),
        (('性别 = "男"', '性别 = "女"\n公民身份号码 = "21110219650415005X"'), "I502", "性别是男"),
        (('待遇 = "企业职工养老"', '待遇 = "别的"'), "I204", "企业职工养老"),
        (("缴费月数 = 471", "缴费月数 = [471]"), "I204", "一个数"),
    ],
)
def test_what_is_wrong_in_a_case_is_said_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: tuple[str, str], code: str, said: str
) -> None:
    output = tmp_path / "核定表.json"
    assert change[0] in CASE
    status, out, err = run(capsys, "award", case(tmp_path, CASE.replace(*change)), "-o", output)
    assert (status, out) == (1, "")
    assert f"错误 {code}" in err
    assert said in err
    assert "Traceback" not in err
    assert not output.exists()


def test_a_case_may_state_what_the_law_does_not_hold(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A form of a province whose ways of computing are not delivered."""
    text = """
参保地 = "新疆"
退休年月 = 2025-02
计发基数 = 8000.00
缴费年限 = 20.5
过渡性缴费年限 = 5.25
平均缴费指数 = 0.9
过渡性指数 = 1.0
过渡计发基数 = 3000
个人账户储存额 = 50000
计发月数 = 138.4
[[参数]]
参数 = "过渡公式"
值 = "指数化工资"
起 = 2025-01
依据 = "核定表所载"
[[参数]]
参数 = "过渡系数"
值 = "1.3%"
起 = 2025-01
依据 = "核定表所载"
[[参数]]
参数 = "支付额取整"
值 = "见分进角"
起 = 2025-01
依据 = "核定表所载"
"""
    status, out, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    # 8000×1.9÷2×20.5×1% = 1558.00; 50000÷138.4 = 361.27; 3000×1.0×5.25×1.3% = 204.75
    assert "月基本养老金             2,124.02 元" in out
    assert "月支付额：2,124.10 元" in out


def test_parameters_may_stand_among_the_facts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Form E again, as if nothing of its province were known."""
    text = """
参保地 = "新疆"
出生年月 = 1965-11
退休年月 = 2026-02
计发基数 = 7999
缴费月数 = 510
过渡性缴费月数 = 147
平均缴费指数 = 0.8498
个人账户储存额 = 115090.38
年限取位 = "进到一位小数"
过渡公式 = "指数化工资"
过渡系数 = "1.3%"
"""
    status, out, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    assert "月支付额：5,069.44 元" in out
    assert "过渡系数 新疆维吾尔自治区 （不限） 至 今：1.3%（案卷载明；原文）" in out
    status, _, err = run(capsys, "award", case(tmp_path, text.replace("进到一位小数", "随便")))
    assert status == 1
    assert "四舍五入到两位小数" in err


def people() -> pl.DataFrame:
    good = {
        "编号": "1",
        "参保地": "盘锦",
        "出生年月": "1965-03",
        "退休年月": "2025-04",
        "缴费月数": "400",
        "平均缴费指数": "1.2",
        "个人账户储存额": "90000.00",
    }
    bad = [
        {"参保地": "不存在"},
        {"出生年月": "1965-13"},
        {"出生年月": "1875-01"},
        {"个人账户储存额": "-1"},
        {"个人账户储存额": ""},
        {"退休年月": "2035-01"},
        {"缴费月数": "十年"},
        {"缴费月数": "100"},
        {"平均缴费指数": "0.8一"},
        {"平均缴费指数": "０.8"},
        {"出生年月": "1965-02-29"},
        {"退休年月": "2025-04-31"},
    ]
    return pl.DataFrame([good, *(good | change | {"编号": str(row)} for row, change in enumerate(bad, 2))])


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_bad_rows_are_findings_and_the_others_are_awarded(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    source, output = tmp_path / f"人员.{kind}", tmp_path / f"结果.{kind}"
    table = people()
    if kind == "parquet":
        table.write_parquet(source)
    else:
        table.write_csv(source)
    status, out, _ = run(capsys, "award", source, "-o", output)
    assert status == 1
    assert "核定 1 人，未能核定 12 人" in out
    read = pl.read_parquet if kind == "parquet" else pl.read_csv
    assert read(output)["编号"].cast(pl.String).to_list() == ["1"]
    problems = read(tmp_path / f"结果.问题.{kind}")
    assert sorted(problems["编号"].cast(pl.Int64).unique().to_list()) == list(range(2, 14))
    assert problems["行"].min() == (3 if kind == "csv" else 2)


def test_a_table_that_a_spreadsheet_wrote_in_gb18030(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "人员.csv"
    table = people().head(1).with_columns(pl.lit("1965-03-31").alias("出生年月"), pl.lit("某单位").alias("单位"))
    source.write_bytes(table.write_csv().encode("gb18030"))
    status, out, err = run(capsys, "award", source, "-o", tmp_path / "结果.csv")
    assert status == 0
    assert "核定 1 人" in out
    assert "I208" in err
    source.write_bytes(b"")
    status, _, err = run(capsys, "award", source)
    assert status == 1
    assert "空文件" in err


def test_lists_that_nothing_reads_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = CASE + '[[参保经历]]\n地区 = "沈阳"\n月数 = 3\n[[待遇调整]]\n起 = 2025-01\n月增加额 = 5\n'
    status, _, err = run(capsys, "award", case(tmp_path, text))
    assert status == 1
    assert "参保经历；应为：只用于转移接续" in err
    assert "待遇调整；应为：与 --prior 合用" in err


def test_a_demanded_confidence_stops_what_is_not_confirmed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "--sure", "原文")
    assert status == 1
    assert "低于所要求的“原文”" in err


def test_findings_of_an_earlier_run_do_not_stay(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, output = tmp_path / "人员.parquet", tmp_path / "结果.parquet"
    people().write_parquet(source)
    run(capsys, "award", source, "-o", output)
    assert (tmp_path / "结果.问题.parquet").exists()
    people().head(1).write_parquet(source)
    status, _, _ = run(capsys, "award", source, "-o", output)
    assert status == 0
    assert not (tmp_path / "结果.问题.parquet").exists()


def test_contributions_before_birth(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    row = {"编号": "a", "参保地": "盘锦", "退休年月": "2025-08", "出生年月": "1975-05", "建账年月": "1996-01"}
    pl.DataFrame([row]).write_csv(tmp_path / "人员.csv")
    pl.DataFrame([{"编号": "a", "年份": 1974, "月数": 1, "缴费基数": "0"}]).write_csv(tmp_path / "记录.csv")
    law = Path(__file__).parents[2] / "examples" / "insurance" / "示例参数.csv"
    asked = ["award", tmp_path / "人员.csv", "--records", tmp_path / "记录.csv", "--law", law]
    status, _, err = run(capsys, *asked)
    assert status == 1
    assert "I407" in err


def test_decimals_of_an_unusable_row_do_not_reach_the_others() -> None:
    facts = {"参保地": "盘锦", "缴费年月": "2025-03", "缴费档次": "500"}
    rows = [facts | {"补缴年数": "2"}, facts | {"补缴年数": "0.8053"}]
    awards = award(pl.DataFrame(rows), RESIDENTS_CONTRIBUTION)
    assert awards.table["补缴金额_分"].to_list() == [100_000]
    assert [item.place.row for item in awards.findings] == [2]


@pytest.mark.parametrize("rows", [0, 2])
def test_a_column_of_an_unfit_type_is_told_once(rows: int) -> None:
    table = people().head(rows).with_columns(pl.lit(True).alias("参保地"), pl.lit(None).alias("缴费月数"))
    with pytest.raises(ProblemsFound) as caught:
        award(table)
    assert [item.code.code for item in caught.value.findings] == ["I205"]


def test_a_table_without_rows_is_awarded_to_nobody() -> None:
    awards = award(people().head(0))
    assert (awards.table.height, awards.findings) == (0, ())


def test_a_float_column_is_refused_as_a_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, output = tmp_path / "人员.parquet", tmp_path / "结果.parquet"
    people().with_columns(pl.lit(1.5).alias("个人账户储存额")).write_parquet(source)
    status, _, err = run(capsys, "award", source, "-o", output)
    assert status == 1
    assert "I205" in err
    assert not output.exists()


def test_a_broken_file_is_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "人员.parquet"
    source.write_bytes(b"PAR1 and nothing more")
    status, _, err = run(capsys, "award", source)
    assert status == 1
    assert "I206" in err


def test_records_that_cannot_be_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "examples" / "insurance"
    pl.DataFrame({"编号": ["a", "b", "b", "c"], "参保地": ["盘锦"] * 4, "退休年月": ["2025-08"] * 4}).write_csv(
        tmp_path / "人员.csv"
    )
    rows = [
        ("a", 2024, 12, "40000"),
        ("a", 2025, 8, "30000"),
        ("c", 2024, 12, "1"),
        ("c", 2024, 1, "1"),
        ("d", 2024, 1, "1"),
    ]
    pl.DataFrame(rows, schema=["编号", "年份", "月数", "缴费基数"], orient="row").write_csv(tmp_path / "记录.csv")
    law = folder / "示例参数.csv"
    status, out, err = run(
        capsys,
        "award",
        tmp_path / "人员.csv",
        "--records",
        tmp_path / "记录.csv",
        "--law",
        law,
        "-o",
        tmp_path / "果.csv",
    )
    assert status == 1
    assert "核定 0 人，未能核定 4 人" in out
    for code in ("I207", "I210", "I211", "I402"):
        assert code in err


@pytest.mark.parametrize("name", ["提前退休.toml", "逐年记录.toml", "转移接续.toml", "权益记录.toml", "城乡衔接.toml"])
def test_the_examples_run(capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = Path(__file__).parents[2] / "examples" / "insurance"
    status, out, _ = run(capsys, "award", folder / name, "--law", folder / "示例参数.csv")
    assert status == 0
    assert "依据" in out


def test_law(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "law", "计发基数", "--region", "辽宁", "--at", "2024-03")
    assert status == 0
    assert "7,201.00 元" in out
    assert "辽人社〔2024〕17号" in out
    status, out, err = run(capsys, "law", "--unconfirmed")
    assert status == 0
    assert all("待核实" in line for line in out.splitlines())
    assert "条待核实" in err
    status, _, err = run(capsys, "law", "计发基数", "--region", "盘锦", "--at", "2030-01")
    assert status == 1
    assert "I301" in err
    status, out, _ = run(capsys, "law", "计发月数", "--item", "60", "--json")
    assert json.loads(out)[0]["值"] == "139"


def test_a_city_with_bases_of_its_own_is_not_shown_the_provinces(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "law", "计发基数", "--region", "郑州")
    assert out.splitlines()
    assert all("郑州市" in line for line in out.splitlines())
    status, out, err = run(capsys, "law", "计发基数", "--region", "郑州", "--at", "2024")
    assert (status, out, "I301" in err) == (1, "", True)
    _, out, _ = run(capsys, "law", "计发基数", "--region", "锦州", "--at", "2024")
    assert "辽宁省" in out


def test_the_template_is_a_file_that_can_be_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "law", "--template")
    own = tmp_path / "本市.csv"
    own.write_text(out, "utf-8")
    status, out, _ = run(capsys, "law", "计发基数", "--region", "盘锦", "--at", "2026-03", "--law", own)
    assert status == 0
    assert "7,400.00 元" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["retire", "--born", "1975-05"],
        ["law"],
        ["law", "计发基数", "--at", "去年"],
        ["award", "没有.toml"],
        ["contribute", "--wage", "1", "--month", "2025-05", "--to", "2025-01"],
        ["contribute", "--wage", "9000", "--month", "2025-05", "--floating", "80%"],
        ["contribute", "--wage", "9000", "--month", "2025-05", "--to", "2025-06", "--late-days", "9"],
        ["contribute", "--wage", "9000", "--month", "2025-05", "--kind", "机关事业", "--kind", "企业职工"],
        ["retire", "--born", "1975-05", "--sex", "F", "--sex", "M"],
    ],
)
def test_usage_errors_are_chinese(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert err.startswith("用法有误：")


def test_the_central_adjustment_of_the_example(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "examples" / "insurance" / "中央调剂.csv"
    output = tmp_path / "结果.csv"
    status, out, _ = run(capsys, "award", source, "--scheme", "中央调剂", "--at", "2018-12", "-o", output)
    assert status == 0
    assert "甲省净得（负数为净上解） -5,248,800,000.00 元" in out
    assert "6,091,200,000.00" in out
    assert pl.read_csv(output)["净得_分"].sum() == 0
    _, out, _ = run(capsys, "award", source, "--scheme", "中央调剂", "--at", "2018-12", "--json")
    data = json.loads(out)
    assert data["结果"] == {"项目": "上解合计", "值": "15,228,000,000.00 元"}
    assert [item["值"] for item in data["参数"]] == ["90%", "3%"]
    page = tmp_path / "结果.pdf"
    run(capsys, "award", source, "--scheme", "中央调剂", "--at", "2018-12", "-o", page)
    with pdfplumber.open(page) as opened:
        words = {word["text"]: word for word in opened.pages[0].extract_words()}
        edges = sorted({round(line["x0"]) for line in opened.pages[0].edges if line["orientation"] == "v"})
    amount, left = words["-5,248,800,000.00"], max(edge for edge in edges if edge < words["结果"]["x0"])
    assert amount["x0"] > left  # the largest amounts stand inside their column
    twice = tmp_path / "重复.csv"
    twice.write_text("省份,职工平均工资,在职应参保人数,离退休人数\n甲省,1,1,0\n甲省,1,1,0\n", "utf-8")
    status, _, err = run(capsys, "award", twice, "--scheme", "中央调剂", "--at", "2018-12")
    assert (status, err.count("I405")) == (1, 2)


def test_the_calendar_of_a_work_injury(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "examples" / "insurance"
    status, out, _ = run(capsys, "award", folder / "工伤期限.toml")
    assert status == 0
    said = " ".join(out.split())
    assert "用人单位申请工伤认定 2025-03-31" in said
    assert "申请工伤认定 2026-03-02 ＝ 自事故日期 2025-03-01 起 1年，到 2026-03-01；末日是周末" in said
    assert "作出认定决定 2025-06-02" in said
    assert "一次性告知补正鉴定材料 2025-08-08" in said
    bad = case(tmp_path, '待遇 = "工伤期限"\n事故日期 = "三月"\n受伤日期 = 2025-03-01\n')
    status, out, err = run(capsys, "award", bad)
    assert (status, out) == (1, "")
    assert "I204" in err
    assert "I202" in err


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("事故日期 = 2025-02-30", "现为：2025-02-30；应为：日期"),  # no day, and not a mistake of syntax
        ("事故日期 = 2025-03-20\n认定申请日期 = 2025-03-01", "不早于事故日期 2025-03-20"),
        ("认定申请日期 = 2025-03-20\n认定决定日期 = 2025-03-01", "不早于认定申请日期 2025-03-20"),
        ("鉴定申请日期 = 2025-08-01\n收到结论日期 = 2025-07-01", "不早于鉴定申请日期 2025-08-01"),
        ("认定决定日期 = 2025-05-01\n鉴定申请日期 = 2025-04-01", ""),
        ("事故日期 = 2025-03-01\n认定申请日期 = 2025-03-01", ""),
    ],
)
def test_days_of_a_work_injury_follow_each_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, days: str, told: str
) -> None:
    status, _, err = run(capsys, "award", case(tmp_path, f"待遇 = 工伤期限\n{days}\n"))
    assert (status, err.count("I204")) == ((1, 1) if told else (0, 0))
    assert told in err


def test_transfers_that_cannot_be_decided(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = '待遇 = "转移接续"\n户籍地 = "盘津"\n关系所在地 = "大连"\n个人账户储存额 = 1\n1998年以来缴费工资合计 = -1\n'
    status, out, err = run(capsys, "award", case(tmp_path, text + '[[参保经历]]\n地区 = "大连"\n月数 = "三年"\n'))
    assert (status, out) == (1, "")
    for code in ("I104", "I204", "I404"):
        assert code in err


def test_what_moves_from_each_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A man first insured away from home at 50 has a temporary account there: it pays nothing, and moves whole."""
    text = """
待遇 = "转移接续"
户籍地 = "盘锦"
关系所在地 = "济南"
性别 = "男"
出生年月 = 1965-04
[[参保经历]]
地区 = "长春"
月数 = 100
个人账户储存额 = 10000.00
1998年以来缴费工资合计 = 100000.00
[[参保经历]]
地区 = "济南"
起 = 2015-04
月数 = 121
全部缴费本息 = 80000.50
个人账户储存额 = 20000.50
1998年以来缴费工资合计 = 300000.04
"""
    outputs = [tmp_path / f"转移.{kind}" for kind in ("pdf", "docx", "json")]
    status, out, _ = run(capsys, "award", case(tmp_path, text), *(word for item in outputs for word in ("-o", item)))
    assert status == 0
    assert all(item.exists() for item in outputs)
    values = {line["项目"]: line["值"] for line in json.loads(outputs[2].read_text("utf-8"))["项目"]}
    assert values == {
        "待遇领取地": "辽宁省",
        "从长春市转出": "22,000.00 元",
        "从济南市转出": "80,000.50 元",
        "转移合计": "102,000.50 元",
    }
    status, out, _ = run(capsys, "award", case(tmp_path, text.replace("2015-04", "2015-03")))
    assert "待遇领取地：山东省" in out
    assert "从济南市转出" not in out
    status, _, err = run(capsys, "award", case(tmp_path, text.replace("全部缴费本息 = 80000.50\n", "")))
    assert status == 1
    assert "参保经历第2段.全部缴费本息" in err


def test_cities_of_one_province_count_together(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The rule is about provinces: 70 months in Suzhou and 60 in Nanjing are ten years in Jiangsu."""
    stays = "".join(
        f'[[参保经历]]\n地区 = "{place}"\n月数 = {months}\n个人账户储存额 = 100\n1998年以来缴费工资合计 = 1000\n'
        for place, months in (("苏州", 70), ("南京", 60))
    )
    text = f'待遇 = "转移接续"\n户籍地 = "盘锦"\n关系所在地 = "南京"\n{stays}'
    status, out, _ = run(capsys, "award", case(tmp_path, text))
    assert status == 0
    assert "待遇领取地：江苏省" in out
    assert "（130个月）" in out
    assert "案卷中有南京市、苏州市" in out
    assert "省内流动只转移关系" in out


def test_outputs_are_checked_before_anything_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = tmp_path / "核定表.json", tmp_path / "核定表.xls"
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "-o", good, "-o", bad)
    assert status == 2
    assert ".pdf、.docx、.json" in err
    assert not good.exists()
    (tmp_path / "占用").write_text("", "utf-8")
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "-o", tmp_path / "占用" / "核定表.json")
    assert status == 2
    assert "打不开" in err


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(range(256)) * 40, b"\xff\xfe\x00", b"a" * 200_000, b""])
def test_a_law_file_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "本市.csv"
    own.write_bytes(content)
    status, _, err = run(capsys, "law", "计发基数", "--law", own)
    assert status == 1
    assert "I101" in err


@pytest.mark.parametrize(
    "content", ["[]", "{}", "不是", '{"项目": [{"项目": "月支付额", "精确值": "1/3"}]}', '{"项目": 3}']
)
def test_a_prior_award_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str) -> None:
    prior = tmp_path / "预发.json"
    prior.write_text(content, "utf-8")
    status, _, err = run(capsys, "award", case(tmp_path, CASE), "--prior", prior)
    assert status == 1
    assert "I209" in err


def test_a_parameter_that_a_whole_batch_lacks_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = {"参保地": "盘锦", "调整年月": "2025-01", "缴费年限": "30", "调整前月养老金": "3000", "年龄": "72"}
    rows = [person | {"编号": number} for number in "甲乙丙丁"]
    rows[2]["调整前月养老金"] = "三千"
    path, out = tmp_path / "人员.csv", tmp_path / "调整.csv"
    pl.DataFrame(rows).write_csv(path)
    status, said, _ = run(capsys, "award", path, "--scheme", "养老金调整", "-o", out)
    assert status == 1
    assert "核定 0 人，未能核定 4 人" in said
    found = pl.read_csv(tmp_path / "调整.问题.csv")
    assert found.height == 8  # the amount that is no number, and seven parameters
    lacking = found.filter(pl.col("代码") == "I301")
    assert set(lacking["涉及"]) == {"共 3 行：2至3、5"}
    assert set(lacking["编号"]) == {"甲"}


def test_a_batch_says_which_values_are_not_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"退休年月": "2025-05", "计发基数": "8000", "计发月数": "139", "缴费月数": "400", "过渡性缴费月数": "0"}
    facts |= {"平均缴费指数": "1", "个人账户储存额": "100000"}
    path, out = tmp_path / "人员.csv", tmp_path / "核定.csv"
    for places, said in [
        ("内蒙古", "年限取位（内蒙古自治区）"),
        ("内蒙古 青海 云南", "年限取位（内蒙古自治区、青海省）"),
    ]:
        pl.DataFrame([facts | {"编号": place, "参保地": place} for place in places.split()]).write_csv(path)
        status, _, err = run(capsys, "award", path, "-o", out)
        assert status == 0
        (told,) = (line for line in err.splitlines() if "I403" in line)
        assert said in told
        assert pl.read_csv(tmp_path / "核定.问题.csv")["代码"].to_list() == ["I403"]
    named = unconfirmed(load_law().all(), Source())[0].printed or ""
    assert "计发基数（" in named
    assert "个地区）" in named
    pl.DataFrame([facts | {"编号": "甲", "参保地": "辽宁"}]).write_csv(path)
    assert "I403" not in run(capsys, "award", path, "-o", out)[2]


def test_a_resident_short_of_the_minimum_is_told_the_residents_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "待遇 = 居民养老\n参保地 = 武汉\n出生年月 = 1965-10\n开始领取年月 = 2025-11\n个人账户储存额 = 20000\n"
    status, _, err = run(capsys, "award", case(tmp_path, text + "缴费年限 = 14\n"))
    assert (status, "I414" in err, "补缴" in err) == (1, True, True)
    assert run(capsys, "award", case(tmp_path, text + "缴费年限 = 15\n"))[0] == 0


def test_a_public_award_says_whose_base_it_uses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"待遇": "机关事业养老", "核定年月": "2025-03", "参保地": "盘锦", "退休年月": "2025-03", "计发月数": 139}
    facts |= {"视同缴费指数": 1.2, "视同缴费年限": 20, "实际缴费指数": 1.1, "实际缴费年限": 10.5}
    facts |= {"个人账户储存额": 80000, "职业年金储存额": 0}
    text = "\n".join(f'{title} = "{value}"' for title, value in facts.items()) + "\n"
    _, out, _ = run(capsys, "award", case(tmp_path, text))
    assert "计发基数用的是当地企业职工的" in out
    own = tmp_path / "本省.csv"
    head = "参数,项,地区,起,止,值,依据,可信度,核对\n"
    own.write_text(head + "机关事业计发基数,,辽宁,2024-01,2024-12,7000,某文,原文,2026-01-01\n", "utf-8")
    _, out, _ = run(capsys, "award", case(tmp_path, text), "--law", own)
    assert "计发基数用的是当地企业职工的" not in out
    assert "7,000.00 元" in out
    assert "暂用上年度的" in out  # that of 2025 is not out


def test_a_coefficient_of_one_person_is_stated_in_the_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """宁夏, 2026-01: the form of an intellectual has 1.43% instead of 1.3%, and 18.50 元 of allowances."""
    text = """
待遇 = "企业职工养老"
参保地 = "银川"
退休年月 = 2026-01
计发月数 = 139
缴费月数 = 450
过渡性缴费月数 = 89
平均缴费指数 = 0.7666
个人账户储存额 = 122313.73
其他月待遇 = 18.50
过渡系数 = "1.43%"
"""
    _, out, _ = run(capsys, "award", case(tmp_path, text))
    assert "680.50 元" in out
    assert "月支付额：4,350.08 元" in out
